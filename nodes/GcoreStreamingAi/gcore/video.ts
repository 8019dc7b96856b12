import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from './answers';

/** A video as Gcore tells it; nothing but the ID is taken for granted. */
export type Video = IDataObject & { id: number };

/** Whether a number can be the ID of a video. */
export const isVideoId = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) > 0;

/** Whether a row of an answer, a video or its subtitles, can be asked for. */
export const hasId = (row: unknown): row is IDataObject & { id: number } =>
	isJsonObject(row) && isVideoId(row.id);

/** Statuses of a video: not uploaded yet, waiting, to be seen in one quality, in all of them, and none of these. */
export const VIDEO_STATUSES = ['empty', 'error', 'pending', 'ready', 'viewable'] as const;

/** Subtitles that a video has. */
export type Subtitles = IDataObject & { id: number };
