import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../api/answers';

/** A task as Gcore tells it; older answers lack fields, so nothing but the ID is taken for granted. */
export type Task = IDataObject & { task_id: string };

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

/** A task in one line, for lists: what it is called, what it does, how it stands. */
export const taskLabel = (task: IDataObject): string =>
	[fileName(task) || String(task.task_id), taskType(task), task.status].filter(Boolean).join(' · ');
