import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { cancelPath, ids, pairs, runOn, statusOf } from './operations';

afterEach(closeAll);

const STATUSES = ['RECEIVED', 'SUCCESS', 'PENDING', 'FAILURE', 'STARTED', 'REVOKED', 'RETRY'];
const UNFINISHED = ['RECEIVED', 'PENDING', 'STARTED', 'RETRY'];

const cancelling = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'cancelMany',
	limit: 1000,
	...parameters,
});

/** Tasks of every status in turn, oldest first. */
const fill = (gcore: StandIn, count: number) =>
	Array.from({ length: count }, (_, n) => {
		const status = STATUSES[n % STATUSES.length];
		return gcore.tasks.add({ task_id: `${status}-${n}`, status });
	});

const unfinished = (tasks: Array<{ task_id: string; status: string }>) =>
	ids(tasks.filter(({ status }) => UNFINISHED.includes(status)));

const cancelCalls = (gcore: StandIn) =>
	gcore.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

describe('500 tasks of every status', () => {
	it('all unfinished ones are cancelled, and none twice', async () => {
		const gcore = await open();
		const wanted = unfinished(fill(gcore, 500));
		const before = new Map(gcore.tasks.all().map((task) => [task.task_id, task]));
		const { json, outputs, hints, error } = await runOn(gcore, cancelling());
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(outputs.map((items) => items.length)).toEqual([286, 0, 0, 0, 0]);
		expect(new Set(pairs(outputs[0]))).toEqual(new Set([0]));
		expect(ids(json[0]).sort()).toEqual(wanted.sort());
		expect(json[0][0]).toEqual({
			task_id: expect.any(String),
			outcome: 'cancelled',
			cancelled: true,
			statusCode: 202,
			status: 'REVOKED',
			result: 'Task has been cancelled successfully.',
		});
		expect(cancelCalls(gcore).sort()).toEqual(wanted.map((id) => cancelPath(String(id))).sort());
		// Four lists, read until they show nothing new: none is longer than a page.
		expect(gcore.count('GET', TASKS)).toBe(8);
		expect(gcore.stats.requests).toBe(286 + 8);
		for (const [id, { status }] of before) {
			expect(statusOf(gcore, id)).toBe(UNFINISHED.includes(status) ? 'REVOKED' : status);
		}
	});

	it('items stand in the order of the list, newest first within a status', async () => {
		const gcore = await open({ latencyMs: () => (gcore.stats.requests % 4) * 5 });
		const all = fill(gcore, 70);
		const { json } = await runOn(gcore, cancelling());
		const order = ['RECEIVED', 'PENDING', 'STARTED', 'RETRY'].flatMap((status) =>
			ids(all.filter((task) => task.status === status)).reverse(),
		);
		expect(ids(json[0])).toEqual(order);
	});

	it('up to the limit, which is told', async () => {
		const gcore = await open();
		fill(gcore, 500);
		const { json, hints } = await runOn(gcore, cancelling({ limit: 120 }));
		expect(json[0]).toHaveLength(120);
		expect(gcore.stats.cancelled).toBe(120);
		expect(hints).toEqual(["'Limit' (120) was reached: there may be more unfinished tasks"]);
		expect(gcore.count('GET', TASKS)).toBeLessThan(10);
	});

	it('a limit that several items have reached is told once', async () => {
		const gcore = await open();
		fill(gcore, 70);
		const items = [{ most: 2 }, { most: 2 }, { most: 3 }];
		const { hints } = await runOn(gcore, cancelling({ limit: '={{ $json.most }}' }), items);
		expect(hints).toEqual([
			"'Limit' (2) was reached: there may be more unfinished tasks",
			"'Limit' (3) was reached: there may be more unfinished tasks",
		]);
	});

	it('the default limit is 50', async () => {
		const gcore = await open();
		fill(gcore, 500);
		await runOn(gcore, { operation: 'cancelMany' });
		expect(gcore.stats.cancelled).toBe(50);
	});

	it('a limit just above their number takes no page for each', async () => {
		const gcore = await open();
		const wanted = unfinished(fill(gcore, 500));
		const { json } = await runOn(gcore, cancelling({ limit: wanted.length + 1 }));
		expect(ids(json[0]).sort()).toEqual(wanted.sort());
		expect(gcore.count('GET', TASKS)).toBe(8);
	});
});

