/* eslint-disable no-console */
import { randomUUID } from 'node:crypto';

import { poll, type TaskSource } from '../../nodes/GcoreStreamingAi/trigger/poll';
import {
	advance,
	firstState,
	hasPlace,
	MOST_ANCHORS,
	MOST_OPEN,
	MOST_SETTLED,
	nextState,
	parseState,
	type Outcome,
	type Reading,
	type TriggerState,
} from '../../nodes/GcoreStreamingAi/trigger/state';
import type { Task } from '../../nodes/GcoreStreamingAi/task/task';
import { WANTS } from './watcher';

const DAY = 24 * 3600 * 1000;
const NOW = 20_000 * DAY + 1;

const state = (changes: Partial<TriggerState> = {}): TriggerState => ({
	version: 1,
	scope: 's',
	key: 'k',
	events: ['succeeded'],
	anchors: ['c', 'b', 'a'],
	settled: ['x'],
	crowded: false,
	open: { o: 20_000 },
	count: 10,
	whole: false,
	...changes,
});

/** Rows from a text such as `n:STARTED c b`; those without a status have ended. */
const rows = (text: string): Task[] =>
	text
		.split(' ')
		.filter(Boolean)
		.map((row) => {
			const [task_id, status = 'SUCCESS'] = row.split(':');
			return { task_id, status };
		});

const reading = (text: string, changes: Partial<Reading> = {}): Reading => ({
	rows: rows(text),
	count: 10,
	whole: false,
	...changes,
});

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('parseState', () => {
	test('what the trigger has kept comes back as it was, as a copy', () => {
		const kept = state();
		expect(parseState(JSON.parse(JSON.stringify(kept)), 's')).toEqual(kept);
		expect(parseState(kept, 's')).not.toBe(kept);
		expect(parseState(kept, 's')!.open).not.toBe(kept.open);
	});

	test.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', 'state'],
		['a number', 1],
		['a list', [state()]],
		['an empty object', {}],
		['another version', { ...state(), version: 2 }],
		['no version', { ...state(), version: undefined }],
		['another scope', { ...state(), scope: 't' }],
		['the first draft', { version: 1, scope: 's', top: ['a'], open: {} }],
		['anchors that are no list', { ...state(), anchors: 'abc' }],
		['anchors that are no texts', { ...state(), anchors: [1] }],
		['more anchors than it keeps', { ...state(), anchors: Array(101).fill('a') }],
		['settled without end', { ...state(), settled: Array(301).fill('a') }],
		['open as a list', { ...state(), open: ['o'] }],
		['open without days', { ...state(), open: { o: 'today' } }],
		['open with null, as JSON gives NaN', { ...state(), open: { o: null } }],
		['a count that is none', { ...state(), count: 'many' }],
		['crowded left out', { ...state(), crowded: undefined }],
		['whole left out', { ...state(), whole: undefined }],
		['events left out', { ...state(), events: undefined }],
		['no key', { ...state(), key: null }],
	])('starts afresh from %s', (_, kept) => {
		expect(parseState(kept, 's')).toBeUndefined();
	});
});

test.each<[boolean, Partial<Task>]>([
	[true, { status: 'SUCCESS', processing_time: null }],
	[false, { status: 'REVOKED' }],
	[true, { status: 'REVOKED', processing_time: { started_at: '2026-01-01T00:00:00Z' } }],
	[false, { status: 'REVOKED', processing_time: { started_at: null } }],
	[false, { status: 'REVOKED', processing_time: {} }],
	[false, { status: 'FAILURE', processing_time: null }],
])('hasPlace is %s of %j', (expected, task) => {
	expect(hasPlace({ task_id: 't', ...task })).toBe(expected);
});

describe('firstState', () => {
	const first = (text: string, unfinished = '', changes: Partial<Reading> = {}) =>
		firstState({ scope: 's', key: 'k', events: [] }, reading(text, changes), rows(unfinished), NOW);

	test('keeps what has ended as anchors and what has not as open', () => {
		expect(first('n:STARTED c m:PENDING b', 'n:STARTED z:RETRY y')).toMatchObject({
			anchors: ['c', 'b'],
			settled: [],
			open: { n: 20_000, m: 20_000, z: 20_000 },
			count: 10,
		});
	});

	test('what had ended when the open ones were looked for is not open', () => {
		expect(first('c', 'z:STARTED y').open).toEqual({ z: 20_000 });
	});

	test('knows the whole list only when all of it was read', () => {
		expect(first('c b').whole).toBe(false);
		expect(first('c b', '', { whole: true }).whole).toBe(true);
		const long = Array.from({ length: 150 }, (_, index) => `t${index}`).join(' ');
		expect(first(long, '', { whole: true }).whole).toBe(false);
	});

	test('a count that is not told is none', () => {
		expect(first('c', '', { count: Infinity }).count).toBeNull();
	});
});

