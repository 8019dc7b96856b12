import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { nodeError } from '../n8n/errors';
import { listTasks } from '../gcore/calls';
import { badParameter } from '../gcore/failures';
import { accountOf, openClient } from '../n8n/open';
import { halfCharacter, trimmed } from '../gcore/text';

import { taskLabel } from '../task/task';

const PAGE_SIZE = 50;

/** Somebody looks at the open list: a busy API gets one more try and not long to answer. */
const SETTINGS = { maxConcurrency: 1, maxRetries: 1, timeoutMs: 15_000 };

/** Nobody scrolls further; who looks for an older task searches for it. */
const MOST_PAGES = 100;

/** n8n saves the label of a task that is picked, and evaluates what begins so; a video's address is a stranger's. */
const notAnExpression = (label: string) => trimmed(label).replace(/^[=\s]+/, '');

/** The next page, and how many rows came before it: a server may give shorter pages than it is asked for. */
const tokenOf = (page: number, received: number) => `${page}/${received}`;

/**
 * The account's tasks for the list of the 'Task' field, newest first, a page at a time.
 * @param filter what the user has typed; Gcore searches in ID, type, status and video address
 * @param paginationToken as given with the page before
 * @throws NodeApiError, NodeOperationError, whose message and description the list shows
 */
export async function searchTasks(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = tokenOf(1, 0),
): Promise<INodeListSearchResult> {
	try {
		return await pageOf(this, searchOf(filter), paginationToken);
	} catch (reason) {
		throw nodeError(this, reason);
	}
}

function searchOf(filter: string): string {
	const search = trimmed(filter);
	const half = halfCharacter(search);
	if (!half) return search;
	throw badParameter('Search', `holds ${half}`, 'Type the text anew.');
}

async function pageOf(
	context: ILoadOptionsFunctions,
	search: string,
	token: string,
): Promise<INodeListSearchResult> {
	const [page, before] = token.split('/').map(Number);
	const client = openClient(context, await accountOf(context), SETTINGS);
	const { tasks, length, count, hasNext } = await listTasks(client, {
		page,
		limit: PAGE_SIZE,
		...(search && { search }),
	});
	const received = before + length;
	const hasMore = length > 0 && (received < count || hasNext) && page < MOST_PAGES;
	return {
		results: tasks
			.slice(0, PAGE_SIZE)
			.map((task) => ({ name: notAnExpression(taskLabel(task)), value: task.task_id })),
		...(hasMore && { paginationToken: tokenOf(page + 1, received) }),
	};
}
