import { compare, nextState } from '../../nodes/GcoreStreamingAi/trigger/compare';
import type { List, Lists } from '../../nodes/GcoreStreamingAi/trigger/lists';
import {
	ALL,
	MISSING,
	MOST_OPEN,
	MOST_OTHERS,
	MOST_TOLD,
	newState,
	type TriggerState,
} from '../../nodes/GcoreStreamingAi/trigger/state';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { DAY } from './world';

const NOW = Date.parse('2026-01-01T00:00:00Z');

const many = (count: number, name: string) =>
	Array.from({ length: count }, (_, index) => `${name}${index}`);

const seen = (ids: string, since = 1) => ids.split(' ').map((id): [string, number] => [id, since]);

/** More than a page has been told, so that what stands below is old. */
const LONG = seen(['c', 'b', 'a', ...many(MOST_TOLD - 3, 'old')].join(' '));

const state = (changes: Partial<TriggerState> = {}): TriggerState => ({
	...newState('s', 'k'),
	turns: 1,
	open: [['o', 2, 'STARTED']],
	told: { SUCCESS: LONG },
	others: ['x'],
	...changes,
});

/** Rows from a text such as `n:STARTED c b`; those without a status have succeeded. */
const rows = (text: string): Task[] =>
	text
		.split(' ')
		.filter(Boolean)
		.map((row) => {
			const [task_id, status = 'SUCCESS'] = row.split(':');
			return { task_id, status };
		});

const list = (text: string, whole = false): List => ({ rows: rows(text), whole, pages: 1 });

const lists = (success: List, changes: Partial<Lists> = {}): Lists => ({
	turn: 'RECEIVED',
	requests: 6,
	onePage: false,
	unfinished: [],
	otherEnds: [],
	ends: new Map([['SUCCESS', success]]),
	...changes,
});

const NOTHING = { done: [], retry: new Map<string, string>(), left: [], unchanged: [] };

const retryOf = (...ids: string[]) => new Map(ids.map((id) => [id, MISSING]));

const never = (id: string): Task => ({ task_id: id, status: 'REVOKED', processing_time: null });

describe('what has ended', () => {
	test.each<[string, string, string[], Partial<TriggerState>?]>([
		['nothing new', 'c b a', []],
		['a new one on top', 'n c b a', ['n']],
		['new ones, the oldest first', 'n m c', ['m', 'n']],
		['a new one between those told', 'c n b', ['n']],
		['an old one below', 'c b a old', []],
		['a new one below, where all of the list is known', 'c n', ['n'], { wholeLists: ['SUCCESS'] }],
		['one that was open, anywhere', 'c b a o', ['o']],
		['one that is told, but has no sure place', 'x c', []],
		['none left of those told: all is new', 'n m', ['m', 'n']],
		['none had ended before: all is new', 'n m', ['m', 'n'], { told: { SUCCESS: [] } }],
		['an end not asked for before', 'n o', [], { told: {} }],
		['nothing left', '', []],
	])('%s', (...[, text, ended, before]) => {
		const news = compare(state(before), lists(list(text)));
		expect([...news.ended.keys()]).toEqual(ended);
	});

	test('one that ends while the lists are read, though it was not known and started long ago', () => {
		const news = compare(state(), lists(list('c b a slow'), { unfinished: rows('slow:STARTED') }));
		expect([...news.ended.keys()]).toEqual(['slow']);
	});

	test('of more than can be remembered, none without a start that is not known', () => {
		const revoked = { told: { REVOKED: [] as never[] }, othersOverflow: true };
		const read = lists(list(''), {
			ends: new Map([
				[
					'REVOKED',
					{ rows: [never('n'), never('x'), ...rows('s:REVOKED')], whole: true, pages: 1 },
				],
			]),
		});
		expect([...compare(state(revoked), read).ended.keys()]).toEqual(['s']);
		const fewer = { ...revoked, othersOverflow: false };
		expect([...compare(state(fewer), read).ended.keys()]).toEqual(['s', 'n']);
	});

	test('IDs that are names of JavaScript are IDs', () => {
		const ids = '__proto__ constructor toString';
		const before = state({
			told: { SUCCESS: seen(`constructor ${many(99, 'old').join(' ')}`) },
			open: [],
		});
		const read = lists(list(ids));
		expect([...compare(before, read).ended.keys()]).toEqual(['__proto__']);
		const after = nextState(before, read, NOTHING, NOW);
		const again = JSON.parse(JSON.stringify(after)) as TriggerState;
		expect(compare(again, read).ended.size).toBe(0);
	});
});

