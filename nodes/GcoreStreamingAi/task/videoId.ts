import { isJsonObject } from '../gcore/answers';
import { LONGEST_URL, unquoted } from '../gcore/text';
import { isVideoId } from '../gcore/video';

/** What a 'Video' parameter means: a video's ID, the slug that its public addresses have, nothing, or what is wrong. */
export type ParsedVideo =
	| { id: number }
	| { slug: string }
	| { isEmpty: true }
	| { flaw: string; remedy: string };

const DIGITS = /^\d{1,16}$/;

/** Gcore's API and portal have the ID behind `videos`, players and manifests the account's number and the slug. */
const IN_PATH = /\/videos?\/(\d+)(?:_([a-z\d]+))?(?=[/?#]|$)/gi;
const IN_QUERY = /[?&#]video_?id=(\d+)(?=[&#]|$)/gi;

const CHOOSE = 'Choose a video from the list, or give its ID (a whole number) or an address of it';

const idOf = (text: string): ParsedVideo => {
	const id = DIGITS.test(text) ? Number(text) : NaN;
	return isVideoId(id) ? { id } : { flaw: 'is not the ID of a video', remedy: `${CHOOSE}.` };
};

function inUrl(url: string): ParsedVideo {
	const text = url.slice(0, LONGEST_URL);
	const paths = [...text.matchAll(IN_PATH)];
	const ids = new Set([
		...paths.filter(([, , slug]) => slug === undefined).map(([, id]) => id),
		...[...text.matchAll(IN_QUERY)].map(([, id]) => id),
	]);
	const slugs = new Set(paths.flatMap(([, , slug]) => slug ?? []));
	const [id, slug] = [[...ids][0], [...slugs][0]];
	if (ids.size > 1 || (ids.size === 0 && slugs.size > 1)) {
		return {
			flaw: 'is an address that names several videos',
			remedy: `${CHOOSE} that names no other.`,
		};
	}
	if (id !== undefined) return idOf(id);
	if (slug !== undefined) return { slug };
	return { flaw: 'is an address that names no video', remedy: `${CHOOSE}.` };
}

const isLocator = (value: unknown): value is { value?: unknown } =>
	isJsonObject(value) && 'mode' in value && 'value' in value;

/** @param parameter a resource locator, or what an expression has made of it */
export function parseVideo(parameter: unknown): ParsedVideo {
	const value = isLocator(parameter) ? parameter.value : parameter;
	if (value === undefined || value === null) return { isEmpty: true };
	if (typeof value === 'number') return idOf(String(value));
	if (typeof value !== 'string') {
		return { flaw: 'is neither text nor a number', remedy: `${CHOOSE}.` };
	}
	const text = unquoted(value);
	if (text === '') return { isEmpty: true };
	return text.includes('/') ? inUrl(text) : idOf(text);
}

const asId = (value: unknown): number | undefined => {
	const parsed = parseVideo(value);
	return 'id' in parsed ? parsed.id : undefined;
};

/** What Create puts into a task's client_entity_data when it takes a Gcore video and the user has given none. */
export const dataForVideo = (id: number) => JSON.stringify({ video_id: id });

function idInData(data: unknown): number | undefined {
	if (typeof data !== 'string') return undefined;
	try {
		const parsed: unknown = JSON.parse(data);
		return isJsonObject(parsed) ? asId(parsed.video_id) : undefined;
	} catch {
		return undefined;
	}
}

/** The video that an item or a task is about: its own `video_id`, or the one in the data that Create gives a task. */
export function videoIdIn(json: unknown): number | undefined {
	if (!isJsonObject(json)) return undefined;
	const { task_data: data } = json;
	return asId(json.video_id) ?? idInData(isJsonObject(data) ? data.client_entity_data : undefined);
}
