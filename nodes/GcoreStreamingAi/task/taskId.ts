export type ParsedTaskId = { id: string; flaw?: never } | { id?: never; flaw: string };

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const UUID_IN_PATH = new RegExp(`(?<=/tasks/)${UUID.source}`, 'i');
const TASK_IN_PATH = /(?<=\/tasks\/)[^/?#\s]+/;

/** Where to look in a URL, best first: other UUIDs may stand in it, and words that are no ID behind `/tasks/`. */
const ID_IN_URL = [UUID_IN_PATH, UUID, TASK_IN_PATH];

/** Would lead the request to another address than that of one task, even when encoded. */
const CHANGES_URL = /[/\\?#]|\.\.|^\.$|\p{Cc}/u;
/** A half of a character, which encodeURIComponent throws at. */
const LONE_SURROGATE = /\p{Cs}/u;

const isUsable = (id: string) => !CHANGES_URL.test(id) && !LONE_SURROGATE.test(id);

/** Gcore's own text for a missing ID (400 of the cancel call). */
export const NOT_SPECIFIED = '"task_id" is not specified';

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
	const text = value.trim();
	if (!text) return { flaw: NOT_SPECIFIED };
	if (byUrl && text.includes('/')) {
		const [id] = ID_IN_URL.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
		return id !== undefined && isUsable(id)
			? { id }
			: { flaw: "The URL in 'Task' holds no task ID" };
	}
	return isUsable(text) ? { id: text } : { flaw: "'Task' holds characters that no task ID has" };
}
