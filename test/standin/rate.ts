export interface RateLimit {
	perSecond: number;
	/** How many may come at once after a pause. Default: `perSecond`. */
	burst?: number;
	/** Count within whole seconds of the clock instead of refilling evenly; `burst` plays no part then. */
	window?: boolean;
}

/** Returns a function that says whether one more request is allowed now. `now` gives milliseconds. */
export function rateLimiter(limit: RateLimit | undefined, now: () => number): () => boolean {
	if (!limit) return () => true;
	const { perSecond, burst = perSecond } = limit;
	if (limit.window) {
		let second = -1;
		let used = 0;
		return () => {
			const current = Math.floor(now() / 1000);
			if (current !== second) [second, used] = [current, 0];
			return ++used <= perSecond;
		};
	}
	let tokens = burst;
	let filledAt = now();
	return () => {
		const at = now();
		tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond);
		filledAt = at;
		if (tokens < 1) return false;
		tokens -= 1;
		return true;
	};
}
