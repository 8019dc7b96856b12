const SLOT_MS = 1000;

/**
 * axios' own time-out counts from byte to byte, so a server that drips would hold a request for ever. n8n
 * takes the abort signal from the context's `getExecutionCancelSignal`, so each request is sent with a signal
 * of its own, which also has a deadline. Requests of one second share the timer.
 */
export class Deadlines {
	private readonly stoppable = new Set<AbortController>();

	private slot = -1;

	private slotMembers = new Set<AbortController>();

	/**
	 * @param timeoutMs the longest that one request may take, from sending to the last byte
	 * @param stopSignal ends requests when the user stops the execution; left out for those that clean up after
	 */
	constructor(
		readonly timeoutMs: number,
		private readonly stopSignal?: AbortSignal,
	) {
		stopSignal?.addEventListener('abort', () => abortAll(this.stoppable));
	}

	/** Gives `send` a signal that comes at the deadline, or (if not to outlive it) when the user stops. */
	async within<T>(send: (signal: AbortSignal) => Promise<T>, outlivesStop = false): Promise<T> {
		const members = this.membersOf(Math.floor(Date.now() / SLOT_MS));
		const controller = new AbortController();
		if (this.stopSignal?.aborted && !outlivesStop) controller.abort();
		members.add(controller);
		if (!outlivesStop) this.stoppable.add(controller);
		try {
			return await send(controller.signal);
		} finally {
			members.delete(controller);
			this.stoppable.delete(controller);
		}
	}

	private membersOf(slot: number) {
		if (slot !== this.slot) {
			this.slot = slot;
			const members = new Set<AbortController>();
			this.slotMembers = members;
			const timer = AbortSignal.timeout(this.timeoutMs + SLOT_MS);
			timer.addEventListener('abort', () => abortAll(members));
		}
		return this.slotMembers;
	}
}

function abortAll(controllers: Set<AbortController>) {
	for (const controller of controllers) controller.abort();
}
