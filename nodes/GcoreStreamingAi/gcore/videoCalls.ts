import type { IDataObject } from 'n8n-workflow';

import type { Page } from './calls';
import type { GcoreClient } from './client';
import { failureRow, GcoreFailure, remedyText, UNKNOWN_VIDEO } from './failures';
import { named, shown, wordsIn } from './shown';
import { hasId, isVideoId, type Subtitles, type Video } from './video';

const VIDEOS = '/streaming/videos';

const subtitlesOf = (videoId: number) => `${VIDEOS}/${videoId}/subtitles`;

/** What is told of a video that Gcore does not know. @param video how the user has named it */
export const unknownVideo = (video: unknown) =>
	new GcoreFailure({
		message: shown`Gcore does not know the video '${named(video)}'`,
		description: shown`${UNKNOWN_VIDEO.message}. ${UNKNOWN_VIDEO.remedy}.`,
		httpCode: '404',
	});

/**
 * GET /streaming/videos: one page of the account's videos, a plain list without a count. Rows whose ID cannot be used
 * are left out, and a 404 behind the last page is an empty one.
 */
export async function listVideos(client: GcoreClient, query: IDataObject): Promise<Page<Video>> {
	const { status, body } = await client.call({
		method: 'GET',
		path: VIDEOS,
		qs: query,
		isList: true,
		documented: Number(query.page) > 1 ? [404] : [],
	});
	const rows = status === 404 ? [] : (body.rows as unknown[]);
	return { rows: rows.filter(hasId), length: rows.length };
}

/** GET /streaming/videos/{video_id}. @throws GcoreFailure when Gcore does not know the video */
export async function getVideo(client: GcoreClient, videoId: number): Promise<Video> {
	const { status, body } = await client.call({
		method: 'GET',
		path: `${VIDEOS}/${videoId}`,
		documented: [404],
		holds: ({ id }) => id === videoId,
	});
	if (status === 404) throw unknownVideo(videoId);
	return body as Video;
}

/** GET /streaming/videos/{video_id}/subtitles. @throws GcoreFailure when Gcore does not know the video */
export async function listSubtitles(client: GcoreClient, videoId: number): Promise<Subtitles[]> {
	const { status, body } = await client.call({
		method: 'GET',
		path: subtitlesOf(videoId),
		isList: true,
		documented: [404],
	});
	if (status === 404) throw unknownVideo(videoId);
	return (body.rows as unknown[]).filter(hasId);
}

/** What is told of subtitles that Gcore has refused: its text alone tells a language from an account without AI. */
function refused(body: IDataObject, language: unknown): GcoreFailure {
	const said = wordsIn(body) ?? '';
	const isDisabled = /disabled|enable/i.test(said);
	const { message, remedy } = isDisabled
		? failureRow(422)
		: /language/i.test(said)
			? {
					message: shown`Gcore does not know the language '${named(language)}'`,
					remedy: "Choose another 'Language', or give its three letters of ISO 639-2",
				}
			: {
					message: 'Gcore did not accept the subtitles',
					remedy: "Check the subtitles, 'Language' and 'Name'",
				};
	return new GcoreFailure({
		message: shown`${message} (HTTP 422)`,
		description: remedyText(remedy, said),
		httpCode: '422',
	});
}

/**
 * POST /streaming/videos/{video_id}/subtitles. Not sent again when its answer is lost: subtitles of the same language and
 * name may stand beside each other.
 * @param body name, language (ISO 639-2/B) and vtt: WebVTT or SRT
 * @returns the ID of the new subtitles
 * @throws GcoreFailure when the video is not known or Gcore does not take the subtitles
 */
export async function addSubtitles(
	client: GcoreClient,
	videoId: number,
	body: IDataObject,
): Promise<number> {
	const answer = await client.call({
		method: 'POST',
		path: subtitlesOf(videoId),
		body,
		documented: [404, 422],
		holds: ({ id }) => isVideoId(id),
		once: 'The subtitles may have been added all the same: look at the video before you add them again',
	});
	if (answer.status === 404) throw unknownVideo(videoId);
	if (answer.status === 422) throw refused(answer.body, body.language);
	return answer.body.id as number;
}

/**
 * PATCH /streaming/videos/{video_id}/subtitles/{id}: changes what the body has.
 * @returns whether they were there
 * @throws GcoreFailure when Gcore does not take the change
 */
export async function changeSubtitles(
	client: GcoreClient,
	videoId: number,
	id: number,
	body: IDataObject,
): Promise<boolean> {
	const answer = await client.call({
		method: 'PATCH',
		path: `${subtitlesOf(videoId)}/${id}`,
		body,
		documented: [404, 422],
		// Its published form has no ID.
		holds: (changed) => (changed.id ?? id) === id,
	});
	if (answer.status === 422) throw refused(answer.body, body.language);
	return answer.status !== 404;
}