describe('advance', () => {
	test.each<[string, string, string[], Partial<TriggerState>?]>([
		['nothing new', 'c b a', []],
		['a new one on top', 'n c b a', ['n']],
		['new ones, newest first', 'n m c', ['n', 'm']],
		['a new one between anchors, which had slipped through', 'c n b', ['n']],
		['an old one below all anchors', 'c b a old', []],
		['a new one below, where all of the list is known', 'c b a n', ['n'], { whole: true }],
		['one that was open, anywhere', 'c b a o', ['o']],
		['one still open', 'o:STARTED c', []],
		['one open with a status nobody knows', 'o:WARMING_UP n:COOLING c', []],
		['one that is settled', 'x c', []],
		['no anchor left: all is new', 'n m', ['n', 'm']],
		['no task had ended before: all is new', 'n m', ['n', 'm'], { anchors: [] }],
		['nothing left', '', []],
	])('%s', (...[, text, ended, before]) => {
		const step = advance(state(before), reading(text));
		expect(step.ended.map(({ task_id }) => task_id)).toEqual(ended);
	});

	test('names open tasks that are not among the rows', () => {
		expect(advance(state({ open: { o: 1, p: 1 } }), reading('c p:STARTED')).unseen).toEqual(['o']);
	});

	test.each<[string, boolean, number, number | null, string, boolean]>([
		['as many as before', false, 10, 10, 'c', false],
		['one more, and it is seen', false, 11, 10, 'n c', false],
		['one more, seen as open', false, 11, 10, 'n:PENDING c', false],
		['one more, but not seen', false, 11, 10, 'c', true],
		['one more, but not seen, above it one that was open', false, 11, 10, 'o:STARTED c', true],
		['fewer', false, 9, 10, 'c', false],
		['no count now', false, Infinity, 10, 'c', false],
		['no count before', false, 11, null, 'c', false],
		['all of the list was read', true, 11, 10, 'c', false],
	])('hidden tasks: %s', (_, whole, count, before, text, hidden) => {
		const step = advance(state({ count: before }), reading(text, { count, whole }));
		expect(step.hidden).toBe(hidden);
	});
});

test('a new task that may have been told, of too many without a place, is not hidden', () => {
	const never: Task = { task_id: 'n', status: 'REVOKED', processing_time: null };
	const seen = { rows: [never, ...rows('c')], count: 11, whole: false };
	expect(advance(state({ crowded: true }), seen)).toMatchObject({ ended: [], hidden: false });
});

