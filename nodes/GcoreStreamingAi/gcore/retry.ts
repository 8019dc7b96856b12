import type { RawAnswer } from './answers';

/** Gcore's own SDKs wait 0.5 s after the first try and twice as long after each, up to 8 s. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** To wait longer than this for a `Retry-After` would hold a workflow for too long: it is told instead. */
const LONGEST_RETRY_AFTER_MS = 60_000;

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
function httpDate(header: unknown): number {
	const text = headerText(header);
	// Date.parse takes "-5" for a date; an HTTP date has a time.
	if (!text.includes(':') || text.length > LONGEST_DATE) return NaN;
	if (ZONE.test(text)) return Date.parse(text);
	return Date.parse(/^\d{4}-/.test(text) ? `${text.replace(' ', 'T')}Z` : `${text} GMT`);
}

/** By how much the clock of an answer's server is ahead of `now`, in ms; undefined where its `Date` does not tell. */
export function clockOffsetIn(raw: RawAnswer, now: number): number | undefined {
	const date = 'status' in raw ? httpDate(raw.headers.date) : NaN;
	return Number.isNaN(date) ? undefined : date - now;
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

/** How a server has said that it is asked too much. */
export interface Refusal {
	/** How long nobody shall send, in ms; 0 where others may. */
	waitMs: number;
	/** Whether it counts requests (429), and not only has no time for them (503): then there is a pace to be kept. */
	countsRequests: boolean;
	/** Until when it wants to be left alone, in ms since 1970, where that is too long to be waited for. */
	notBefore?: number;
}

/**
 * Whether an answer says that the server is asked too much, and that it only has to be waited for.
 * @param backoff how long to wait where it names no time, in ms
 * @param now in ms since 1970
 */
export function refusalIn(raw: RawAnswer, backoff: number, now: number): Refusal | undefined {
	if (!('status' in raw) || (raw.status !== 429 && raw.status !== 503)) return undefined;
	const { headers } = raw;
	const countsRequests = raw.status === 429;
	// By the server's own clock, where it tells it: a date means another wait on a clock that differs.
	const told = retryAfterMs(headers['retry-after'], httpDate(headers.date) || now);
	const asked = told ?? 0;
	if (asked > LONGEST_RETRY_AFTER_MS) {
		return { waitMs: 0, countsRequests, notBefore: now + asked };
	}
	// A 503 that names no time may be one task's matter, and holds back nobody else. To come back at once is no answer
	// to being asked too much.
	const isBusy = countsRequests || told !== undefined;
	return { waitMs: isBusy ? asked || backoff : 0, countsRequests };
}

/** How often a request may wait for its turn without that counting as a try. */
const MOST_TURNS = 20;

/**
 * The tries of one call. One that the server refuses (429) while it takes others of the run only waits for its turn,
 * and uses up no retry, up to a bound; with no retries at all, nothing is sent again for that reason either.
 */
export class Tries {
	made = 0;

	private counted = 0;

	/** @param taken how many requests of the run the server has taken so far */
	constructor(
		private readonly maxRetries: number,
		private taken: number,
	) {}

	/** How long to wait behind the next try, in ms. @param random from 0 to 1 */
	backoffMs(random: number): number {
		return backoffMs(this.counted + 1, random);
	}

	/** Takes down how a try has ended. @returns whether another may follow */
	count(taken: number, refusal?: Refusal): boolean {
		this.made++;
		const othersWereTaken = taken > this.taken;
		this.taken = taken;
		const isInTurn =
			refusal?.countsRequests === true &&
			othersWereTaken &&
			this.made - this.counted <= MOST_TURNS &&
			this.maxRetries > 0;
		if (!isInTurn) this.counted++;
		return this.counted <= this.maxRetries;
	}
}
