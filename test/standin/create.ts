import { TEXT } from './samples';
import type { TaskData } from './task';

const EXPOSED =
	'ANUS_EXPOSED BUTTOCKS_EXPOSED FEMALE_BREAST_EXPOSED FEMALE_GENITALIA_EXPOSED ' +
	'MALE_BREAST_EXPOSED MALE_GENITALIA_EXPOSED';
const ALSO_SOFT =
	'ANUS_COVERED ARMPITS_COVERED ARMPITS_EXPOSED BELLY_COVERED BELLY_EXPOSED BUTTOCKS_COVERED ' +
	'FACE_FEMALE FACE_MALE FEET_COVERED FEET_EXPOSED FEMALE_BREAST_COVERED FEMALE_GENITALIA_COVERED';

// The categories of `content-moderation`, with the labels that `stop_objects` takes in each.
const CATEGORIES: Record<string, Set<string> | undefined> = {
	nsfw: undefined,
	hard_nudity: new Set(EXPOSED.split(' ')),
	soft_nudity: new Set(`${EXPOSED} ${ALSO_SOFT}`.split(' ')),
	sport: undefined,
};

const LONGEST: Record<string, number> = { client_user_id: 256, client_entity_data: 4096 };

const FIELDS = [
	'task_name',
	'url',
	'category',
	'audio_language',
	'subtitles_language',
	'stop_objects',
	'client_user_id',
	'client_entity_data',
];

type NewTask = Omit<TaskData, 'client_id'> & { task_name: string; url: string };

/**
 * Reads the body of `POST /streaming/ai/tasks`: the task's data, or the text of the 400. Only the text
 * for a missing url is published; the others take its form.
 */
export function readNewTask(body: unknown): NewTask | string {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return 'Request body is not a JSON object';
	}
	const data: Record<string, unknown> = {};
	for (const field of FIELDS) {
		const value = (body as Record<string, unknown>)[field];
		// Null is the documented default of the optional fields.
		if (value === undefined || value === null) continue;
		if (typeof value !== 'string') return `"${field}" must be a string`;
		if (value.length > (LONGEST[field] ?? Infinity)) {
			return `"${field}" must not be longer than ${LONGEST[field]} characters`;
		}
		data[field] = value;
	}
	const { url, category } = data as Record<string, string | undefined>;
	if (!url?.trim()) return TEXT.noUrl;
	if (!/^https?:\/\/[^/]/i.test(url)) return '"url" must be an HTTP or HTTPS address';
	// The published curl example sends a url alone and gets a transcription.
	if (!data.task_name && category) return '"task_name" is not specified';
	data.task_name ??= 'transcription';
	if (data.task_name === 'transcription') return data as NewTask;
	if (data.task_name !== 'content-moderation') return `Unknown "task_name": ${data.task_name}`;
	if (!category) return '"category" is not specified';
	if (!Object.hasOwn(CATEGORIES, category)) return `Unknown "category": ${category}`;
	return checkStopObjects(data.stop_objects as string | undefined, category) ?? (data as NewTask);
}

function checkStopObjects(list: string | undefined, category: string): string | undefined {
	const labels = CATEGORIES[category];
	if (!list || !labels) return undefined;
	for (const entry of list.split(',')) {
		const [label, confidence] = entry.trim().split(':');
		if (!labels.has(label)) return `Unknown object in "stop_objects": ${label}`;
		if (confidence !== undefined && !(/^\d*\.?\d+$/.test(confidence) && +confidence <= 1)) {
			return `Confidence in "stop_objects" must be from 0 to 1: ${entry.trim()}`;
		}
	}
	return undefined;
}
