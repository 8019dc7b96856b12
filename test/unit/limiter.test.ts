import { Limiter } from '../../nodes/GcoreStreamingAi/gcore/limiter';
import { refusal, simulate, VirtualClock, type Model } from './virtualServer';

/** Pseudo-random, the same in every run. */
const seeded = (seed: number) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;

/** Timers as a real machine has them: each late by a moment, one in a hundred by up to 0.1 s. */
function lateness(seed: number) {
	const random = seeded(seed);
	return () => 1 + random() * (random() < 0.01 ? 100 : 2);
}

const asDate = (at: number) => ({
	date: new Date(at).toUTCString(),
	'retry-after': new Date(at + 1000).toUTCString(),
});

describe('a server without a limit', () => {
	it('is asked by 50 at once, from the first moment', async () => {
		const run = await simulate({ items: 1000, latencyMs: 100 });
		expect(run).toMatchObject({ cancelled: 1000, sent: 1000, peakInFlight: 50, ms: 2000 });
	});

	it.each([1, 3, 200])('is never asked by more than %i at once', async (maxConcurrency) => {
		const run = await simulate({ items: 1000, latencyMs: 20, maxConcurrency });
		expect(run).toMatchObject({ cancelled: 1000, peakInFlight: maxConcurrency });
	});
});

describe('1,000 items for a server that allows', () => {
	const fifty = { perSecond: 50 };

	/** With the most time and requests that they may take, against the least that the server's rule allows. */
	const SERVERS: Array<[string, Partial<Model>, time: number, requests: number]> = [
		['50 a second', { limit: fifty }, 1.15, 1.1],
		['50, with Retry-After as a date', { limit: fifty, refusedWith: asDate }, 1.15, 1.1],
		['50, without Retry-After', { limit: fifty, refusedWith: () => ({}) }, 1.15, 1.1],
		['5', { limit: { perSecond: 5 } }, 1.15, 1.2],
		['500', { limit: { perSecond: 500 } }, 1.8, 1.1],
		['50, saved up to 10', { limit: { perSecond: 50, burst: 10 } }, 1.6, 1.1],
		['50, saved up to 200', { limit: { perSecond: 50, burst: 200 } }, 1.15, 1.1],
		['50 in each whole second', { limit: { ...fifty, window: true } }, 1.6, 1.1],
		[
			'50, and an earlier run has used them up',
			{
				limit: fifty,
				answer: (at, n) => (n > 3 && at < 60 ? refusal(429, { 'retry-after': '1' }) : undefined),
			},
			1.15,
			1.1,
		],
	];

	/** From a time within a second of the server's clock, with timers that are late but for the first. */
	const RUNS = [
		{ startAt: 0 },
		{ startAt: 200, lateness: 7 },
		{ startAt: 500, lateness: 8 },
		{ startAt: 900, lateness: 9 },
	];

	describe.each(SERVERS)('%s', (_name, model, time, requests) => {
		it.each([20, 100])('take not much more than the least, at %i ms', async (latencyMs) => {
			const { perSecond, burst = perSecond, window } = model.limit!;
			for (const { startAt, lateness: seed } of RUNS) {
				const run = await simulate({
					items: 1000,
					latencyMs,
					startAt: Date.UTC(2026, 5, 26) + startAt,
					lateness: seed ? lateness(seed) : undefined,
					...model,
				});
				expect(run).toMatchObject({ cancelled: 1000, failures: [] });
				const saved = window ? 2 * perSecond - perSecond * (1 - startAt / 1000) : burst;
				const least = Math.max(((1000 - saved) / perSecond) * 1000, (1000 / 50) * latencyMs);
				expect([startAt, run.ms / least <= time]).toEqual([startAt, true]);
				expect([startAt, run.sent / 1000 <= requests]).toEqual([startAt, true]);
			}
		});
	});

	it('50 a second: 5,000 take 1.03 of the least', async () => {
		const run = await simulate({ items: 5000, latencyMs: 20, limit: fifty });
		expect(run.cancelled).toBe(5000);
		expect(run.ms).toBeLessThanOrEqual(1.03 * (4950 / 50) * 1000);
		expect(run.sent).toBeLessThanOrEqual(1.02 * 5000);
	});

	it('50 in each whole second: 6,000 take 1.2 of the least', async () => {
		const limit = { ...fifty, window: true };
		const run = await simulate({ items: 6000, latencyMs: 20, limit, startAt: 400 });
		expect(run.ms).toBeLessThanOrEqual(1.2 * 118_600);
	});

	it('few, and later any number: it is asked as fast as it likes then', async () => {
		let allowed = 0;
		const run = await simulate({
			items: 10_000,
			latencyMs: 20,
			answer: (at) =>
				at < 5000 && ++allowed > 50 + at / 20 ? refusal(429, { 'retry-after': '1' }) : undefined,
		});
		// Half a minute of calm, a few seconds of growth; at the old pace it would take 200 s.
		expect(run.cancelled).toBe(10_000);
		expect(run.ms).toBeLessThan(60_000);
	});

	it('any number at first, and 50 a second after half a minute: what it allows now is what counts', async () => {
		let refused = 0;
		let [tokens, filledAt] = [50, 30_000];
		const run = await simulate({
			items: 3500,
			latencyMs: 500,
			answer: (at) => {
				if (at < 30_000) return undefined;
				tokens = Math.min(50, tokens + (at - filledAt) / 20);
				filledAt = at;
				if (tokens-- >= 1) return undefined;
				tokens++;
				refused++;
				return refusal(429, { 'retry-after': '1' });
			},
		});
		expect(run.cancelled).toBe(3500);
		expect(refused).toBeLessThan(200);
	});
});

