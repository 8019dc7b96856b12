import type { Refusal } from './retry';

/** With fewer good answers before a refusal, the rate that the server allows cannot be told. */
const ENOUGH = 10;

/** After so long the earlier half of what was counted no longer matters: the latest rate is what does. */
const SPAN_MS = 2_000;

/** Stays so far below the measured rate, and slows down by so much: a refusal costs a whole wait. */
const SLACK = 1.03;

/** By how much a second each good answer raises a pace: about a quarter a second, until the pace is refused as well. */
const RAISE = 0.25;

/** A pace that was refused is raised again after so long: the server may allow more by now. */
const CALM_MS = 30_000;

/** More a second than this is no pace: timers are a millisecond wide, and n8n itself hardly sends more. */
const FASTEST = 500;

/** How much of the time that late timers have cost is made up for. */
const CATCH_UP_MS = 50;

/** Servers count requests over a second or longer: a shorter time says nothing about the rate that they allow. */
const SECOND_MS = 1_000;

/** The shortest sleep. */
const MOMENT_MS = 1;

export interface LimiterClock {
	/** Milliseconds, from any start. */
	now(): number;
	/** Ends early, without throwing, when nothing more shall be sent. */
	sleep(ms: number): Promise<void>;
	/** Whether nothing more shall be sent; then nobody is made to wait any more. */
	aborted(): boolean;
}

/**
 * Tells all requests of an account when they may be sent. Up to Max Concurrency are in flight; a refusal for load
 * (429, 503) halves that, and good answers bring it back. What one request is told to wait holds back all of them.
 *
 * A server that counts requests has then shown how many it takes in a time. From then on requests are spaced evenly:
 * coming back in bursts would be refused again, wait by wait. The pace is raised until it is refused as well.
 */
export class Limiter {
	/** How many may be in flight. */
	private limit: number;

	private inFlight = 0;

	/** When the next one may be sent. */
	private notBefore = 0;

	/** Requests a second. */
	private pace = Infinity;

	/** Until when the pace is not raised. */
	private steadyUntil = -Infinity;

	/** Good answers, and since when they are counted. */
	private good = 0;

	private since: number;

	private refusedAt = -Infinity;

	/** Ends when the last in the queue has had its turn. */
	private lastTurn = Promise.resolve();

	private onRelease = () => {};

	/** @param most how many may ever be in flight */
	constructor(
		private readonly most: number,
		private readonly clock: LimiterClock,
	) {
		this.limit = most;
		this.since = clock.now();
	}

	/** Resolves when a request may be sent, in the order of asking. @returns the time of it, for `release` */
	async acquire(): Promise<number> {
		this.lastTurn = this.lastTurn.then(async () => await this.turn());
		await this.lastTurn;
		return this.clock.now();
	}

	/**
	 * Tells how the request that was sent at `sentAt` ended.
	 * @param isGood the server has taken it
	 * @param refusal given when the server refused for load
	 */
	release(sentAt: number, isGood: boolean, refusal?: Refusal): void {
		this.inFlight--;
		if (refusal) this.slowDown(sentAt, refusal);
		else if (isGood) this.speedUp(sentAt);
		this.onRelease();
	}

	private async turn() {
		while (!this.clock.aborted()) {
			const waitMs = this.notBefore - this.clock.now();
			if (this.inFlight + 1 > this.limit) {
				await new Promise<void>((resolve) => (this.onRelease = resolve));
				// Whoever was answered deals with it first: it may be that nothing more shall be sent.
				await this.clock.sleep(MOMENT_MS);
			} else if (waitMs > 0) await this.clock.sleep(waitMs);
			else break;
		}
		this.inFlight++;
		const due = Math.max(this.notBefore, this.clock.now() - CATCH_UP_MS);
		this.notBefore = due + SECOND_MS / this.pace;
	}

	private speedUp(sentAt: number) {
		this.limit = Math.min(this.most, this.limit + 1 / this.limit);
		// What was sent before the wait says nothing about the time after it.
		if (sentAt < this.since) return;
		const now = this.clock.now();
		this.good++;
		if (this.good >= 2 * ENOUGH && now - this.since > SPAN_MS) {
			this.good /= 2;
			this.since = (this.since + now) / 2;
		}
		if (now > this.steadyUntil) this.pace += RAISE;
		if (this.pace > FASTEST) this.pace = Infinity;
	}

	private slowDown(sentAt: number, { waitMs, countsRequests }: Refusal) {
		const now = this.clock.now();
		this.notBefore = Math.max(this.notBefore, now + waitMs);
		// Requests sent before the last refusal tell nothing new: they were under way already.
		if (sentAt <= this.refusedAt) return;
		this.refusedAt = now;
		this.limit = Math.max(1, this.limit / 2);
		if (!countsRequests) return;
		if (this.pace < Infinity) this.steadyUntil = now + CALM_MS;
		this.pace /= SLACK;
		if (this.good < ENOUGH) return;
		const seconds = Math.max(SECOND_MS, waitMs, now - this.since) / SECOND_MS;
		this.pace = Math.min(this.pace, this.good / seconds / SLACK);
		this.good = 0;
		this.since = now + waitMs;
	}
}
