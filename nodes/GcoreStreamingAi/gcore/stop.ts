import { sleep } from 'n8n-workflow';

/** How long a timer may live on behind a sleep that has ended early, where n8n's sleep takes no signal. */
const SLICE_MS = 1000;

/** n8n-workflow 2.34 gave `sleep` a signal to end it. */
export const SLEEP_TAKES_SIGNAL = sleep.length > 1;

/** Sleeps, and ends early without throwing when the execution is stopped. */
export async function sleepUnlessStopped(ms: number, signal?: AbortSignal): Promise<void> {
	const until = performance.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - performance.now()) {
		const slice = SLEEP_TAKES_SIGNAL && signal ? left : Math.min(left, SLICE_MS);
		await endOrAbort(
			sleep(slice, signal).catch(() => undefined),
			signal,
		);
	}
}

/** Whether all work ends within so many ms, and before the signal comes; it goes on in any case. */
export async function endWithin(
	work: Promise<unknown>,
	ms: number,
	signal?: AbortSignal,
): Promise<boolean> {
	const ended = new AbortController();
	signal?.addEventListener('abort', () => ended.abort(), { once: true });
	if (signal?.aborted) ended.abort();
	const timer = sleepUnlessStopped(ms, ended.signal).then(() => false);
	const inTime = await Promise.race([work.then(() => true), timer]);
	ended.abort();
	return inTime;
}

/** Ends with the work, or when the signal comes; the work goes on then. */
export async function endOrAbort(work: Promise<unknown>, signal?: AbortSignal): Promise<void> {
	const ended = new AbortController();
	const abort = new Promise<void>((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { signal: ended.signal });
	});
	await Promise.race([work, abort]);
	ended.abort();
}

/** Tells all who are about to send, or wait to, that nothing more shall be begun. What is in flight goes on. */
export class Abort {
	aborted = false;

	/** A signal for each: with many listeners on one, Node warns of a leak. */
	private readonly sleeping = new Set<AbortController>();

	/** @param stopSignal halts too, when the user stops the execution */
	constructor(stopSignal?: AbortSignal) {
		if (stopSignal?.aborted) this.aborted = true;
		stopSignal?.addEventListener('abort', () => this.now());
	}

	now() {
		this.aborted = true;
		for (const sleeper of this.sleeping) sleeper.abort();
	}

	/** Ends early, without throwing, when aborted. */
	async sleep(ms: number) {
		if (this.aborted) return;
		const sleeper = new AbortController();
		this.sleeping.add(sleeper);
		await sleepUnlessStopped(ms, sleeper.signal);
		this.sleeping.delete(sleeper);
	}
}
