import { GcoreClient } from './client';
import { Halt } from './halt';
import { accountOf, transport, type GcoreContext } from './transport';

export interface ClientSettings {
	maxConcurrency: number;
	maxRetries: number;
	/** The longest that one request may take. */
	timeoutMs: number;
}

/**
 * A client for the credential that the node has.
 * @param stopSignal ends requests and waiting when the user stops the execution
 * @param halt ends waiting, and keeps from sending, for other reasons too
 * @throws GcoreFailure when the credential cannot be used
 */
export async function openClient(
	context: GcoreContext,
	{ timeoutMs, ...limits }: ClientSettings,
	stopSignal?: AbortSignal,
	halt = new Halt(stopSignal),
): Promise<GcoreClient> {
	return new GcoreClient({
		...limits,
		send: transport(context, await accountOf(context), timeoutMs, stopSignal),
		now: () => performance.now(),
		random: Math.random,
		sleep: async (ms) => await halt.sleep(ms),
		stopped: () => halt.halted,
	});
}
