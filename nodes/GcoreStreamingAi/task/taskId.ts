/** What a task ID parameter may resolve to. */
export type TaskIdLocator = { mode?: unknown; value?: unknown } | string | null | undefined;

export type ParsedTaskId = { id: string; flaw?: never } | { id?: never; flaw: string };

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const TASK_IN_PATH = /\/tasks\/([^/?#\s]+)/;

/** Would lead the request to another address than that of one task, even when encoded. */
const CHANGES_URL = /[/\\?#]|\.\.|^\.$|\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;

/** Gcore's own text for a missing ID (400 of the cancel call). */
export const NOT_SPECIFIED = '"task_id" is not specified';

const isLocator = (value: unknown): value is { mode?: unknown; value?: unknown } =>
	typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;

/**
 * The task ID that a 'Task' parameter means, fit to be put into a path with encodeURIComponent.
 * @returns the ID, or what is wrong with it; then no request should be sent
 */
export function parseTaskId(parameter: unknown): ParsedTaskId {
	const byUrl = isLocator(parameter) && parameter.mode === 'url';
	const value = isLocator(parameter) ? parameter.value : parameter;
	if (value === undefined || value === null) return { flaw: NOT_SPECIFIED };
	if (typeof value !== 'string') {
		const kind = Array.isArray(value) ? 'list' : typeof value;
		return { flaw: `${NOT_SPECIFIED}: 'Task' is a ${kind}, not a text` };
	}
	const text = value.trim();
	if (!text) return { flaw: NOT_SPECIFIED };
	if (byUrl && text.includes('/')) {
		const id = UUID.exec(text)?.[0] ?? TASK_IN_PATH.exec(text)?.[1];
		return id && !CHANGES_URL.test(id)
			? { id }
			: { flaw: `${NOT_SPECIFIED}: the URL in 'Task' holds no task ID` };
	}
	if (CHANGES_URL.test(text) || LONE_SURROGATE.test(text)) {
		return { flaw: `${NOT_SPECIFIED}: 'Task' holds characters that no task ID has` };
	}
	return { id: text };
}
