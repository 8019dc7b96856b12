import type { Fault, StandIn } from './server';
import { ask, closeAll, fakeClock, open, TASKS } from './testing';
import { wait } from './wire';

afterEach(closeAll);

/** A stand-in with one unfinished task, and its cancel call. */
async function ready(fault?: Fault) {
	const gcore = await open();
	const { task_id } = gcore.tasks.add();
	if (fault) gcore.plant(fault);
	return {
		gcore,
		cancel: async (signal?: AbortSignal) =>
			await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`, undefined, undefined, signal),
		status: () => gcore.tasks.get(task_id)!.status,
	};
}

const last = (gcore: StandIn) => gcore.requests.at(-1)!;
const until = async (condition: () => unknown) => {
	for (let i = 0; i < 200 && !condition(); i++) await wait(10);
	expect(condition()).toBeTruthy();
};

describe('a planted answer', () => {
	it.each([
		[400, 'application/json', { error: 'Queue limit reached (100), try later.' }],
		[401, 'application/json', { error: 'Token is invalid or expired' }],
		[412, 'application/json', { error: expect.stringContaining('in status REVOKED.') }],
		[429, 'application/json', { error: 'Too many requests, try later' }],
		[500, 'application/json', { error: 'Internal Server Error' }],
		[502, 'text/html', expect.stringContaining('<h1>502 Bad Gateway</h1>')],
		[204, null, ''],
	])('%i has its usual body, and no effect', async (status, type, body) => {
		const { gcore, cancel, status: taskStatus } = await ready({ status });
		const reply = await cancel();
		expect([reply.status, reply.headers.get('content-type'), reply.body]).toEqual([
			status,
			type,
			body,
		]);
		expect(taskStatus()).toBe('STARTED');
		expect(last(gcore)).toMatchObject({ status, fault: 'answer' });
	});

	it.each([
		['an object', { a: 1 }, 'application/json', { a: 1 }],
		['JSON', '{"a":1}', 'application/json', { a: 1 }],
		['HTML', ' <p>', 'text/html', ' <p>'],
		['text', 'no', 'text/plain', 'no'],
		['bytes', Buffer.from('abc'), 'application/octet-stream', 'abc'],
	])('may be %s', async (_name, body, type, received) => {
		const { cancel } = await ready({ body, headers: { 'x-more': '1' } });
		const reply = await cancel();
		expect([reply.status, reply.body]).toEqual([200, received]);
		expect(reply.headers.get('content-type')).toBe(type);
		expect(reply.headers.get('x-more')).toBe('1');
	});

	it('goes out after the effect where told', async () => {
		const { cancel, status } = await ready({ status: 502, effect: true, times: 1 });
		expect((await cancel()).status).toBe(502);
		expect(status()).toBe('REVOKED');
		expect((await cancel()).status).toBe(412);
	});

	it('is the right one, only late and with more headers, when nothing else is said', async () => {
		const { cancel, status } = await ready({ delayMs: 80, headers: { 'x-more': '1' } });
		const from = Date.now();
		const reply = await cancel();
		expect(Date.now() - from).toBeGreaterThanOrEqual(75);
		expect([reply.status, reply.headers.get('x-more')]).toEqual([202, '1']);
		expect(status()).toBe('REVOKED');
	});

	it('redirects', async () => {
		const { cancel, status } = await ready({ kind: 'redirect', location: 'https://example.com/' });
		const reply = await cancel();
		expect([reply.status, reply.headers.get('location')]).toEqual([302, 'https://example.com/']);
		expect(status()).toBe('STARTED');
	});
});

describe('a broken connection', () => {
	it.each([
		['resetBefore', 'STARTED'],
		['resetAfter', 'REVOKED'],
	] as const)('%s leaves the task %s', async (kind, expected) => {
		const { gcore, cancel, status } = await ready({ kind });
		await expect(cancel()).rejects.toThrow();
		expect(status()).toBe(expected);
		expect(last(gcore)).toMatchObject({ status: null, fault: kind });
		expect(last(gcore).aborted).toBeUndefined();
	});

	it.each([
		[false, 'STARTED'],
		[true, 'REVOKED'],
	])('hang with effect %s leaves the task %s, and the client leaves', async (effect, expected) => {
		const { gcore, cancel, status } = await ready({ kind: 'hang', effect });
		const leaving = new AbortController();
		const waiting = expect(cancel(leaving.signal)).rejects.toThrow();
		await until(() => gcore.count());
		leaving.abort();
		await waiting;
		expect(status()).toBe(expected);
		await until(() => last(gcore).aborted);
		expect(last(gcore).status).toBeNull();
		expect(gcore.stats.inFlight).toBe(0);
	});

	it.each([
		[false, 'STARTED'],
		[true, 'REVOKED'],
	])('drip with effect %s leaves the task %s, headers come', async (effect, expected) => {
		const { gcore, status } = await ready({ kind: 'drip', effect });
		const leaving = new AbortController();
		const { task_id } = gcore.tasks.all()[0];
		const response = await fetch(`${gcore.url}${TASKS}/${task_id}/cancel`, {
			method: 'POST',
			headers: { authorization: 'apikey 1234$abcdef' },
			signal: leaving.signal,
		});
		expect(response.status).toBe(effect ? 202 : 200);
		expect(response.headers.get('content-length')).toBe('1000000');
		const reader = response.body!.getReader();
		for (let i = 0; i < 2; i++) expect((await reader.read()).value).toHaveLength(1);
		leaving.abort();
		await expect(reader.read()).rejects.toThrow();
		expect(status()).toBe(expected);
		await until(() => last(gcore).aborted);
	});

	it('truncate sends half of the right answer', async () => {
		const { gcore, status } = await ready({ kind: 'truncate' });
		const { task_id } = gcore.tasks.all()[0];
		const response = await fetch(`${gcore.url}${TASKS}/${task_id}/cancel`, {
			method: 'POST',
			headers: { authorization: 'apikey 1234$abcdef' },
		});
		const full = JSON.stringify({ result: 'Task has been cancelled successfully.' });
		expect(response.headers.get('content-length')).toBe(String(full.length));
		const reader = response.body!.getReader();
		let text = '';
		await expect(
			(async () => {
				for (;;) {
					const { done, value } = await reader.read();
					if (done) return;
					text += Buffer.from(value).toString();
				}
			})(),
		).rejects.toThrow();
		expect(text).toBe(full.slice(0, full.length / 2));
		expect(status()).toBe('REVOKED');
	});

	it('ends with the stand-in', async () => {
		const { gcore, cancel } = await ready({ kind: 'hang' });
		const waiting = expect(cancel()).rejects.toThrow();
		await until(() => gcore.count());
		await gcore.close();
		await waiting;
		await until(() => gcore.stats.inFlight === 0);
	});
});

describe('which requests a fault takes', () => {
	const A = `${TASKS}/a`;
	const statuses = async (gcore: StandIn, calls: Array<[string, string]>) => {
		const seen = [];
		for (const [method, path] of calls) seen.push((await ask(gcore, method, path)).status);
		return seen;
	};

	it.each([
		[{}, [500, 500, 500, 500]],
		[{ method: 'post' }, [200, 404, 500, 500]],
		[{ path: TASKS }, [500, 404, 500, 404]],
		[{ path: /\/cancel$/ }, [200, 404, 400, 500]],
		[{ task: 'a' }, [200, 500, 400, 500]],
		[{ task: 'a', method: 'GET' }, [200, 500, 400, 404]],
		[{ task: 'b' }, [200, 404, 400, 404]],
	])('%j', async (match, expected) => {
		const gcore = await open();
		gcore.plant({ match, status: 500 });
		expect(
			await statuses(gcore, [
				['GET', TASKS],
				['GET', A],
				['POST', TASKS],
				['POST', `${A}/cancel`],
			]),
		).toEqual(expected);
	});

	it('skips, counts down, and comes in the order of planting', async () => {
		const gcore = await open();
		const first = gcore.plant({ status: 500, skip: 1, times: 2 });
		gcore.plant({ status: 503, skip: 1, times: 1 });
		const calls = Array.from({ length: 5 }, () => ['GET', TASKS] as [string, string]);
		// The second fault's one request to skip is the first that the first fault let pass.
		expect(await statuses(gcore, calls)).toEqual([200, 500, 500, 503, 200]);
		expect(first.used).toBe(2);
	});

	it('can be taken back', async () => {
		const gcore = await open();
		gcore.plant({ status: 500 }).remove();
		expect((await ask(gcore, 'GET', TASKS)).status).toBe(200);
		gcore.plant({ status: 500 });
		gcore.clearFaults();
		expect((await ask(gcore, 'GET', TASKS)).status).toBe(200);
		expect(() => gcore.plant({ kind: 'reset' as never })).toThrow('reset');
	});
});

describe('rate limit', () => {
	it.each([
		['a bucket', { perSecond: 2, burst: 3 }, [3, 1, 3]],
		['a bucket as large as its rate', { perSecond: 2 }, [2, 1, 2]],
		['whole seconds', { perSecond: 2, window: true }, [2, 2, 2]],
	])('%s', async (_name, rateLimit, expected) => {
		const clock = fakeClock(Date.parse('2026-06-26T13:00:00.600Z'));
		const gcore = await open({ rateLimit, now: clock.now });
		const allowed = [];
		for (const pause of [0, 500, 5000]) {
			clock.time += pause;
			const replies = await Promise.all(Array.from({ length: 5 }, () => ask(gcore, 'GET', TASKS)));
			allowed.push(replies.filter((reply) => reply.status === 200).length);
			const refused = replies.find((reply) => reply.status !== 200)!;
			expect([refused.status, refused.body]).toEqual([
				429,
				{ error: 'Too many requests, try later' },
			]);
			expect(refused.headers.get('retry-after')).toBe('1');
		}
		expect(allowed).toEqual(expected);
	});

	it('keeps a refused call from taking effect', async () => {
		const gcore = await open({ rateLimit: { perSecond: 1 } });
		const { task_id } = gcore.tasks.add();
		await ask(gcore, 'GET', TASKS);
		expect((await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`)).status).toBe(429);
		expect(gcore.tasks.get(task_id)?.status).toBe('STARTED');
	});
});

it.each([[200], [() => 200]])('latency: each answer waits', async (latencyMs) => {
	const gcore = await open({ latencyMs });
	const from = Date.now();
	await Promise.all(Array.from({ length: 20 }, () => ask(gcore, 'GET', TASKS)));
	expect(Date.now() - from).toBeGreaterThanOrEqual(195);
	expect(gcore.stats.peakInFlight).toBe(20);
});
