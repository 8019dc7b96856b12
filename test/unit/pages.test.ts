import type { GcoreClient } from '../../nodes/GcoreStreamingAi/gcore/client';
import {
	collectTasks,
	collectUnfinished,
	collectVideos,
} from '../../nodes/GcoreStreamingAi/gcore/pages';

interface Row {
	task_id: string;
	status: string;
}

type Query = Record<string, number | string>;

const rows = (count: number, from = 0, status = 'STARTED'): Row[] =>
	Array.from({ length: count }, (_, n) => ({ task_id: `t${from + n}`, status }));

/**
 * A server that pages through `list`, newest first. `before` is called ahead of each page and may change the list;
 * it may also give the page itself.
 */
function server(
	list: Row[],
	{
		most = Infinity,
		before,
	}: { most?: number; before?: (n: number, query: Query) => unknown } = {},
) {
	const queries: Query[] = [];
	const call = async ({ qs }: { qs: Query }) => {
		queries.push(qs);
		if (queries.length > 500) throw new Error('It asks without end');
		const own = before?.(queries.length, qs);
		if (own) return own;
		const found = list.filter(({ status }) => !qs.status || qs.status === status);
		const size = Math.min(Number(qs.limit), most);
		const start = (Number(qs.page) - 1) * size;
		const results = found.slice(start, start + size);
		return { status: 200, body: { count: found.length, results } };
	};
	return { queries, client: { call } as unknown as GcoreClient };
}

const ids = (tasks: Array<{ task_id: string }>) => tasks.map(({ task_id }) => task_id);

