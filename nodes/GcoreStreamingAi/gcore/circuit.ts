import type { GcoreRequest } from './answers';
import type { FailureNote } from './failures';

/** A server that takes nothing for so long, of so many requests, is down: the rest is not even tried. */
const DOWN_AFTER_MS = 120_000;
const DOWN_AFTER_CALLS = 10;

const isProbe = ({ retries }: GcoreRequest) => retries !== undefined;

/** A circuit breaker: knows whether a further request is worth sending, from what has become of the others. */
export class Circuit {
	/** How many requests the server has taken. */
	taken = 0;

	/** When it took the last, and which it has not taken since. */
	private takenAt: number;

	private readonly notTaken = new Set<GcoreRequest>();

	/** Nothing that follows can go better: no further request is sent. */
	private refused?: FailureNote;

	/** The server has asked for more time than anybody should wait for here. */
	private retryAfter?: FailureNote;

	/** The server is down: only probes find out that it is up again. */
	private down?: FailureNote;

	/** @param now milliseconds, from any start */
	constructor(private readonly now: () => number) {
		this.takenAt = now();
	}

	/** Until when the server wants to be left alone, in ms since 1970; undefined where it has not said so. */
	get notBefore(): number | undefined {
		return this.retryAfter?.notBefore;
	}

	/** Why a request is not to be sent; undefined where it may be. */
	whyOpen(request: GcoreRequest): FailureNote | undefined {
		// Until then not even a probe: it would be one more of those that are too many.
		const isEarly = Date.now() < (this.notBefore ?? 0);
		return this.refused ?? (isEarly ? this.retryAfter : isProbe(request) ? undefined : this.down);
	}

	/** Takes down whether the server has taken a request. Probes alone do not make it count as down. */
	record(request: GcoreRequest, isTaken: boolean) {
		if (!isTaken) {
			if (!isProbe(request)) this.notTaken.add(request);
			return;
		}
		this.taken++;
		this.takenAt = this.now();
		this.notTaken.clear();
		this.down = undefined;
	}

	/** Whether a request need not be sent again, because the server takes nothing any more. */
	isDown(request: GcoreRequest): boolean {
		const isOver = this.now() - this.takenAt >= DOWN_AFTER_MS;
		return isOver && this.notTaken.size >= DOWN_AFTER_CALLS && !isProbe(request);
	}

	/** Takes down why a request was given up: it may be a reason to send nothing more. */
	trip(request: GcoreRequest, note: FailureNote) {
		if (note.affectsAllItems) this.refused = note;
		if (note.notBefore !== undefined) this.retryAfter = note;
		if (this.isDown(request)) this.down = note;
	}
}
