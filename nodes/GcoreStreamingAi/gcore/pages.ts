import type { IDataObject } from 'n8n-workflow';

import { endOf, type Task, UNFINISHED_STATUSES } from './task';
import { listTasks, type TaskPage } from './calls';
import type { GcoreClient } from './client';
import { GcoreFailure } from './failures';

/** Tasks to a page. The API names no limit; its default is 10. */
export const PAGE_SIZE = 100;

/** Gcore keeps tasks for a month, and queues 100 of an account: no account has so many. */
const MOST_PAGES = 2_000;

/** New tasks push known ones to the next page, which then looks as the last one did; not twice in a row. */
const MOST_PAGES_WITHOUT_NEWS = 2;

/** A page, as far as a reader looks at it. */
export type Page = Pick<TaskPage, 'tasks' | 'count'> & Partial<TaskPage>;

export interface Reading {
	/** How many tasks there are, and whether they have become fewer, as far as the server tells. */
	total: number;
	shrank: boolean;
	pages: number;
	/** Whether the list was read to its end. */
	whole: boolean;
}

/**
 * Reads one page after the other, until there is none left or no more is wanted. A server that ignores which page it
 * is asked for does not hold it up for ever.
 * @param take is handed each page, and tells whether more is wanted
 * @param most pages
 */
export async function readPages(
	readPage: (page: number) => Promise<Page>,
	take: (tasks: Task[]) => boolean,
	most = MOST_PAGES,
): Promise<Reading> {
	const known = new Set<string>();
	const reading: Reading = { total: 0, shrank: false, pages: 0, whole: false };
	let [received, withoutNews] = [0, 0];
	while (reading.pages < most && withoutNews < MOST_PAGES_WITHOUT_NEWS) {
		const { tasks, length = tasks.length, count, hasNext } = await readPage(++reading.pages);
		if (length === 0) return { ...reading, whole: true };
		reading.shrank ||= count < reading.total;
		reading.total = count;
		const before = known.size;
		for (const { task_id } of tasks) known.add(task_id);
		withoutNews = known.size === before ? withoutNews + 1 : 0;
		// Counted in rows, not in pages: a server may give shorter pages than it is asked for.
		received += length;
		reading.whole = received >= count && !hasNext;
		if (!take(tasks) || reading.whole) return reading;
	}
	return reading;
}

/** Lists change while they are read, and tasks slip past: look again, but not for ever. */
const MOST_SWEEPS = 5;

/**
 * The account's tasks that a query finds, each once, over as many pages as it takes. While it pages, new tasks
 * push known ones to the next page, and tasks that leave the list pull others to a page that was read already.
 * @param most how many tasks are wanted
 * @param seen IDs that are known already; those found are added
 * @throws GcoreFailure when the list does not end
 */
export async function collectTasks(
	client: GcoreClient,
	query: IDataObject,
	most: number,
	seen: Set<string> = new Set(),
): Promise<Task[]> {
	const found: Task[] = [];
	const met = new Set<string>();
	const limit = Math.min(PAGE_SIZE, most + seen.size);
	for (let sweep = 0; sweep < MOST_SWEEPS && found.length < most; sweep++) {
		const before = met.size;
		const { total, shrank, pages } = await readPages(
			async (page) => await listTasks(client, { ...query, limit, page }),
			(tasks) => {
				for (const task of tasks) {
					met.add(task.task_id);
					if (seen.has(task.task_id) || found.length >= most) continue;
					seen.add(task.task_id);
					found.push(task);
				}
				return found.length < most;
			},
		);
		if (pages === MOST_PAGES && found.length < most) {
			throw new GcoreFailure({
				message: `The list goes on after ${MOST_PAGES} pages`,
				description: "Set 'Limit', or narrow the list with 'Filters'.",
			});
		}
		if ((met.size >= total && !shrank) || met.size === before) break;
	}
	return found;
}

/**
 * The unfinished tasks that a query finds, each once. The API filters by one status at a time, and while one list
 * is read, a task can move to another that was read before.
 * @param query may name one status
 * @param sweeps how often to look, at the most
 */
export async function collectUnfinished(
	client: GcoreClient,
	query: IDataObject,
	most: number,
	seen: Set<string> = new Set(),
	sweeps: number = MOST_SWEEPS,
): Promise<Task[]> {
	const found: Task[] = [];
	const statuses = query.status ? [query.status] : UNFINISHED_STATUSES;
	for (let sweep = 0; sweep < sweeps && found.length < most; sweep++) {
		const before = found.length;
		for (const status of statuses) {
			const tasks = await collectTasks(client, { ...query, status }, most - found.length, seen);
			for (const task of tasks) if (endOf(task.status) === undefined) found.push(task);
		}
		if (found.length === before) break;
	}
	return found;
}
