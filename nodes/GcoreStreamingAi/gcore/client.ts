import type { IDataObject } from 'n8n-workflow';

import { judge, type GcoreRequest, type RawAnswer, type Reply } from './answers';
import { ExecutionStopped, type FailureNote, GcoreFailure, mayHaveActed } from './failures';
import { Limiter, type LimiterClock, type Refusal } from './limiter';
import { backoffMs, httpDate, LONGEST_RETRY_AFTER_MS, retryAfterMs } from './retry';

export interface ClientDependencies extends LimiterClock {
	send(request: GcoreRequest): Promise<RawAnswer>;
	/** From 0 to 1. */
	random(): number;
	/** How many requests may be in flight at the most. */
	maxConcurrency: number;
	/** How often a request may be sent again. */
	maxRetries: number;
}

export interface GcoreAnswer {
	status: number;
	body: IDataObject;
	/** An earlier try may have been carried out although its answer was lost. */
	mayHaveActedBefore: boolean;
}

interface Attempt {
	reply: Reply;
	/** The limiter holds the next try back; no further wait is needed. */
	held: boolean;
	/** The server was only asked too much (429). */
	putOff: boolean;
}

/** A server that takes nothing for so long, of so many requests, is down: the rest is not even tried. */
const DOWN_AFTER_MS = 120_000;
const DOWN_AFTER_CALLS = 10;

/** How often a request may be put off without that counting as a try. */
const MOST_PUT_OFF = 20;

/** The only door to Gcore: sends a call, again where that is safe, and tells what came of it. */
export class GcoreClient {
	private readonly limiter: Limiter;

	/** Set once nothing that follows can go better; no further request is sent then. */
	private refusal?: FailureNote;

	/** Set while the server is held to be down: only callers that ask again by themselves find out that it is not. */
	private down?: FailureNote;

	/** Set once the server has asked for more time than anybody should wait for here. */
	private putOff?: FailureNote;

	/** How many requests of this run the server has taken, when it took the last, and which it has not since. */
	private taken = 0;

	private takenAt: number;

	private readonly notTaken = new Set<GcoreRequest>();

	constructor(private readonly deps: ClientDependencies) {
		this.limiter = new Limiter(deps.maxConcurrency, deps);
		this.takenAt = deps.now();
	}

	/** Until when the server wants to be left alone, in ms since 1970; undefined where it has not said so. */
	get notBefore(): number | undefined {
		return this.putOff?.notBefore;
	}

	/**
	 * Tries that the server has put off (429) while it took others of this run do not count as retries, up to a
	 * bound; with no retries at all, nothing is sent again for that reason either.
	 * @param ownRetries in place of the user's setting, for callers that ask again by themselves
	 * @returns an answer with status 2xx or one that the call documents
	 * @throws GcoreFailure for everything else, ExecutionStopped when nothing more shall be sent
	 */
	async call(request: GcoreRequest, ownRetries?: number): Promise<GcoreAnswer> {
		const asksAgain = ownRetries !== undefined;
		const maxRetries = ownRetries ?? this.deps.maxRetries;
		let mayHaveActedBefore = false;
		let counted = 0;
		let takenBefore = this.taken;
		for (let tries = 1; ; tries++) {
			const { reply, held, putOff } = await this.attempt(request, counted + 1, asksAgain);
			// To wait for one's turn behind others uses up none of the tries.
			const waitsItsTurn = putOff && this.taken > takenBefore && tries - counted <= MOST_PUT_OFF;
			if (!waitsItsTurn || maxRetries === 0) counted++;
			takenBefore = this.taken;
			const isDown = !asksAgain && this.isDown();
			if (!reply.retryable || counted > maxRetries || isDown) {
				if (reply.kind === 'answer') {
					return { status: reply.status, body: reply.body, mayHaveActedBefore };
				}
				const note = {
					...reply.note,
					passing: reply.retryable || reply.note.passing === true,
				};
				if (note.affectsAllItems) this.refusal = note;
				if (note.notBefore !== undefined) this.putOff = note;
				if (isDown) this.down = note;
				throw new GcoreFailure(tries === 1 ? note : afterTries(note, tries));
			}
			if (reply.kind === 'failure' && mayHaveActed(reply)) mayHaveActedBefore = true;
			if (!held) await this.deps.sleep(backoffMs(counted, this.deps.random()));
		}
	}

	private async attempt(
		request: GcoreRequest,
		counted: number,
		asksAgain: boolean,
	): Promise<Attempt> {
		const futile = this.whyNotSend(asksAgain);
		if (futile) throw futile;
		const enteredAt = await this.limiter.enter();
		const futileNow = this.whyNotSend(asksAgain);
		if (futileNow) {
			this.limiter.leave(enteredAt, false);
			throw futileNow;
		}
		const raw = await this.deps.send(request);
		if (this.deps.aborted() && 'failure' in raw) {
			this.limiter.leave(enteredAt, false);
			throw new ExecutionStopped();
		}
		const { refusal, notBefore } = this.refusalIn(raw, counted);
		const good = 'status' in raw && raw.status < 500 && raw.status !== 429;
		if (good) this.noteTaken();
		else if (!asksAgain) this.notTaken.add(request);
		this.limiter.leave(enteredAt, good, refusal);
		const held = refusal !== undefined && refusal.waitMs > 0;
		return {
			reply: judge(request, raw, notBefore),
			held,
			putOff: refusal?.countsRequests === true,
		};
	}

	private whyNotSend(asksAgain: boolean): GcoreFailure | ExecutionStopped | undefined {
		const note = this.refusal ?? this.stillPutOff() ?? (asksAgain ? undefined : this.down);
		if (note) return new GcoreFailure(note);
		return this.deps.aborted() ? new ExecutionStopped() : undefined;
	}

	/** Not one request more, whoever asks: each would be one of those that are too many. */
	private stillPutOff(): FailureNote | undefined {
		return this.putOff && Date.now() < this.putOff.notBefore! ? this.putOff : undefined;
	}

	/**
	 * Whether an answer says that the server is asked too much, and that it only has to be waited for.
	 * `notBefore` is given when that is too long for a workflow.
	 */
	private refusalIn(raw: RawAnswer, counted: number): { refusal?: Refusal; notBefore?: number } {
		if (!('status' in raw) || (raw.status !== 429 && raw.status !== 503)) return {};
		const { headers } = raw;
		const countsRequests = raw.status === 429;
		const now = Date.now();
		// By the server's own clock, where it tells it: a date means another wait on a clock that differs.
		const told = retryAfterMs(headers['retry-after'], httpDate(headers.date) || now);
		if (told !== undefined && told > LONGEST_RETRY_AFTER_MS) {
			return { refusal: { waitMs: 0, countsRequests }, notBefore: now + told };
		}
		const busy = countsRequests || told !== undefined;
		// To come back at once is no answer to being asked too much. A 503 that names no time may be one task's
		// matter, and holds back nobody else.
		const waitMs = told || (busy ? backoffMs(counted, this.deps.random()) : 0);
		return { refusal: { waitMs, countsRequests } };
	}

	private noteTaken() {
		this.taken++;
		this.takenAt = this.deps.now();
		this.notTaken.clear();
		this.down = undefined;
	}

	private isDown() {
		return (
			this.notTaken.size >= DOWN_AFTER_CALLS && this.deps.now() - this.takenAt >= DOWN_AFTER_MS
		);
	}
}

const afterTries = (note: FailureNote, tries: number): FailureNote => ({
	...note,
	message: `${note.message}, after ${tries} tries`,
});
