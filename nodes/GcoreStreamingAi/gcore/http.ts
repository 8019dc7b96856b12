import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { withoutToken } from './account';
import type { GcoreRequest, RawAnswer } from './answers';
import type { Deadlines } from './deadline';
import { kindOfCode } from './failures';

/** The name of the node's credential. */
export const CREDENTIAL = 'gcoreApi';

export type GcoreContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** n8n's own refusals, such as those of its SSRF guard, have one of these among the classes they come from. */
const REFUSALS_OF_N8N = ['UserError', 'OperationalError'];

const classesOf = (value: object): string[] => {
	const parent: unknown = Object.getPrototypeOf(value);
	return parent ? [(parent as object).constructor.name, ...classesOf(parent as object)] : [];
};

/** Gcore's answers are six levels deep. What n8n and other nodes do with an item would fail at thousands. */
const DEEPEST_ANSWER = 100;

const isDeeperThan = (levels: number, value: unknown): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));

/** A guard against a chain of causes that ends in itself. */
const DEEPEST_CAUSE = 4;

interface Thrown {
	message?: unknown;
	code?: unknown;
	httpCode?: unknown;
	cause?: unknown;
}

/** n8n wraps what axios threw, and axios what Node threw. */
function causesOf(thrown: unknown): Thrown[] {
	const chain: Thrown[] = [];
	let next = thrown;
	while (typeof next === 'object' && next !== null && chain.length < DEEPEST_CAUSE) {
		chain.push(next as Thrown);
		next = (next as Thrown).cause;
	}
	return chain;
}

/** @param token to be taken out of what n8n says */
function failureOf(thrown: unknown, token: string): RawAnswer {
	const chain = causesOf(thrown);
	const refusal = chain.find((error) =>
		classesOf(error).some((name) => REFUSALS_OF_N8N.includes(name)),
	);
	if (refusal) {
		return { failure: 'n8n', said: String(withoutToken(String(refusal.message), token)) };
	}
	// Some n8ns (1.123) lose the cause and keep its code alone.
	const kinds = chain
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.map((code) => (typeof code === 'string' ? kindOfCode(code) : undefined));
	return { failure: kinds.find((kind) => kind !== undefined) ?? 'network' };
}

/** What a credential says, fit to be used. */
export interface Account {
	baseUrl: string;
	token: string;
	/** The credential as n8n gave it, to be handed back to n8n with each request. */
	credential: ICredentialDataDecryptedObject;
}

/**
 * Sends one request after the other through n8n's authenticated helper, which would read the credential anew for each,
 * and with the values of the first item: it is handed the account's instead.
 * @param deadlines of the run: all its accounts share them
 * @returns a function that never throws
 */
export function transport(
	context: GcoreContext,
	{ baseUrl, token, credential }: Account,
	deadlines: Deadlines,
): (request: GcoreRequest) => Promise<RawAnswer> {
	const ofAccount = Object.create(context, {
		getCredentials: { value: async () => ({ ...credential }) },
	}) as GcoreContext;
	const send = async (options: IHttpRequestOptions, signal: AbortSignal) => {
		// n8n takes the signal from the context.
		const sender = Object.create(ofAccount, {
			getExecutionCancelSignal: { value: () => signal },
		}) as GcoreContext;
		const { httpRequestWithAuthentication } = context.helpers;
		return (await httpRequestWithAuthentication.call(
			sender,
			CREDENTIAL,
			options,
		)) as IN8nHttpFullResponse;
	};
	return async ({ method, path, qs, body, outlivesStop }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			json: true,
			timeout: deadlines.timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The key must not travel to another host.
			disableFollowRedirect: true,
			...(qs && { qs }),
			...(body && { body }),
		};
		try {
			const response = await deadlines.within(
				async (signal) => await send(options, signal),
				outlivesStop,
			);
			if (isDeeperThan(DEEPEST_ANSWER, response.body)) return { failure: 'notJson' };
			return {
				status: response.statusCode,
				headers: response.headers as IDataObject,
				body: withoutToken(response.body, token),
			};
		} catch (error) {
			return failureOf(error, token);
		}
	};
}
