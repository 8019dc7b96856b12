import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { bareToken, parseBaseUrl, tokenFlaw, withoutToken } from './account';
import type { GcoreRequest, RawAnswer } from './answers';
import { GcoreFailure } from './failure';
import type { Trouble } from './troubles';

const CREDENTIAL = 'gcoreApi';

export type GcoreContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** From Node's and axios' codes to the trouble they stand for. */
const TROUBLE_OF_CODE: Readonly<Record<string, Trouble>> = {
	ECONNABORTED: 'timeout',
	ETIMEDOUT: 'timeout',
	ERR_CANCELED: 'timeout',
	ECONNREFUSED: 'refused',
	ECONNRESET: 'reset',
	EPIPE: 'reset',
	ERR_BAD_RESPONSE: 'reset',
	ENOTFOUND: 'dns',
	EAI_AGAIN: 'dns',
	EPROTO: 'tls',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
	SELF_SIGNED_CERT_IN_CHAIN: 'tls',
};

/** Codes that come in families. */
const TROUBLE_OF_FAMILY: Array<[RegExp, Trouble]> = [
	[/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/, 'tls'],
	// Node's HTTP parser: something has answered, but not in HTTP.
	[/^HPE_/, 'notJson'],
];

function troubleOf(thrown: unknown): RawAnswer {
	// n8n wraps what axios threw, and axios what Node threw. Some n8ns (1.123) lose the cause and keep its code alone.
	for (
		let error = thrown as { code?: unknown; httpCode?: unknown; cause?: unknown } | undefined,
			depth = 0;
		error && depth < 4;
		depth++
	) {
		for (const code of [error.code, error.httpCode]) {
			if (typeof code !== 'string') continue;
			const trouble =
				TROUBLE_OF_CODE[code] ?? TROUBLE_OF_FAMILY.find(([family]) => family.test(code))?.[1];
			if (trouble) return { trouble };
		}
		error = error.cause as typeof error;
	}
	return { trouble: 'network' };
}

/** What a credential says, fit to be used. */
export interface Account {
	baseUrl: string;
	token: string;
}

/** The node's credential, checked. A function of its own, since the linters keep credentials and requests apart. */
export async function accountOf(context: GcoreContext): Promise<Account> {
	const { baseUrl, apiKey } = await context.getCredentials<{ baseUrl?: string; apiKey?: string }>(
		CREDENTIAL,
	);
	const pasted = String(apiKey ?? '');
	const parsed = parseBaseUrl(baseUrl);
	const flaw = parsed.flaw ?? tokenFlaw(pasted);
	if (flaw) {
		throw new GcoreFailure({
			message: `The credential cannot be used: ${flaw}`,
			description: 'Open the Gcore API credential and correct it.',
			affectsAllItems: true,
			ofSetting: true,
		});
	}
	return { baseUrl: parsed.url as string, token: bareToken(pasted) };
}

/**
 * Sends requests through n8n's authenticated helper.
 * @param timeoutMs the longest that one request may take, from sending to the last byte
 * @param stopSignal ends requests when the user stops the execution; left out for those that clean up after
 */
export function transport(
	context: GcoreContext,
	{ baseUrl, token }: Account,
	timeoutMs: number,
	stopSignal?: AbortSignal,
): (request: GcoreRequest) => Promise<RawAnswer> {
	const deadlines = new Deadlines(context, timeoutMs, stopSignal);
	return async ({ method, path, qs, body, outlivesStop }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			json: true,
			timeout: timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The key must not travel to another host.
			disableFollowRedirect: true,
		};
		if (qs) options.qs = qs;
		if (body) options.body = body;
		try {
			const response = (await deadlines.within(
				async (sender) =>
					await context.helpers.httpRequestWithAuthentication.call(sender, CREDENTIAL, options),
				outlivesStop,
			)) as IN8nHttpFullResponse;
			return {
				status: response.statusCode,
				headers: response.headers as IDataObject,
				body: withoutToken(response.body, token),
			};
		} catch (error) {
			return troubleOf(error);
		}
	};
}

const SLOT_MS = 1000;

/**
 * axios' own time-out counts from byte to byte, so a server that drips would hold a request for ever. n8n
 * takes the abort signal from the context's `getExecutionCancelSignal`, so each request is sent from a
 * context of its own, whose signal also has a deadline. Requests of one second share the timer.
 */
class Deadlines {
	private readonly stoppable = new Set<AbortController>();

	private slot = -1;

	private slotMembers = new Set<AbortController>();

	constructor(
		private readonly parent: GcoreContext,
		private readonly timeoutMs: number,
		private readonly stopSignal?: AbortSignal,
	) {
		stopSignal?.addEventListener('abort', () => abortAll(this.stoppable));
	}

	/** Lets `send` have a context whose requests end at the deadline, or (if not to outlive it) when the user stops. */
	async within<T>(send: (context: GcoreContext) => Promise<T>, outlivesStop = false): Promise<T> {
		const members = this.membersOf(Math.floor(Date.now() / SLOT_MS));
		const controller = new AbortController();
		if (this.stopSignal?.aborted && !outlivesStop) controller.abort();
		members.add(controller);
		if (!outlivesStop) this.stoppable.add(controller);
		try {
			const { signal } = controller;
			return await send(
				Object.create(this.parent, {
					getExecutionCancelSignal: { value: () => signal },
				}) as GcoreContext,
			);
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
