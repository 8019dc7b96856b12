import type { IDataObject } from 'n8n-workflow';

import { endOf, UNFINISHED_STATUSES } from '../task/status';
import type { Task } from '../task/task';
import { listTasks } from './calls';
import type { GcoreClient } from './client';

/** Tasks to a page. The API names no limit; its default is 10. */
export const PAGE_SIZE = 100;

/**
 * The account's tasks that a query finds, each once, over as many pages as it takes. While it pages, new tasks
 * push known ones to the next page; a server that gives the same page again does not hold it up for ever.
 * @param most how many tasks are wanted
 * @param seen IDs that are known already; those found are added
 */
export async function collectTasks(
	client: GcoreClient,
	query: IDataObject,
	most: number,
	seen: Set<string> = new Set(),
): Promise<Task[]> {
	const found: Task[] = [];
	let lastPage = '';
	let received = 0;
	for (let page = 1; found.length < most; page++) {
		const { tasks, count } = await listTasks(client, {
			...query,
			page,
			limit: Math.min(PAGE_SIZE, most),
		});
		const thisPage = tasks.map(({ task_id }) => task_id).join();
		if (tasks.length === 0 || thisPage === lastPage) break;
		lastPage = thisPage;
		for (const task of tasks) {
			if (seen.has(task.task_id) || found.length >= most) continue;
			seen.add(task.task_id);
			found.push(task);
		}
		// Counted in rows, not in pages: a server may give shorter pages than it is asked for.
		received += tasks.length;
		if (received >= count) break;
	}
	return found;
}

/** Statuses change while lists are read, and a task can slip from one to the other: look again, but not for ever. */
const MOST_SWEEPS = 5;

/**
 * The unfinished tasks that a query finds, each once. The API filters by one status at a time.
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
			found.push(...tasks.filter((task) => endOf(task.status) === undefined));
		}
		if (found.length === before) break;
	}
	return found;
}
