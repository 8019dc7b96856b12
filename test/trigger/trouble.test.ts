import { Passing, Watcher } from './watcher';
import { DAY, MINUTE } from './world';

const HOUR = 60 * MINUTE;

test('ten tasks whose results can never be read do not hold up later ends', async () => {
	const watcher = new Watcher();
	watcher.settings.withResult = true;
	await watcher.poll();
	watcher.tasks(10, 'bad', 'STARTED', 1, 'SUCCESS');
	watcher.before = (request) => {
		if (request.startsWith('get bad')) throw new Passing();
	};
	await watcher.poll();
	watcher.tasks(5, 'good', 'STARTED', 1, 'SUCCESS');
	const told: string[] = [];
	for (let again = 0; again < 20; again++) told.push(...(await watcher.poll()));
	expect(told).toHaveLength(5);
});

test('a task that is never answered is forgotten with what Gcore forgets', async () => {
	const watcher = new Watcher({ keptFor: 30 * DAY });
	watcher.settings.withResult = true;
	await watcher.poll();
	watcher.task('bad', 'STARTED', 1, 'SUCCESS');
	watcher.before = (request) => {
		if (request.startsWith('get bad')) throw new Passing();
	};
	for (let days = 0; days < 70; days++) {
		await watcher.poll();
		watcher.world.now += DAY;
	}
	expect(watcher.state?.open).toEqual([]);
	await watcher.poll();
	expect(watcher.requests).toEqual([' 1']);
});

test('an empty list, given once by a server in trouble, does not lead to old ends', async () => {
	const watcher = new Watcher();
	watcher.tasks(200, 'old', 'SUCCESS');
	watcher.tasks(30, 'open', 'STARTED', HOUR, 'SUCCESS');
	await watcher.poll();
	const page = watcher.world.page.bind(watcher.world);
	watcher.world.page = () => ({ rows: [], count: 0 });
	expect(await watcher.poll()).toEqual([]);
	watcher.world.page = page;
	watcher.tasks(80, 'new', 'STARTED', 1, 'SUCCESS');
	const told = await watcher.poll();
	expect(told.filter((id) => id.startsWith('old'))).toEqual([]);
	expect(told).toHaveLength(80);
});

test.each(['first', 'none', 'last'] as const)(
	'100 tasks cancelled before they started, in rows without times (%s): later ends are told',
	async (nulls) => {
		const watcher = new Watcher({ nulls, times: false });
		watcher.tasks(10, 'old', 'STARTED', 1, 'SUCCESS');
		await watcher.poll();
		watcher.tasks(100, 'waiting', 'PENDING', HOUR, 'REVOKED');
		await watcher.poll();
		watcher.world.now += 2 * HOUR;
		expect(await watcher.poll()).toHaveLength(100);
		watcher.task('new', 'STARTED', 1, 'SUCCESS');
		const told: string[] = [];
		for (let again = 0; again < 5; again++) told.push(...(await watcher.poll()));
		expect(told).toEqual(['new']);
	},
);
