import { byEnd } from '../../nodes/GcoreStreamingAi/trigger/ends';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { Watcher } from './watcher';
import { MINUTE } from './world';

const HOUR = 60 * MINUTE;

test('byEnd: the newest last, by their starts where they have no end, and first what has no times', () => {
	const times: unknown[] = [
		{ completed_at: '2026-01-03', started_at: '2026-01-01' },
		{ completed_at: null, started_at: '2026-01-02' },
		{ completed_at: '2026-01-01' },
		{ completed_at: { toString: 1 } },
		null,
		undefined,
	];
	const tasks = times.map((processing_time, n) => ({ task_id: `${n}`, processing_time }) as Task);
	expect(tasks.sort(byEnd).map(({ task_id }) => task_id)).toEqual(['3', '4', '5', '2', '1', '0']);
});

test('ends of several statuses are told in the order in which they came', async () => {
	const watcher = new Watcher();
	await watcher.poll();
	watcher.task('c', 'STARTED', 30, 'SUCCESS');
	watcher.task('a', 'STARTED', 5, 'REVOKED');
	watcher.task('b', 'STARTED', 10, 'FAILURE');
	watcher.world.now += MINUTE;
	expect(await watcher.poll()).toEqual(['a', 'b', 'c']);
});

describe('a task that is asked for', () => {
	const withRow = async () => {
		const watcher = new Watcher();
		watcher.settings.withResult = true;
		await watcher.poll();
		watcher.task('a', 'STARTED', 1, 'SUCCESS');
		return { watcher, get: watcher.world.get.bind(watcher.world) };
	};

	test('and has not ended, though its list says so, is told when it has', async () => {
		const { watcher, get } = await withRow();
		watcher.world.get = (id) => ({ task_id: id, status: 'STARTED' });
		expect(await watcher.polls(2)).toEqual([]);
		watcher.world.get = get;
		expect(await watcher.polls(2)).toEqual(['a']);
	});

	test.each([['FAILURE'], [undefined]])(
		'and has ended otherwise than its list says (%s) is told as its list has it',
		async (status) => {
			const { watcher } = await withRow();
			watcher.settings.statuses = ['SUCCESS'];
			watcher.world.get = (id) => (status ? { task_id: id, status } : undefined);
			expect(await watcher.polls(2)).toEqual(['a']);
		},
	);

	/** One that has started before all that its list shows. */
	const deep = async (end: string) => {
		const watcher = new Watcher();
		watcher.settings.statuses = ['FAILURE'];
		watcher.task('deep', 'STARTED', HOUR, end);
		watcher.tasks(150, 'failure', 'FAILURE');
		watcher.tasks(150, 'success', 'SUCCESS');
		await watcher.poll();
		watcher.world.now += HOUR;
		return watcher;
	};

	test('is told where it is in no list that was read', async () => {
		expect(await (await deep('FAILURE')).polls(2)).toEqual(['deep']);
	});

	test('is not where that end is not asked for, or only from then on', async () => {
		expect(await (await deep('SUCCESS')).polls(5)).toEqual([]);
		const watcher = await deep('SUCCESS');
		watcher.settings.statuses = ['SUCCESS', 'FAILURE'];
		expect(await watcher.polls(5)).toEqual([]);
		expect(watcher.state?.open).toEqual([]);
	});

	test('is not where it has vanished', async () => {
		const watcher = await deep('FAILURE');
		watcher.world.forget('deep');
		expect(await watcher.polls(5)).toEqual([]);
		expect(watcher.state?.open).toEqual([]);
	});

	test('is followed by all others once it has ended as asked for', async () => {
		const watcher = new Watcher();
		watcher.tasks(50, 'deep', 'STARTED', HOUR, 'FAILURE');
		watcher.tasks(150, 'failure', 'FAILURE');
		await watcher.poll();
		watcher.world.now += HOUR;
		expect(await watcher.polls(2)).toHaveLength(50);
	});
});
