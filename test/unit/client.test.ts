import type { RawAnswer } from '../../nodes/GcoreStreamingAi/api/answers';
import { okay, refusal, simulate } from './virtualServer';

const busy = refusal(429, { 'retry-after': '1' });
const maintenance = refusal(503, { 'retry-after': '1' });
const conflict = refusal(409);
const timedOut: RawAnswer = { trouble: 'timeout' };
const badKey = refusal(401);

/** Answers one after the other, and the last one for ever. */
const inTurn = (...answers: RawAnswer[]) => {
	let next = 0;
	return () => answers[Math.min(next++, answers.length - 1)];
};

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
		['after a cut connection', [{ trouble: 'reset' }, okay], 2, 3],
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

describe('a server that takes nothing', () => {
	it.each<[string, RawAnswer]>([
		['429', busy],
		['503', refusal(503)],
		['500', refusal(500)],
		['no answer', timedOut],
	])('but gives %s is left alone after two minutes', async (_name, answer) => {
		const run = await simulate({ items: 100_000, latencyMs: 1000, answer: () => answer });
		expect(run.failures).toHaveLength(100_000);
		expect(run.ms).toBeLessThan(130_000);
		expect(run.sent).toBeLessThan(5000);
	});

	it('is not held to be down while it takes one now and then', async () => {
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

	it('because of the key is not asked again', async () => {
		const run = await simulate({ items: 1000, latencyMs: 20, answer: () => badKey });
		expect(run.failures).toHaveLength(1000);
		expect(run.sent).toBeLessThanOrEqual(10);
	});
});