describe('a server that cannot answer for a while', () => {
	const blips: Array<[string, Model['answer']]> = [
		['100 requests', (_at, n) => (n > 1000 && n <= 1100 ? refusal(503) : undefined)],
		['two seconds', (at) => (at > 1000 && at < 3000 ? refusal(503) : undefined)],
		[
			'half a minute, and says so',
			(at) => (at > 1000 && at < 31_000 ? refusal(503, { 'retry-after': '5' }) : undefined),
		],
	];

	describe.each(blips)('for %s', (_name, answer) => {
		it.each([20, 100])('loses none of 3,000, at %i ms', async (latencyMs) => {
			const run = await simulate({ items: 3000, latencyMs, answer, random: seeded(3) });
			expect(run).toMatchObject({ cancelled: 3000, failures: [] });
			expect(run.sent).toBeLessThanOrEqual(3000 + 300);
			// 50 at once all the time, the outage itself, and time to come back.
			expect(run.ms).toBeLessThanOrEqual(60 * latencyMs + 45_000);
		});
	});

	it('halves what is in flight, and it grows again', async () => {
		const run = await simulate({
			items: 3000,
			latencyMs: 100,
			answer: (_at, n) => (n === 1000 ? refusal(503) : undefined),
		});
		const perRound = (from: number) =>
			run.sentAt.filter((at) => at >= from && at < from + 100).length;
		const refusedAt = run.sentAt[999] + 100;
		expect(perRound(refusedAt + 100)).toBeLessThanOrEqual(30);
		expect(perRound(refusedAt + 3000)).toBeGreaterThanOrEqual(45);
	});
});

describe('a wait that one request is told', () => {
	it('holds back all of them', async () => {
		const { sentAt } = await simulate({
			items: 300,
			latencyMs: 20,
			answer: (_at, n) => (n === 100 ? refusal(429, { 'retry-after': '7' }) : undefined),
		});
		const toldAt = sentAt[99] + 20;
		expect(sentAt.filter((at) => at > toldAt && at < toldAt + 7000)).toEqual([]);
		expect(sentAt.filter((at) => at >= toldAt + 7000).length).toBeGreaterThan(50);
	});

	it('of no time at all is not taken at its word', async () => {
		const run = await simulate({
			items: 1,
			latencyMs: 20,
			answer: () => refusal(429, { 'retry-after': '0' }),
		});
		expect(run.sent).toBe(4);
		expect(run.ms).toBeGreaterThan(2000);
	});

	it.each([5, 1030])('ends at once when the execution is stopped at %i ms', async (stopAt) => {
		const run = await simulate({
			items: 1000,
			latencyMs: 20,
			stopAt,
			answer: (_at, n) => (n > 40 ? refusal(429, { 'retry-after': '60' }) : undefined),
		});
		expect(run.ms).toBeLessThanOrEqual(stopAt + 20);
		expect(run.sent).toBeLessThanOrEqual(90);
	});
});

describe('any run', () => {
	it('asks in the order of the items', async () => {
		const { order } = await simulate({ items: 500, latencyMs: 20, limit: { perSecond: 50 } });
		expect(order).toEqual([...order].sort((a, b) => a - b));
	});

	it('has no more timers than requests in flight, however many items', async () => {
		const run = await simulate({ items: 2000, latencyMs: 20, limit: { perSecond: 1000 } });
		expect(run.peakTimers).toBeLessThanOrEqual(51);
	});

	it('sends nothing more before whoever was answered has dealt with it', async () => {
		const clock = new VirtualClock();
		const limiter = new Limiter(2, { now: clock.now, sleep: clock.sleep, aborted: () => false });
		const events: string[] = [];
		const send = async (name: string, ms: number) => {
			const sentAt = await limiter.acquire();
			events.push(`${name} is sent`);
			await clock.sleep(ms);
			limiter.release(sentAt, true);
			for (let turns = 0; turns < 20; turns++) await Promise.resolve();
			events.push(`${name} is dealt with`);
		};
		await clock.run(Promise.all([send('a', 10), send('b', 50), send('c', 10)]));
		expect(events).toEqual([
			'a is sent',
			'b is sent',
			'a is dealt with',
			'c is sent',
			'c is dealt with',
			'b is dealt with',
		]);
	});

	it('lets all who wait go on when it is aborted, to find that out', async () => {
		const clock = new VirtualClock();
		let aborted = false;
		const limiter = new Limiter(1, {
			now: clock.now,
			sleep: clock.sleep,
			aborted: () => aborted,
		});
		const first = await limiter.acquire();
		const waiting = Promise.all([limiter.acquire(), limiter.acquire()]);
		aborted = true;
		limiter.release(first, false, { waitMs: 60_000, countsRequests: true });
		await clock.run(waiting);
		expect(clock.time).toBeLessThan(10);
	});
});
