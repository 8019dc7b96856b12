import {
	hasStart,
	readLists,
	startOf,
	type ReadPage,
} from '../../nodes/GcoreStreamingAi/trigger/lists';
import { newState, type TriggerState } from '../../nodes/GcoreStreamingAi/trigger/state';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { Watcher } from './watcher';
import { MINUTE } from './world';

const START = '2026-01-01T00:00:00.000Z';

test.each<[boolean, Partial<Task>]>([
	[true, { status: 'SUCCESS', processing_time: null }],
	[true, { status: 'REVOKED' }],
	[true, { status: 'REVOKED', processing_time: { started_at: START } }],
	[false, { status: 'REVOKED', processing_time: { started_at: null } }],
	[false, { status: 'REVOKED', processing_time: {} }],
	[false, { status: 'FAILURE', processing_time: null }],
])('hasStart is %s of %j', (expected, task) => {
	expect(hasStart({ task_id: 't', ...task })).toBe(expected);
});

test.each<[number | undefined, unknown]>([
	[Date.parse(START), { started_at: START }],
	[undefined, { started_at: null }],
	[undefined, { started_at: 'soon' }],
	[undefined, { started_at: { toString: 1 } }],
	[undefined, {}],
	[undefined, [START]],
	[undefined, START],
	[undefined, null],
	[undefined, undefined],
])('startOf is %s in %j', (expected, processing_time) => {
	expect(startOf({ task_id: 't', processing_time } as Task)).toBe(expected);
});

describe('how far down a list is read', () => {
	const more = async (watcher: Watcher) => {
		const told = await watcher.poll();
		const deep = watcher.requests.filter((request) => /^\w+ [2-9]/.test(request));
		return [told.length, deep];
	};

	test('to what is told, and no further', async () => {
		const watcher = new Watcher();
		watcher.tasks(300, 'old', 'SUCCESS');
		await watcher.poll();
		watcher.tasks(99, 'new', 'STARTED', 1, 'SUCCESS');
		expect(await more(watcher)).toEqual([99, []]);
		watcher.tasks(150, 'newer', 'STARTED', 1, 'SUCCESS');
		expect(await more(watcher)).toEqual([150, ['SUCCESS 2']]);
		expect(await more(watcher)).toEqual([0, []]);
	});

	test('a task that was open, as the last row of the page, is no reason to read on', async () => {
		const watcher = new Watcher();
		watcher.tasks(60, 'old', 'SUCCESS');
		watcher.task('open', 'STARTED', MINUTE, 'SUCCESS');
		watcher.tasks(60, 'newer', 'SUCCESS');
		await watcher.poll();
		watcher.tasks(39, 'new', 'SUCCESS');
		expect(await more(watcher)).toEqual([40, []]);
	});

	test('nor is an old row that comes up because one above it has vanished', async () => {
		const watcher = new Watcher();
		watcher.tasks(300, 'old', 'SUCCESS');
		await watcher.poll();
		watcher.world.forget('old290');
		expect(await more(watcher)).toEqual([0, ['SUCCESS 2']]);
		expect(await more(watcher)).toEqual([0, []]);
	});

	test('a known row on top is no reason to stop, where it has no start', async () => {
		const watcher = new Watcher({ nulls: 'first' });
		watcher.tasks(50, 'old', 'STARTED', 1, 'REVOKED');
		watcher.tasks(120, 'never', 'PENDING', 1, 'REVOKED');
		await watcher.poll();
		watcher.task('new', 'STARTED', 1, 'REVOKED');
		expect(await watcher.poll()).toEqual(['new']);
	});

	test('a server with short pages is read as far', async () => {
		const watcher = new Watcher({ cap: 10 });
		watcher.tasks(300, 'old', 'SUCCESS');
		await watcher.poll();
		await watcher.poll();
		expect(watcher.requests.filter((request) => request.startsWith('SUCCESS'))).toHaveLength(10);
		watcher.tasks(5, 'new', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toHaveLength(5);
	});
});

describe('what is read', () => {
	const row = (task_id: string, status: unknown) => ({ task_id, status }) as Task;

	/** Reads from lists by status; those that are not given are empty. */
	const read = async (
		lists: Record<string, Task[]>,
		state: Partial<TriggerState> = {},
		count = (rows: Task[]) => rows.length,
	) => {
		const requests: string[] = [];
		const readPage: ReadPage = async (status, page) => {
			requests.push(`${status} ${page}`);
			const rows = lists[status] ?? [];
			return { rows: page === 1 ? rows : [], count: count(rows) };
		};
		return {
			...(await readLists(readPage, { ...newState('s', 'k'), ...state }, ['SUCCESS'])),
			requests,
		};
	};

	test('a page with all tasks is all that is asked for', async () => {
		const all = [row('a', 'STARTED'), row('b', 'SUCCESS'), row('c', 'FAILURE'), row('d', 'NEW')];
		const { ends, ...rest } = await read({ '': all });
		expect(rest).toEqual({
			turn: '',
			onePage: true,
			unfinished: [all[0], all[3]],
			otherEnds: [all[2]],
			requests: [' 1'],
		});
		expect([...ends]).toEqual([['SUCCESS', { rows: [all[1]], whole: true, pages: 1 }]]);
	});

	test('but not where it may be one of several', async () => {
		const { onePage, requests } = await read({ '': [row('a', 'SUCCESS')] }, {}, () => Infinity);
		expect(onePage).toBe(false);
		expect(requests.slice(0, 3)).toEqual([' 1', ' 2', 'RECEIVED 1']);
	});

	test('what stands in the wrong list is left out, whatever its status is', async () => {
		const odd = [null, 5, { toString: 1 }, ['SUCCESS'], 'constructor'].map((status, n) =>
			row(`${n}`, status),
		);
		const { ends, unfinished } = await read(
			{
				SUCCESS: [...odd, row('a', 'STARTED'), row('b', 'SUCCESS')],
				STARTED: [...odd, row('c', 'FAILURE')],
			},
			{ turns: 1 },
		);
		expect(ends.get('SUCCESS')!.rows).toEqual([row('b', 'SUCCESS')]);
		expect(unfinished).toEqual(odd);
	});
});
