import { parseState } from '../../nodes/GcoreStreamingAi/trigger/state';
import { endOf } from '../../nodes/GcoreStreamingAi/gcore/task';
import { Passing, Watcher } from './watcher';
import { DAY, MINUTE } from './world';

const HOUR = 60 * MINUTE;

describe('schedules that lost ends, or told them twice, in earlier versions', () => {
	test('an account that was idle for a month: nothing is left of what was known', async () => {
		const watcher = new Watcher({ keptFor: 30 * DAY });
		watcher.tasks(3, 'old', 'SUCCESS');
		await watcher.poll();
		watcher.world.now += 31 * DAY;
		watcher.task('new', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toEqual(['new']);
		expect(await watcher.poll()).toEqual([]);
	});

	test.each(['first', 'last', 'none'] as const)(
		'more ends than a page, while a known task is above them (no start: %s)',
		async (nulls) => {
			const watcher = new Watcher({ nulls, restarts: true });
			watcher.tasks(150, 'old', 'STARTED', 1, 'SUCCESS');
			watcher.task('waits', 'PENDING', 3 * HOUR, 'STARTED', 5, 'SUCCESS');
			watcher.task('again', 'STARTED', 10 * MINUTE, 'RETRY', 1, 'STARTED', 3 * HOUR, 'SUCCESS');
			await watcher.poll();
			watcher.tasks(250, 'new', 'STARTED', 5, 'SUCCESS');
			watcher.world.now += HOUR;
			const told = await watcher.poll();
			expect(told).toHaveLength(250);
			expect(new Set(told).size).toBe(250);
			watcher.world.now += 4 * HOUR;
			expect((await watcher.polls(2)).sort()).toEqual(['again', 'waits']);
		},
	);

	test('a page full of tasks that were cancelled before they started, above what is new', async () => {
		const watcher = new Watcher({ nulls: 'first' });
		watcher.tasks(10, 'old', 'STARTED', 1, 'SUCCESS');
		watcher.tasks(120, 'waiting', 'PENDING', HOUR, 'REVOKED');
		await watcher.poll();
		watcher.world.now += 2 * HOUR;
		expect(await watcher.poll()).toHaveLength(120);
		watcher.tasks(3, 'new', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toEqual(['new0', 'new1', 'new2']);
		expect(await watcher.poll()).toEqual([]);
	});

	test('of more tasks cancelled before they started than can be remembered, none is told twice', async () => {
		const watcher = new Watcher({ nulls: 'first', keptFor: 30 * DAY });
		watcher.tasks(10, 'old', 'STARTED', 1, 'SUCCESS');
		await watcher.poll();
		watcher.tasks(450, 'never', 'PENDING', 1, 'REVOKED');
		expect(await watcher.poll()).toHaveLength(450);
		for (let again = 0; again < 5; again++) expect(await watcher.poll()).toEqual([]);
		// Once those are gone, such tasks are told again.
		watcher.world.now += 31 * DAY;
		expect(await watcher.poll()).toEqual([]);
		watcher.task('fresh', 'PENDING', 1, 'REVOKED');
		expect(await watcher.poll()).toEqual(['fresh']);
	});

	test('as many over the months do not keep later ones from being told', async () => {
		const watcher = new Watcher({ nulls: 'first', keptFor: 30 * DAY });
		await watcher.poll();
		for (let month = 0; month < 5; month++) {
			watcher.tasks(100, `never${month}-`, 'PENDING', 1, 'REVOKED');
			watcher.world.now += MINUTE;
			expect(await watcher.poll()).toHaveLength(100);
			watcher.world.now += 31 * DAY;
		}
	});

	test('a task that waits at the end of a long list, and is cancelled there', async () => {
		const watcher = new Watcher({ nulls: 'last' });
		watcher.tasks(150, 'old', 'STARTED', 1, 'SUCCESS');
		await watcher.poll();
		watcher.task('hidden', 'PENDING', 30 * MINUTE, 'REVOKED');
		expect(await watcher.poll()).toEqual([]);
		watcher.world.now += HOUR;
		expect(await watcher.poll()).toEqual(['hidden']);
		expect(await watcher.poll()).toEqual([]);
	});

	test('rows are read while one of them starts', async () => {
		const watcher = new Watcher({ nulls: 'first' });
		watcher.tasks(150, 'old', 'STARTED', 1, 'SUCCESS');
		watcher.task('waits', 'PENDING', 15 * MINUTE, 'STARTED', HOUR, 'SUCCESS');
		await watcher.poll();
		watcher.tasks(150, 'new', 'STARTED', 5, 'SUCCESS');
		watcher.world.now += MINUTE;
		let slipped = false;
		watcher.before = (request) => {
			if (request !== 'SUCCESS 2' || slipped) return;
			slipped = true;
			watcher.world.now += 20 * MINUTE;
		};
		expect(await watcher.poll()).toHaveLength(150);
		watcher.world.now += 2 * HOUR;
		expect(await watcher.poll()).toEqual(['waits']);
	});
});

test("what was open and what ends between activation's requests", async () => {
	const watcher = new Watcher();
	watcher.task('deep', 'STARTED', 2, 'PENDING', HOUR, 'FAILURE');
	watcher.tasks(150, 'old', 'SUCCESS');
	watcher.before = (request) => {
		if (request === 'REVOKED 1') watcher.task('between', 'STARTED', 1, 'SUCCESS');
	};
	expect(await watcher.poll()).toEqual([]);
	expect(await watcher.poll()).toEqual(['between']);
	watcher.world.now += HOUR;
	expect(await watcher.poll()).toEqual(['deep']);
});

test.each([
	['of the newest', ' 1'],
	['of those that wait', 'PENDING 1'],
	['of the ends', 'SUCCESS 1'],
])('a task that ends before the list %s is read', async (_, moment) => {
	const watcher = new Watcher();
	watcher.task('slow', 'STARTED', 5 * MINUTE, 'SUCCESS');
	watcher.tasks(150, 'old', 'SUCCESS');
	await watcher.poll();
	watcher.before = (request) => {
		if (request === moment) watcher.world.now += 5 * MINUTE;
	};
	expect(await watcher.polls(4)).toEqual(['slow']);
});

describe('trouble on the way', () => {
	const burst = async (count: number) => {
		const watcher = new Watcher();
		watcher.settings.withResult = true;
		await watcher.poll();
		watcher.tasks(count, 'new', 'STARTED', 5, 'SUCCESS');
		watcher.world.now += MINUTE;
		return watcher;
	};

	test('a task that cannot be read holds up itself alone', async () => {
		const watcher = await burst(50);
		watcher.before = (request) => {
			if (request === 'get new7') throw new Passing();
		};
		expect(await watcher.poll()).toHaveLength(49);
		expect(await watcher.poll()).toEqual([]);
		watcher.before = () => undefined;
		expect(await watcher.poll()).toEqual(['new7']);
	});

	test('several that cannot be read do not hold up those between them', async () => {
		const watcher = await burst(100);
		watcher.before = (request) => {
			if (/^get new\d?5$/.test(request)) throw new Passing();
		};
		expect(await watcher.poll()).toHaveLength(90);
		watcher.before = () => undefined;
		expect(await watcher.poll()).toHaveLength(10);
	});

	test('in an outage it stops asking, and the next poll goes on where it stopped', async () => {
		const watcher = await burst(1000);
		let answers = 200;
		watcher.before = (request) => {
			if (request.startsWith('get') && answers-- <= 0) throw new Passing();
		};
		const told = await watcher.poll();
		expect(told.length).toBe(200);
		expect(watcher.requests.filter((request) => request.startsWith('get')).length).toBeLessThan(
			220,
		);
		watcher.before = () => undefined;
		const rest: string[] = [];
		for (let again = 0; again < 4; again++) rest.push(...(await watcher.poll()));
		expect(new Set([...told, ...rest]).size).toBe(1000);
		expect(told.length + rest.length).toBe(1000);
	});

	test('after three in a row without an answer it asks no further', async () => {
		const watcher = await burst(50);
		watcher.before = (request) => {
			if (/^get new[789]$/.test(request)) throw new Passing();
		};
		// Ten are asked for at once.
		expect(await watcher.poll()).toHaveLength(7);
		expect(await watcher.poll()).toHaveLength(40);
	});

	test('what ended far down the list, and was not asked for in an outage, is told after it', async () => {
		const watcher = new Watcher();
		watcher.tasks(30, 'open', 'STARTED', MINUTE, 'SUCCESS');
		watcher.tasks(120, 'ended', 'SUCCESS');
		await watcher.poll();
		watcher.before = (request) => {
			if (request.startsWith('get')) throw new Passing();
		};
		expect(await watcher.poll()).toEqual([]);
		watcher.before = () => undefined;
		expect(await watcher.poll()).toHaveLength(30);
	});

	test('500 results are read in one poll at the most, the oldest first', async () => {
		const watcher = await burst(1200);
		const told = [await watcher.poll(), await watcher.poll(), await watcher.poll()];
		expect(told[0]).toHaveLength(500);
		expect(told.flat()).toHaveLength(1200);
		expect(told.flat()[0]).toBe('new0');
		expect(told.flat()[1199]).toBe('new1199');
	});

	test('a key that is refused is raised, and the state stays', async () => {
		const watcher = await burst(5);
		const { state } = watcher;
		watcher.before = (request) => {
			if (request === 'get new2') throw new Error('401');
		};
		await expect(watcher.poll()).rejects.toThrow('401');
		expect(watcher.state).toBe(state);
	});
});

test('a list of open tasks that is behind the others does not make it tell an end twice', async () => {
	const watcher = new Watcher();
	watcher.tasks(5, 'open', 'STARTED');
	watcher.tasks(120, 'old', 'SUCCESS');
	await watcher.poll();
	watcher.task('late', 'STARTED', 1, 'SUCCESS');
	const page = watcher.world.page.bind(watcher.world);
	watcher.world.page = (number, limit, status) => {
		const { rows, count } = page(number, limit, status);
		if (status !== 'STARTED') return { rows, count };
		return { rows: [...rows, { task_id: 'late', status }], count };
	};
	expect(await watcher.poll()).toEqual(['late']);
	for (let again = 0; again < 3; again++) expect(await watcher.poll()).toEqual([]);
});

describe('what the user changes', () => {
	test('an end asked for later counts from then on; the others go on', async () => {
		const watcher = new Watcher();
		watcher.settings.statuses = ['FAILURE'];
		await watcher.poll();
		watcher.task('a', 'STARTED', 1, 'SUCCESS');
		watcher.task('b', 'STARTED', 1, 'FAILURE');
		watcher.world.now += MINUTE;
		watcher.settings.statuses = ['SUCCESS', 'FAILURE'];
		expect(await watcher.poll()).toEqual(['b']);
		watcher.task('c', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toEqual(['c']);
	});

	test('a new key of the same account loses nothing', async () => {
		const watcher = new Watcher();
		watcher.tasks(3, 'old', 'SUCCESS');
		await watcher.poll();
		watcher.settings.key = 'other';
		watcher.task('new', 'STARTED', 1, 'SUCCESS');
		expect(await watcher.poll()).toEqual(['new']);
		expect(watcher.requests).toEqual(['get old2', ' 1']);
		await watcher.poll();
		expect(watcher.requests).toEqual([' 1']);
	});

	test('nor where only open tasks are known', async () => {
		const watcher = new Watcher();
		watcher.task('open', 'STARTED', MINUTE, 'SUCCESS');
		await watcher.poll();
		watcher.settings.key = 'other';
		expect(await watcher.poll()).toEqual(['open']);
		expect(watcher.requests).toEqual(['get open', ' 1']);
	});

	test('with the key of another account it starts afresh', async () => {
		const [one, other] = [new Watcher(), new Watcher()];
		one.tasks(3, 'one', 'SUCCESS');
		await one.poll();
		other.tasks(3, 'other', 'STARTED', 1, 'SUCCESS');
		other.state = one.state;
		other.settings.key = 'other';
		expect(await other.poll()).toEqual([]);
		other.task('new', 'STARTED', 1, 'SUCCESS');
		expect(await other.poll()).toEqual(['new']);
	});
});

describe('an update from version 0.1', () => {
	/** What it has saved: the newest ends of all statuses, and what was open. */
	const saved = (watcher: Watcher, open: string[]) =>
		parseState(
			{
				version: 1,
				...watcher.settings,
				events: ['failed'],
				anchors: watcher.world
					.page(1, 120)
					.rows.filter(({ status }) => endOf(status))
					.map(({ task_id }) => task_id)
					.slice(0, 100),
				settled: [],
				crowded: false,
				open: Object.fromEntries(open.map((id) => [id, watcher.world.now / DAY])),
				count: null,
				whole: false,
			},
			watcher.settings.scope,
		);

	test.each([[['FAILURE']], [['SUCCESS', 'FAILURE', 'REVOKED']]])(
		'tells %j that have ended since, and none of before',
		async (statuses) => {
			const watcher = new Watcher({ cap: 120 });
			watcher.settings.statuses = statuses;
			watcher.tasks(5, 'oldFailure', 'FAILURE');
			watcher.task('slow', 'STARTED', HOUR, 'FAILURE');
			watcher.tasks(150, 'old', 'SUCCESS');
			watcher.state = saved(watcher, ['slow']);
			watcher.task('newFailure', 'STARTED', 1, 'FAILURE');
			watcher.tasks(150, 'new', 'STARTED', 1, 'SUCCESS');
			watcher.world.now += HOUR;
			const told = await watcher.poll();
			const failures = told.filter((id) => !/^new\d/.test(id));
			expect(failures).toEqual(['newFailure', 'slow']);
			expect(told).toHaveLength(statuses.length > 1 ? 152 : 2);
			expect(await watcher.polls(5)).toEqual([]);
			watcher.task('last', 'STARTED', 1, 'FAILURE');
			expect(await watcher.poll()).toEqual(['last']);
		},
	);
});
