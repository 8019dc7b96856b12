import type { IDataObject } from 'n8n-workflow';

import { judge, mayHaveActed, type GcoreRequest, type RawAnswer, type Verdict } from './answers';
import { ExecutionStopped, GcoreFailure, type FailureNote } from './failure';
import { Gate, type GateClock } from './gate';
import { backoffMs, retryAfterMs } from './retry';

/** Statuses by which a server says that it is asked too much. */
const REFUSED_FOR_LOAD = [429, 503];

export interface ClientDependencies extends GateClock {
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

/** The only door to Gcore: sends a call, again where that is safe, and tells what came of it. */
export class GcoreClient {
	private readonly gate: Gate;

	/** Set once nothing that follows can go better; no further request is sent then. */
	private refusal?: FailureNote;

	constructor(private readonly deps: ClientDependencies) {
		this.gate = new Gate(deps.maxConcurrency, deps);
	}

	/**
	 * @param maxRetries in place of the user's setting, for callers that try again by themselves
	 * @returns an answer with status 2xx or one that the call documents
	 * @throws GcoreFailure for everything else, ExecutionStopped when nothing more shall be sent
	 */
	async call(request: GcoreRequest, maxRetries = this.deps.maxRetries): Promise<GcoreAnswer> {
		let mayHaveActedBefore = false;
		for (let tries = 1; ; tries++) {
			const verdict = await this.attempt(request, tries);
			const { retryable } = verdict;
			if (!retryable || tries > maxRetries) {
				if (verdict.kind === 'answer') {
					return { status: verdict.status, body: verdict.body, mayHaveActedBefore };
				}
				throw this.failure({ ...verdict.note, passing: verdict.retryable }, tries);
			}
			if (verdict.kind === 'trouble' && mayHaveActed(verdict)) mayHaveActedBefore = true;
			await this.deps.sleep(backoffMs(tries, this.deps.random()));
		}
	}

	private async attempt(request: GcoreRequest, tries: number): Promise<Verdict> {
		const enteredAt = await this.gate.enter();
		if (this.deps.stopped() || this.refusal) {
			this.gate.leave(enteredAt, false);
			if (this.refusal) throw new GcoreFailure(this.refusal);
			throw new ExecutionStopped();
		}
		const raw = await this.deps.send(request);
		if (this.deps.stopped() && 'trouble' in raw) {
			this.gate.leave(enteredAt, false);
			throw new ExecutionStopped();
		}
		const refusedForLoad = 'status' in raw && REFUSED_FOR_LOAD.includes(raw.status);
		this.gate.leave(
			enteredAt,
			'status' in raw && raw.status < 500,
			refusedForLoad
				? (retryAfterMs(raw.headers['retry-after'], Date.now()) ??
						backoffMs(tries, this.deps.random()))
				: undefined,
		);
		return judge(request, raw);
	}

	private failure(note: FailureNote, tries: number): GcoreFailure {
		if (note.affectsAllItems) this.refusal = note;
		if (tries === 1) return new GcoreFailure(note);
		return new GcoreFailure({ ...note, message: `${note.message}, after ${tries} tries` });
	}
}
