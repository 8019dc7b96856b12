import type { ListQuery } from './list';
import type { Video, VideoStore } from './videos';

export interface VideoListOptions {
	/** A page past the last: an empty one, or a 404. Which of them Gcore does is not published. */
	pastEnd: 'empty' | '404';
	/** Highest `per_page` honoured; Gcore publishes none. */
	maxPerPage: number;
	/** How long after they were added subtitles appear in the list of their video, in ms. */
	listLagMs: number;
}

/** An answer that is no page: which status, and for a value that cannot be read the reason. */
interface NoPage {
	status: 400 | 404;
	reason?: string;
}

const DEFAULT_PER_PAGE = 25;

// "The following fields are available for specifying"; others of a video are not, so none is given for them.
const FIELDS = new Set(
	(
		'id name duration status created_at updated_at hls_url screenshots converted_videos priority ' +
		'stream_id'
	).split(' '),
);

/** `GET /streaming/videos`: one page of the videos that a query finds, newest first. */
export function listVideos(
	store: VideoStore,
	query: ListQuery,
	{ pastEnd, maxPerPage }: VideoListOptions,
): Array<Partial<Video>> | NoPage {
	// The description has no answer for these. A loud one serves tests better than any page.
	for (const name of ['page', 'per_page', 'client_user_id', 'stream_id']) {
		const least = name.endsWith('page') ? 1 : 0;
		if (!query[name] || (/^\d+$/.test(query[name]) && Number(query[name]) >= least)) continue;
		return { status: 400, reason: `"${name}" is not a whole number from ${least}` };
	}
	const page = Number(query.page || 1);
	const perPage = Math.min(Number(query.per_page || DEFAULT_PER_PAGE), maxPerPage);

	const found = [...store.stored()].filter((video) => matches(video, query));
	const first = (page - 1) * perPage;
	if (page > 1 && first >= found.length && pastEnd === '404') return { status: 404 };
	const rows = found.sort((a, b) => b.id - a.id).slice(first, first + perPage);
	const { fields } = query;
	return fields ? rows.map((video) => only(video, fields)) : rows;
}

function matches(video: Video, query: ListQuery): boolean {
	for (const name of ['status', 'client_user_id', 'stream_id']) {
		const wanted = query[name];
		if (wanted && String(video[name] ?? '') !== wanted) return false;
	}
	if (query.id && !names(query.id).includes(String(video.id))) return false;
	const { search } = query;
	return !search || isFound(video, search);
}

// "id={s} OR slug={s} OR name like {s}", the last told as "name contains".
function isFound({ id, slug, name }: Video, search: string): boolean {
	if (search === String(id) || search === slug) return true;
	return name.toLowerCase().includes(search.toLowerCase());
}

function only(video: Video, fields: string): Partial<Video> {
	const asked = new Set(names(fields));
	return Object.fromEntries(
		Object.entries(video).filter(([name]) => asked.has(name) && FIELDS.has(name)),
	);
}

const names = (list: string) => list.split(',').map((name) => name.trim());
