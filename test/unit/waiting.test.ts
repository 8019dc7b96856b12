import {
	goesOn,
	isListWorth,
	lagsBehind,
	sortByList,
	Statuses,
} from '../../nodes/GcoreStreamingAi/task/statuses';
import {
	isDue,
	isLastLook,
	isOverdue,
	nextTime,
	noteLook,
	pauseMs,
	waiting,
	type Waiting,
} from '../../nodes/GcoreStreamingAi/task/waiting';

it.each([
	[0, 5_000, 5_000],
	[50_000, 5_000, 5_000],
	[60_000, 5_000, 6_000],
	[1_000_000, 5_000, 30_000],
	[1_000_000, 60_000, 60_000],
])('after %d ms, with an interval of %d ms, the pause is %d ms', (waited, interval, pause) => {
	expect(pauseMs(waited, interval)).toBe(pause);
});

describe('a task that is waited for', () => {
	const task = (more: Partial<Waiting> = {}): Waiting => ({
		...waiting(1_000, 61_000, 5_000, false),
		...more,
	});

	it.each<[what: string, task: Waiting, now: number, due: boolean, overdue: boolean, next: number]>(
		[
			['just added', task(), 1_000, true, false, 1_000],
			['just started', waiting(1_000, 61_000, 5_000, true), 1_000, false, false, 6_000],
			['with a pause before it', task({ lookAt: 9_000 }), 8_000, false, false, 9_000],
			['a little early, with others', task({ lookAt: 9_000 }), 8_500, true, false, 9_000],
			['being looked at', task({ doing: 'look' }), 9_000, false, false, 63_000],
			['whose look hangs', task({ doing: 'look' }), 63_000, false, true, 63_000],
			['whose time is over', task({ lookAt: 70_000 }), 61_000, true, false, 61_000],
			['that had its last look', task({ lookedAt: 61_000 }), 61_500, true, true, 1_000],
			['being settled', task({ doing: 'settle' }), 64_000, false, false, Infinity],
			[
				'being given up',
				task({ doing: 'giveUp', lookedAt: 61_000 }),
				64_000,
				false,
				false,
				Infinity,
			],
		],
	)('%s', (_what, one, now, due, overdue, next) => {
		expect([isDue(one, now), isOverdue(one, now), nextTime(one)]).toEqual([due, overdue, next]);
	});

	it.each<[what: string, began: number, now: number, lookAt: number]>([
		['by when the look began', 11_000, 11_500, 16_000],
		['after a tenth of the time since it was added', 101_000, 101_000, 111_000],
		['not at once after a look that took long', 11_000, 19_000, 21_500],
	])('is looked at again %s', (_what, began, now, lookAt) => {
		const one = task({ doing: 'look' });
		noteLook(one, began, now, { task_id: 'a', progress: 5 }, 'Busy');
		expect(one).toMatchObject({
			doing: undefined,
			lookedAt: began,
			lookAt,
			last: { progress: 5 },
			problem: 'Busy',
		});
	});

	it('stays given up when its look ends after all', () => {
		const one = task({ doing: 'giveUp' });
		noteLook(one, 1_000, 2_000);
		expect(one.doing).toBe('giveUp');
	});
});

describe('a list', () => {
	const row = (id: string, status: unknown = 'STARTED') => ({ task_id: id, status }) as never;

	it('is worth its requests for more than three tasks', () => {
		expect([3, 4].map(isListWorth)).toEqual([false, true]);
	});

	it('tells of tasks by their rows', () => {
		const statuses = new Statuses(['a', 'b', 'c', 'd']);
		statuses.take([row('a'), row('b', 'SUCCESS'), row('c', ''), row('d', null)]);
		expect(['a', 'b', 'c', 'd', 'e'].map((id) => statuses.of(id)?.status)).toEqual([
			'STARTED',
			'SUCCESS',
			undefined,
			undefined,
			undefined,
		]);
		expect(['a', 'b', 'c'].map((id) => goesOn(statuses.of(id)))).toEqual([true, false, false]);
	});

	it('tells nothing of a task that is there twice in two ways', () => {
		const statuses = new Statuses(['a', 'b', 'c', 'd']);
		statuses.take([row('a'), row('b'), row('a', 'SUCCESS'), row('b'), row('a')]);
		expect(['a', 'b'].map((id) => statuses.of(id)?.status)).toEqual([undefined, 'STARTED']);
	});

	const page = (size: number, ...ids: string[]) => [
		...ids.map((id) => row(id)),
		...Array.from({ length: size - ids.length }, (_, n) => row(`other${n}`)),
	];

	it.each<[what: string, wanted: string[], pages: Array<ReturnType<typeof page>>]>([
		['until all are met', ['a', 'b', 'c', 'd'], [page(9, 'a'), page(9, 'b', 'c', 'd')]],
		['two pages more than they fill', ['a', 'b', 'c', 'd'], [page(9, 'a'), page(9), page(9)]],
		['by the size that pages have', ['a', 'b', 'c', 'd'], [page(2), page(2), page(2), page(2)]],
	])('is read on %s', (_what, wanted, pages) => {
		const statuses = new Statuses(wanted);
		expect(pages.map((rows) => statuses.take(rows))).toEqual([
			...pages.slice(1).map(() => true),
			false,
		]);
	});
});