describe('several input items', () => {
	it('cancel a task once, for the first that means it', async () => {
		const gcore = await open();
		fill(gcore, 70);
		const { outputs } = await runOn(
			gcore,
			cancelling({ selection: 'filtered', filters: { search: '={{ $json.search }}' } }),
			[{ search: 'STARTED-4' }, { search: 'STARTED' }, { search: 'RETRY' }],
		);
		expect(pairs(outputs[0])).toEqual([
			...Array(2).fill(0),
			...Array(8).fill(1),
			...Array(10).fill(2),
		]);
		expect(gcore.stats.cancelled).toBe(20);
		expect(cancelCalls(gcore)).toHaveLength(20);
	});

	it('the limit is for each of them, and goes on where the last has ended', async () => {
		const gcore = await open();
		fill(gcore, 70);
		const { outputs } = await runOn(
			gcore,
			cancelling({ limit: '={{ $json.most }}', dryRun: true }),
			[{ most: 3 }, { most: 5 }, { most: 100 }],
		);
		expect(pairs(outputs[0])).toEqual([
			...Array(3).fill(0),
			...Array(5).fill(1),
			...Array(32).fill(2),
		]);
		expect(new Set(ids(outputs[0].map(({ json }) => json))).size).toBe(40);
	});
});

describe('Tasks to Cancel', () => {
	it.each([['Filtered'], [undefined], [''], [null]])(
		'as an expression that gives %j cancels nothing',
		async (chosen) => {
			const gcore = await open();
			fill(gcore, 14);
			const parameters = { selection: '={{ $json.chosen }}', filters: { search: 'STARTED' } };
			const { error } = await runOn(gcore, cancelling(parameters), [{ chosen }]);
			expect(error?.message).toBe("'Tasks to Cancel' is not one of allUnfinished, filtered");
			expect(error?.description).toMatch(
				/^Choose from its list, or check what the expression gives/,
			);
			expect(gcore.stats.requests).toBe(0);
		},
	);

	it('can differ from item to item', async () => {
		const gcore = await open();
		fill(gcore, 14);
		const { outputs } = await runOn(
			gcore,
			cancelling({ selection: '={{ $json.chosen }}', filters: { search: 'STARTED' } }),
			[{ chosen: 'filtered' }, { chosen: 'allUnfinished' }],
		);
		expect(pairs(outputs[0])).toEqual([0, 0, ...Array(6).fill(1)]);
	});
});

