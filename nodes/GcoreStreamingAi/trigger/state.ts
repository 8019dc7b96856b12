import { isJsonObject } from '../api/answers';
import { endOf } from '../task/status';
import type { Task } from '../task/task';

/**
 * What the trigger keeps between polls. The list cannot be asked for what has ended since a moment, and its rows may
 * have no times. But it is sorted by start, newest first, and the start of a task that has ended stays as it is. So
 * the trigger keeps some ended tasks as anchors: what started later stands above them. Tasks that had started before
 * can only end if they were still open, and those are kept by ID.
 */
export interface TriggerState {
	version: 1;
	/** Address and filters that the rest holds for. */
	scope: string;
	/** A short mark of the API key, to notice when another account may be behind the credential. */
	key: string;
	/** The ends that were asked for; one that is added later counts from then on. */
	events: string[];
	/** The newest tasks that have ended, in the list's order. */
	anchors: string[];
	/** Further tasks whose end is dealt with, but whose place in the list is not certain. */
	settled: string[];
	/** Whether there were more of those in sight than can be remembered. */
	crowded: boolean;
	/** Tasks that have not ended, with the day on which each was last seen (days since 1970). */
	open: Record<string, number>;
	/** How many tasks the list had; null where that is not told. */
	count: number | null;
	/** Whether all tasks of the list are among the above, so that any other is new, wherever it stands. */
	whole: boolean;
}

/** As many as one page has, so that a poll with nothing new finds the last row known and is one request. */
export const MOST_ANCHORS = 100;
export const MOST_SETTLED = 300;
/** Gcore's queue takes 100 tasks for an account; this is far above, and bounds the state all the same. */
export const MOST_OPEN = 500;

/** Gcore forgets tasks after a month. */
const FORGET_AFTER_DAYS = 31;
const DAY_MS = 24 * 3600 * 1000;

const isIdList = (value: unknown, most: number): value is string[] =>
	Array.isArray(value) && value.length <= most && value.every((id) => typeof id === 'string');

/** The state that n8n has kept; undefined when there is none that can be used, and the trigger must start afresh. */
export function parseState(kept: unknown, scope: string): TriggerState | undefined {
	if (!isJsonObject(kept) || kept.version !== 1 || kept.scope !== scope) return undefined;
	const { key, events, anchors, settled, crowded, open, count, whole } = kept;
	const fits =
		typeof key === 'string' &&
		isIdList(events, 10) &&
		isIdList(anchors, MOST_ANCHORS) &&
		isIdList(settled, MOST_SETTLED) &&
		isJsonObject(open) &&
		Object.values(open).every((since) => Number.isFinite(since)) &&
		(count === null || Number.isFinite(count)) &&
		typeof crowded === 'boolean' &&
		typeof whole === 'boolean';
	// A copy: what n8n hands out is a proxy that notes every change.
	return fits ? (JSON.parse(JSON.stringify(kept)) as TriggerState) : undefined;
}

/**
 * Whether a task that has ended has a place in the list that it keeps. One that was cancelled before it started may
 * have no start to be sorted by. In rows without times, every other is taken to have one.
 */
export function hasPlace(task: Task): boolean {
	const { status, processing_time: time } = task;
	if (endOf(status) === 'succeeded') return true;
	if (time === undefined) return endOf(status) !== 'cancelled';
	return isJsonObject(time) && Boolean(time.started_at);
}

/** Rows of the list from its top downward. */
export interface Reading {
	rows: Task[];
	/** How many tasks the whole list had when the reading began; Infinity where that is not told. */
	count: number;
	/** Whether the rows are the whole list. */
	whole: boolean;
}

/** The state at activation: what has ended by now will not be told. */
export function firstState(
	identity: Pick<TriggerState, 'scope' | 'key' | 'events'>,
	reading: Reading,
	unfinished: Task[],
	now: number,
): TriggerState {
	const nothing: TriggerState = {
		version: 1,
		...identity,
		anchors: [],
		settled: [],
		crowded: false,
		open: {},
		count: null,
		whole: false,
	};
	const open = unfinished.filter(({ status }) => endOf(status) === undefined);
	return nextState(nothing, reading, {
		done: [],
		waiting: idsOf(open).reverse(),
		notYet: new Set(),
		now,
	});
}

