/**
 * Does work for 0 to count - 1, in that order of beginning, a bounded number at a time.
 * @param aborted asked before each: when it says yes, no further one is begun
 */
export async function pool(
	count: number,
	atOnce: number,
	work: (index: number) => Promise<void>,
	aborted: () => boolean = () => false,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count && !aborted()) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(count, atOnce) }, worker));
}