describe('filters', () => {
	it.each<[INodeParameters, (id: string) => boolean]>([
		[{ status: 'RETRY' }, (id) => id.startsWith('RETRY')],
		[{ search: 'started-1' }, (id) => id.startsWith('STARTED-1')],
		[{ taskId: 'PENDING-2' }, (id) => id === 'PENDING-2'],
		[{ taskName: 'content-moderation' }, (id) => id === 'sport'],
		[{ dateCreated: '2026-03-01' }, (id) => id === 'old'],
		[{ status: 'retry' }, (id) => id.startsWith('RETRY')],
	])('%p', async (filters, wanted) => {
		const gcore = await open();
		const all = fill(gcore, 70);
		all.push(gcore.tasks.add({ task_id: 'sport', task_data: { category: 'sport' } }));
		all.push(gcore.tasks.add({ task_id: 'old', created_at: '2026-03-01T10:00:00Z' }));
		const { json } = await runOn(gcore, cancelling({ selection: 'filtered', filters }));
		expect(ids(json[0] ?? []).sort()).toEqual(
			ids(all)
				.filter((id) => wanted(String(id)))
				.sort(),
		);
		expect(gcore.stats.cancelled).toBe((json[0] ?? []).length);
	});

	it.each<[string, INodeParameters, string]>([
		['none', {}, "'Filters' is empty, so every task would match"],
		['an empty one', { search: ' ' }, "'Filters' is empty, so every task would match"],
		[
			'an empty one beside another',
			{ status: 'STARTED', taskId: '' },
			"'Filters' holds a filter without a value",
		],
	])(
		'that spare no task, though some were to be spared, cancel nothing: %s',
		async (_name, filters, message) => {
			const gcore = await open();
			fill(gcore, 14);
			const { error } = await runOn(gcore, cancelling({ selection: 'filtered', filters }), [
				{ a: 1 },
			]);
			expect(error?.message).toBe(message);
			expect(error?.description).toBe(
				"Fill in each filter for this item, or set 'Tasks to Cancel' to All Unfinished.",
			);
			expect(gcore.stats.requests).toBe(0);
		},
	);

	it.each<[INodeParameters, IDataObject, RegExp]>([
		[{ status: 'SUCCESS' }, {}, /^'Status' is not one of PENDING, RECEIVED, RETRY, STARTED$/],
		[{ status: '={{ $json.is }}' }, { is: 'running' }, /^'Status' is not one of/],
		[{ status: '={{ $json.is }}' }, { is: {} }, /^'Status' is not one of/],
		[{ status: '={{ $json.is }}' }, { is: ['STARTED'] }, /^'Status' is not one of/],
		[{ status: '={{ $json.is }}' }, { is: true }, /^'Status' is not one of/],
		[{ taskName: '={{ $json.is }}', status: 'STARTED' }, { is: 'sport' }, /^'Task Name' is not/],
		[{ search: '={{ $json.is }}' }, {}, /^'Search' is empty$/],
		[{ status: 'STARTED', taskId: '={{ $json.is }}' }, { is: '' }, /^'Task ID' is empty$/],
		[{ search: '={{ $json.is }}' }, { is: 0 }, /^'Search' is not text$/],
		[{ dateCreated: '={{ $json.is }}' }, { is: 0 }, /^'Date Created' is not a date$/],
		[{ taskId: '={{ $json.is }}' }, { is: 'a\u200bb' }, /^'Task ID' holds an invisible/],
	])('that nobody knows cancel nothing, and other items go on: %j', async (filters, item, told) => {
		const gcore = await open();
		fill(gcore, 14);
		const { outputs, json } = await runOn(
			gcore,
			cancelling({ selection: '={{ $json.all ?? "filtered" }}', filters }),
			[item, { all: 'allUnfinished' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(json[5].map(({ error }) => error)).toEqual([expect.stringMatching(told)]);
		expect(pairs(outputs[0])).toEqual(Array(8).fill(1));
		expect(gcore.stats.cancelled).toBe(8);
	});

	it('that are an expression as a whole, which n8n loses, cancel nothing', async () => {
		const gcore = await open();
		fill(gcore, 14);
		const parameters = { selection: 'filtered', filters: '={{ $json.filters }}' };
		const items = [{ filters: { status: 'RETRY' } }];
		const { error } = await runOn(gcore, cancelling(parameters), items);
		expect(error?.message).toMatch(/^'Filters' is an expression as a whole/);
		expect(gcore.stats.requests).toBe(0);
	});

	it('left over from before do not count for All Unfinished', async () => {
		const gcore = await open();
		fill(gcore, 14);
		await runOn(gcore, cancelling({ filters: { status: 'RETRY' } }));
		expect(gcore.stats.cancelled).toBe(8);
	});
});

describe('Dry Run', () => {
	it('lists what would be cancelled on one output, and cancels nothing', async () => {
		const gcore = await open();
		const wanted = unfinished(fill(gcore, 500));
		const { json, outputs, hints } = await runOn(gcore, cancelling({ dryRun: true }));
		expect(outputs).toHaveLength(1);
		expect(ids(json[0]).sort()).toEqual(wanted.sort());
		expect(json[0][0]).toMatchObject({ finished: false, task_type: 'transcription' });
		expect(Object.keys(json[0][0]).length).toBeLessThanOrEqual(10);
		expect(hints).toEqual([]);
		expect(gcore.count('POST')).toBe(0);
	});

	it('with nothing to cancel puts out nothing', async () => {
		const gcore = await open();
		gcore.tasks.add({ status: 'SUCCESS' });
		expect((await runOn(gcore, cancelling({ dryRun: true }))).json).toEqual([[]]);
		expect((await runOn(gcore, cancelling())).json.flat()).toEqual([]);
	});
});
