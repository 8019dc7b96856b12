/** How many requests are in flight at the start of a run. */
const FIRST_LIMIT = 10;

/** After this long without a refusal, a learned pace is dropped and the limit may grow fast again. */
const CALM_MS = 10_000;

/** A pace is raised by this much a second while answers are good. */
const PACE_GAIN_PER_SECOND = 0.01;

/** The shortest sleep. */
const MOMENT_MS = 1;

/** With fewer good answers than this, the rate that the server allows cannot be told. */
const ENOUGH_TO_LEARN = 10;

export interface GateClock {
	/** Milliseconds, from any start. */
	now(): number;
	/** Ends early, without throwing, when nothing more shall be sent. */
	sleep(ms: number): Promise<void>;
	/** Whether nothing more shall be sent; then nobody is held back any more. */
	stopped(): boolean;
}

/**
 * The one door through which all requests of a node run go. Starts with 10 in flight, doubles while answers are
 * good, halves when the server refuses (429, 503), and then keeps to the pace that the server has shown it
 * allows. What one request is told to wait holds back all of them.
 */
export class Gate {
	private limit: number;

	private inFlight = 0;

	private openAt = 0;

	/** Ms between two sends; 0 until a server has refused. */
	private interval = 0;

	private growsFast = true;

	private lastRefusal = -Infinity;

	private good = 0;

	private countedSince: number;

	private readonly queue: Array<() => void> = [];

	private pumping = false;

	constructor(
		private readonly most: number,
		private readonly clock: GateClock,
	) {
		this.limit = Math.min(FIRST_LIMIT, most);
		this.countedSince = clock.now();
	}

	/** Resolves when a request may be sent, in the order of asking. @returns the time of leaving, for `leave` */
	async enter(): Promise<number> {
		await new Promise<void>((resolve) => {
			this.queue.push(resolve);
			void this.pump();
		});
		return this.clock.now();
	}

	/**
	 * Tells how the request that entered at `enteredAt` ended.
	 * @param waitMs given when the server refused for load: how long nobody shall send
	 */
	leave(enteredAt: number, good: boolean, waitMs?: number): void {
		this.inFlight--;
		if (waitMs !== undefined) this.refused(enteredAt, waitMs);
		else if (good) this.grow();
		if (this.queue.length > 0) void this.pumpSoon();
	}

	/** Not before whoever was answered has dealt with it: it may be that nothing more shall be sent. */
	private async pumpSoon() {
		await this.clock.sleep(MOMENT_MS);
		await this.pump();
	}

	private grow() {
		this.good++;
		if (this.interval > 0) {
			this.interval /= 1 + (PACE_GAIN_PER_SECOND * this.interval) / 1000;
		}
		if (!this.growsFast && this.clock.now() - this.lastRefusal > CALM_MS) {
			this.interval = 0;
			this.growsFast = true;
		}
		this.limit = Math.min(this.most, this.limit + (this.growsFast ? 1 : 1 / this.limit));
	}

	private refused(enteredAt: number, waitMs: number) {
		const now = this.clock.now();
		this.openAt = Math.max(this.openAt, now + waitMs);
		// Requests sent before the last refusal tell nothing new: they were under way already.
		if (enteredAt <= this.lastRefusal) return;
		if (this.interval > 0) this.interval *= 1.1;
		else if (this.good >= ENOUGH_TO_LEARN) {
			this.interval = (now + waitMs - this.countedSince) / this.good;
		}
		this.limit = Math.max(1, this.limit / 2);
		this.growsFast = false;
		this.lastRefusal = now;
		this.countedSince = now + waitMs;
		this.good = 0;
	}

	private async pump() {
		if (this.pumping) return;
		this.pumping = true;
		while (this.queue.length > 0 && this.inFlight < Math.floor(this.limit)) {
			const wait = this.openAt - this.clock.now();
			if (wait > 0 && !this.clock.stopped()) {
				await this.clock.sleep(wait);
				continue;
			}
			this.inFlight++;
			if (this.interval > 0) {
				// Timers are late by a little each time; a few sends may catch up.
				this.openAt = Math.max(this.openAt, this.clock.now() - 5 * this.interval) + this.interval;
			}
			this.queue.shift()?.();
		}
		this.pumping = false;
	}
}
