import { readTop } from '../../nodes/GcoreStreamingAi/trigger/readTop';
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
