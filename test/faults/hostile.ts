/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { KEY } from './withFault';

/** Each goes through every operation. .ci/run has many more. */
export const ANSWERS = Number(process.env.HOSTILE_ANSWERS ?? 100);

/** The addresses that the API documents; an ID is one segment, which leads nowhere else. */
const DOCUMENTED = [
	/^POST \/streaming\/ai\/tasks$/,
	/^GET \/streaming\/ai\/(tasks|info)(\?[^/]*)?$/,
	/^GET \/streaming\/ai\/tasks\/(?!cancel$|\.|%2e)[^/?]+$/i,
	/^POST \/streaming\/ai\/tasks\/(?!\.|%2e)[^/?]+\/cancel$/i,
];

/** An answer that no honest Gcore gives. */
export interface Hostile {
	status: number;
	headers: Record<string, string>;
	/** For any request, or by what was asked for. */
	body: string | { list: string; task: string; made: string };
	/** Whether the connection is cut in the middle of the body. */
	cut: boolean;
}

const PARTS = [
	'\n',
	' ',
	'<a',
	'<',
	'\n at ',
	'\u200b',
	'&',
	'\\',
	'{',
	'={{ $env }}',
	'\ud83d',
	'\u0000',
	'-->',
	'é',
	'x',
];

const long = fc
	.tuple(fc.constantFrom(...PARTS), fc.constantFrom(10, 10, 10, 3_000, 60_000))
	.map(([part, times]) => part.repeat(times));

const UUID = 'aafe70c6-0000-4000-8000-327b65f7670f';

const text = fc.oneof(
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 2, arbitrary: long },
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'',
			' ',
			'.',
			'..',
			'../cancel',
			'={{ $env }}',
			'=1',
			'SUCCESS',
			'FAILURE',
			'REVOKED',
			'STARTED',
			'constructor',
			'__proto__',
			'toString',
			'\ud83d',
			'\u202egpj',
			UUID,
			`${UUID}/cancel`,
			'%2e%2e',
			'a\u200bb',
			KEY,
			`x ${KEY} y`,
			'[object Object]',
			'null',
			'<html><title>Oops</title>',
			'Queue limit reached (100), try later.',
			'Cannot cancel task because it is already in status REVOKED.',
			'00:00:01.000',
			'-00:00:01',
			'1 day, 0:00:01',
			'None',
			'WEBVTT\n00:00.000 --> 00:01.000\nx',
			'https://e.example/%3D%7B%7B1%7D%7D',
		),
	},
);

const nested = fc
	.constantFrom(50, 500, 20_000)
	.map((depth) => `${'{"error":['.repeat(depth)}1${']}'.repeat(depth)}`);

const scalar = fc.oneof(
	{ weight: 5, arbitrary: text },
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1, 100, 1e308, 0.1, 1e21),
	},
);

const KEYS = [
	'error',
	'message',
	'detail',
	'errors',
	'result',
	'task_id',
	'status',
	'progress',
	'task_data',
	'task_name',
	'category',
	'processing_time',
	'started_at',
	'completed_at',
	'url',
	'supported',
	'speech_detected',
	'concatenated_text',
	'subtitles',
	'vttContent',
	'languages',
	'frames',
	'start_time',
	'end_time',
	'text',
	'loc',
	'msg',
	'constructor',
	'__proto__',
	'toString',
	'hasOwnProperty',
	'toJSON',
	'then',
	'length',
	'subtitles_language',
	'next',
	'count',
	'results',
];

/** Any JSON out of the words that our code looks for. */
const json = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
	object: fc
		.array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 8 })
		// Not an object literal: that would make __proto__ another thing than a key.
		.map((entries) => Object.fromEntries(entries)),
	value: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		{ weight: 5, arbitrary: scalar },
		{ weight: 2, arbitrary: tie('object') },
		{ weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
	),
})).object;

/** To read JSON of megabytes takes long itself, and that is n8n's part. */
const MOST_BYTES = 300_000;

const row = fc.record({
	task_id: fc.oneof(
		{ weight: 1, arbitrary: fc.uuid() as fc.Arbitrary<unknown> },
		{ weight: 1, arbitrary: scalar },
	),
	status: fc.oneof(fc.constantFrom<unknown>('STARTED', 'PENDING', 'RECEIVED', 'SUCCESS'), scalar),
	task_data: json,
	processing_time: fc.oneof(json, fc.record({ started_at: scalar, completed_at: scalar })),
});

const list = fc
	.record({
		count: fc.oneof(
			fc.integer({ min: -5, max: 5_000 }),
			fc.constantFrom<unknown>(1e308, null, 'x'),
		),
		next: fc.constantFrom<unknown>(null, '', 'https://api.gcore.com/next', 7, undefined),
		results: fc.array(row, { maxLength: 6 }),
		times: fc.constantFrom(1, 1, 1, 1, 1, 1, 3, 200),
	})
	.map(({ times, results, ...rest }) => {
		const most = Math.min(times, Math.floor(MOST_BYTES / JSON.stringify(results).length));
		return { ...rest, results: Array(Math.max(1, most)).fill(results).flat() };
	});

