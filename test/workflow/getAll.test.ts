import type { INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { ids, pairs, runOn } from './operations';

afterEach(closeAll);

const listing = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'getAll',
	...parameters,
});

const ALL = { returnAll: true };

/** Oldest first, so that the last is the newest. */
function fill(gcore: StandIn, count: number) {
	return Array.from({ length: count }, (_, n) => {
		const task_id = `t${String(n).padStart(3, '0')}`;
		gcore.tasks.add({ task_id, created_at: 1000 * n, processing_time: { started_at: time(n) } });
		return task_id;
	});
}

const time = (n: number) => new Date(1_780_000_000_000 + 1000 * n).toISOString();

describe('237 tasks', () => {
	it.each([
		['pages of 100', {}, 3],
		['a server that gives 10 a page', { maxLimit: 10 }, 24],
		['a server that answers 404 behind the end', { pastEnd: '404' as const }, 3],
		['a server that lists without times', { listWithoutTime: true }, 3],
	])('over %s: each once, newest first', async (_name, options, requests) => {
		const gcore = await open(options);
		const all = fill(gcore, 237);
		const { json, outputs } = await runOn(gcore, listing(ALL), [{ n: 1 }]);
		expect(outputs).toHaveLength(1);
		expect(ids(json[0])).toEqual(all.reverse());
		expect(new Set(pairs(outputs[0]))).toEqual(new Set([0]));
		expect(gcore.count('GET', TASKS)).toBe(requests);
	});

	it.each([1, 7, 100])('with %i more that come in after each page: each once', async (more) => {
		// The answer is made before its latency.
		const gcore = await open({
			latencyMs: () => {
				if (gcore.stats.requests <= 3) for (let n = 0; n < more; n++) gcore.tasks.add();
				return 0;
			},
		});
		const all = fill(gcore, 237);
		const { json } = await runOn(gcore, listing(ALL));
		const found = ids(json[0]);
		expect(new Set(found).size).toBe(found.length);
		expect(found).toEqual(expect.arrayContaining(all));
	});

	it.each([
		[60, 'others move up to what was read'],
		[140, 'the second page is behind the end'],
	])(
		'of which %i leave the list while it is read, so that %s: the rest each once',
		async (gone) => {
			const gcore = await open({
				pastEnd: '404',
				latencyMs: () => {
					// The newest, of which the first page was made.
					const leaving = gcore.stats.requests === 1 ? gcore.tasks.all().slice(-gone) : [];
					for (const { task_id } of leaving) gcore.tasks.finish(task_id, 'SUCCESS');
					return 0;
				},
			});
			const all = fill(gcore, 237);
			const filters = { status: 'STARTED' };
			const { json, error } = await runOn(gcore, listing({ ...ALL, filters }));
			expect(error).toBeUndefined();
			const found = ids(json[0]);
			expect(new Set(found).size).toBe(found.length);
			expect(found).toEqual(expect.arrayContaining(all.slice(0, -gone)));
		},
	);

	it.each([237, undefined])(
		'of a server that gives one page for ever: an end, and each of its tasks once (total %p)',
		async (count) => {
			const gcore = await open();
			const all = fill(gcore, 100);
			const results = gcore.tasks.all().reverse();
			gcore.plant({ body: { count, next: 'page=2', previous: null, results } });
			const { json } = await runOn(gcore, listing(ALL));
			expect(ids(json[0])).toEqual(all.reverse());
			expect(gcore.stats.requests).toBeLessThan(10);
		},
	);

	it.each([
		[1, 1, 1],
		[50, 50, 1],
		[150, 100, 2],
		[1000, 100, 3],
	])('of which %i are wanted', async (limit, pageSize, requests) => {
		const gcore = await open();
		const all = fill(gcore, 237);
		const { json } = await runOn(gcore, listing({ limit }));
		expect(ids(json[0])).toEqual(all.reverse().slice(0, limit));
		expect(gcore.requests.map(({ query }) => query)).toEqual(
			Array.from({ length: requests }, (_, n) => ({
				page: String(n + 1),
				limit: String(pageSize),
			})),
		);
	});

	it('give 50 by default', async () => {
		const gcore = await open();
		fill(gcore, 60);
		expect((await runOn(gcore, listing())).json[0]).toHaveLength(50);
	});
});

it.each([0, -1, 1.5, '', 'many'])("'Limit' %p is refused before sending", async (limit) => {
	const gcore = await open();
	const { error } = await runOn(gcore, listing({ limit: '={{ $json.limit }}' }), [{ limit }]);
	expect(error?.message).toBe("'Limit' is not a whole number from 1 up");
	expect(gcore.stats.requests).toBe(0);
});