describe('nextState', () => {
	const next = (before: Partial<TriggerState>, text: string, outcome: Partial<Outcome> = {}) =>
		nextState(state(before), reading(text), {
			done: [],
			waiting: [],
			notYet: new Set(),
			now: NOW,
			...outcome,
		});

	test('new ends become anchors on top, open ones move over', () => {
		const after = next({}, 'n o c m:STARTED');
		expect(after.anchors).toEqual(['n', 'o', 'c', 'b', 'a']);
		expect(after.open).toEqual({ m: 20_000 });
	});

	test('what is left for the next poll stays unknown', () => {
		const after = next({}, 'n m c', { notYet: new Set(['n']) });
		expect(after.anchors).toEqual(['m', 'c', 'b', 'a']);
		expect(after.open).toEqual({ o: 20_000 });
		expect(advance(after, reading('n m c')).ended.map(({ task_id }) => task_id)).toEqual(['n']);
	});

	test('what could not be asked for is open', () => {
		const after = next({}, 'n m c', { waiting: ['n'] });
		expect(after.open).toEqual({ o: 20_000, n: 20_000 });
		expect(after.anchors).not.toContain('n');
	});

	test('the whole list stays known, whatever its rows are', () => {
		const never: Task = { task_id: 'p', status: 'REVOKED', processing_time: null };
		const all = { rows: [...rows('n m:STARTED c'), never], count: 4, whole: true };
		const outcome = { done: [], waiting: [], notYet: new Set(['n']), now: NOW };
		expect(nextState(state(), all, outcome).whole).toBe(true);
	});

	test('an end found by asking is settled, and becomes an anchor once its row is seen', () => {
		const after = next({}, 'c', { done: ['o'] });
		expect(after).toMatchObject({ settled: ['o', 'x'], open: {} });
		const later = nextState(after, reading('c o'), {
			done: [],
			waiting: [],
			notYet: new Set(),
			now: NOW,
		});
		expect(later.settled).toEqual(['x']);
		expect(later.anchors).toContain('o');
	});

	test('an open task that nobody has seen for a month is forgotten; one that is seen is not', () => {
		const open = { gone: 20_000 - 32, kept: 20_000 - 31, seen: 20_000 - 40 };
		expect(next({ open }, 'seen:STARTED c').open).toEqual({ kept: 20_000 - 31, seen: 20_000 });
	});

	test('of settled tasks, those in sight that have no place stay longest', () => {
		const never = Array.from({ length: MOST_SETTLED }, (_, index) => ({
			task_id: `n${index}`,
			status: 'REVOKED',
			processing_time: null,
		}));
		const after = nextState(
			state(),
			{ rows: never, count: 400, whole: false },
			{ done: ['o'], waiting: [], notYet: new Set(), now: NOW },
		);
		expect(after.settled).toEqual(never.map(({ task_id }) => task_id));
		expect(after.crowded).toBe(false);
	});

	test('all lists are bounded; of open tasks the newest go, which stand on top of the list', () => {
		const many = (name: string, count: number) =>
			Array.from({ length: count }, (_, index) => `${name}${index}`);
		const text = [...many('n', 900).map((id) => `${id}:STARTED`), ...many('e', 900)].join(' ');
		const after = next({}, text, { done: many('d', 900) });
		expect(after.anchors).toHaveLength(MOST_ANCHORS);
		expect(after.settled).toHaveLength(MOST_SETTLED);
		expect(Object.keys(after.open)).toHaveLength(MOST_OPEN);
		expect(after.open).toHaveProperty('n899');
		expect(after.open).not.toHaveProperty('n0');
	});
});

describe('size', () => {
	test('the largest state there can be', () => {
		const ids = (count: number) => Array.from({ length: count }, () => randomUUID() as string);
		const largest = state({
			scope: 'https://api.gcore.com'.padEnd(400),
			anchors: ids(MOST_ANCHORS),
			settled: ids(MOST_SETTLED),
			open: Object.fromEntries(ids(MOST_OPEN).map((id) => [id, 20_000])),
		});
		console.info(`Largest state: ${bytes(largest)} bytes`);
		expect(parseState(largest, largest.scope)).toBeDefined();
		expect(bytes(largest)).toBeLessThan(50_000);
	});

	test('after 100,000 tasks, 100 of them open at any time', async () => {
		// Its top; all below has ended long since.
		let list: Task[] = [];
		let count = 0;
		let told = 0;
		const source: TaskSource = {
			page: async (number) => ({ tasks: list.slice((number - 1) * 100, number * 100), count }),
			unfinished: async () => list.filter(({ status }) => status === 'STARTED'),
			get: async (id) => list.find(({ task_id }) => task_id === id),
			mayPass: () => false,
			now: () => NOW,
		};
		let kept: TriggerState | undefined;
		let most = 0;
		for (let round = 0; round < 2000; round++) {
			// Each ends a round or two after it has started, out of order.
			list.slice(0, 100).forEach((task, index) => {
				if (index >= 50 || index % 3 === 0) task.status = 'SUCCESS';
			});
			const started = Array.from({ length: 50 }, () => ({
				task_id: randomUUID(),
				status: 'STARTED',
			}));
			list = [...started, ...list].slice(0, 500);
			count += started.length;
			const result = await poll(source, WANTS, kept);
			kept = result.state;
			told += result.ended.length;
			most = Math.max(most, bytes(kept));
		}
		console.info(`After ${count} tasks: ${bytes(kept)} bytes, at most ${most}`);
		expect(count).toBe(100_000);
		expect(told).toBe(100_000 - Object.keys(kept!.open).length);
		expect(most).toBeLessThan(20_000);
	});
});

test('of too many open tasks, one out of sight is kept rather than those in sight', () => {
	const inSight = rows(Array.from({ length: MOST_OPEN }, (_, n) => `n${n}:STARTED`).join(' '));
	const { open } = nextState(
		state({ open: {} }),
		{ rows: inSight, count: MOST_OPEN + 100, whole: false },
		{ done: [], waiting: ['deep'], notYet: new Set(), now: NOW },
	);
	expect(Object.keys(open)).toHaveLength(MOST_OPEN);
	expect(open).toHaveProperty('deep');
});
