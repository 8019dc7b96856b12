import { inFull } from '../full';
import { Random } from '../trigger/random';
import { VirtualGcore, waitFor, type Settled, type World } from './waitWorld';

const SEEDS = inFull(15, 500);

const HANGS = 30;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Lets the clock run until a promise is there. @returns what it was kept with */
async function inVirtualTime<T>(work: Promise<T>): Promise<T> {
	let isDone = false;
	const done = work.finally(() => {
		isDone = true;
	});
	done.catch(() => undefined);
	while (!isDone) await jest.advanceTimersToNextTimerAsync();
	return await done;
}

const quiet = { latencyMs: 200, outages: [], hanging: 0, withoutStatus: 0, lagMs: 0 };

/** Tasks that end after so many seconds, started just now. */
const tasksOf = (seconds: number[]) =>
	seconds.map((each, n) => ({ id: `t${n}`, startedAt: -n, endsAt: 1000 * each }));

async function waiting(
	seconds: number[],
	{ strangers = 0, isNew = false, lagMs = 0, latencyMs = 200, interval = 5, timeout = 600 } = {},
) {
	const others = Array.from({ length: strangers }, (_, n) => ({
		id: `other${n}`,
		startedAt: -100_000 - n,
		endsAt: Infinity,
	}));
	const gcore = new VirtualGcore(
		{ ...quiet, lagMs, latencyMs, tasks: [...tasksOf(seconds), ...others] },
		new Random(1),
	);
	const toWatch = seconds.map((_, n) => ({ id: `t${n}`, interval, timeout, isNew }));
	const settled = await inVirtualTime(waitFor(gcore, toWatch));
	const late = settled.map(([{ at }], n) => at / 1000 - seconds[n]);
	return { gcore, settled, late };
}

const of = <T>(count: number, make: (n: number) => T) =>
	Array.from({ length: count }, (_, n) => make(n));

it.each<[what: string, seconds: number[], strangers: number, most: number]>([
	['3 tasks of a minute', [60, 60, 60], 0, 36],
	['100 tasks of a minute', of(100, () => 60), 0, 150],
	['1,000 tasks of a minute, and 2,000 older ones', of(1000, () => 60), 2000, 1400],
])('%s take no more requests than they should', async (_what, seconds, strangers, most) => {
	const { gcore, settled } = await waiting(seconds, { strangers, isNew: true });
	expect(settled.every((ends) => ends.length === 1)).toBe(true);
	expect(gcore.requests).toBeLessThanOrEqual(most);
});

it('notices an end within 5.5 s, or a tenth of the time waited', async () => {
	const seconds = of(100, (n) => 20 + n * 0.7);
	const { late } = await waiting(seconds);
	late.forEach((each, n) => {
		expect(each).toBeGreaterThanOrEqual(0);
		expect(each).toBeLessThanOrEqual(Math.max(5.5, seconds[n] / 9));
	});
});

describe('a list that calls every task unfinished for ever', () => {
	const outcomes = (settled: Settled[][]) =>
		new Set(settled.map((ends) => ends.map(({ result }) => result.outcome).join()));

	it.each([4, 100])('is found out: %d tasks that end one after the other', async (count) => {
		const seconds = of(count, (n) => 20 + (n * 60) / count);
		const { settled, late } = await waiting(seconds, { lagMs: Infinity });
		expect(outcomes(settled)).toEqual(new Set(['succeeded']));
		// It is believed for a minute, and found out by the first that is looked at and has ended.
		expect(Math.max(...late)).toBeLessThanOrEqual(60 + 5 * 7);
	});

	it('does not hold up the last look, which is at the task itself', async () => {
		const seconds = of(100, () => 50);
		const { settled } = await waiting(seconds, { lagMs: Infinity, interval: 60, timeout: 55 });
		expect(outcomes(settled)).toEqual(new Set(['succeeded']));
	});

	it('a thousand tasks whose time is over leave, whether they were looked at or not', async () => {
		const seconds = of(1_000, () => 50);
		const one = { lagMs: Infinity, interval: 60, timeout: 55, latencyMs: 900 };
		const { settled, gcore } = await waiting(seconds, one);
		expect(outcomes(settled)).toEqual(new Set(['succeeded', 'timedOut']));
		expect(Math.max(...settled.map(([{ at }]) => at))).toBeLessThanOrEqual(58_000);
		// Nobody looks at those that have left.
		expect(gcore.requests).toBeLessThan(500);
	});
});

