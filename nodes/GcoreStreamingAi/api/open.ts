import { GcoreClient } from './client';
import { Deadlines } from './deadlines';
import { Halt } from './halt';
import { accountFrom, credentialOf, transport, type Account, type GcoreContext } from './transport';

export interface ClientSettings {
	maxConcurrency: number;
	maxRetries: number;
	/** The longest that one request may take. */
	timeoutMs: number;
}

/**
 * A client for the credential that the node has. Reading that takes decrypting it: once for all calls of a client.
 * @param account as `accountOf` gives it
 * @param stopSignal ends requests and waiting
 * @param halt ends waiting, and keeps from sending, for other reasons too
 * @param deadlines shared with other clients
 */
export function openClient(
	context: GcoreContext,
	account: Account,
	{ timeoutMs, ...limits }: ClientSettings,
	stopSignal?: AbortSignal,
	halt = new Halt(stopSignal),
	deadlines = new Deadlines(timeoutMs, stopSignal),
): GcoreClient {
	return new GcoreClient({
		...limits,
		send: transport(context, account, deadlines),
		now: () => performance.now(),
		random: Math.random,
		sleep: async (ms) => await halt.sleep(ms),
		stopped: () => halt.halted,
	});
}

/** What a run holds of an account at Gcore. */
export interface OpenAccount {
	/** Tells the accounts of a run apart. */
	number: number;
	client: GcoreClient;
	/** For calls that clean up after the user has stopped the execution. */
	afterStopClient: GcoreClient;
}

/** The accounts of a run: its credential may hold an expression, which gives each item a key or address of its own. */
export class Accounts {
	private readonly known = new Map<string, OpenAccount>();

	private readonly stoppable: [Halt, Deadlines];

	private readonly afterStop: [Halt, Deadlines];

	/**
	 * @param stopSignal ends requests when the user stops the execution
	 * @param halt ends waiting, and keeps from sending, for other reasons too
	 */
	constructor(
		private readonly context: GcoreContext,
		private readonly settings: ClientSettings,
		stopSignal: AbortSignal | undefined,
		halt: Halt,
	) {
		this.stoppable = [halt, new Deadlines(settings.timeoutMs, stopSignal)];
		this.afterStop = [new Halt(), new Deadlines(settings.timeoutMs)];
	}

	/** The account of an item: one for each address and key. @throws as `credentialOf` and `accountFrom` */
	async of(item: number): Promise<OpenAccount> {
		const credential = await credentialOf(this.context, item);
		const name = JSON.stringify([credential.baseUrl, credential.apiKey]);
		const known = this.known.get(name);
		if (known) return known;
		const account = accountFrom(credential);
		const open = {
			number: this.known.size,
			client: openClient(this.context, account, this.settings, undefined, ...this.stoppable),
			afterStopClient: openClient(
				this.context,
				account,
				this.settings,
				undefined,
				...this.afterStop,
			),
		};
		this.known.set(name, open);
		return open;
	}
}
