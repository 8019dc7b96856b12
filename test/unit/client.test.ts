import type { RawAnswer } from '../../nodes/GcoreStreamingAi/gcore/answers';
import { GcoreClient } from '../../nodes/GcoreStreamingAi/gcore/client';
import { ExecutionStopped, mayHaveActed } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { okay, refusal, simulate, VirtualClock } from './virtualServer';

const busy = refusal(429, { 'retry-after': '1' });
const maintenance = refusal(503, { 'retry-after': '1' });
const conflict = refusal(409);
const timedOut: RawAnswer = { failure: 'timeout' };
const badKey = refusal(401);

/** Answers one after the other, and the last one for ever. */
const inTurn = (...answers: RawAnswer[]) => {
	let next = 0;
	return () => answers[Math.min(next++, answers.length - 1)];
};

/** A client on a clock of its own; a call leads to the answer's status, or to what is told. */
function callsTo(send: (path: string) => Promise<RawAnswer>, maxConcurrency = 50) {
	const clock = new VirtualClock();
	const client = new GcoreClient({
		now: clock.now,
		sleep: clock.sleep,
		aborted: () => false,
		random: () => 0.5,
		maxConcurrency,
		maxRetries: 3,
		send: async ({ path }) => await send(path),
	});
	const call = async (path: string, retries?: number) =>
		await client.call({ method: 'GET', path, retries }).then(
			({ status }) => status,
			(reason: Error) => reason.message,
		);
	return { clock, client, call };
}

describe('one request', () => {
	it.each<[string, RawAnswer[], number, number]>([
		['at once', [okay], 1, 3],
		['after 429', [busy, okay], 2, 3],
		['after 503 with Retry-After', [maintenance, okay], 2, 3],
		['after 503', [refusal(503), okay], 2, 3],
		['after 408', [refusal(408), okay], 2, 3],
		['after 409', [conflict, okay], 2, 3],
		['after 500', [refusal(500), okay], 2, 3],
		['after a time-out', [timedOut, okay], 2, 3],
		['after a cut connection', [{ failure: 'reset' }, okay], 2, 3],
		['at the last try', [busy, timedOut, conflict, okay], 4, 3],
		['at the only further try', [conflict, okay], 2, 1],
	])('is taken %s', async (_name, answers, sent, maxRetries) => {
		const run = await simulate({ items: 1, latencyMs: 20, maxRetries, answer: inTurn(...answers) });
		expect(run).toMatchObject({ cancelled: 1, sent, failures: [] });
	});

	it.each<[string, RawAnswer, number, number, string]>([
		['429', busy, 3, 4, 'Gcore received too many requests (HTTP 429), after 4 tries'],
		['429, no retries', busy, 0, 1, 'Gcore received too many requests (HTTP 429)'],
		['503', refusal(503), 2, 3, 'Gcore could not handle the request (HTTP 503), after 3 tries'],
		['409', conflict, 1, 2, 'Gcore is busy with this task (HTTP 409), after 2 tries'],
		['no answer', timedOut, 1, 2, 'Gcore did not answer in time, after 2 tries'],
		['401', badKey, 3, 1, 'Gcore refused the API key (HTTP 401)'],
	])('that only gets %s is given up', async (_name, answer, maxRetries, sent, message) => {
		const run = await simulate({ items: 1, latencyMs: 20, maxRetries, answer: () => answer });
		expect(run).toMatchObject({ cancelled: 0, sent, failures: [message] });
	});

	it('waits longer from try to try', async () => {
		const { sentAt } = await simulate({
			items: 1,
			latencyMs: 0,
			maxRetries: 6,
			answer: () => conflict,
		});
		const waits = sentAt.slice(1).map((at, index) => at - sentAt[index]);
		expect(waits).toEqual([438, 875, 1750, 3500, 7000, 7000]);
	});

	it('waits as long as it is told to, however often', async () => {
		const { sentAt } = await simulate({
			items: 1,
			latencyMs: 0,
			maxRetries: 4,
			answer: () => busy,
		});
		expect(sentAt).toEqual([0, 1000, 2000, 3000, 4000]);
	});

	it.each<[string, RawAnswer[], boolean]>([
		['was lost', [timedOut, okay], true],
		['was lost, and the next refused', [timedOut, conflict, okay], true],
		['was a refusal', [conflict, busy, okay], false],
	])(
		'tells whether it may have been carried out before: the answer %s',
		async (_name, answers, acted) => {
			const { clock, client } = callsTo(async () => answers.shift() as RawAnswer);
			const answer = client.call({ method: 'GET', path: '' });
			await clock.run(answer);
			expect((await answer).mayHaveActedBefore).toBe(acted);
		},
	);
});

