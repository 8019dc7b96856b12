import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import type { Task } from '../gcore/task';
import { languageOf, subtitlesFile } from './subtitles';
import { taskItem, taskType } from './task';

/** Moderations tell what they have found in a field of their own: `nsfw_detected`, `sport_detected`. */
const isDetected = (result: IDataObject): boolean | null => {
	const found = Object.entries(result).find(([name]) => name.endsWith('_detected'))?.[1];
	return typeof found === 'boolean' ? found : null;
};

/**
 * A task as ten flat fields, the same for every type of task; those that the type does not have are null.
 * @param outcome how Wait has seen it end; without it the item tells `succeeded`
 * @param text in place of the plain words, for example subtitles
 */
export function simpleResult(task: Task, outcome?: string, text?: string): IDataObject {
	const { task_id, status, succeeded, failureReason, result } = taskItem(task);
	const data = isJsonObject(task.task_data) ? task.task_data : {};
	const found = isJsonObject(result) ? result : {};
	return {
		task_id,
		status: status ?? null,
		...(outcome === undefined ? { succeeded } : { outcome }),
		task_type: taskType(task),
		url: data.url ?? null,
		text: text ?? subtitlesFile(task, 'txt')?.text ?? null,
		language: languageOf(task, found) ?? null,
		detected: isDetected(found),
		labels: Array.isArray(found.detection_results) ? found.detection_results : null,
		failureReason,
	};
}
