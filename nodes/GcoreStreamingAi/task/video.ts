import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { GcoreFailure, remedyText } from '../gcore/failures';
import { apiText, shown } from '../gcore/shown';
import type { Video } from '../gcore/video';

/** In a label of a list: with status and length behind it, n8n's list shows it uncut. */
const LONGEST_NAME = 28;
const END_SHOWN = 10;

/** Cut in the middle: names that begin alike end differently. */
function shortened(name: unknown): string | undefined {
	const letters = [...(apiText(name) ?? '')];
	if (letters.length <= LONGEST_NAME) return letters.join('') || undefined;
	const begin = letters.slice(0, LONGEST_NAME - END_SHOWN - 1);
	return `${begin.join('').trimEnd()}…${letters.slice(-END_SHOWN).join('').trimStart()}`;
}

const MS_PER_SECOND = 1000;

/** Milliseconds as people tell the length of a video: 3:05, 1:00:00. */
function lengthOf(ms: unknown): string | undefined {
	if (typeof ms !== 'number' || !(ms >= 0)) return undefined;
	const seconds = Math.round(ms / MS_PER_SECOND);
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const shown = parts[0] > 0 ? parts : parts.slice(1);
	return shown.map((part, index) => String(part).padStart(index > 0 ? 2 : 1, '0')).join(':');
}

/** A video in one line, for lists: what it is called, how it stands, how long it is. */
export const videoLabel = ({ id, name, status, duration }: Video): string =>
	[shortened(name) ?? String(id), apiText(status, LONGEST_NAME), lengthOf(duration)]
		.filter(Boolean)
		.join(' · ');

/** One quality of a video, as far as it is chosen by. */
interface Rendition {
	/** Lines of its picture; 0 where there is none, or that is not told. */
	height: number;
	url: unknown;
	isFinished: boolean;
}

/** Older answers do not tell how a quality stands. */
const renditionOf = ({ height, mp4_url: url, status = 'complete' }: IDataObject): Rendition => ({
	height: typeof height === 'number' ? height : 0,
	url,
	isFinished: status === 'complete',
});

const renditionsOf = ({ converted_videos: rows }: Video): Rendition[] =>
	Array.isArray(rows) ? rows.filter(isJsonObject).map(renditionOf) : [];

/** When a protected address expires: in its query, or behind the token in its path (Gcore, protected temporary links). */
const EXPIRES = /[?&]expires=(\d{9,11})(?:&|$)|\/[\w-]{20,}\/(\d{9,11})\//;

/** In seconds since 1970; undefined for an address that is not protected. */
function expiryOf(url: unknown): number | undefined {
	const found = typeof url === 'string' ? EXPIRES.exec(url) : null;
	return found ? Number(found[1] ?? found[2]) : undefined;
}

const isAddress = (url: unknown): url is string =>
	typeof url === 'string' && /^https?:\/\/[^/]/i.test(url);

/** Whether Gcore's AI can fetch it: an address, and one that is still open. @param now in ms since 1970 */
const isUsable = ({ isFinished, url }: Rendition, now: number) =>
	isFinished && isAddress(url) && (expiryOf(url) ?? Infinity) > now / MS_PER_SECOND;

/** Enough to be heard (Gcore's guide to AI subtitles names 240, 360 and 468 lines). */
const LEAST_FOR_SPEECH = 240;

/** More lines show a detection nothing more, and take longer to be fetched. */
const MOST_FOR_PICTURES = 720;

/** The better, the further in front: first those within the bound from the bound on, then the others towards it. */
function ranked(renditions: Rendition[], use: 'speech' | 'pictures' | 'download'): Rendition[] {
	const byHeight = [...renditions].sort((a, b) => a.height - b.height);
	if (use === 'download') return byHeight.reverse();
	if (use === 'speech') {
		const isEnough = ({ height }: Rendition) => height >= LEAST_FOR_SPEECH;
		return [...byHeight.filter(isEnough), ...byHeight.filter((one) => !isEnough(one)).reverse()];
	}
	const isSmall = ({ height }: Rendition) => height > 0 && height <= MOST_FOR_PICTURES;
	const isLarge = ({ height }: Rendition) => height > MOST_FOR_PICTURES;
	const unknown = byHeight.filter(({ height }) => height === 0);
	return [...byHeight.filter(isSmall).reverse(), ...byHeight.filter(isLarge), ...unknown];
}

/** The address of a video's MP4 that suits a use best; undefined when there is none. @param now in ms since 1970 */
export const mp4Of = (
	video: Video,
	use: 'speech' | 'pictures' | 'download',
	now: number,
): string | undefined =>
	ranked(
		renditionsOf(video).filter((one) => isUsable(one, now)),
		use,
	)[0]?.url as string | undefined;

const OR_URL = "or set 'Video Source' to URL and give the address of the file";

/** Why a video has no MP4 that can be used, and what Gcore says of it. */
function whyNone(video: Video): [message: string, remedy: string, said?: string] {
	const renditions = renditionsOf(video);
	const isProcessing = renditions.some(({ isFinished }) => !isFinished);
	if (video.status === 'error') {
		return [
			'has no MP4: Gcore could not process the video',
			'Upload the video again',
			apiText(video.error),
		];
	}
	if (video.status === 'empty') {
		return ['has no MP4 yet: its file is not uploaded', 'Wait for the upload to end'];
	}
	const finished = renditions.filter(({ isFinished }) => isFinished);
	if (finished.length === 0 && (isProcessing || video.status === 'pending')) {
		return [
			'has no MP4 yet: Gcore is still processing it',
			`Try again when its status is ready, ${OR_URL}`,
		];
	}
	const isProtected = [video.hls_url, ...finished.map(({ url }) => url)].some(
		(url) => expiryOf(url) !== undefined,
	);
	if (isProtected) {
		return [
			'has no MP4 that Gcore AI can fetch: its addresses are protected by a token, which has expired or is not told',
			"Set 'Video Source' to URL and give a signed address of the file",
		];
	}
	return [
		'has no MP4 address: MP4 is off for the account',
		`Ask Gcore support to enable MP4, ${OR_URL}`,
	];
}

/**
 * The address at which Gcore's AI finds a video.
 * @param use of what is looked for: speech takes a small rendition, pictures the best up to 720 lines
 * @param now in ms since 1970
 * @throws GcoreFailure that says why there is none
 */
export function videoAddress(video: Video, use: 'speech' | 'pictures', now: number): string {
	const url = mp4Of(video, use, now);
	if (url !== undefined) return url;
	const [message, remedy, said] = whyNone(video);
	throw new GcoreFailure({
		message: shown`The video ${video.id} ${message}`,
		description: remedyText(remedy, said),
	});
}

/** The ten fields of a video that lists are read for, all at one level. @param now in ms since 1970 */
export function simpleVideo(video: Video, now: number): IDataObject {
	const { id, name, slug, status, duration, hls_url, iframe_url, subtitles, created_at } = video;
	return {
		video_id: id,
		name: name ?? null,
		slug: slug ?? null,
		status: status ?? null,
		duration_sec: typeof duration === 'number' ? duration / MS_PER_SECOND : null,
		mp4_url: mp4Of(video, 'download', now) ?? null,
		hls_url: hls_url ?? null,
		iframe_url: iframe_url ?? null,
		subtitles: Array.isArray(subtitles) ? subtitles.length : null,
		created_at: created_at ?? null,
	};
}
