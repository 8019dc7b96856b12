/** How many requests are in flight at the start of a run. */
const FIRST_LIMIT = 10;

/** How fast a pace is raised, a second: while no pace has been refused yet, and once one has been. */
const SEEKING_GAIN = 0.25;
const STEADY_GAIN = 0.0025;

/** After this long without a refusal a known pace counts for nothing: the server allows more by now. */
const CALM_MS = 30_000;

/** A pace below this many ms between two sends holds nobody back any more. */
const NO_PACE_MS = 1;

/** Servers count requests over a second or longer: fewer ms say nothing about the rate that they allow. */
const LEAST_WINDOW_MS = 1000;

/** With fewer good answers than this before the first refusal, the rate that the server allows cannot be told. */
const ENOUGH_TO_LEARN = 10;

/** Stays a little below the measured rate: a refusal costs a whole wait, being slower by this much costs less. */
const SLACK = 1.03;

/** A pace that was refused is slowed down by at least this, and by at most the other. */
const LEAST_SLOWDOWN = 1.05;
const MOST_SLOWDOWN = 2;

/** The shortest sleep. */
const MOMENT_MS = 1;

/** How many sends may catch up after a timer was late. */
const CATCH_UP = 3;

export interface LimiterClock {
	/** Milliseconds, from any start. */
	now(): number;
	/** Ends early, without throwing, when nothing more shall be sent. */
	sleep(ms: number): Promise<void>;
	/** Whether nothing more shall be sent; then nobody is held back any more. */
	aborted(): boolean;
}

/** How a server has said that it is asked too much. */
export interface Refusal {
	/** How long nobody shall send. */
	waitMs: number;
	/** Whether it counts requests (429), and not only has no time for them (503): then there is a pace to be kept. */
	countsRequests: boolean;
}

/**
 * The one door through which all requests of a node run go. Starts with 10 in flight, doubles while answers are
 * good, and halves when the server refuses (429, 503). What one request is told to wait holds back all of them.
 *
 * A server that counts requests has then shown how many it takes in the time that it asks to wait for. From
 * then on sends are spaced evenly: coming back in bursts would be refused again, wait by wait. The pace is
 * raised until it is refused as well, and then keeps just below that.
 */
export class Limiter {
	private limit: number;

	private inFlight = 0;

	private openAt = 0;

	/** Ms between two sends; 0 while no pace is to be kept. */
	private interval = 0;

	private growsFast = true;

	private lastRefusal = -Infinity;

	/** Whether a pace has been refused, so that it is known how much the server allows. */
	private paceIsKnown = false;

	private paceRaisedAt = 0;

	private good = 0;

	private countedSince: number;

	private window = LEAST_WINDOW_MS;

	private reopenedAt = -Infinity;

	private readonly queue: Array<() => void> = [];

	private pumping = false;

	private pumpsSoon = false;

	constructor(
		private readonly most: number,
		private readonly clock: LimiterClock,
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
	 * @param refusal given when the server refused for load
	 */
	leave(enteredAt: number, good: boolean, refusal?: Refusal): void {
		this.inFlight--;
		if (refusal) this.refused(enteredAt, refusal);
		else if (good) this.grow(enteredAt);
		if (this.queue.length > 0) void this.pumpSoon();
	}

	/** Not before whoever was answered has dealt with it: it may be that nothing more shall be sent. */
	private async pumpSoon() {
		if (this.pumpsSoon) return;
		this.pumpsSoon = true;
		await this.clock.sleep(MOMENT_MS);
		this.pumpsSoon = false;
		await this.pump();
	}

	private grow(enteredAt: number) {
		this.limit = Math.min(this.most, this.limit + (this.growsFast ? 1 : 1 / this.limit));
		const now = this.clock.now();
		this.count(enteredAt, now);
		if (this.growsFast) return;
		const calm = now - this.lastRefusal > CALM_MS;
		if (calm) this.paceIsKnown = false;
		const gain = this.paceIsKnown ? STEADY_GAIN : SEEKING_GAIN;
		this.interval /= 1 + (gain * Math.max(0, now - this.paceRaisedAt)) / 1000;
		this.paceRaisedAt = now;
		if (this.interval < NO_PACE_MS) this.interval = 0;
		if (this.interval === 0 && calm) this.growsFast = true;
	}

	private count(enteredAt: number, now: number) {
		// What was sent before the last refusal says nothing about the time after it.
		if (enteredAt < this.reopenedAt) return;
		this.good++;
		const elapsed = now - this.countedSince;
		if (elapsed > 2 * this.window) {
			// The latest rate is what matters.
			this.good /= 2;
			this.countedSince += elapsed / 2;
		}
	}

	private refused(enteredAt: number, { waitMs, countsRequests }: Refusal) {
		const now = this.clock.now();
		this.openAt = Math.max(this.openAt, now + waitMs);
		// Requests sent before the last refusal tell nothing new: they were under way already.
		if (enteredAt <= this.lastRefusal) return;
		if (countsRequests) this.learnPace(now, waitMs);
		this.limit = Math.max(1, this.limit / 2);
		this.growsFast = false;
		this.lastRefusal = now;
		this.reopenedAt = this.countedSince = this.paceRaisedAt = now + waitMs;
		this.good = 0;
	}

	/**
	 * As many as were let through since the last wait may go in as long a time. Before the first wait an earlier
	 * run may have used up most of what is allowed, so a small number says nothing then.
	 */
	private learnPace(now: number, waitMs: number) {
		const enough = this.lastRefusal === -Infinity ? ENOUGH_TO_LEARN : 1;
		this.window = Math.max(LEAST_WINDOW_MS, waitMs);
		const time = Math.max(this.window, now - this.countedSince);
		const measured = this.good >= enough ? (time / this.good) * SLACK : 0;
		if (this.interval === 0) {
			this.interval = measured;
			return;
		}
		this.paceIsKnown = true;
		this.interval = Math.min(
			Math.max(measured, this.interval * LEAST_SLOWDOWN),
			this.interval * MOST_SLOWDOWN,
		);
	}

	private async pump() {
		if (this.pumping) return;
		this.pumping = true;
		while (this.queue.length > 0 && this.inFlight < Math.floor(this.limit)) {
			const now = this.clock.now();
			const wait = this.openAt - now;
			if (wait > 0 && !this.clock.aborted()) {
				await this.clock.sleep(wait);
				continue;
			}
			this.inFlight++;
			if (this.interval > 0) {
				this.openAt = Math.max(this.openAt, now - CATCH_UP * this.interval) + this.interval;
			}
			this.queue.shift()?.();
		}
		this.pumping = false;
	}
}