describe('what is in no list', () => {
	const revoked = (text: string, whole: boolean): Partial<Lists> => ({
		ends: new Map([['REVOKED', list(text, whole)]]),
	});

	test.each<[string, string, Partial<TriggerState>, Partial<Lists>?]>([
		['had it ended, it would be seen: it started after the lowest', 'unchanged', {}],
		['it started with the lowest, so it may be below', 'missing', { open: [['o', 1, 'STARTED']] }],
		['none of those told is seen', 'missing', {}, { ends: new Map([['SUCCESS', list('n')]]) }],
		['the status is asked for from now on', 'missing', { told: {} }],
		[
			'all of the list is read',
			'unchanged',
			{ told: {} },
			{ ends: new Map([['SUCCESS', list('n', true)]]) },
		],
		[
			'it may have been cancelled before it started',
			'missing',
			{ open: [['o', 2, 'PENDING']], told: { REVOKED: LONG } },
			revoked('c', false),
		],
		[
			'it is not, for all of the list is read',
			'unchanged',
			{ open: [['o', 2, 'PENDING']] },
			revoked('c', true),
		],
		['it has started', 'unchanged', { told: { REVOKED: LONG } }, revoked('c', false)],
		['it may be in a list whose turn is later', 'unchanged', { open: [['o', 1, 'RETRY']] }],
		['it was in the list whose turn it is', 'missing', { open: [['o', 1, 'RECEIVED']] }],
		[
			'it may be in the list of all with a status of any name',
			'unchanged',
			{ open: [['o', 1, 'NEW']] },
		],
		['it is to be asked for', 'missing', { open: [['o', 1, MISSING]] }],
		[
			'there is news, so it is asked for',
			'missing',
			{ open: [['o', 1, 'RETRY']] },
			{ ends: new Map([['SUCCESS', list('n c')]]) },
		],
		['it is open still', '', {}, { unfinished: rows('o:STARTED') }],
		['it has ended otherwise', '', {}, { otherEnds: rows('o:FAILURE') }],
	])('%s: %s', (...[, expected, before, read]) => {
		const { missing, unchanged } = compare(state(before), lists(list('c'), read));
		expect(missing).toEqual(expected === 'missing' ? ['o'] : []);
		expect(unchanged).toEqual(expected === 'unchanged' ? ['o'] : []);
	});
});

