/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a clock for tests */
import type { RawAnswer } from '../../nodes/GcoreStreamingAi/gcore/answers';
import { GcoreClient } from '../../nodes/GcoreStreamingAi/gcore/client';
import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { pool } from '../../nodes/GcoreStreamingAi/gcore/pool';
import { rateLimiter, type RateLimit } from '../standin/rate';

/** A clock that jumps to the next timer as soon as nothing else is left to be done. */
export class VirtualClock {
	time = 0;

	/** The most timers that were ever set at one time. */
	peak = 0;

	private readonly timers: Array<{ at: number; ring: () => void }> = [];

	/** @param lateness by how many ms each timer is late, as real ones are */
	constructor(private readonly lateness: () => number = () => 0) {}

	readonly now = () => this.time;

	readonly sleep = async (ms: number) =>
		await new Promise<void>((ring) => {
			const at = this.time + ms + this.lateness();
			let index = this.timers.length;
			while (index > 0 && this.timers[index - 1].at > at) index--;
			this.timers.splice(index, 0, { at, ring });
			this.peak = Math.max(this.peak, this.timers.length);
		});

	/** Wakes all that sleep, as a stop does. */
	wakeAll() {
		for (const { ring } of this.timers.splice(0)) ring();
	}

	async run(work: Promise<unknown>): Promise<void> {
		let done = false;
		const finished = work.finally(() => (done = true));
		for (;;) {
			await new Promise(setImmediate);
			if (done) return void (await finished);
			const next = this.timers.shift();
			if (!next) throw new Error('Nothing is left to happen, but the work has not ended');
			this.time = Math.max(this.time, next.at);
			next.ring();
		}
	}
}

export const okay: RawAnswer = { status: 202, headers: {}, body: { result: 'cancelled' } };

export const refusal = (status: number, headers: Record<string, string> = {}): RawAnswer => ({
	status,
	headers,
	body: { error: 'busy' },
});

export interface Model {
	items: number;
	latencyMs: number;
	limit?: RateLimit;
	/** What stands in for an answer at a time of the run, or for the n-th request. */
	answer?: (at: number, request: number) => RawAnswer | undefined;
	/** Likewise, by the item. */
	answerTo?: (path: string) => RawAnswer | undefined;
	/** The headers of a refused request. */
	refusedWith?: (at: number) => Record<string, string>;
	/** At which time of the server's clock the run starts. */
	startAt?: number;
	lateness?: () => number;
	/** From 0 to 1; always the middle unless given. */
	random?: () => number;
	maxConcurrency?: number;
	maxRetries?: number;
	/** The time at which the user stops the execution. */
	stopAt?: number;
}

export interface Outcome {
	ms: number;
	sent: number;
	cancelled: number;
	failures: string[];
	/** The items in the order in which they were first sent. */
	order: number[];
	/** When each request was sent. */
	sentAt: number[];
	peakInFlight: number;
	peakTimers: number;
}

/** Sends a run's cancels through the real client, limiter and pool to a modelled server, in no time. */
export async function simulate(model: Model): Promise<Outcome> {
	const { items, latencyMs, limit, maxConcurrency = 50, maxRetries = 3, startAt = 0 } = model;
	const clock = new VirtualClock(model.lateness);
	const allowed = rateLimiter(limit, () => clock.time + startAt);
	const refusedWith = model.refusedWith ?? (() => ({ 'retry-after': '1' }));
	const failures: string[] = [];
	const order = new Set<number>();
	const sentAt: number[] = [];
	let cancelled = 0;
	let inFlight = 0;
	let peakInFlight = 0;
	let stopped = false;
	const client = new GcoreClient({
		now: clock.now,
		sleep: async (ms) => (stopped ? undefined : await clock.sleep(ms)),
		aborted: () => stopped,
		random: model.random ?? (() => 0.5),
		maxConcurrency,
		maxRetries,
		async send({ path }) {
			order.add(Number(path));
			const request = sentAt.push(clock.time);
			peakInFlight = Math.max(peakInFlight, ++inFlight);
			// Half of the latency is the way there: the server counts when the request arrives.
			await clock.sleep(latencyMs / 2);
			const at = clock.time;
			const planned = model.answerTo?.(path) ?? model.answer?.(at, request);
			const answer = planned ?? (allowed() ? okay : refusal(429, refusedWith(at + startAt)));
			await clock.sleep(latencyMs / 2);
			inFlight--;
			return answer;
		},
	});
	if (model.stopAt !== undefined) {
		void clock.sleep(model.stopAt).then(() => {
			stopped = true;
			clock.wakeAll();
		});
	}
	const work = pool(
		items,
		maxConcurrency,
		async (item) => {
			try {
				const request = { method: 'POST', path: String(item) } as const;
				if ((await client.call(request)).status === 202) cancelled++;
			} catch (error) {
				failures.push(error instanceof GcoreFailure ? error.message : String(error));
			}
		},
		() => stopped,
	);
	await clock.run(work);
	const { time: ms, peak: peakTimers } = clock;
	const sent = sentAt.length;
	return {
		ms,
		sent,
		cancelled,
		failures,
		order: [...order],
		sentAt,
		peakInFlight,
		peakTimers,
	};
}