describe('collecting', () => {
	it.each([
		[0, Infinity, undefined, 1],
		[1, Infinity, undefined, 1],
		[100, Infinity, undefined, 1],
		[101, Infinity, undefined, 2],
		[237, Infinity, undefined, 3],
		[237, 50, undefined, 1],
		[237, 100, undefined, 1],
		[237, 101, undefined, 2],
		[237, 1000, undefined, 3],
		[237, Infinity, 10, 24],
		[237, 25, 10, 3],
	])(
		'%i tasks, of which %p are wanted, in pages of %p: each once',
		async (count, most, size, calls) => {
			const all = rows(count);
			const { client, queries } = server(all, { most: size });
			const found = await collectTasks(client, { search: 'x' }, most);
			expect(ids(found)).toEqual(ids(all).slice(0, most));
			expect(queries).toHaveLength(calls);
			queries.forEach((query, index) => {
				expect(query).toEqual({ search: 'x', page: index + 1, limit: Math.min(100, most) });
			});
		},
	);

	it.each([1, 5, 99, 100, 150, 300])(
		'%i tasks that come in at the top before the second page: the others each once',
		async (more) => {
			const all = rows(237);
			const list = [...all];
			const { client } = server(list, {
				before: (n) => void (n === 2 && list.unshift(...rows(more, 1000))),
			});
			const found = ids(await collectTasks(client, {}, Infinity));
			expect(new Set(found).size).toBe(found.length);
			expect(found).toEqual(expect.arrayContaining(ids(all)));
		},
	);

	it.each([1, 5, 99, 100])(
		'%i tasks that leave at the top before the second page: the others each once',
		async (gone) => {
			const all = rows(237);
			const list = [...all];
			const { client } = server(list, { before: (n) => void (n === 2 && list.splice(0, gone)) });
			const found = ids(await collectTasks(client, {}, Infinity));
			expect(found.sort()).toEqual(ids(all).sort());
		},
	);

	it('tasks that come in ahead of every page do not hold it up for ever', async () => {
		const list = rows(237);
		const { client, queries } = server(list, {
			before: (n) => void list.unshift(...rows(20, 1000 * n)),
		});
		const found = ids(await collectTasks(client, {}, Infinity));
		expect(found).toEqual(expect.arrayContaining(ids(rows(237))));
		expect(queries.length).toBeLessThan(50);
	});

	const page = rows(10);
	it.each([
		['the same page for ever', () => page, 237],
		['the same page for ever, without a total', () => page, undefined],
		['two pages in turn', (n: number) => (n % 2 ? page : rows(10, 10)), undefined],
		['pages without an ID', () => [{}, { task_id: 5 }, null, 'x'], 237],
		['nothing, of many', () => [], 237],
	])('a server that gives %s comes to an end', async (_name, results, count) => {
		const { client, queries } = server([], {
			before: (n) => ({ status: 200, body: { count, results: results(n) } }),
		});
		const found = ids(await collectTasks(client, {}, Infinity));
		expect(new Set(found).size).toBe(found.length);
		expect(queries.length).toBeLessThanOrEqual(8);
	});

	it.each([100, 0, -1, 1e9])(
		'237 tasks, of which it says %i: all, for it names a next page',
		async (count) => {
			const all = rows(237);
			const { client, queries } = server(all, {
				before: (_n, { page }) => ({
					status: 200,
					body: {
						count,
						results: all.slice(100 * (Number(page) - 1), 100 * Number(page)),
						next: Number(page) < 3 ? 'https://api.gcore.com/?page=x' : null,
					},
				}),
			});
			expect(ids(await collectTasks(client, {}, Infinity))).toEqual(ids(all));
			expect(queries.length).toBeLessThanOrEqual(8);
		},
	);

	it.each([50, Infinity])(
		'a server that ignores the page and finds ever more, of which %p are wanted',
		async (most) => {
			const same = rows(10);
			const { client, queries } = server([], {
				before: (n) => ({ status: 200, body: { count: 1000 * n, next: 'more', results: same } }),
			});
			expect(ids(await collectTasks(client, {}, most))).toEqual(ids(same));
			expect(queries.length).toBeLessThanOrEqual(6);
		},
	);

	it('a list that never ends is told, and what is wanted of it found', async () => {
		let next = 0;
		const client = {
			call: async () => ({ status: 200, body: { next: 'more', results: rows(1, next++) } }),
		} as unknown as GcoreClient;
		await expect(collectTasks(client, {}, Infinity)).rejects.toThrow(
			'The list goes on after 2000 pages',
		);
		expect(next).toBe(2000);
		expect(await collectTasks(client, {}, 30)).toHaveLength(30);
		expect(next).toBe(2030);
	});

	// More than a call can have arguments.
	it('a page of 150,000 rows is read in one go, and cut where enough is found', async () => {
		const results = rows(150_000);
		const { client, queries } = server([], {
			before: () => ({ status: 200, body: { count: results.length, results } }),
		});
		expect(await collectTasks(client, {}, 50)).toHaveLength(50);
		expect(await collectTasks(client, {}, Infinity)).toHaveLength(150_000);
		expect(await collectUnfinished(client, { status: 'STARTED' }, Infinity)).toHaveLength(150_000);
		expect(queries).toHaveLength(4);
	});

	it.each([
		'..',
		'.',
		'',
		'={{ $env }}',
		'a/b',
		'\ud83d',
		'x'.repeat(257),
		'a\u200bb',
		7,
		null,
		{},
	])('a row with the ID %j is left out, and the others found', async (task_id) => {
		const page = (n: number) => [{ task_id, status: 'STARTED' }, ...rows(1, n)];
		const { client } = server([], {
			before: (_n, { page: number }) => ({
				status: 200,
				body: { count: 4, results: page(Number(number)) },
			}),
		});
		expect(ids(await collectTasks(client, {}, Infinity))).toEqual(['t1', 't2']);
	});

	it('the end of the list may be told by a 404', async () => {
		const list = rows(150);
		const { client } = server(list, {
			before: (n) => {
				if (n !== 2) return undefined;
				list.splice(0, 60);
				return { status: 404, body: { status: 404, error: 'Not Found' } };
			},
		});
		expect(ids(await collectTasks(client, {}, Infinity)).sort()).toEqual(ids(rows(150)).sort());
	});

	it('tasks that are known already are left out, and make no pages of one', async () => {
		const { client, queries } = server(rows(60));
		const seen = new Set(ids(rows(50)));
		expect(ids(await collectTasks(client, {}, 1, seen))).toEqual(['t50']);
		expect(queries).toHaveLength(1);
		expect(seen.has('t50')).toBe(true);
	});
});

