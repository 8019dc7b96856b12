const LONGEST_SLOT_MS = 1000;

/** How many slots a deadline has at the least. */
const SLOTS = 10;

/**
 * axios' own time-out counts from byte to byte, so a server that drips would hold a request for ever. So each request
 * is sent with a signal of its own, which also has a deadline. Requests of one slot share the timer: a combined signal
 * for each (AbortSignal.any) costs twenty times as much.
 */
export class Deadlines {
	private readonly stoppable = new Set<AbortController>();

	private readonly slotMs: number;

	private slot = -1;

	private slotMembers = new Set<AbortController>();

	/**
	 * @param timeoutMs the longest that one request may take, from sending to the last byte, to within a slot
	 * @param stopSignal ends requests when the user stops the execution; left out for those that clean up after
	 */
	constructor(
		readonly timeoutMs: number,
		private readonly stopSignal?: AbortSignal,
	) {
		this.slotMs = Math.min(LONGEST_SLOT_MS, timeoutMs / SLOTS);
		stopSignal?.addEventListener('abort', () => abortAll(this.stoppable));
	}

	/** Gives `send` a signal that comes at the deadline, or (if not to outlive it) when the user stops. */
	async within<T>(send: (signal: AbortSignal) => Promise<T>, outlivesStop = false): Promise<T> {
		const members = this.membersOf(Math.floor(Date.now() / this.slotMs));
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
			// Node takes whole milliseconds alone.
			const timer = AbortSignal.timeout(Math.ceil(this.timeoutMs + this.slotMs));
			timer.addEventListener('abort', () => abortAll(members));
		}
		return this.slotMembers;
	}
}

function abortAll(controllers: Set<AbortController>) {
	for (const controller of controllers) controller.abort();
}
