/** Gcore's own SDKs wait 0.5 s after the first try and twice as long after each, up to 8 s. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** To wait longer than this for a `Retry-After` would hold a workflow for too long: it is told instead. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/** Nobody means more: a server must not put anybody off for good. */
const MOST_RETRY_AFTER_MS = 24 * 3600 * 1000;

/**
 * How long to wait before the next try, in ms: exponential, with up to a quarter taken off by chance so
 * that the items of one run do not come back all at once.
 * @param tries how often it was sent, at least 1
 * @param random from 0 to 1
 */
export function backoffMs(tries: number, random: number): number {
	const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
	return Math.round(full * (1 - random / 4));
}

/** A header's first value. */
const headerText = (header: unknown) =>
	String(Array.isArray(header) ? header[0] : (header ?? '')).trim();

const LONGEST_DATE = 60;
const ZONE = /(GMT|UTC|Z|[+-]\d\d:?\d\d)$/i;

/**
 * A date as HTTP has it, in ms since 1970; NaN where it is none. One that names no zone, as asctime writes it, is UTC
 * (RFC 9110, 5.6.7).
 */
export function httpDate(header: unknown): number {
	const text = headerText(header);
	// Date.parse takes "-5" for a date; an HTTP date has a time.
	if (!text.includes(':') || text.length > LONGEST_DATE) return NaN;
	if (ZONE.test(text)) return Date.parse(text);
	return Date.parse(/^\d{4}-/.test(text) ? `${text.replace(' ', 'T')}Z` : `${text} GMT`);
}

/**
 * What a `Retry-After` header asks for, in ms, at most a day; undefined without one that can be read.
 * RFC 9110 allows seconds or an HTTP date.
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
	const text = headerText(header);
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - now;
	if (Number.isNaN(ms)) return undefined;
	return Math.min(MOST_RETRY_AFTER_MS, Math.max(0, ms));
}
