import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { endOf, type Task } from '../gcore/task';
import { meansDetection } from './languages';
import { dataForVideo } from './videoId';

/** What an item wants a task for. */
export interface Wanted {
	/** Of the create call. */
	body: IDataObject;
	/** The Gcore video, if it is one. Its MP4 address can change between two starts; the video is the same. */
	video?: { id: number; slug?: string };
}

/** What two tasks on the same video have in common if their results are the same. */
const RESULT_DEPENDS_ON = [
	'task_name',
	'category',
	'audio_language',
	'subtitles_language',
	'stop_objects',
];

/** What else the create call's body has. */
const LABELS = ['client_user_id', 'client_entity_data'];

/** Gcore returns null for a field that was not sent, and for the spoken language also "auto". */
const valueOf = (data: IDataObject, field: string) =>
	field === 'audio_language' && meansDetection(data[field]) ? '' : (data[field] ?? '');

const alike = (fields: string[], a: IDataObject, b: IDataObject) =>
	fields.every((field) => valueOf(a, field) === valueOf(b, field));

const defaultData = ({ video }: Wanted) => video && dataForVideo(video.id);

/** The labels that the user has set. */
const labelsOf = (wanted: Wanted) =>
	LABELS.filter((field) => wanted.body[field] && wanted.body[field] !== defaultData(wanted));

/** Gcore's addresses of a video have the account's number and the slug in the path. */
const hasSlug = (url: unknown, slug?: string) =>
	slug !== undefined && typeof url === 'string' && url.includes(`_${slug}/`);

const isSameVideo = (wanted: Wanted, { url, client_entity_data: data }: IDataObject) =>
	url === wanted.body.url ||
	(wanted.video !== undefined && (data === defaultData(wanted) || hasSlug(url, wanted.video.slug)));

/** @returns undefined where a row does not say what its task does, as in Gcore's published example of a list */
const compared = (
	wanted: Wanted,
	{ task_data: data }: Task,
	isAlike: (data: IDataObject) => boolean,
): boolean | undefined => {
	if (!isJsonObject(data)) return undefined;
	if (typeof data.url !== 'string' || typeof data.task_name !== 'string') return undefined;
	return alike(RESULT_DEPENDS_ON, wanted.body, data) && isAlike(data);
};

/**
 * Whether a task does what is wanted: same type, languages and video, and the labels that the user has set.
 * @returns undefined where its row does not say what it does
 */
export const doesTheSame = (wanted: Wanted, task: Task) =>
	compared(
		wanted,
		task,
		(data) => isSameVideo(wanted, data) && alike(labelsOf(wanted), wanted.body, data),
	);

/** Whether a create call with this very body may have started a task; undefined as `doesTheSame`. */
export const mayComeFrom = (wanted: Wanted, task: Task) =>
	compared(wanted, task, (data) => alike(['url', ...LABELS], wanted.body, data));

/** The same text for all that is wanted and can be the same task. */
export const workOf = (wanted: Wanted): string =>
	JSON.stringify([
		wanted.video?.id ?? wanted.body.url,
		...RESULT_DEPENDS_ON.map((field) => valueOf(wanted.body, field)),
		...labelsOf(wanted).map((field) => `${field} ${String(wanted.body[field])}`),
	]);

/** The list's search goes over a task's data as text, in which other characters may be escaped. */
const PLAIN = /[a-z0-9._~:/-]+/gi;
const LONGEST_SEARCH = 200;

/** What to search the list for: the video's slug or ID, or the longest part of its address that is plain text. */
export function searchFor(wanted: Wanted): string {
	const { body, video } = wanted;
	const url = String(body.url);
	if (video && hasSlug(url, video.slug)) return String(video.slug);
	// Data that the user has set take the place of the ID.
	if (video && body.client_entity_data === defaultData(wanted)) return String(video.id);
	return (url.match(PLAIN) ?? [])
		.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
		.slice(-LONGEST_SEARCH);
}

/** When a task began or ended, in ms since 1970; undefined where its row does not say. */
export function timeOf(
	{ processing_time: time }: Task,
	which: 'started_at' | 'completed_at',
): number | undefined {
	const at = isJsonObject(time) ? Date.parse(String(time[which])) : NaN;
	return Number.isNaN(at) ? undefined : at;
}

/**
 * Whether a task that does the same can be handed on in place of a new one.
 * @param since in ms since 1970, by Gcore's clock: a success counts from then on
 * @returns undefined when it has succeeded, and its row does not say when
 */
export function standsForNew(task: Task, since: number): boolean | undefined {
	if (typeof task.status !== 'string') return undefined;
	const end = endOf(task.status);
	if (end === undefined) return true;
	if (end !== 'succeeded') return false;
	const at = timeOf(task, 'completed_at');
	return at === undefined ? undefined : at >= since;
}

/** The Date header has whole seconds, and another machine may have written it than the one that starts tasks. */
const CLOCK_MS = 5_000;

/** How far two clocks may differ where no response has told. */
const CLOCKS_DIFFER_MS = 60_000;

const DAY_MS = 24 * 3_600_000;

/** When a request was sent, by Gcore's clock. @param offset as `earliestStart` */
const sentByGcore = (sentAt: number, offset = -CLOCKS_DIFFER_MS) => sentAt + offset;

/**
 * When a task can have begun at the earliest that a request has started, in ms since 1970 by Gcore's clock.
 * @param sentAt when the request was sent, by our clock
 * @param offset by how much Gcore's clock is ahead, in ms; undefined where no response has told
 */
export const earliestStart = (sentAt: number, offset?: number) =>
	sentByGcore(sentAt, offset) - (offset === undefined ? 0 : CLOCK_MS);

/**
 * The same for a task that has not ended. Where the clocks differ by much, or nothing tells, a proxy's may be the one
 * that was read: rather take one of the same body that another has started than pay twice.
 */
export function earliestUnfinished(sentAt: number, offset?: number) {
	const earliest = earliestStart(sentAt, offset);
	if (offset === undefined) return sentAt - DAY_MS;
	return Math.abs(offset) < CLOCKS_DIFFER_MS
		? earliest
		: Math.min(earliest, sentAt - CLOCKS_DIFFER_MS);
}

/**
 * Whether a request can have started a task, so that it is not an older one with the same body.
 * @param isRow whether the task is a row of a list, and can be read by itself if that does not say enough
 * @returns undefined where a row has no times
 */
export function canBeFrom(
	sentAt: number,
	offset: number | undefined,
	task: Task,
	isRow: boolean,
): boolean | undefined {
	const end = endOf(task.status);
	const hasEndedBadly = end === 'failed' || end === 'cancelled';
	const ended = timeOf(task, 'completed_at');
	const began = timeOf(task, 'started_at') ?? ended;
	if (began === undefined) return isRow ? undefined : !hasEndedBadly;
	if (end === undefined) return began >= earliestUnfinished(sentAt, offset);
	// To start once more in place of a task that has failed costs nothing. To hand that on costs the result.
	if (offset === undefined && hasEndedBadly) return false;
	if (ended !== undefined && ended < sentByGcore(sentAt, offset)) return false;
	return began >= earliestStart(sentAt, offset);
}
