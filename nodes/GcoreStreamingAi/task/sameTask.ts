import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { endOf, type Task } from '../gcore/task';

/** What two tasks have in common whose results are the same. */
const RESULT_DEPENDS_ON = [
	'task_name',
	'category',
	'url',
	'audio_language',
	'subtitles_language',
	'stop_objects',
];

/** What else the create call's body has. */
const LABELS = ['client_user_id', 'client_entity_data'];

const alike = (fields: string[], a: IDataObject, b: IDataObject) =>
	// Gcore tells a field that was not sent as null.
	fields.every((field) => (a[field] ?? '') === (b[field] ?? ''));

const dataOf = ({ task_data }: Task): IDataObject => (isJsonObject(task_data) ? task_data : {});

/** Whether a task does what a create call's body asks for: same type, languages and video. */
export const doesTheSame = (body: IDataObject, task: Task) =>
	alike(RESULT_DEPENDS_ON, body, dataOf(task));

/** Whether a create call with this very body may have started a task. */
export const mayComeFrom = (body: IDataObject, task: Task) =>
	doesTheSame(body, task) && alike(LABELS, body, dataOf(task));

/** A text that stands for the tasks which do the same. */
export const workOf = (body: IDataObject): string =>
	JSON.stringify(RESULT_DEPENDS_ON.map((field) => body[field] ?? ''));

/** The list's search goes over a task's data as text, in which other signs may be written in another way. */
const PLAIN = /[a-z0-9._~:/-]+/gi;
const LONGEST_SEARCH = 200;

/** What to search the list for to find the tasks of a video: the longest part of its address that is plain text. */
export const searchFor = (url: string): string =>
	(url.match(PLAIN) ?? [])
		.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
		.slice(-LONGEST_SEARCH);

/** When a task began or ended, in ms since 1970; undefined where that is not told. */
export function timeOf(
	{ processing_time: time }: Task,
	which: 'started_at' | 'completed_at',
): number | undefined {
	const at = isJsonObject(time) ? Date.parse(String(time[which])) : NaN;
	return Number.isNaN(at) ? undefined : at;
}

/**
 * Whether a task that does the same can stand for a new one.
 * @param since in ms since 1970: a success counts from then on
 * @returns undefined when it has succeeded, and its row does not tell when
 */
export function standsForNew(task: Task, since: number): boolean | undefined {
	const end = endOf(task.status);
	if (end === undefined) return true;
	if (end !== 'succeeded') return false;
	const at = timeOf(task, 'completed_at');
	return at === undefined ? undefined : at >= since;
}
