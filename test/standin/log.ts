import type { FaultKind } from './faults';

/** One request as it was asked, without the key: wherever the key stood, `[redacted]` stands. */
export interface LoggedRequest {
	method: string;
	/** As sent, without the query. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Whether the key was one that the stand-in knows. */
	authorized: boolean;
	/** Parsed when it was JSON, else its text; undefined when there was none. */
	body: unknown;
	/** The answer's status; null as long as, or because, none was sent. */
	status: number | null;
	/** When it was asked, in milliseconds of the stand-in's clock. */
	at: number;
	/** Set when the client left before the whole answer was out. */
	aborted?: boolean;
	/** Set when a planted fault took this request. */
	fault?: FaultKind;
}

export interface Stats {
	/** Requests asked. */
	requests: number;
	/** Answers by status. */
	byStatus: Record<string, number>;
	/** Tasks that became REVOKED through the cancel call. */
	cancelled: number;
	/** Requests that wait for their answer now. */
	inFlight: number;
	/** The most that waited at one time. */
	peakInFlight: number;
}

export const REDACTED = '[redacted]';

/** The last `max` requests, and counts of all since the last `clear`. */
export class RequestLog {
	private readonly kept: LoggedRequest[] = [];
	private readonly counts: Stats;

	constructor(private readonly max: number) {
		this.counts = { requests: 0, byStatus: {}, cancelled: 0, inFlight: 0, peakInFlight: 0 };
	}

	/** Newest last. */
	get entries(): LoggedRequest[] {
		this.trim();
		return this.kept;
	}

	get stats(): Stats {
		return { ...this.counts, byStatus: { ...this.counts.byStatus } };
	}

	add(entry: LoggedRequest): void {
		this.kept.push(entry);
		// Dropping one by one would move the whole array each time.
		if (this.kept.length >= this.max * 2) this.trim();
		this.counts.requests++;
		this.counts.inFlight++;
		this.counts.peakInFlight = Math.max(this.counts.peakInFlight, this.counts.inFlight);
	}

	answered(entry: LoggedRequest, status: number): void {
		entry.status = status;
		this.counts.byStatus[status] = (this.counts.byStatus[status] ?? 0) + 1;
	}

	done(): void {
		this.counts.inFlight--;
	}

	cancelled(): void {
		this.counts.cancelled++;
	}

	/** How many kept requests have this method and path; a string is the whole path, each may be left out. */
	count(method?: string, path?: string | RegExp): number {
		const wanted = method?.toUpperCase();
		return this.entries.filter(
			(entry) => (!wanted || entry.method === wanted) && pathMatches(path, entry.path),
		).length;
	}

	clear(): void {
		this.kept.length = 0;
		const { inFlight } = this.counts;
		Object.assign(this.counts, { requests: 0, byStatus: {}, cancelled: 0, peakInFlight: inFlight });
	}

	private trim(): void {
		if (this.kept.length > this.max) this.kept.splice(0, this.kept.length - this.max);
	}
}

/** Whether a path is the given one, or has the given pattern in it; no pattern fits all. */
export function pathMatches(pattern: string | RegExp | undefined, path: string): boolean {
	if (pattern === undefined) return true;
	// `search` ignores a global pattern's memory of its last hit.
	return typeof pattern === 'string' ? pattern === path : path.search(pattern) >= 0;
}

/**
 * Returns a function that takes the given keys out of a text, also where JSON or a URL spells some of
 * their characters its own way.
 */
export function redactor(keys: string[]): (text: string) => string {
	const patterns = keys
		.filter(Boolean)
		// A key that begins with another goes first, or its rest would stay.
		.sort((a, b) => b.length - a.length)
		.map((key) => [...key].map(spellings).join(''));
	if (patterns.length === 0) return (text) => text;
	const any = new RegExp(patterns.join('|'), 'g');
	return (text) => text.replace(any, REDACTED);
}

function spellings(char: string): string {
	const hex = (code: string) =>
		code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
	const inUrl = hex(Buffer.from(char).toString('hex')).replace(/(?:\d|\[..\]){2}/g, '%$&');
	const inJson = [...Array(char.length).keys()]
		.map((i) => `\\\\u${hex(char.charCodeAt(i).toString(16).padStart(4, '0'))}`)
		.join('');
	const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	return `(?:${escape(char)}|${inUrl}|${inJson}|${escape(JSON.stringify(char).slice(1, -1))})`;
}
