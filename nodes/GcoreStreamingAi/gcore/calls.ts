import type { IDataObject } from 'n8n-workflow';

import type { GcoreAnswer, GcoreClient } from './client';
import { GcoreFailure, UNKNOWN_TASK } from './failures';
import { shown } from './shown';
import { isAbout, isTask, type Task } from './task';

const TASKS = '/streaming/ai/tasks';

const INFO = '/streaming/ai/info';

/** What the cancel call documents, each an end of its own. */
export const CANCEL_STATUSES = [202, 400, 404, 412, 422] as const;

/** POST /streaming/ai/tasks/{task_id}/cancel. @returns any of the answers that the API documents */
export const cancelTask = async (client: GcoreClient, taskId: string): Promise<GcoreAnswer> =>
	await client.call({
		method: 'POST',
		path: `${TASKS}/${encodeURIComponent(taskId)}/cancel`,
		documented: CANCEL_STATUSES,
	});

/** One page of a list. */
export interface Page<Row> {
	/** Those of its rows that can be used. */
	rows: Row[];
	/** How many rows it has, those included. */
	length?: number;
	/** How many there are on all pages, as far as it is told and true; Infinity where it is not. Plain lists have none. */
	count?: number;
	/** Whether the answer names a next page. */
	hasNext?: boolean;
}

/**
 * GET /streaming/ai/tasks: one page of the account's tasks. Rows whose ID cannot be used are left out.
 * The documented 404 of a page behind the last is an empty one: tasks may go while pages are turned.
 * @param retries in place of the user's setting, for callers that ask again by themselves
 */
export async function listTasks(
	client: GcoreClient,
	query: IDataObject,
	retries?: number,
): Promise<Required<Page<Task>>> {
	const documented = Number(query.page) > 1 ? [404] : [];
	const { status, body } = await client.call({
		method: 'GET',
		path: TASKS,
		qs: query,
		documented,
		holds: ({ results }) => Array.isArray(results),
		retries,
	});
	if (status === 404) return { rows: [], length: 0, count: 0, hasNext: false };
	const rows = body.results as unknown[];
	return {
		rows: rows.filter(isTask),
		length: rows.length,
		count: typeof body.count === 'number' ? body.count : Infinity,
		hasNext: typeof body.next === 'string' && body.next !== '',
	};
}

/**
 * GET /streaming/ai/tasks/{task_id}: a task with its result.
 * @param retries in place of the user's setting, for callers that ask again by themselves
 * @returns undefined when Gcore does not know the task
 */
export async function findTask(
	client: GcoreClient,
	taskId: string,
	retries?: number,
): Promise<Task | undefined> {
	const { status, body } = await client.call({
		method: 'GET',
		path: `${TASKS}/${encodeURIComponent(taskId)}`,
		documented: [404],
		holds: (task) => typeof task.status === 'string' && isAbout(taskId, task.task_id),
		retries,
	});
	return status === 404 ? undefined : { ...body, task_id: taskId };
}

/** As `findTask`. @throws GcoreFailure when Gcore does not know the task */
export async function getTask(
	client: GcoreClient,
	taskId: string,
	retries?: number,
): Promise<Task> {
	const task = await findTask(client, taskId, retries);
	if (task) return task;
	throw new GcoreFailure({
		message: shown`Gcore does not know the task '${taskId}'`,
		description: shown`${UNKNOWN_TASK.message}. ${UNKNOWN_TASK.remedy}.`,
		httpCode: '404',
	});
}

/**
 * POST /streaming/ai/tasks. Never sent again when its answer is lost: a second task could cost money too.
 * @param outlivesStop whether its answer is waited for even when the user stops the execution: to cancel takes its ID
 * @returns the new task's ID
 */
export async function createTask(
	client: GcoreClient,
	body: IDataObject,
	outlivesStop = false,
): Promise<string> {
	const answer = await client.call({
		method: 'POST',
		path: TASKS,
		body,
		once: 'The task may have been started all the same: look for it with Get Many before you start it again',
		outlivesStop,
	});
	if (isTask(answer.body)) return answer.body.task_id;
	throw new GcoreFailure({
		message: shown`Gcore took the task, but its answer holds no task ID that can be used`,
		description: shown`Look for the newest task with Get Many before you start it again.`,
		mayHaveActed: true,
	});
}

/** GET /streaming/ai/info: whether speech in one language can be transcribed, or translated into another. */
export async function languageSupport(
	client: GcoreClient,
	audioLanguage: string,
	subtitlesLanguage?: string,
): Promise<boolean> {
	const { body } = await client.call({
		method: 'GET',
		path: INFO,
		qs: {
			type: 'language_support',
			audio_language: audioLanguage,
			...(subtitlesLanguage && { subtitles_language: subtitlesLanguage }),
		},
		holds: ({ supported }) => typeof supported === 'boolean',
	});
	return body.supported as boolean;
}