describe('nextState', () => {
	const next = (
		before: Partial<TriggerState>,
		read: Lists,
		outcome: Partial<Parameters<typeof nextState>[2]> = {},
	) => nextState(state(before), read, { ...NOTHING, ...outcome }, NOW);

	const told = ({ told: { SUCCESS } }: TriggerState, most = 5) =>
		SUCCESS.slice(0, most).map(([id, since]) => `${id} ${since}`);

	test('new ends are told, on top, and what was open is not any more', () => {
		const after = next({}, lists(list('n o c'), { unfinished: rows('m:STARTED o:STARTED') }));
		expect(told(after)).toEqual([`n ${NOW}`, `o ${NOW}`, 'c 1', 'b 1', 'a 1']);
		expect(after.open).toEqual([['m', NOW, 'STARTED']]);
		expect(after.turns).toBe(2);
		expect(next({}, lists(list(''), { turn: undefined })).turns).toBe(1);
	});

	test('what tells its start is known by that', () => {
		const task = (task_id: string, status: string, start: number): Task => ({
			task_id,
			status,
			processing_time: { started_at: new Date(start).toISOString() },
		});
		const read = lists(
			{ rows: [task('n', 'SUCCESS', 77)], whole: false, pages: 1 },
			{ unfinished: [task('o', 'STARTED', 88), task('p', 'STARTED', 99)] },
		);
		const after = next({}, read);
		expect(told(after, 1)).toEqual(['n 77']);
		expect(after.open).toEqual([
			['o', 88, 'STARTED'],
			['p', 99, 'STARTED'],
		]);
	});

	test('of statuses that are not known none is kept: a hostile one may be of any length', () => {
		const read = lists(list(''), { unfinished: rows(`n:${'X'.repeat(60_000)} m:RETRY`) });
		const open: TriggerState['open'] = [['o', NOW, 'STARTED']];
		const after = next({ open }, read, { retry: new Map([['o', 'SUCCESS']]) });
		expect(after.open).toEqual([
			['n', NOW, ALL],
			['m', NOW, 'RETRY'],
			['o', NOW, ALL],
		]);
	});

	test.each<[string, List, string[]]>([
		['to its end', list('n c', true), ['SUCCESS']],
		['in part', list('n c'), []],
		['to an end that the state cannot hold', list(many(101, 'n').join(' '), true), []],
		['when a server in trouble gives an empty one', list('', true), []],
	])('a list that was read %s: whether all of it is known', (_, read, wholeLists) => {
		expect(next({}, lists(read)).wholeLists).toEqual(wholeLists);
	});

	test('what is left for the next poll stays unknown', () => {
		const after = next({}, lists(list('n m c')), { left: ['n'] });
		expect(told(after, 2)).toEqual([`m ${NOW}`, 'c 1']);
		expect(after.open).toEqual([]);
		expect([...compare(after, lists(list('n m c'))).ended.keys()]).toEqual(['n']);
	});

	test('what could not be asked for is open', () => {
		const started = { processing_time: { started_at: new Date(99).toISOString() } };
		const [n, ...others] = rows('n m c');
		const read = lists({ ...list(''), rows: [{ ...n, ...started }, ...others] });
		const open: TriggerState['open'] = [['o', NOW, 'STARTED']];
		const after = next({ open }, read, { retry: retryOf('n', 'o') });
		expect(after.open).toEqual([
			['n', 99, MISSING],
			['o', NOW, MISSING],
		]);
		expect(told(after, 1)).toEqual([`m ${NOW}`]);
	});

	test('an end found by asking has no sure place', () => {
		const after = next({}, lists(list('c')), { done: ['o'] });
		expect(after).toMatchObject({ others: ['o', 'x'], open: [] });
	});

	test('of tasks without a sure place, those in sight stay longest', () => {
		const ends = (count: number) =>
			new Map([['REVOKED', { rows: many(count, 'n').map(never), whole: false, pages: 1 }]]);
		const after = next({}, lists(list(''), { ends: ends(MOST_OTHERS) }), { done: ['o'] });
		expect(after.others).toEqual(many(MOST_OTHERS, 'n'));
		expect(after).toMatchObject({ othersOverflow: false, told: { REVOKED: [] } });
		const more = next({}, lists(list(''), { ends: ends(MOST_OTHERS + 1) }));
		expect(more).toMatchObject({ othersOverflow: true });
		expect(more.others).toHaveLength(MOST_OTHERS);
	});

	test('what is in no list is forgotten after two months; what is seen is not', () => {
		const open: TriggerState['open'] = [
			['gone', NOW - 63 * DAY, 'STARTED'],
			['kept', NOW - 62 * DAY, 'STARTED'],
			['seen', NOW - 70 * DAY, 'PENDING'],
		];
		const read = lists(list(''), { unfinished: rows('seen:STARTED') });
		expect(next({ open }, read, { unchanged: ['gone', 'kept'] }).open).toEqual([
			['seen', NOW - 70 * DAY, 'STARTED'],
			open[1],
		]);
	});

	test('all lists are bounded; what is open in sight stays longest, then what is to be asked for', () => {
		const open = many(MOST_OPEN, 'k').map((id): TriggerState['open'][number] => [id, NOW, '']);
		const read = lists(list(many(900, 'e').join(' ')), {
			unfinished: rows('a:STARTED b:STARTED'),
		});
		const unchanged = many(MOST_OPEN, 'k');
		const after = next({ open }, read, { done: many(900, 'd'), retry: retryOf('r'), unchanged });
		expect(after.told.SUCCESS).toHaveLength(MOST_TOLD);
		expect(after.others).toHaveLength(MOST_OTHERS);
		expect(after.open).toHaveLength(MOST_OPEN);
		expect(after.open.slice(0, 4).map(([id]) => id)).toEqual(['a', 'b', 'r', 'k0']);
	});
});
