import { sleepUnlessStopped } from './sleep';

/** Tells all who are about to send, or wait to, that nothing more shall be begun. What is in flight goes on. */
export class Halt {
	halted = false;

	/** A signal for each: with many listeners on one, Node warns of a leak. */
	private readonly sleeping = new Set<AbortController>();

	/** @param stopSignal halts too, when the user stops the execution */
	constructor(stopSignal?: AbortSignal) {
		if (stopSignal?.aborted) this.halted = true;
		stopSignal?.addEventListener('abort', () => this.now());
	}

	now() {
		this.halted = true;
		for (const sleeper of this.sleeping) sleeper.abort();
	}

	/** Ends early, without throwing, when halted. */
	async sleep(ms: number) {
		if (this.halted) return;
		const sleeper = new AbortController();
		this.sleeping.add(sleeper);
		await sleepUnlessStopped(ms, sleeper.signal);
		this.sleeping.delete(sleeper);
	}
}
