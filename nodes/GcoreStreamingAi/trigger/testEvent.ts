import type { IDataObject } from 'n8n-workflow';

import { findTask, listTasks } from '../gcore/calls';
import type { GcoreClient } from '../gcore/client';
import { GcoreFailure } from '../gcore/failures';
import { shown } from '../gcore/shown';
import type { Task } from '../gcore/task';
import { byEnd, type TriggerSettings } from './ends';

/** For "Fetch Test Event": the newest task that has ended in one of the ways asked for. @throws GcoreFailure when none has */
export async function newestEnd(
	client: GcoreClient,
	query: IDataObject,
	{ statuses, withResult }: TriggerSettings,
): Promise<Task> {
	const newest: Task[] = [];
	for (const status of statuses) {
		const { rows } = await listTasks(client, { ...query, status, limit: 1 });
		newest.push(...rows.slice(0, 1));
	}
	const task = newest.sort(byEnd).pop();
	if (task) return (withResult && (await findTask(client, task.task_id))) || task;
	throw new GcoreFailure({
		message: shown`No matching task has ended yet`,
		description: shown`Start a task and wait for its end, or change 'Events' and 'Filters'.`,
	});
}
