import { json, type Answer } from './answers';
import type { Handler, Route } from './api';
import { isBibliographic } from './languages';
import { TEXT } from './samples';
import { listVideos, type VideoListOptions } from './videoList';
import type { SubtitleBody } from './videos';

const LARGEST = 5 * 1024 * 1024;

/** The form that refusals have here: `{status, error}`. */
const refuseVideo = (status: number, error: string) => json(status, { status, error });
const notFound = () => refuseVideo(404, TEXT.notFound);
const found = (what: unknown): Answer => (what ? json(200, what) : notFound());
const idOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : NaN);

/** The calls for videos and their subtitles. */
export function videoRoutes(options: VideoListOptions): Route[] {
	const list: Handler = ({ videos }, { query }) => {
		const page = listVideos(videos, query, options);
		if (!('status' in page)) return json(200, page);
		return refuseVideo(page.status, page.reason ?? TEXT.notFound);
	};

	const read: Handler = ({ videos }, _call, id) => found(videos.get(idOf(id)));

	// Of all these calls this one alone is published with a 400; what for is not.
	const listSubtitles: Handler = ({ videos }, _call, id) =>
		/^\d+$/.test(id)
			? found(videos.subtitles(idOf(id), options.listLagMs))
			: refuseVideo(400, TEXT.badRequest);

	const addSubtitle: Handler = ({ videos, featureDisabled }, { body }, id) => {
		if (featureDisabled) return refuseVideo(422, TEXT.featureDisabled);
		if (!videos.get(idOf(id))) return notFound();
		const given = readSubtitle(body);
		if (typeof given === 'string') return refuseVideo(422, given);
		const { language, vtt, name = language } = given;
		if (language === undefined || name === undefined) return refuseVideo(422, TEXT.badLanguage);
		if (vtt === undefined) return refuseVideo(422, '"vtt" is not specified');
		return found(videos.addSubtitle(idOf(id), { name, language, vtt }));
	};

	const readOne: Handler = ({ videos }, _call, id, subtitle) =>
		found(videos.subtitle(idOf(id), idOf(subtitle)));

	const patch: Handler = ({ videos }, { body }, id, subtitle) => {
		const ids = [idOf(id), idOf(subtitle)] as const;
		if (!videos.subtitle(...ids)) return notFound();
		const changes = readSubtitle(body);
		if (typeof changes === 'string') return refuseVideo(422, changes);
		const changed = videos.patchSubtitle(...ids, changes);
		// Published without the id.
		return found(changed && { name: changed.name, language: changed.language, vtt: changed.vtt });
	};

	const remove: Handler = ({ videos }, _call, id, subtitle) =>
		videos.removeSubtitle(idOf(id), idOf(subtitle))
			? { status: 204, headers: {}, body: '' }
			: notFound();

	return [
		[/^\/streaming\/videos$/, { GET: list }],
		[/^\/streaming\/videos\/([^/]+)$/, { GET: read }],
		[/^\/streaming\/videos\/([^/]+)\/subtitles$/, { GET: listSubtitles, POST: addSubtitle }],
		[
			/^\/streaming\/videos\/([^/]+)\/subtitles\/([^/]+)$/,
			{ GET: readOne, PATCH: patch, DELETE: remove },
		],
	];
}

/** What a body gives of a subtitle, or the text of the 422. Only the language's text is published. */
function readSubtitle(body: unknown): Partial<SubtitleBody> | string {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return 'Request body is not a JSON object';
	}
	const given: Partial<SubtitleBody> = {};
	for (const field of ['name', 'language', 'vtt'] as const) {
		const value = (body as Record<string, unknown>)[field];
		if (value === undefined) continue;
		if (typeof value !== 'string') return `"${field}" must be a string`;
		given[field] = value;
	}
	const { language, vtt } = given;
	if (language !== undefined && !isBibliographic(language)) return TEXT.badLanguage;
	if (vtt === undefined) return given;
	if (Buffer.byteLength(vtt) > LARGEST) return '"vtt" must not be larger than 5 MB';
	// WebVTT "must start from WEBVTT header", SRT "from integer for sequence number".
	return /^(WEBVTT|\d+)(\s|$)/.test(vtt) ? given : '"vtt" must begin with WEBVTT or an integer';
}
