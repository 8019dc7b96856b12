import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import type { NetworkSettings } from '../fields/options';
import { bareToken, parseBaseUrl, tokenFlaw } from '../gcore/account';
import { GcoreClient } from '../gcore/client';
import { Deadlines } from '../gcore/deadline';
import { GcoreFailure } from '../gcore/failures';
import { CREDENTIAL, transport, type Account, type GcoreContext } from '../gcore/http';
import { shown } from '../gcore/shown';
import { Abort } from '../gcore/stop';

/** As n8n gives it, with expressions filled in: they may have made anything of it. */
export type Credential = ICredentialDataDecryptedObject & { baseUrl?: unknown; apiKey?: unknown };

/**
 * The node's credential. A function of its own, since the linters keep credentials and requests apart.
 * @param item whose values an expression in the credential is filled with
 * @throws what n8n throws when it cannot be read
 */
export const credentialOf = async (context: GcoreContext, item?: number): Promise<Credential> =>
	await (
		context as { getCredentials: IExecuteFunctions['getCredentials'] }
	).getCredentials<Credential>(CREDENTIAL, item);

/** The account that a credential is for. @throws GcoreFailure when it cannot be used */
function accountFrom(credential: Credential): Account {
	const parsed = parseBaseUrl(credential.baseUrl);
	const flaw = parsed.flaw ?? tokenFlaw(credential.apiKey);
	if (flaw) {
		throw new GcoreFailure({
			message: shown`The credential cannot be used: ${flaw}`,
			description: shown`Open the Gcore API credential and correct it.`,
			affectsAllItems: true,
			ofSetting: true,
		});
	}
	return {
		baseUrl: parsed.url as string,
		token: bareToken(String(credential.apiKey)),
		credential,
	};
}

/** The account of a node without items. @throws as `credentialOf` and `accountFrom` */
export const accountOf = async (context: GcoreContext): Promise<Account> =>
	accountFrom(await credentialOf(context));

/**
 * A client for the credential that the node has. Reading that takes decrypting it: once for all calls of a client.
 * @param account as `accountOf` gives it
 * @param stopSignal ends requests and waiting
 * @param abort ends waiting, and keeps from sending, for other reasons too
 * @param deadlines shared with other clients
 */
export function openClient(
	context: GcoreContext,
	account: Account,
	{ timeoutMs, ...limits }: NetworkSettings,
	stopSignal?: AbortSignal,
	abort = new Abort(stopSignal),
	deadlines = new Deadlines(timeoutMs, stopSignal),
): GcoreClient {
	return new GcoreClient({
		...limits,
		send: transport(context, account, deadlines),
		now: () => performance.now(),
		random: Math.random,
		sleep: async (ms) => await abort.sleep(ms),
		aborted: () => abort.aborted,
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

	private readonly stoppable: [Abort, Deadlines];

	private readonly afterStop: [Abort, Deadlines];

	/**
	 * @param stopSignal ends requests when the user stops the execution
	 * @param abort ends waiting, and keeps from sending, for other reasons too
	 */
	constructor(
		private readonly context: GcoreContext,
		private readonly settings: NetworkSettings,
		stopSignal: AbortSignal | undefined,
		abort: Abort,
	) {
		this.stoppable = [abort, new Deadlines(settings.timeoutMs, stopSignal)];
		this.afterStop = [new Abort(), new Deadlines(settings.timeoutMs)];
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