it.each<['POST' | 'GET', boolean]>([
	['POST', true],
	['GET', false],
])('a %s that is stopped behind a lost response may have acted: %s', async (method, acted) => {
	let isStopped = false;
	const client = new GcoreClient({
		now: () => 0,
		sleep: async () => void (isStopped = true),
		aborted: () => isStopped,
		random: () => 0.5,
		maxConcurrency: 1,
		maxRetries: 3,
		send: async () => timedOut,
	});
	const reason = await client.call({ method, path: '' }).catch((thrown: unknown) => thrown);
	expect(reason).toBeInstanceOf(ExecutionStopped);
	expect(mayHaveActed(reason)).toBe(acted);
});

describe('tries of a server that is only busy', () => {
	// Others use the account as well: three of four requests of this run are put off.
	const crowded = () => {
		let n = 0;
		return (): RawAnswer => (++n % 4 < 3 ? busy : okay);
	};

	it('do not count while it takes others', async () => {
		const run = await simulate({ items: 100, latencyMs: 20, answer: crowded() });
		expect(run).toMatchObject({ cancelled: 100, failures: [] });
	});

	it('are not made at all without retries', async () => {
		const run = await simulate({ items: 20, latencyMs: 20, maxRetries: 0, answer: crowded() });
		expect(run.sent).toBe(20);
		expect(run.failures.length).toBeGreaterThan(10);
	});

	it('count when it gives 503, whatever it asks for', async () => {
		const { sent, failures } = await simulate({
			items: 1000,
			latencyMs: 20,
			answerTo: (path) => (path === '0' ? maintenance : undefined),
		});
		expect(failures).toEqual(['Gcore could not handle the request (HTTP 503), after 4 tries']);
		expect(sent).toBe(1003);
	});

	it('count after twenty, for an item that alone is refused', async () => {
		const { failures } = await simulate({
			items: 20_000,
			latencyMs: 20,
			answerTo: (path) => (path === '0' ? busy : undefined),
		});
		expect(failures).toEqual(['Gcore received too many requests (HTTP 429), after 24 tries']);
	});

	it('count for an item that alone is refused, once the others are done', async () => {
		const { failures, sent } = await simulate({
			items: 100,
			latencyMs: 20,
			answer: (_at, n) => (n >= 100 ? busy : undefined),
		});
		expect(failures).toEqual(['Gcore received too many requests (HTTP 429), after 5 tries']);
		expect(sent).toBe(104);
	});
});

describe('a server that asks to be left alone for longer than a minute', () => {
	const hour = { 'retry-after': '3600' };

	it.each([
		['429', refusal(429, hour), 'Gcore received too many requests'],
		['503', refusal(503, hour), 'Gcore could not handle the request'],
	])('by %s is not asked again, for no item', async (status, answer, what) => {
		const { sent, failures, ms } = await simulate({
			items: 500,
			latencyMs: 20,
			answer: (at) => (at > 100 ? answer : undefined),
		});
		const message = new RegExp(
			`^${what}, and asks not to come back before \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC \\(HTTP ${status}\\)$`,
		);
		expect(failures.every((failure) => message.test(failure))).toBe(true);
		// Those that were under way already.
		expect(sent - (500 - failures.length)).toBeLessThanOrEqual(50);
		expect(ms).toBeLessThan(1000);
	});

	it('is asked again behind that time, by those alone who go on by a clock of their own', async () => {
		jest.useFakeTimers({
			now: Date.UTC(2024, 4, 1, 11, 59, 30),
			doNotFake: ['setImmediate', 'performance'],
		});
		try {
			const answers = [refusal(429, { 'retry-after': 'Wed May  1 13:00:10 2024' }), okay];
			let sent = 0;
			const { call } = callsTo(async () => answers[sent++]);
			const told =
				'Gcore received too many requests, and asks not to come back before 2024-05-01 13:01 UTC (HTTP 429)';
			expect(await call('a', 0)).toBe(told);
			expect(await call('a', 0)).toBe(told);
			jest.setSystemTime(Date.UTC(2024, 4, 1, 13, 0, 9));
			expect(await call('a', 0)).toBe(told);
			expect(sent).toBe(1);
			jest.setSystemTime(Date.UTC(2024, 4, 1, 13, 0, 10));
			expect(await call('a', 0)).toBe(202);
		} finally {
			jest.useRealTimers();
		}
	});

	it('waits a minute that it is asked for', async () => {
		const answer = inTurn(refusal(429, { 'retry-after': '60' }), okay);
		expect(await simulate({ items: 1, latencyMs: 20, answer })).toMatchObject({
			cancelled: 1,
			sent: 2,
		});
	});
});