export interface Step {
	/** Rows that have ended since the last poll, newest first. */
	ended: Task[];
	/** Open tasks that are not among the rows. */
	unseen: string[];
	/** Whether there must be new tasks that are not among the rows, as a task waiting for its start may be. */
	hidden: boolean;
}

/** What rows from the list's top down to an anchor, or to the end, mean for the state. */
export function advance(state: TriggerState, { rows, count, whole }: Reading): Step {
	const anchors = new Set(state.anchors);
	const settled = new Set(state.settled);
	const lowest = rows.map(({ task_id }) => anchors.has(task_id)).lastIndexOf(true);
	const wasOpen = ({ task_id: id }: Task) => Object.hasOwn(state.open, id);
	const isNew = (task: Task, index: number) => {
		if (anchors.has(task.task_id) || settled.has(task.task_id) || wasOpen(task)) return false;
		// With no anchor left, Gcore has forgotten all that there was.
		return state.whole || lowest === -1 || index < lowest;
	};
	const fresh = rows.filter(isNew);
	// Of more tasks without a place than can be remembered, one that is not known may have been told.
	const untold = new Set(fresh.filter((task) => !state.crowded || hasPlace(task)));
	const seen = new Set(rows.map(({ task_id }) => task_id));
	return {
		ended: rows.filter(
			(task) => endOf(task.status) !== undefined && (untold.has(task) || wasOpen(task)),
		),
		unseen: Object.keys(state.open).filter((id) => !seen.has(id)),
		hidden:
			!whole && Number.isFinite(count) && state.count !== null
				? count - state.count > fresh.length
				: false,
	};
}

export interface Outcome {
	/** Tasks not among the rows whose end has been dealt with. */
	done: string[];
	/** Tasks that are to be asked for one by one until their end has been dealt with. */
	waiting: string[];
	/** Rows that have ended, but are left for the next poll to find again. */
	notYet: Set<string>;
	now: number;
}

/** The state after a poll. */
export function nextState(
	state: TriggerState,
	{ rows, count, whole }: Reading,
	{ done, waiting, notYet, now }: Outcome,
): TriggerState {
	const ended = rows.filter(({ task_id, status }) => {
		return endOf(status) !== undefined && !notYet.has(task_id) && !waiting.includes(task_id);
	});
	const open = { ...state.open };
	for (const id of [...done, ...idsOf(ended)]) delete open[id];
	const today = Math.floor(now / DAY_MS);
	const unfinished = rows.filter(({ status }) => endOf(status) === undefined);
	// Not anew: one that can never be asked is forgotten in the end.
	for (const id of waiting) open[id] ??= today;
	for (const id of idsOf(unfinished).reverse()) open[id] = today;
	const placed = idsOf(ended.filter(hasPlace));
	const anchors = [...new Set([...placed, ...state.anchors])].slice(0, MOST_ANCHORS);
	const placeless = idsOf(ended.filter((task) => !hasPlace(task)));
	const others = [...placeless, ...done, ...state.settled];
	const settled = [...new Set(others)].filter((id) => !anchors.includes(id)).slice(0, MOST_SETTLED);
	const kept = bounded(open, today);
	const known = new Set([...anchors, ...settled, ...Object.keys(kept), ...notYet]);
	// A server in trouble may give an empty list.
	const reachesDown =
		state.anchors.length === 0 || rows.some(({ task_id }) => state.anchors.includes(task_id));
	return {
		...state,
		anchors,
		settled,
		crowded: placeless.length > MOST_SETTLED,
		open: kept,
		count: Number.isFinite(count) ? count : null,
		whole: whole && reachesDown && rows.every(({ task_id }) => known.has(task_id)),
	};
}

const idsOf = (tasks: Task[]): string[] => tasks.map(({ task_id }) => task_id);

/**
 * Without entries that Gcore has forgotten. When there are too many, the newest go: they stand at the top of the list,
 * where they are seen again.
 */
function bounded(open: Record<string, number>, today: number): Record<string, number> {
	const kept = Object.entries(open).filter(([, seen]) => today - seen <= FORGET_AFTER_DAYS);
	return Object.fromEntries(kept.slice(0, MOST_OPEN));
}
