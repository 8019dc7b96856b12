import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { apiText, wordsIn } from '../gcore/shown';
import { endOf, type Task } from '../gcore/task';

const asObject = (value: unknown): IDataObject => (isJsonObject(value) ? value : {});

/** The type as the node's 'Task Type' has it: the category of a moderation, else transcription or translation. */
export function taskType(task: IDataObject): string {
	const { category, task_name: name, subtitles_language: translated } = asObject(task.task_data);
	if (typeof category === 'string' && category) return category;
	if (name === 'transcription' && translated) return 'translation';
	return typeof name === 'string' ? name : '';
}

/** The last part of the video's address, as people know the file. */
export function fileName(task: IDataObject): string {
	const { url } = asObject(task.task_data);
	if (typeof url !== 'string') return '';
	const last = url.split(/[?#]/)[0].split('/').filter(Boolean).pop() ?? '';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** In a label of a list. */
const LONGEST_NAME = 100;

/** A task in one line, for lists: what it is called, what it does, how it stands. */
export const taskLabel = (task: IDataObject): string =>
	[
		apiText(fileName(task), LONGEST_NAME) ?? task.task_id,
		apiText(taskType(task), LONGEST_NAME),
		apiText(task.status, LONGEST_NAME),
	]
		.filter(Boolean)
		.join(' · ');

/** Older answers spell some fields of results in other ways. */
const PRESENT_SPELLING = new Map([
	['frame-number', 'frame_number'],
	['score', 'confidence'],
	['porn_detected', 'nsfw_detected'],
]);

const inPresentSpelling = (object: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(object).map(([key, value]) => [PRESENT_SPELLING.get(key) ?? key, value]),
	);

function presentResult(result: IDataObject): IDataObject {
	const present = inPresentSpelling(result);
	if (Array.isArray(present.frames)) {
		present.frames = present.frames.map((frame) =>
			isJsonObject(frame) ? inPresentSpelling(frame) : frame,
		) as IDataObject[];
	}
	return present;
}

/** Why a task has failed, in Gcore's words. */
export function failureSaid({ error, result }: IDataObject): string | undefined {
	return wordsIn(isJsonObject(result) ? result.error : result) ?? wordsIn(error);
}

/**
 * A task as an item: as Gcore tells it, in its present spelling, with what a workflow branches on beside it.
 * `succeeded` is null until the task has ended.
 */
export function taskItem({ task_id, error, result, ...rest }: Task): IDataObject {
	const end = endOf(rest.status);
	const present = isJsonObject(result) ? presentResult(result) : (result ?? null);
	return {
		task_id,
		...rest,
		result: present,
		finished: end !== undefined,
		succeeded: end === undefined ? null : end === 'succeeded',
		failureReason:
			end === 'failed' ? (failureSaid({ error, result }) ?? 'Gcore gave no reason') : null,
	};
}

/** The ten fields of a task that lists are read for, all at one level. */
export function simpleTask(task: Task): IDataObject {
	const data = asObject(task.task_data);
	const time = asObject(task.processing_time);
	return {
		task_id: task.task_id,
		status: task.status ?? null,
		finished: endOf(task.status) !== undefined,
		progress: task.progress ?? null,
		task_type: taskType(task),
		url: data.url ?? null,
		started_at: time.started_at ?? null,
		completed_at: time.completed_at ?? null,
		total_time_sec: time.total_time_sec ?? null,
		client_user_id: data.client_user_id ?? null,
	};
}
