import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listTasks } from '../api/calls';
import { openClient } from '../api/open';
import { taskLabel } from '../task/task';

const PAGE_SIZE = 50;

/** Somebody looks at the open list: a busy API gets one more try and not long to answer. */
const SETTINGS = { maxConcurrency: 1, maxRetries: 1, timeoutMs: 15_000 };

/**
 * The account's tasks for the list of the 'Task' field, newest first, a page at a time.
 * @param filter what the user has typed; Gcore searches in ID, type, status and video address
 * @param paginationToken the number of the page
 * @throws GcoreFailure, whose message the list shows
 */
export async function searchTasks(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken);
	const search = filter.trim();
	const client = await openClient(this, SETTINGS);
	const { tasks, count } = await listTasks(client, {
		page,
		limit: PAGE_SIZE,
		...(search && { search }),
	});
	return {
		results: tasks.map((task) => ({ name: taskLabel(task), value: task.task_id })),
		...(tasks.length > 0 && page * PAGE_SIZE < count && { paginationToken: String(page + 1) }),
	};
}
