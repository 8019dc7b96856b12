import { type Task, UNFINISHED_STATUSES } from '../gcore/task';
import { hasStart, idsOf, startOf, TURNS, type Lists } from './lists';
import {
	ALL,
	MISSING,
	DAY_MS,
	MOST_OPEN,
	MOST_OTHERS,
	MOST_TOLD,
	type TriggerState,
} from './state';

/** Gcore forgets tasks a month after their end; none runs for as long. */
const FORGET_AFTER_MS = 62 * DAY_MS;

export interface News {
	/** Rows that have ended since the last poll by ID, oldest start first. */
	ended: Map<string, Task>;
	/** Open tasks that are in no list, and may have ended where it was not read. */
	missing: string[];
	/** Open tasks that are in no list, but have not ended in a way asked for. */
	unchanged: string[];
}

/** Compares what a poll has read with what is known. */
export function compare(state: TriggerState, lists: Lists): News {
	const { unfinished, otherEnds, ends } = lists;
	const ended = new Map<string, Task>();
	const seen = new Set([...unfinished, ...otherEnds].map(({ task_id }) => task_id));
	for (const [status, { rows }] of ends) {
		for (const row of newEnds(state, lists, status).reverse()) {
			if (ends.has(row.status as string)) ended.set(row.task_id, row);
		}
		for (const { task_id } of rows) seen.add(task_id);
	}
	const unseen = state.open.filter(([id]) => !seen.has(id));
	// A list whose turn it is not may hold them; where there is news, they are asked for all the same.
	const mayWait = (status: string) =>
		ended.size === 0 &&
		!['PENDING', 'STARTED', MISSING].includes(status) &&
		(TURNS.includes(status) ? status : ALL) !== lists.turn;
	const unchanged = new Set(
		idsOf(unseen.filter((task) => mayWait(task[2]) || wouldBeSeen(state, ends, task))),
	);
	const missing = idsOf(unseen).filter((id) => !unchanged.has(id));
	return {
		ended,
		missing,
		unchanged: [...unchanged],
	};
}

/** Rows of a list that have ended since the last poll, newest start first. */
function newEnds(state: TriggerState, { unfinished, ends }: Lists, status: string): Task[] {
	// An end that is asked for from now on.
	if (!counts(state, status)) return [];
	const { rows } = ends.get(status)!;
	const open = new Set(idsOf(state.open));
	const begun = new Set(unfinished.map(({ task_id }) => task_id));
	const told = new Set(idsOf(state.told[status] ?? []));
	const others = new Set(state.others);
	const lowest = rows.map(({ task_id }) => told.has(task_id)).lastIndexOf(true);
	// A short list was known to its end; and where nothing is left of what was known, Gcore has forgotten it.
	const allKnown = lowest === -1 || state.wholeLists.includes(status);
	return rows.filter((row, index) => {
		const id = row.task_id;
		if (open.has(id)) return true;
		if (told.has(id) || others.has(id)) return false;
		if (begun.has(id)) return true;
		// Of more tasks without a place than can be remembered, one that is not known may have been told.
		const isNew = (allKnown || index < lowest) && (hasStart(row) || !state.othersOverflow);
		return isNew && Object.hasOwn(state.told, status);
	});
}

/** Whether ends with a status were asked for in the last poll, too. */
export const counts = ({ told }: TriggerState, status: string) =>
	Object.hasOwn(told, status) || Object.hasOwn(told, ALL);

/**
 * Whether a task would be among the rows had it ended so. The lowest row that is told had started before it was first
 * seen. A task that was not seen then has started later, so it stands above.
 */
function wouldBeSeen(
	state: TriggerState,
	ends: Lists['ends'],
	[, since, status]: TriggerState['open'][number],
): boolean {
	return [...ends].every(([end, { rows, whole }]) => {
		// It may have been cancelled before it started, and stand anywhere.
		if (whole || (end === 'REVOKED' && status !== 'STARTED')) return whole;
		const told = new Map(state.told[end]);
		const [lowest] = rows.flatMap(({ task_id }) => told.get(task_id) ?? []).slice(-1);
		return lowest < since;
	});
}

/** What has come of the ended and the missing. */
export interface Outcome {
	/** Tasks without a row whose end is told or not asked for. */
	done: string[];
	/** Tasks to ask for again, and their statuses as far as they are known. */
	retry: Map<string, string>;
	/** Tasks with a row that the next poll finds again. */
	left: string[];
}

/** A status in the state: where it is none that has a list of its own, the task is found in the list of all. */
const keptAs = (status: string) => (KEPT.includes(status) ? status : ALL);
const KEPT: string[] = [...UNFINISHED_STATUSES, MISSING];

/** The state after a poll. @param now ms since 1970 */
export function nextState(
	state: TriggerState,
	{ turn, unfinished, ends, onePage }: Lists,
	{ done, retry, left, unchanged }: Outcome & Pick<News, 'unchanged'>,
	now: number,
): TriggerState {
	const later = new Set([...retry.keys(), ...left]);
	const ended = new Set(done);
	const rowsById = new Map<string, Task>();
	const told: TriggerState['told'] = {};
	const wholeLists: string[] = [];
	const withoutPlace: string[] = [];
	for (const [status, { rows, whole }] of ends) {
		for (const row of rows) rowsById.set(row.task_id, row);
		if (status === ALL) continue;
		const before = new Map(state.told[status]);
		const handled = rows.filter(({ task_id }) => !later.has(task_id));
		const newest = new Map<string, number>();
		for (const row of handled) {
			ended.add(row.task_id);
			if (!hasStart(row)) withoutPlace.push(row.task_id);
			else newest.set(row.task_id, startOf(row) ?? before.get(row.task_id) ?? now);
		}
		for (const id of newest.keys()) before.delete(id);
		told[status] = [...newest, ...before].slice(0, MOST_TOLD);
		// A server in trouble may give an empty list.
		if (whole && rows.length > 0 && rows.length <= MOST_TOLD) wholeLists.push(status);
	}
	const before = new Map(state.open.map((task) => [task[0], task]));
	const open = new Map<string, TriggerState['open'][number]>();
	const keepOpen = (id: string, row?: Task, status: unknown = row?.status) => {
		const [, first, last] = before.get(id) ?? [id, now, ALL];
		const since = (row && startOf(row)) ?? first;
		if (open.has(id) || ended.has(id) || (!row && now - since > FORGET_AFTER_MS)) return;
		open.set(id, [id, since, typeof status === 'string' ? keptAs(status) : last]);
	};
	for (const task of unfinished) keepOpen(task.task_id, task);
	for (const [id, status] of retry) keepOpen(id, rowsById.get(id), status);
	for (const id of unchanged) keepOpen(id);
	const others = [...new Set([...withoutPlace, ...done, ...state.others])];
	return {
		...state,
		turns: state.turns + (turn === undefined ? 0 : 1),
		onePage,
		open: [...open.values()].slice(0, MOST_OPEN),
		told,
		wholeLists,
		others: others.slice(0, MOST_OTHERS),
		othersOverflow: withoutPlace.length > MOST_OTHERS,
	};
}
