import type { IDataObject } from 'n8n-workflow';

import { type GcoreRequest, isTaken, judge, type RawAnswer } from './answers';
import { Circuit } from './circuit';
import {
	afterActing,
	ExecutionStopped,
	type FailureNote,
	failureRow,
	GcoreFailure,
} from './failures';
import { Limiter, type LimiterClock } from './limiter';
import { clockOffsetIn, type Refusal, refusalIn, Tries } from './retry';
import { shown } from './shown';

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

/**
 * The only door to Gcore. From the inside out: `send` sends one request, `limited` sends it when there is room,
 * `judged` tells what the answer means, and `call` sends it again where that is safe.
 */
export class GcoreClient {
	private readonly limiter: Limiter;

	private readonly circuit: Circuit;

	/** By how much Gcore's clock is ahead of ours, in ms, as its latest answer tells; undefined where none has. */
	clockOffset?: number;

	constructor(private readonly deps: ClientDependencies) {
		this.limiter = new Limiter(deps.maxConcurrency, deps);
		this.circuit = new Circuit(deps.now);
	}

	/** The time by Gcore's clock, as far as its answers have told it, in ms since 1970. */
	get gcoreTime(): number {
		return Date.now() + (this.clockOffset ?? 0);
	}

	/** Until when the server wants to be left alone, in ms since 1970; undefined where it has not said so. */
	get notBefore(): number | undefined {
		return this.circuit.notBefore;
	}

	/**
	 * @returns an answer with status 2xx or one that the call documents
	 * @throws GcoreFailure for everything else, ExecutionStopped when nothing more shall be sent
	 */
	async call(request: GcoreRequest): Promise<GcoreAnswer> {
		const tries = new Tries(request.retries ?? this.deps.maxRetries, this.circuit.taken);
		let mayHaveActedBefore = false;
		for (;;) {
			const backoff = tries.backoffMs(this.deps.random());
			const acted = mayHaveActedBefore && request.method !== 'GET';
			const { reply, refusal } = await this.judged(request, backoff).catch((reason: unknown) => {
				throw acted ? afterActing(reason) : reason;
			});
			const mayFollow = tries.count(this.circuit.taken, refusal);
			const mayHaveActed: boolean = mayHaveActedBefore || reply.mayHaveActed;
			if (reply.retryable && mayFollow && !this.circuit.isDown(request)) {
				mayHaveActedBefore = mayHaveActed;
				await this.deps.sleep(refusal?.waitMs || backoff);
				continue;
			}
			if (reply.kind === 'answer') {
				return { status: reply.status, body: reply.body, mayHaveActedBefore };
			}
			const passing = reply.retryable || reply.note.passing === true;
			const acts = mayHaveActed && request.method !== 'GET';
			const note = { ...reply.note, passing, ...(acts && { mayHaveActed }) };
			this.circuit.trip(request, note);
			throw new GcoreFailure(tries.made === 1 ? note : afterTries(note, tries.made));
		}
	}

	private async judged(request: GcoreRequest, backoff: number) {
		const { raw, refusal } = await this.limited(request, backoff);
		const reply = judge(request, raw, refusal?.notBefore);
		// A proxy's own answers have the proxy's time.
		if (reply.kind === 'answer') {
			this.clockOffset = clockOffsetIn(raw, Date.now()) ?? this.clockOffset;
		}
		return { reply, refusal };
	}

	/** @param backoff how long everybody waits behind a refusal that names no time, in ms */
	private async limited(request: GcoreRequest, backoff: number) {
		this.check(request);
		const sentAt = await this.limiter.acquire();
		let isGood = false;
		let refusal: Refusal | undefined;
		try {
			this.check(request);
			const raw = await this.deps.send(request);
			if (this.deps.aborted() && 'failure' in raw) {
				throw new ExecutionStopped(failureRow(raw.failure).mayHaveActed);
			}
			isGood = isTaken(raw);
			refusal = refusalIn(raw, backoff, Date.now());
			this.circuit.record(request, isGood);
			return { raw, refusal };
		} finally {
			this.limiter.release(sentAt, isGood, refusal);
		}
	}

	/** @throws GcoreFailure when the request is not worth sending, ExecutionStopped when nothing more shall be sent */
	private check(request: GcoreRequest) {
		const note = this.circuit.whyOpen(request);
		if (note) throw new GcoreFailure(note);
		if (this.deps.aborted()) throw new ExecutionStopped();
	}
}

const afterTries = (note: FailureNote, tries: number): FailureNote => ({
	...note,
	message: shown`${note.message}, after ${tries} tries`,
});