describe('behind a list', () => {
	const NOW = 70_000;

	const lists = (rows: Record<string, string>) => {
		const statuses = new Statuses(Object.keys(rows));
		statuses.take(Object.entries(rows).map(([task_id, status]) => ({ task_id, status })));
		return statuses;
	};

	const task = (taskId: string, deadline = 600_000, aloneAt = 10_000) => ({
		taskId,
		...waiting(0, deadline, 5_000, false),
		aloneAt,
	});

	const sorted = (tasks: Array<ReturnType<typeof task>>, statuses?: Statuses, lags = false) => {
		const { alone, goOn } = sortByList(tasks, statuses, lags, NOW);
		return [alone, goOn].map((some) => some.map(({ taskId }) => taskId).join(' '));
	};

	it.each<[what: string, tasks: string[], alone: string, goOn: string]>([
		['what has ended is read', ['ended', 'open'], 'ended open', ''],
		['what it does not know is looked at', ['unknown', 'open'], 'unknown open', ''],
		['one that goes on is looked at all the same', ['open', 'b', 'c'], 'open', 'b c'],
	])('%s', (_what, names, alone, goOn) => {
		const statuses = lists({ ended: 'SUCCESS', open: 'STARTED', b: 'PENDING', c: 'RETRY' });
		expect(
			sorted(
				names.map((name) => task(name)),
				statuses,
			),
		).toEqual([alone, goOn]);
	});

	it('the one that was not looked at for longest, and of more than a hundred one more', () => {
		const names = Array.from({ length: 101 }, (_, n) => `t${n}`);
		const statuses = lists(Object.fromEntries(names.map((name) => [name, 'STARTED'])));
		const tasks = names.map((name, n) =>
			task(name, undefined, n === 7 || n === 9 ? 1_000 - n : 10_000),
		);
		expect(sorted(tasks, statuses)[0]).toBe('t9 t7');
		expect(sorted(tasks.slice(1), statuses)[0]).toBe('t9');
	});

	it('none that was looked at within a minute', () => {
		const statuses = lists({ a: 'STARTED', b: 'STARTED' });
		const tasks = [task('a', undefined, 10_001), task('b', undefined, 69_000)];
		expect(sorted(tasks, statuses)).toEqual(['', 'a b']);
	});

	it('whose time is over is looked at last, behind those that have ended', () => {
		const statuses = lists({ over: 'STARTED', open: 'STARTED', ended: 'SUCCESS' });
		const tasks = [task('over', NOW), task('open', NOW + 1), task('ended')];
		expect(tasks.map((one) => isLastLook(one, NOW))).toEqual([true, false, false]);
		expect(sorted(tasks, statuses)).toEqual(['ended over open', '']);
	});

	it('that lags, or that was not read, all are looked at', () => {
		const tasks = ['open', 'ended', 'more'].map((name) => task(name));
		const statuses = lists({ open: 'STARTED', ended: 'SUCCESS', more: 'STARTED' });
		expect(sorted(tasks, statuses, true)).toEqual(['ended open more', '']);
		expect(sorted(tasks)).toEqual(['open ended more', '']);
	});

	it.each<[what: string, ended: Array<[string, number]>, lags: boolean]>([
		['knows of no end', [], false],
		['calls a task unfinished that has ended before', [['open', 4_000]], true],
		['does so for less than a pause', [['open', 4_001]], false],
		[
			'tells what has ended, or nothing of it',
			[
				['ended', 0],
				['unknown', 0],
			],
			false,
		],
	])('it lags where it %s: %p', (_what, ended, lags) => {
		const statuses = lists({ open: 'STARTED', ended: 'SUCCESS' });
		expect(lagsBehind(statuses, new Map(ended), 4_000)).toBe(lags);
	});
});
