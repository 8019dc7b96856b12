/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, not part of the package */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { refuse, usualAnswer, type Answer } from './answers';
import { accountOf, createApi, type Account, type Call } from './api';
import { CONTROL, controlDoor } from './control';
import { answerOf, Faults, type Fault, type PlantedFault } from './faults';
import { RequestLog, redactor, type LoggedRequest, type Stats } from './log';
import type { StandInOptions } from './options';
import { rateLimiter } from './rate';
import { logEntry, readCall } from './request';
import { TEXT } from './samples';
import { TaskStore } from './tasks';
import { VideoStore } from './videos';
import { close, drip, listen, readBody, reset, send, sendHalf, wait } from './wire';

export type { Fault, FaultKind, PlantedFault } from './faults';
export type { LoggedRequest, Stats } from './log';
export type { StandInOptions } from './options';
export type { Task, TaskData, TaskInput } from './task';
export type { Subtitle, Video, VideoInput } from './videos';

const EXAMPLE_KEY = '1234$abcdef';
const FIRST_CLIENT = 2675;

/** Starts a small Gcore on this machine. Close it in the end: `await gcore.close()`. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
	const standIn = new StandIn(options);
	await standIn.listen(options.port ?? 0, options.host ?? '127.0.0.1');
	return standIn;
}

/** A running stand-in; made by `startStandIn`. */
export class StandIn {
	/** Where it listens, e.g. `http://127.0.0.1:49152`. */
	url = '';
	/** The same by https, where it has a certificate. */
	tlsUrl?: string;
	/** The tasks of the default account. */
	readonly tasks: TaskStore;
	/** Its videos, with their subtitles. */
	readonly videos: VideoStore;
	readonly faults = new Faults();
	private readonly accounts = new Map<string, Account>();
	private readonly log: RequestLog;
	private readonly redact: (text: string) => string;
	private readonly answer: (call: Call) => Answer;
	private readonly now: () => number;
	private readonly server: Server;
	private readonly tlsServer?: Server;
	private readonly control?: ReturnType<typeof controlDoor>;

	constructor(private readonly options: StandInOptions) {
		const { now = () => Date.now(), taskMs = 2000, oldSpelling = false } = options;
		this.now = now;
		this.log = new RequestLog(options.maxLog ?? 100_000);

		const flags = options.accounts ?? {};
		const first = options.apiKey ?? Object.keys(flags)[0] ?? EXAMPLE_KEY;
		for (const key of new Set([first, ...Object.keys(flags)])) {
			const clientId = FIRST_CLIENT + this.accounts.size;
			const tasks = new TaskStore({ taskMs, oldSpelling, clientId, now });
			const videos = new VideoStore({ clientId, now });
			const account = { featureDisabled: false, forbidden: false, ...flags[key], tasks, videos };
			this.accounts.set(key, account);
		}
		({ tasks: this.tasks, videos: this.videos } = this.account(first));
		this.redact = redactor([...this.accounts.keys()]);

		const api = createApi(
			this.accounts,
			{
				queueLimit: options.queueLimit ?? Infinity,
				listWithoutTime: options.listWithoutTime ?? false,
				listWithoutData: options.listWithoutData ?? false,
				listLagMs: options.listLagMs ?? 0,
				pastEnd: options.pastEnd ?? 'empty',
				maxLimit: options.maxLimit ?? Infinity,
				maxPerPage: options.maxPerPage ?? Infinity,
			},
			() => this.log.cancelled(),
		);
		const allowed = rateLimiter(options.rateLimit, now);
		const tooMany = refuse(429, TEXT.tooMany, { 'retry-after': '1' });
		this.answer = (call) => (allowed() ? api(call) : tooMany);
		if (options.control) this.control = controlDoor(this);
		const serve = (req: IncomingMessage, res: ServerResponse) => {
			this.handle(req, res).catch((error: Error) => {
				// A bug of the stand-in must not pass for one of Gcore's answers.
				if (!res.headersSent) send(res, refuse(599, `Stand-in: ${error.message}`));
			});
		};
		this.server = createServer(serve);
		const { tls } = options;
		if (tls) this.tlsServer = createTlsServer({ key: tls, cert: tls }, serve);
	}

	/** The log, newest last. */
	get requests(): LoggedRequest[] {
		return this.log.entries;
	}

	/** Counts since the start or the last `clearLog`, not bounded by the log's length. */
	get stats(): Stats {
		return this.log.stats;
	}

	/** How many logged requests have this method and path (a string: the whole path). */
	count(method?: string, path?: string | RegExp): number {
		return this.log.count(method, path);
	}

	clearLog(): void {
		this.log.clear();
	}

	/** The account of a key; throws when there is none. */
	account(key: string): Account {
		const account = this.accounts.get(key);
		if (!account) throw new Error('The stand-in has no account with this key');
		return account;
	}

	plant(fault: Fault): PlantedFault {
		return this.faults.plant(fault);
	}

	clearFaults(): void {
		this.faults.clear();
	}

	async listen(port: number, host: string): Promise<void> {
		const name = host.includes(':') ? `[${host}]` : host;
		this.url = `http://${name}:${await listen(this.server, port, host)}`;
		if (!this.tlsServer) return;
		this.tlsUrl = `https://${name}:${await listen(this.tlsServer, 0, host)}`;
	}

	/** Stops listening and ends every connection, answered or not. */
	async close(): Promise<void> {
		await Promise.all([close(this.server), this.tlsServer && close(this.tlsServer)]);
	}

	private async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
		const body = await readBody(req).catch(() => undefined);
		// The client left while it was still asking.
		if (body === undefined) return;
		const call = readCall(req, body);
		if (this.control && call.path.startsWith(CONTROL)) return send(res, this.control(call));

		const entry: LoggedRequest = {
			...logEntry(req, call, body, this.redact),
			authorized: typeof accountOf(this.accounts, call.authorization) === 'object',
			at: this.now(),
		};
		this.log.add(entry);
		let waiting = true;
		const answered = (status?: number) => {
			if (waiting) this.log.done();
			waiting = false;
			if (status !== undefined) this.log.answered(entry, status);
		};
		let cut = false;
		res.once('close', () => {
			if (!res.writableFinished && !cut) entry.aborted = true;
			answered();
		});

		const fault = this.faults.take(call)?.fault;
		const kind = (entry.fault = fault && (fault.kind ?? 'answer'));
		const planted = fault && answerOf(fault);
		const effect =
			!fault ||
			fault.effect ||
			kind === 'resetAfter' ||
			(!planted && (kind === 'answer' || kind === 'truncate'));
		const right = effect && kind !== 'resetBefore' ? this.answer(call) : undefined;

		const delay = this.latency() + (fault?.delayMs ?? 0);
		if (delay > 0) await wait(delay);
		if (res.destroyed || kind === 'hang') return;
		const given = planted ?? withHeaders(right ?? usualAnswer(200), fault?.headers);
		const date = new Date(this.now()).toUTCString();
		const answer = { ...given, headers: { date, ...given.headers } };
		cut = kind === 'resetBefore' || kind === 'resetAfter' || kind === 'truncate';
		if (kind === 'resetBefore' || kind === 'resetAfter') return reset(res);
		answered(answer.status);
		if (kind === 'drip') return drip(res, answer.status);
		if (kind === 'truncate') return sendHalf(res, answer);
		send(res, answer);
	}

	private latency(): number {
		const { latencyMs = 0 } = this.options;
		return typeof latencyMs === 'function' ? latencyMs() : latencyMs;
	}
}

function withHeaders(answer: Answer, headers?: Record<string, string>): Answer {
	return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
}
