import type { IDataObject } from 'n8n-workflow';

import { CANCEL_OUTCOMES } from '../outcomes';
import type { Task } from '../task/task';
import { isJsonObject } from './answers';
import type { GcoreAnswer, GcoreClient } from './client';

const TASKS = '/streaming/ai/tasks';

const CANCEL_STATUSES = CANCEL_OUTCOMES.map(({ statusCode }) => statusCode as number);

/** POST /streaming/ai/tasks/{task_id}/cancel. @returns any of the answers that the API documents */
export const cancelTask = async (client: GcoreClient, taskId: string): Promise<GcoreAnswer> =>
	await client.call({
		method: 'POST',
		path: `${TASKS}/${encodeURIComponent(taskId)}/cancel`,
		documented: CANCEL_STATUSES,
		repeatable: true,
	});

export interface TaskPage {
	/** How many tasks there are on all pages. */
	count: number;
	tasks: Task[];
}

/** GET /streaming/ai/tasks: one page of the account's tasks. Rows without an ID are of no use and left out. */
export async function listTasks(client: GcoreClient, query: IDataObject): Promise<TaskPage> {
	const { body } = await client.call({ method: 'GET', path: TASKS, qs: query, repeatable: true });
	const rows = Array.isArray(body.results) ? body.results : [];
	const tasks = rows.filter(
		(row): row is Task => isJsonObject(row) && typeof row.task_id === 'string',
	);
	return { count: Number(body.count) || 0, tasks };
}
