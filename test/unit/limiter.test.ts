import { refusal, simulate, type Model } from './virtualServer';

/** Pseudo-random, the same in every run. */
const seeded = (seed: number) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;

const fifty = { perSecond: 50 };

/** The least time in which a server allows so many requests, in ms. */
const least = (
	items: number,
	{ perSecond, burst = perSecond }: { perSecond: number; burst?: number },
) => ((items - burst) / perSecond) * 1000;

const asDate = (at: number) => ({
	date: new Date(at).toUTCString(),
	'retry-after': new Date(at + 1000).toUTCString(),
});

describe('a server without a limit', () => {
	it.each([20, 100])('is asked by 50 at once soon, at %i ms', async (latencyMs) => {
		const run = await simulate({ items: 1000, latencyMs });
		expect(run).toMatchObject({ cancelled: 1000, sent: 1000, peakInFlight: 50, failures: [] });
		// 20 rounds of 50, and what it takes to get there from 10.
		expect(run.ms).toBeLessThanOrEqual(22 * latencyMs);
	});

	it('is asked by 10 at first, then twice as many with each round', async () => {
		const { sentAt } = await simulate({ items: 200, latencyMs: 100 });
		const inRound = (round: number) => sentAt.filter((at) => at === round * 100).length;
		expect([0, 1, 2, 3].map(inRound)).toEqual([10, 20, 40, 50]);
	});

	it.each([1, 3, 10, 200])('is never asked by more than %i at once', async (maxConcurrency) => {
		const run = await simulate({ items: 1000, latencyMs: 20, maxConcurrency });
		expect(run).toMatchObject({ cancelled: 1000, peakInFlight: maxConcurrency });
	});
});

describe('a server that allows 50 a second', () => {
	const models: Array<[string, Partial<Model>]> = [
		['with Retry-After in seconds', {}],
		['with Retry-After as a date', { refusedWith: asDate, startAt: Date.UTC(2026, 5, 26) }],
		['without Retry-After', { refusedWith: () => ({}) }],
		['with timers that are late', { lateness: seededLateness(7) }],
		[
			'emptied by an earlier run',
			{ answer: (at, n) => (n > 3 && at < 60 ? refusal(429, { 'retry-after': '1' }) : undefined) },
		],
	];

	describe.each(models)('%s', (_name, model) => {
		it.each([20, 100])(
			'takes all in little more than the least time, at %i ms',
			async (latencyMs) => {
				const run = await simulate({ items: 1000, latencyMs, limit: fifty, ...model });
				expect(run).toMatchObject({ cancelled: 1000, failures: [] });
				expect(run.ms).toBeLessThanOrEqual(1.15 * least(1000, fifty));
				expect(run.sent).toBeLessThanOrEqual(1.2 * 1000);
			},
		);
	});

	it('takes 10,000 at the same pace', async () => {
		const run = await simulate({ items: 10_000, latencyMs: 20, limit: fifty });
		expect(run.cancelled).toBe(10_000);
		expect(run.ms).toBeLessThanOrEqual(1.03 * least(10_000, fifty));
		expect(run.sent).toBeLessThanOrEqual(1.02 * 10_000);
	});

	it.each([
		['a small burst', { perSecond: 50, burst: 10 }, 1.3],
		['a big burst', { perSecond: 50, burst: 200 }, 1.15],
		['few', { perSecond: 5 }, 1.15],
		['many', { perSecond: 500 }, 2],
	])('or %s', async (_name, limit, ratio) => {
		const run = await simulate({ items: 1000, latencyMs: 20, limit });
		expect(run).toMatchObject({ cancelled: 1000, failures: [] });
		expect(run.ms).toBeLessThanOrEqual(ratio * least(1000, limit));
		expect(run.sent).toBeLessThanOrEqual(1.2 * 1000);
	});

	// A refusal costs a whole wait here, for what a window allows is lost when it is not used.
	it.each([0, 200, 400, 600, 800])(
		'counted in whole seconds, from %i ms of one',
		async (startAt) => {
			const limit = { ...fifty, window: true };
			const time = (items: number) => (items / 50 - 2) * 1000 + (1000 - startAt);
			const some = await simulate({ items: 1000, latencyMs: 20, limit, startAt });
			expect(some.cancelled).toBe(1000);
			expect(some.ms).toBeLessThanOrEqual(1.35 * time(1000));
			expect(some.sent).toBeLessThanOrEqual(1.2 * 1000);
			const many = await simulate({ items: 6000, latencyMs: 20, limit, startAt });
			expect(many.ms).toBeLessThanOrEqual(1.15 * time(6000));
		},
	);

	it('and later any number is asked as fast as it likes', async () => {
		const limited = (at: number) => at < 5000;
		let allowed = 0;
		const run = await simulate({
			items: 10_000,
			latencyMs: 20,
			answer: (at) =>
				limited(at) && ++allowed > 50 + at / 20 ? refusal(429, { 'retry-after': '1' }) : undefined,
		});
		// Half a minute of calm, a few seconds of growth; at the old pace it would take 200 s.
		expect(run.cancelled).toBe(10_000);
		expect(run.ms).toBeLessThan(60_000);
	});
});

function seededLateness(seed: number) {
	const random = seeded(seed);
	return () => 1 + random() * (random() < 0.01 ? 100 : 2);
}

describe('a server that is in trouble for a while', () => {
	const blips: Array<[string, Model['answer']]> = [
		['100 requests', (_at, n) => (n > 5000 && n <= 5100 ? refusal(503) : undefined)],
		['half a second', (at) => (at > 1000 && at < 1500 ? refusal(503) : undefined)],
		['two seconds', (at) => (at > 1000 && at < 3000 ? refusal(503) : undefined)],
		[
			'half a minute, and says so',
			(at) => (at > 1000 && at < 31_000 ? refusal(503, { 'retry-after': '5' }) : undefined),
		],
	];

	describe.each(blips)('of %s', (_name, answer) => {
		it.each([20, 100])('loses none of 10,000, at %i ms', async (latencyMs) => {
			const random = seeded(3);
			const run = await simulate({ items: 10_000, latencyMs, answer, random });
			expect(run).toMatchObject({ cancelled: 10_000, failures: [] });
			expect(run.sent).toBeLessThanOrEqual(1.03 * 10_000);
			// 50 at once all the time, the trouble itself, and time to come back.
			expect(run.ms).toBeLessThanOrEqual(200 * latencyMs + 45_000);
		});
	});

	it('halves what is in flight, and grows again', async () => {
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
		const { order } = await simulate({ items: 500, latencyMs: 20, limit: fifty });
		expect(order).toEqual([...order].sort((a, b) => a - b));
	});

	it('has no more timers than requests in flight, however many items', async () => {
		const run = await simulate({ items: 10_000, latencyMs: 20, limit: { perSecond: 1000 } });
		expect(run.peakTimers).toBeLessThanOrEqual(51);
	});
});
