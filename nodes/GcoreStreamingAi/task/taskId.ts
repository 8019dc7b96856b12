import { idFlaw } from '../gcore/task';
import { LONGEST_URL, strayCharacter, unquoted } from '../gcore/text';

export type ParsedTaskId = { id: string; flaw?: never } | { id?: never; flaw: string };

/** Words that addresses have behind `/tasks/` in place of an ID. */
const NO_IDS = ['list', 'all', 'new', 'create', 'search', 'history', 'cancel'];

/** Gcore's own text for a missing ID (400 of the cancel call). */
export const NOT_SPECIFIED = '"task_id" is not specified';

/** Whether a text is a UUID as a whole, as Gcore's IDs are. */
export const isUuid = (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

const isLocator = (value: unknown): value is { mode?: unknown; value?: unknown } =>
	typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;

const valueOf = (parameter: unknown) => (isLocator(parameter) ? parameter.value : parameter);

/** What a 'Task' parameter holds as it was given; null when it is not a text. */
export function givenText(parameter: unknown): string | null {
	const value = valueOf(parameter);
	return typeof value === 'string' ? value : null;
}

/**
 * The task ID that a 'Task' parameter means, fit to be put into a path with encodeURIComponent.
 * @returns the ID, or what is wrong with it; then no request should be sent
 */
export function parseTaskId(parameter: unknown): ParsedTaskId {
	const byUrl = isLocator(parameter) && parameter.mode === 'url';
	const value = valueOf(parameter);
	if (value === undefined || value === null) return { flaw: NOT_SPECIFIED };
	if (typeof value !== 'string') {
		const kind = Array.isArray(value) ? 'list' : typeof value;
		const article = kind === 'object' ? 'an' : 'a';
		return { flaw: `'Task' is ${article} ${kind}, not text` };
	}
	const text = unquoted(value);
	if (!text) return { flaw: NOT_SPECIFIED };
	return byUrl && text.includes('/') ? idInUrl(text) : usable(text);
}

function usable(id: string): ParsedTaskId {
	const flaw = idFlaw(id);
	return flaw === undefined ? { id } : { flaw: `'Task' ${flaw}` };
}

/** What may name a task in a URL. */
interface Found {
	/** Segments behind `/tasks/`. */
	inPath: string[];
	/** Values of `task_id=`. */
	inQuery: string[];
	/** UUIDs of whatever that are a segment or a value of the query. */
	uuids: string[];
	/** Values of the query that are addresses themselves, as of a page to return to. */
	addresses: string[];
}

/** Cancelling goes by it: where a URL may mean one task or another, none is taken. */
function idInUrl(url: string): ParsedTaskId {
	if (url.length > LONGEST_URL) {
		return { flaw: `The URL in 'Task' is longer than ${LONGEST_URL} characters` };
	}
	const stray = strayCharacter(url);
	if (stray) return { flaw: `'Task' holds ${stray}` };
	const outer = foundIn(url, decoded);
	// Decoded already.
	const inner = outer.addresses.map((address) => foundIn(address, unquoted));
	const ranks = [
		outer.inPath,
		outer.inQuery,
		inner.flatMap(({ inPath }) => inPath),
		inner.flatMap(({ inQuery }) => inQuery),
		[outer, ...inner].flatMap(({ uuids }) => uuids),
	];
	const named = ranks.find((ids) => ids.length > 0) ?? [];
	// An address may have `/tasks/` for something else as well.
	const best = named.some(isUuid) ? named.filter(isUuid) : named;
	const [id, another] = new Map(best.map((one) => [one.toLowerCase(), one])).values();
	if (id === undefined) return { flaw: "The URL in 'Task' holds no task ID" };
	return another === undefined
		? usable(id)
		: { flaw: "The URL in 'Task' holds several IDs, and nothing tells the task's" };
}

/** A segment is an ID as a whole or not at all; so it is decoded once, after it was parted from the others. */
function decoded(part: string): string {
	try {
		return unquoted(decodeURIComponent(part));
	} catch {
		return unquoted(part);
	}
}

function foundIn(url: string, decode: (part: string) => string): Found {
	const found: Found = { inPath: [], inQuery: [], uuids: [], addresses: [] };
	const parts = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('#');
	for (const part of parts) {
		const [path, ...queries] = part.split('?');
		// Applications in a browser have a path, a query, or both in the fragment.
		if (/^[^/]*=/.test(path)) queries.unshift(path);
		else readPath(path.split('/').map(decode), found);
		for (const pair of queries.flatMap((query) => query.split('&'))) {
			const [name, ...rest] = pair.split('=');
			readPair(decode(name), decode(rest.join('=')), found);
		}
	}
	return found;
}

function readPath(segments: string[], { inPath, uuids }: Found) {
	segments.forEach((segment, index) => {
		const isNamed = index > 0 && segments[index - 1].toLowerCase() === 'tasks';
		if (isNamed && segment && !NO_IDS.includes(segment.toLowerCase())) inPath.push(segment);
		else if (isUuid(segment)) uuids.push(segment);
	});
}

function readPair(name: string, value: string, { inQuery, uuids, addresses }: Found) {
	if (/^task[_-]?id$/i.test(name)) inQuery.push(...(value ? [value] : []));
	else if (value.includes('/')) addresses.push(value);
	else if (isUuid(value)) uuids.push(value);
}
