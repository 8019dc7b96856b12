import { readTop } from '../../nodes/GcoreStreamingAi/trigger/readTop';
import type { TriggerState } from '../../nodes/GcoreStreamingAi/trigger/state';
import { MINUTE } from './world';
import { Watcher } from './watcher';

describe('how far down the list is read', () => {
	test('an open task as the last row of the page is no reason to read on', async () => {
		const watcher = new Watcher();
		watcher.tasks(60, 'old', 'SUCCESS');
		watcher.task('open', 'STARTED');
		watcher.tasks(60, 'newer', 'SUCCESS');
		await watcher.poll();
		watcher.tasks(39, 'new', 'SUCCESS');
		expect(await watcher.poll()).toHaveLength(39);
		expect(watcher.requests).toEqual(['page 1']);
	});

	test('nor is an old row that comes up because one above it has vanished', async () => {
		const watcher = new Watcher();
		watcher.tasks(300, 'old', 'SUCCESS');
		await watcher.poll();
		watcher.world.forget('old290');
		expect(await watcher.poll()).toEqual([]);
		expect(watcher.requests).toEqual(['page 1']);
	});

	test('a known row on top is no reason to stop, where it may be one that never started', async () => {
		const watcher = new Watcher({ nulls: 'first', times: false });
		watcher.tasks(50, 'old', 'STARTED', 1, 'SUCCESS');
		watcher.tasks(5, 'never', 'PENDING', MINUTE, 'REVOKED');
		await watcher.poll();
		expect(await watcher.poll()).toHaveLength(5);
		watcher.tasks(250, 'new', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toHaveLength(250);
		expect(await watcher.poll()).toEqual([]);
		expect(watcher.requests).toEqual(['page 1']);
	});

	test('a server that gives the same page again and again does not hold it up', async () => {
		let requests = 0;
		const { rows } = await readTop(async () => {
			requests++;
			return { tasks: [{ task_id: 'a', status: 'STARTED' }], count: Infinity };
		});
		expect(rows).toHaveLength(1);
		expect(requests).toBe(4);
	});
});

describe('more than one page', () => {
	const state: TriggerState = {
		version: 1,
		scope: 's',
		key: 'k',
		events: [],
		anchors: ['z', 'y'],
		settled: ['s'],
		crowded: false,
		open: {},
		count: null,
		whole: false,
	};

	/** Reads pages such as `5: c b`, which are given in that order: a count, and rows that have ended. */
	const read = async (...pages: string[]) => {
		const numbers: number[] = [];
		const { rows, ...rest } = await readTop(async (number) => {
			const [count, ids] = pages[numbers.push(number) - 1].split(':');
			const tasks = ids.split(' ').filter(Boolean);
			return {
				tasks: tasks.map((task_id) => ({ task_id, status: 'SUCCESS' })),
				count: Number(count),
			};
		}, state);
		expect(numbers).toHaveLength(pages.length);
		return { rows: rows.map(({ task_id }) => task_id).join(' '), ...rest };
	};

	test.each<[string, string[], string]>([
		['that only the first reading has', ['9: c b', '9: x z', '9: c b', '9: z'], 'c b x z'],
		['that only the second has', ['9: c b', '9: z', '9: c b', '9: x w z'], 'c b x w z'],
		['that only the second has, on top', ['9: c b', '9: z', '9: x c', '9: b z'], 'x c b z'],
	])('a row %s keeps its place there', async (_, pages, rows) => {
		expect((await read(...pages)).rows).toBe(rows);
	});

	test('is not needed where a settled row comes last', async () => {
		expect((await read('9: c z s')).rows).toBe('c z s');
	});

	test('counts as the second reading began with', async () => {
		expect((await read('6: c b', '7: z', '8: c b', '9: z')).count).toBe(8);
	});

	test.each<[boolean, string, string]>([
		[true, '3: z', '3: z'],
		[false, '4: z', '3: z'],
		[false, '3: z', '4: z'],
	])('is the whole list (%s) when both readings were: %s, %s', async (whole, first, second) => {
		expect((await read('9: c b', first, '9: c b', second)).whole).toBe(whole);
	});

	test('without a count, an empty page is the end', async () => {
		const { whole } = await read('Infinity: c', 'Infinity:', 'Infinity: c', 'Infinity:');
		expect(whole).toBe(true);
	});

	test('a list without end is left after 500 pages', async () => {
		let requests = 0;
		await readTop(async () => {
			return { tasks: [{ task_id: `t${++requests}`, status: 'SUCCESS' }], count: Infinity };
		}, state);
		expect(requests).toBe(1000);
	});

	test.each([1, 2])(
		'a row that slips to the page before in reading %i is told once',
		async (reading) => {
			const watcher = new Watcher();
			watcher.tasks(150, 'old', 'SUCCESS');
			await watcher.poll();
			watcher.tasks(350, 'new', 'STARTED', 1, 'SUCCESS');
			let left = reading;
			watcher.before = (request) => {
				if (request === 'page 2' && --left === 0) watcher.world.forget('new340');
			};
			const told = [...(await watcher.poll()), ...(await watcher.poll())];
			expect(new Set(told).size).toBe(told.length);
			expect(told.filter((id) => id !== 'new340')).toHaveLength(349);
		},
	);
});