describe('collecting the unfinished', () => {
	it('asks for each status until nothing new is found, and for nothing when enough is', async () => {
		const list = [
			'RECEIVED',
			'SUCCESS',
			'PENDING',
			'RETRY',
			'FAILURE',
			'STARTED',
			'REVOKED',
		].flatMap((status, n) => rows(3, 3 * n, status));
		const { client, queries } = server(list);
		const found = await collectUnfinished(client, { search: 'x' }, Infinity);
		expect(ids(found).sort()).toEqual(
			ids(list.filter(({ status }) => !/SUCCESS|FAILURE|REVOKED/.test(status))).sort(),
		);
		expect(queries).toHaveLength(8);
		expect(await collectUnfinished(client, {}, 4)).toHaveLength(4);
		expect(queries).toHaveLength(8 + 2);
	});

	it('finds tasks that change their status while the lists are read', async () => {
		const list = rows(250, 0, 'STARTED');
		const { client } = server(list, {
			// Each time another ten go back to a status whose list was read already.
			before: (n) => {
				if (n > 12) return;
				for (const row of list.slice(n * 10, n * 10 + 10))
					row.status = n % 2 ? 'RECEIVED' : 'PENDING';
			},
		});
		expect(ids(await collectUnfinished(client, {}, Infinity)).sort()).toEqual(ids(list).sort());
	});

	it('asks for the one status that is wanted alone', async () => {
		const list = [...rows(2, 0, 'RETRY'), ...rows(2, 2, 'STARTED'), ...rows(2, 4, 'SUCCESS')];
		const retry = server(list);
		expect(ids(await collectUnfinished(retry.client, { status: 'RETRY' }, 9))).toEqual([
			't0',
			't1',
		]);
		expect(retry.queries.every(({ status }) => status === 'RETRY')).toBe(true);
		expect(await collectUnfinished(retry.client, { status: 'SUCCESS' }, 9)).toEqual([]);
	});

	it('looks no more than five times', async () => {
		let next = 0;
		const { client, queries } = server([], {
			before: () => ({ status: 200, body: { count: 1, results: rows(1, next++) } }),
		});
		await collectUnfinished(client, {}, Infinity);
		expect(queries).toHaveLength(4 * 5);
	});
});

describe('collecting videos, whose lists are plain', () => {
	/** A server that pages through videos by its own size at the most. */
	function videoServer(count: number, most = Infinity) {
		const queries: Query[] = [];
		const call = async ({ qs }: { qs: Query }) => {
			queries.push(qs);
			const size = Math.min(Number(qs.per_page), most);
			const start = (Number(qs.page) - 1) * size;
			const rows = Array.from({ length: count }, (_, n) => ({ id: n + 1 }));
			return { status: 200, body: { rows: rows.slice(start, start + size) } };
		};
		return { queries, client: { call } as unknown as GcoreClient };
	}

	it.each([
		[0, Infinity, undefined, 1],
		[20, 50, undefined, 2],
		[50, 50, undefined, 1],
		[200, Infinity, undefined, 3],
		[237, Infinity, 25, 11],
		[237, 30, 25, 2],
	])('%i, of which %p are wanted, in pages of %p', async (count, most, size, calls) => {
		const { client, queries } = videoServer(count, size);
		const found = await collectVideos(client, { status: 'ready' }, most);
		expect(found.map(({ id }) => id)).toEqual(
			Array.from({ length: Math.min(count, most) }, (_, n) => n + 1),
		);
		expect(queries).toHaveLength(calls);
		expect(queries[0]).toEqual({ status: 'ready', per_page: Math.min(100, most), page: 1 });
	});

	it('ends where a server gives the same page for ever', async () => {
		const client = {
			call: async () => ({ status: 200, body: { rows: [{ id: 1 }, { id: 'x' }] } }),
		};
		const found = await collectVideos(client as unknown as GcoreClient, {}, Infinity);
		expect(found).toEqual([{ id: 1 }]);
	});
});
