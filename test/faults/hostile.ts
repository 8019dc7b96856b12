/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { inFull } from '../full';
import { OPERATIONS } from '../operations';
import type { Hostile } from './hostileAnswers';
import { requestOf, sentBy } from './request';

/** Each goes through every operation. */
export const ANSWERS = inFull(60, 2_000);

const VIDEO_ID = 987654;

const segment = (path: string, id: string | number) =>
	path.replace(`/${id}`, '/(?!cancel$|\\.|%2e)[^/?]+');

/** The addresses that operations may ask at; an ID is one segment, which leads nowhere else. */
async function addresses() {
	const sent = await Promise.all(
		Object.values(OPERATIONS).flatMap((row) => [
			requestOf(row, 'ID', VIDEO_ID),
			...(row.others ?? []).map((other) => sentBy((client) => other(client, VIDEO_ID))),
		]),
	);
	return sent.map(({ method, path }) => {
		const hasId = path.includes('ID') || path.includes(String(VIDEO_ID));
		const query = method === 'GET' && !hasId ? '(\\?[^/]*)?' : '';
		// Of subtitles the number stands last.
		const pattern = segment(segment(path, 'ID'), VIDEO_ID).replace(/\/7$/, '/\\d+');
		return new RegExp(`^${method} ${pattern}${query}$`, 'i');
	});
}

/** What an answer holds for a request. */
function bodyFor({ body }: Hostile, request: string): string {
	if (typeof body === 'string') return body;
	if (/^(POST|PATCH)|\/info/.test(request)) return body.made;
	const [, asked] = /\/videos\/(\d+)$/.exec(request) ?? [];
	// Of another video nothing more would be read.
	if (asked) return body.video.replace(/^\{"id":\d+/, `{"id":${asked}`);
	if (request.includes('/videos')) return body.plain;
	return request.includes('/tasks/') ? body.task : body.list;
}

function give(res: ServerResponse, answer: Hostile, request: string) {
	const bytes = Buffer.from(bodyFor(answer, request));
	res.writeHead(answer.status, {
		...answer.headers,
		...(answer.cut && { 'content-length': bytes.length + 1 }),
	});
	if (answer.cut) res.write(bytes, () => res.socket?.destroy());
	else res.end(bytes);
}

/** A server that gives each request the next of its answers, over and over. */
export async function hostileServer() {
	const documented = await addresses();
	const asked: string[] = [];
	let answers: Hostile[] = [];
	const server = createServer((req, res) => {
		req.resume();
		const request = `${req.method} ${req.url}`;
		give(res, answers[asked.push(request) % answers.length], request);
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	return {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		/** What was asked since `answer`, as method and address. */
		asked,
		/** Those among them that no operation has. */
		undocumented: () => asked.filter((request) => !documented.some((one) => one.test(request))),
		answer(next: Hostile[]) {
			answers = next;
			asked.length = 0;
		},
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

const WATCHED_EACH_MS = 5;

/**
 * The longest time in ms that work kept the event loop from its next turn. Waiting for a processor that does something
 * else does not count.
 */
export async function longestStall(work: () => Promise<unknown>): Promise<number> {
	let longest = 0;
	let [at, cpu] = [performance.now(), process.cpuUsage()];
	const look = () => {
		const { user, system } = process.cpuUsage(cpu);
		const elapsed = Math.min(performance.now() - at, (user + system) / 1000);
		longest = Math.max(longest, elapsed - WATCHED_EACH_MS);
		[at, cpu] = [performance.now(), process.cpuUsage()];
	};
	const timer = setInterval(look, WATCHED_EACH_MS);
	await work();
	look();
	clearInterval(timer);
	return longest;
}

const QUICK_MS = 100;
const WORDS = 'word '.repeat(200_000);
const SPLITS = 5;

/**
 * Whether a stall is short: a tenth of a second, or what this machine takes just now to split five megabytes into
 * words. What is slow in itself, as a pattern that begins anew at each character, takes many times as long anywhere.
 */
export function isShort(stallMs: number): boolean {
	if (stallMs < QUICK_MS) return true;
	const from = performance.now();
	WORDS.match(/\S+/g);
	return stallMs < SPLITS * (performance.now() - from);
}
