import { startStandIn, type StandIn, type StandInOptions } from './server';

/** The key of the published example; a stand-in of the tests knows it unless told otherwise. */
export const KEY = '1234$abcdef';

export const TASKS = '/streaming/ai/tasks';
export const VIDEOS = '/streaming/videos';

export interface Reply {
	status: number;
	headers: Headers;
	body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever JSON came
}

/** One request over real HTTP, with the key unless `headers` says otherwise. */
export async function ask(
	gcore: StandIn,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = { authorization: `apikey ${KEY}` },
	signal?: AbortSignal,
): Promise<Reply> {
	const response = await fetch(gcore.url + path, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : JSON.stringify(body),
		redirect: 'manual',
		signal,
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type') === 'application/json';
	return {
		status: response.status,
		headers: response.headers,
		body: isJson ? JSON.parse(text) : text,
	};
}

const running: StandIn[] = [];

/** A stand-in that `closeAll` ends. */
export async function open(options: StandInOptions = {}): Promise<StandIn> {
	const gcore = await startStandIn({ apiKey: KEY, ...options });
	running.push(gcore);
	return gcore;
}

export async function closeAll(): Promise<void> {
	await Promise.all(running.splice(0).map(async (gcore) => await gcore.close()));
}

/** A clock that only moves when told. */
export function fakeClock(start = Date.parse('2026-06-26T13:00:00.000Z')) {
	const clock = { time: start, now: () => clock.time };
	return clock;
}