describe('a server that takes nothing', () => {
	it.each<[string, RawAnswer]>([
		['429', busy],
		['503', refusal(503)],
		['500', refusal(500)],
		['no answer', timedOut],
	])('but gives %s is left alone after two minutes', async (_name, answer) => {
		const run = await simulate({ items: 10_000, latencyMs: 1000, answer: () => answer });
		expect(run.failures).toHaveLength(10_000);
		expect(run.ms).toBeLessThan(130_000);
		expect(run.sent).toBeLessThan(5000);
	});

	it('does not count as down while it takes one now and then', async () => {
		const run = await simulate({
			items: 300,
			latencyMs: 1000,
			maxConcurrency: 1,
			answer: (_at, n) => (n % 30 === 0 ? undefined : timedOut),
		});
		// Each is tried on its own merits: none is refused unsent.
		expect(run.order).toHaveLength(300);
		expect(run.cancelled).toBeGreaterThan(20);
	});

	it('is still looked at by those who ask again, and is up again when one of them is answered', async () => {
		let answer: RawAnswer = timedOut;
		const sent: string[] = [];
		const { clock, call } = callsTo(async (path) => {
			sent.push(path);
			await clock.sleep(1000);
			return answer;
		});
		await clock.run(
			(async () => {
				await clock.sleep(120_000);
				// Looks alone do not make it count as down.
				await Promise.all(Array.from({ length: 20 }, async () => await call('look', 0)));
				expect(await call('cancel')).toBe('Gcore did not answer in time, after 4 tries');
				await Promise.all(Array.from({ length: 10 }, async () => await call('cancel')));
				sent.length = 0;
				expect(await call('cancel')).toBe('Gcore did not answer in time');
				expect(sent).toEqual([]);
				expect(await call('look', 0)).toBe('Gcore did not answer in time');
				expect(sent).toEqual(['look']);
				answer = okay;
				expect(await call('look', 0)).toBe(202);
				expect(await call('cancel')).toBe(202);
			})(),
		);
	});

	it('because of the key tells so at once, even while everybody is held back', async () => {
		const { clock, call } = callsTo(async (path) => {
			await clock.sleep(path === 'busy' ? 10 : 20);
			return path === 'busy' ? refusal(429, { 'retry-after': '60' }) : badKey;
		});
		await clock.run(
			(async () => {
				const busyCall = call('busy');
				expect(await call('refused')).toBe('Gcore refused the API key (HTTP 401)');
				expect(await call('next')).toBe('Gcore refused the API key (HTTP 401)');
				expect(clock.time).toBeLessThan(1000);
				expect(await busyCall).toBe('Gcore refused the API key (HTTP 401)');
			})(),
		);
	});

	it('because of the key is not asked by those who wait for their turn', async () => {
		let sent = 0;
		const { clock, call } = callsTo(async () => {
			await clock.sleep(10 + 10 * ++sent);
			return badKey;
		}, 5);
		const calls = Array.from({ length: 20 }, async (_, n) => await call(String(n)));
		await clock.run(Promise.all(calls));
		expect(sent).toBe(5);
	});

	it('because of the key is not asked again', async () => {
		const run = await simulate({ items: 1000, latencyMs: 20, answer: () => badKey });
		expect(run.failures).toHaveLength(1000);
		// Those that were under way already.
		expect(run.sent).toBeLessThanOrEqual(50);
	});
});

describe('what is under way when the run is aborted', () => {
	it('counts where it is answered', async () => {
		const run = await simulate({ items: 1, latencyMs: 100, stopAt: 50 });
		expect(run).toMatchObject({ cancelled: 1, sent: 1 });
	});

	it('is no failure where it is not, nor is it sent again', async () => {
		const run = await simulate({
			items: 1,
			latencyMs: 100,
			maxRetries: 0,
			stopAt: 50,
			answer: () => timedOut,
		});
		expect(run).toMatchObject({ sent: 1, failures: [String(new ExecutionStopped())] });
	});
});
