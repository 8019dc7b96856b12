import { GcoreClient } from './client';
import { sleepUnlessStopped } from './sleep';
import { baseUrlOf, transport, type GcoreContext } from './transport';

export interface ClientSettings {
	maxConcurrency: number;
	maxRetries: number;
	/** The longest that one request may take. */
	timeoutMs: number;
}

/**
 * A client for the credential that the node has.
 * @param stopSignal ends requests and waiting when the user stops the execution
 * @throws GcoreFailure when the credential cannot be used
 */
export async function openClient(
	context: GcoreContext,
	{ timeoutMs, ...limits }: ClientSettings,
	stopSignal?: AbortSignal,
): Promise<GcoreClient> {
	return new GcoreClient({
		...limits,
		send: transport(context, await baseUrlOf(context), timeoutMs, stopSignal),
		now: () => performance.now(),
		random: Math.random,
		sleep: async (ms) => await sleepUnlessStopped(ms, stopSignal),
		stopped: () => stopSignal?.aborted === true,
	});
}
