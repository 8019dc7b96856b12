import { endOf } from '../task/status';
import type { Task } from '../task/task';
import { hasPlace, type Reading, type TriggerState } from './state';

/** A page of the list, newest first, and how many tasks there are in all (Infinity where that is not told). */
export type ReadPage = (number: number) => Promise<{ tasks: Task[]; count: number }>;

/** A guard against a list without end. */
const MOST_PAGES = 500;

/**
 * Reads the list from its top down to what was there before. Tasks that change their place meanwhile can slip from
 * one page to another; so when one page is not enough, all are read a second time.
 */
export async function readTop(readPage: ReadPage, state?: TriggerState): Promise<Reading> {
	const first = await pass(readPage, state);
	if (first.pages === 1) return first;
	const second = await pass(readPage, state);
	return {
		rows: merged(first.rows, second.rows),
		count: second.count,
		whole: first.whole && second.whole,
	};
}

async function pass(
	readPage: ReadPage,
	state?: TriggerState,
): Promise<Reading & { pages: number }> {
	const rows = new Map<string, Task>();
	let [received, length, pages, lastPage] = [0, Infinity, 0, ''];
	let whole = false;
	while (pages < MOST_PAGES) {
		const { tasks, count } = await readPage(++pages);
		if (pages === 1) length = count;
		for (const task of tasks) rows.set(task.task_id, rows.get(task.task_id) ?? task);
		received += tasks.length;
		whole = tasks.length === 0 || received >= count;
		const thisPage = tasks.map(({ task_id }) => task_id).join();
		// A server may give the same page again and again.
		if (whole || thisPage === lastPage || isDeepEnough(rows, tasks, state)) break;
		lastPage = thisPage;
	}
	return { rows: [...rows.values()], count: length, whole, pages };
}

/** Whether everything below must be old: the rows reach down to an anchor (at activation: have one to be). */
function isDeepEnough(rows: Map<string, Task>, page: Task[], state?: TriggerState): boolean {
	if (!state) {
		return [...rows.values()].some((task) => endOf(task.status) !== undefined && hasPlace(task));
	}
	const { anchors, settled, open } = state;
	if (anchors.length > 0 && rows.has(anchors[anchors.length - 1])) return true;
	// Not just any anchor: what has no start may be sorted above what is new.
	const lowest = [...page]
		.reverse()
		.find(({ task_id: id }) => !Object.hasOwn(open, id) && !settled.includes(id));
	return lowest !== undefined && anchors.includes(lowest.task_id);
}

/** The rows of the first reading, with those that only the second has in the places they have there. */
function merged(first: Task[], second: Task[]): Task[] {
	const known = new Set(first.map(({ task_id }) => task_id));
	const slipped = new Map<string, Task[]>();
	let above = '';
	for (const task of second) {
		if (known.has(task.task_id)) above = task.task_id;
		else slipped.set(above, [...(slipped.get(above) ?? []), task]);
	}
	const after = (id: string) => slipped.get(id) ?? [];
	return [...after(''), ...first.flatMap((task) => [task, ...after(task.task_id)])];
}
