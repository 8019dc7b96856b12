import { isJsonObject } from '../api/answers';
import { endOf } from '../task/status';
import type { Task } from '../task/task';

/**
 * What the trigger keeps between polls. The list gives tasks newest first and cannot be asked for those that ended
 * since a moment, and its rows may have no times. So the trigger keeps the top of the list as it was: whatever
 * stands there later and was not there before is new. Older tasks can only end if they were still open.
 */
export interface TriggerState {
	version: 1;
	/** Account and filters that the rest holds for. */
	scope: string;
	/** IDs at the top of the list, newest first. */
	top: string[];
	/** IDs of tasks that have not ended, with the time each was first seen (ms since 1970). */
	open: Record<string, number>;
}

/** As many rows as one page has, so that a poll with nothing new is one request. */
export const TOP_SIZE = 100;

/** Gcore's queue takes 100 tasks for an account; this is far above, and bounds the state all the same. */
const MOST_OPEN = 1000;

/** Gcore forgets tasks after a month. */
const FORGET_AFTER_MS = 31 * 24 * 3600 * 1000;

/** The state that n8n has kept; undefined when there is none that can be used, and the trigger must start afresh. */
export function parseState(kept: unknown, scope: string): TriggerState | undefined {
	if (!isJsonObject(kept) || kept.version !== 1 || kept.scope !== scope) return undefined;
	const { top, open } = kept;
	if (!Array.isArray(top) || !top.every((id) => typeof id === 'string')) return undefined;
	if (!isJsonObject(open) || !Object.values(open).every((at) => typeof at === 'number')) {
		return undefined;
	}
	return { version: 1, scope, top: [...top], open: { ...open } as Record<string, number> };
}

/** The state at activation: what has ended by now will not be told. */
export function firstState(
	scope: string,
	rows: Task[],
	unfinished: Task[],
	now: number,
): TriggerState {
	const open = [...rows, ...unfinished].filter(({ status }) => endOf(status) === undefined);
	return {
		version: 1,
		scope,
		top: topOf(rows, []),
		open: bounded(Object.fromEntries(open.map(({ task_id }) => [task_id, now])), now),
	};
}

export interface Step {
	state: TriggerState;
	/** Tasks that have ended since the last poll, newest first. */
	ended: Task[];
	/** Open tasks that are not among the rows: each has to be asked for. */
	unseen: string[];
}

/**
 * What the rows of the list's first pages mean for the state.
 * @param rows from the top of the list down to one that was there before, or to the end
 * @returns undefined when the list has none of the tasks it had: it is another account's
 */
export function advance(state: TriggerState, rows: Task[], now: number): Step | undefined {
	const before = new Set(state.top);
	const seen = new Set<string>();
	const open = { ...state.open };
	const ended: Task[] = [];
	const lastKnown = rows.map(({ task_id }) => before.has(task_id)).lastIndexOf(true);
	if (before.size > 0 && rows.length > 0 && lastKnown === -1) return undefined;
	rows.forEach((task, index) => {
		const { task_id: id } = task;
		if (seen.has(id)) return;
		seen.add(id);
		const isNew = !before.has(id) && (before.size === 0 || index < lastKnown);
		const wasOpen = Object.hasOwn(open, id);
		if (!isNew && !wasOpen) return;
		if (endOf(task.status) === undefined) {
			if (!wasOpen) open[id] = now;
		} else {
			delete open[id];
			ended.push(task);
		}
	});
	return {
		state: { ...state, top: topOf(rows, state.top), open: bounded(open, now) },
		ended,
		unseen: Object.keys(open).filter((id) => !seen.has(id)),
	};
}

const topOf = (rows: Task[], before: string[]): string[] =>
	[...new Set([...rows.map(({ task_id }) => task_id), ...before])].slice(0, TOP_SIZE);

/** Without entries that Gcore has forgotten; when there are too many, the oldest go. */
function bounded(open: Record<string, number>, now: number): Record<string, number> {
	const kept = Object.entries(open).filter(([, since]) => now - since < FORGET_AFTER_MS);
	if (kept.length <= MOST_OPEN) return Object.fromEntries(kept);
	return Object.fromEntries(kept.sort(([, a], [, b]) => b - a).slice(0, MOST_OPEN));
}
