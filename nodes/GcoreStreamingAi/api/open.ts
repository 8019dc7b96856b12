import { GcoreClient } from './client';
import { Halt } from './halt';
import { transport, type Account, type GcoreContext } from './transport';

export interface ClientSettings {
	maxConcurrency: number;
	maxRetries: number;
	/** The longest that one request may take. */
	timeoutMs: number;
}

/**
 * A client for the credential that the node has. Reading that takes decrypting it: once for all clients of a run.
 * @param account as `accountOf` gives it
 * @param stopSignal ends requests and waiting when the user stops the execution
 * @param halt ends waiting, and keeps from sending, for other reasons too
 */
export function openClient(
	context: GcoreContext,
	account: Account,
	{ timeoutMs, ...limits }: ClientSettings,
	stopSignal?: AbortSignal,
	halt = new Halt(stopSignal),
): GcoreClient {
	return new GcoreClient({
		...limits,
		send: transport(context, account, timeoutMs, stopSignal),
		now: () => performance.now(),
		random: Math.random,
		sleep: async (ms) => await halt.sleep(ms),
		stopped: () => halt.halted,
	});
}
