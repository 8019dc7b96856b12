/** Gcore's own SDKs wait 0.5 s after the first try and twice as long after each, up to 8 s. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** A longer `Retry-After` than this would hold a workflow for too long; it is cut. */
const LONGEST_RETRY_AFTER_MS = 60_000;

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

/**
 * What a `Retry-After` header asks for, in ms, at most a minute; undefined without one that can be read.
 * RFC 9110 allows seconds or an HTTP date.
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
	const text = String(Array.isArray(header) ? header[0] : (header ?? '')).trim();
	if (!text) return undefined;
	// Date.parse takes "-5" for a date; an HTTP date has a time.
	const date = text.includes(':') ? Date.parse(text) : NaN;
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : date - now;
	if (Number.isNaN(ms)) return undefined;
	return Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}