const phrase = fc.record({ start_time: scalar, end_time: scalar, text });

const task = fc.record({
	status: fc.constantFrom<unknown>('SUCCESS', 'FAILURE', 'REVOKED', 'STARTED', 'PENDING', 7, null),
	result: fc.oneof(
		json,
		fc.record({
			speech_detected: fc.boolean(),
			subtitles: fc.array(phrase, { maxLength: 8 }),
			vttContent: text,
			concatenated_text: text,
		}),
	),
	task_data: json,
});

const words = fc.oneof(long, text, json, fc.array(text, { maxLength: 3 }));

/** What a failure says, wherever it says it. */
const refusal = fc.oneof(
	fc.record({ error: words }),
	fc.record({ message: words, detail: words, errors: words }, { requiredKeys: [] }),
	fc.record({ status: fc.constant('FAILURE'), result: fc.record({ error: words }) }),
);

const asJson = (value: unknown) => JSON.stringify(value);

/** What fits the call by its form, and is odd all the same. */
const fitting = fc.record({
	list: list.map(asJson),
	task: task.map(asJson),
	made: fc
		.record({ task_id: fc.oneof(fc.uuid(), text), result: words, supported: fc.boolean() })
		.map(asJson),
});

const unfitting = fc.oneof(
	{ weight: 4, arbitrary: json.map(asJson) },
	{ weight: 4, arbitrary: fc.oneof(task, list).map(asJson) },
	{ weight: 1, arbitrary: nested },
	{ weight: 1, arbitrary: scalar.map(asJson) },
	{ weight: 1, arbitrary: text },
	{ weight: 1, arbitrary: json.map((value) => asJson(value).slice(0, -1)) },
);

const headers = fc.record(
	{
		'content-type': fc.constantFrom(
			'application/json',
			'text/html',
			'text/plain',
			'application/json; charset=utf-16',
			'',
		),
		'content-encoding': fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'zstd', 'odd'),
		// None that would be waited for.
		'retry-after': fc.constantFrom(
			'0',
			'3600',
			'-1',
			'soon',
			'Wed May  1 12:00:10 2024',
			'1e999',
			'9'.repeat(400),
			':'.repeat(5_000),
		),
		date: fc.constantFrom('Wed May  1 12:00:10 2024', 'now', ''),
		location: fc.constantFrom('/elsewhere', 'https://elsewhere.example/'),
	},
	{ requiredKeys: ['content-type'] },
);

const plain = fc.constant<Record<string, string>>({ 'content-type': 'application/json' });
const anyHeaders = fc.oneof(
	{ weight: 3, arbitrary: plain },
	{ weight: 1, arbitrary: headers as fc.Arbitrary<Record<string, string>> },
);

const refusing = fc.oneof(
	{
		weight: 10,
		arbitrary: fc.constantFrom(
			204,
			206,
			226,
			301,
			302,
			304,
			400,
			400,
			400,
			404,
			404,
			405,
			407,
			408,
			409,
			412,
			412,
			418,
			425,
			429,
			451,
			500,
			503,
			599,
			999,
		),
	},
	// Those end a run: nothing that follows can go better.
	{ weight: 1, arbitrary: fc.constantFrom(401, 403, 422) },
);

const fine = fc.constantFrom(200, 201, 202);
const never = fc.constant(false);

const fair = fc.record({ status: fine, headers: plain, body: fitting, cut: never });

export const hostile: fc.Arbitrary<Hostile> = fc.oneof(
	{ weight: 5, arbitrary: fair },
	{
		weight: 3,
		arbitrary: fc.record({
			status: refusing,
			headers: anyHeaders,
			body: refusal.map(asJson),
			cut: never,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			status: fc.oneof(fine, refusing),
			headers: anyHeaders,
			body: unfitting,
			cut: fc.boolean(),
		}),
	},
);

/** Those that nothing waits behind: the trigger sends again what may pass. */
export const hostileAtOnce: fc.Arbitrary<Hostile> = fc.oneof(
	{ weight: 9, arbitrary: fair },
	{
		weight: 1,
		arbitrary: fc.record({
			status: fc.constantFrom(400, 404, 410, 418),
			headers: plain,
			body: refusal.map(asJson),
			cut: never,
		}),
	},
);

/** What an answer holds for a request. */
function bodyFor({ body }: Hostile, request: string): string {
	if (typeof body === 'string') return body;
	if (request.startsWith('POST') || request.includes('/info')) return body.made;
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
		/** Those among them that the API does not have. */
		undocumented: () => asked.filter((request) => !DOCUMENTED.some((one) => one.test(request))),
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