it('hands on an item whose file takes long to make, once', async () => {
	const gcore = new VirtualGcore({ ...quiet, tasks: tasksOf([3, 3]) }, new Random(1));
	const toWatch = ['t0', 't1'].map((id) => ({
		id,
		interval: 1,
		timeout: 4,
		format: 'srt' as const,
	}));
	const settled = await inVirtualTime(waitFor(gcore, toWatch));
	expect(settled.map((ends) => ends.map(({ result }) => result.outcome))).toEqual([
		['succeeded'],
		['succeeded'],
	]);
	expect(settled.every(([{ result }]) => result.binary)).toBe(true);
});

it('settles a task once whose look is answered when its time is over', async () => {
	const gcore = new VirtualGcore({ ...quiet, tasks: tasksOf([1, 60]), slow: 't0' }, new Random(1));
	const toWatch = [4, 100].map((timeout, n) => ({ id: `t${n}`, interval: 1, timeout }));
	const settled = await inVirtualTime(waitFor(gcore, toWatch));
	expect(settled.map((ends) => ends.map(({ result }) => result.outcome))).toEqual([
		['timedOut'],
		['succeeded'],
	]);
});

/** A world in which things go wrong, and what is to be waited for in it. */
function randomWorld(random: Random) {
	const count = random.of([1, 3, 4, 20, 150]);
	const mine = of(count, (n) => ({
		id: `t${n}`,
		startedAt: -random.whole(0, 5_000),
		endsAt: random.whole(0, 120_000),
	}));
	const strangers = of(random.of([0, 5, 400]), (n) => ({
		id: `other${n}`,
		startedAt: random.whole(-10_000, 100_000),
		endsAt: random.whole(0, 200_000),
	}));
	const world: World = {
		tasks: [...mine, ...strangers],
		latencyMs: random.of([20, 200, 900]),
		outages: random.chance(0.5) ? [] : [[random.whole(0, 60_000), random.whole(60_000, 100_000)]],
		hanging: random.of([0, 0, 0.02]),
		withoutStatus: random.of([0, 0, 0.1, 1]),
		lagMs: random.of([0, 0, 3_000]),
	};
	const interval = random.of([1, 5, 5, 20]);
	const toWatch = mine.map(({ id }) => ({ id, interval, timeout: random.of([30, 100, 600]) }));
	return { world, mine, toWatch };
}

it.each(of(SEEDS, (seed) => [seed]))(
	'settles each task once, none early or late: seed %d',
	async (seed) => {
		const random = new Random(seed);
		const { world, mine, toWatch } = randomWorld(random);
		const gcore = new VirtualGcore(world, random);
		const settled = await inVirtualTime(waitFor(gcore, toWatch));
		const wrong = settled.flatMap((ends, item) => {
			const end = mine[item].endsAt / 1000;
			const { timeout, interval } = toWatch[item];
			const complaint = complaintOf(
				ends,
				end,
				timeout,
				latest(world, gcore, mine[item].id, end, interval),
			);
			return complaint ? [`item ${item}: ${complaint}`] : [];
		});
		expect(wrong).toEqual([]);
	},
);

/** What is wrong with what an item has led to; all times in seconds. */
function complaintOf(ends: Settled[], end: number, timeout: number, dueBy: number) {
	if (ends.length !== 1) return `settled ${ends.length} times`;
	const [{ result, at }] = ends;
	const seconds = at / 1000;
	if (result.outcome === 'timedOut') {
		if (seconds < timeout) return `timed out at ${seconds}, before ${timeout}`;
		if (seconds > timeout + 3) return `timed out at ${seconds}, long after ${timeout}`;
		return dueBy < timeout ? `timed out though it had ended at ${end}` : undefined;
	}
	if (result.outcome !== 'succeeded') return `has the outcome ${result.outcome}`;
	if (seconds < end) return `ended at ${end}, and was noticed at ${seconds}`;
	return seconds > dueBy
		? `ended at ${end}, noticed only at ${seconds}, not by ${dueBy}`
		: undefined;
}

/** When an end must be noticed, in seconds. */
function latest(world: World, gcore: VirtualGcore, id: string, end: number, interval: number) {
	const latency = world.latencyMs / 1000;
	const pause = Math.max(interval, Math.min(end / 9, 30));
	// A list that hangs is not waited for longer than this.
	const listing = world.hanging > 0 ? Math.max(2, pause / 2) : 0;
	const quietly = end + world.lagMs / 1000 + pause + listing + 12 * latency + 0.5;
	const [outageEnd = 0] = world.outages.map(([, to]) => to / 1000);
	const trouble = (gcore.troubled.get(id) ?? -Infinity) / 1000;
	const after = Math.max(outageEnd > end - pause ? outageEnd : 0, trouble + HANGS);
	// The pause behind it is by the time waited until then.
	const later = Math.max(pause, Math.min(after / 9, 30));
	return after > end - pause
		? Math.max(quietly, after + 1.2 * later + listing + 12 * latency)
		: quietly;
}
