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
import type { FailureKind } from './failures';

/** The name of the node's credential. */
export const CREDENTIAL = 'gcoreApi';

export type GcoreContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** From Node's and axios' codes to the failure they stand for. */
const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
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
const KIND_OF_FAMILY: Array<[RegExp, FailureKind]> = [
	[/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/, 'tls'],
	// Something has answered, but not in HTTP (Node's parser), not packed as it says (zlib, brotli, zstd), or with
	// more than a text can be.
	[/^(HPE_|Z_|ERR__|ERR_BROTLI|ERR_ZLIB|ZSTD_|ERR_ENCODING|ERR_STRING_TOO_LONG$)/, 'notJson'],
];

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
	for (const code of chain.flatMap((error) => [error.code, error.httpCode])) {
		if (typeof code !== 'string') continue;
		const failure = KIND_OF_CODE[code] ?? KIND_OF_FAMILY.find(([family]) => family.test(code))?.[1];
		if (failure) return { failure };
	}
	return { failure: 'network' };
}

/** What a credential says, fit to be used. */
export interface Account {
	baseUrl: string;
	token: string;
	/** The credential as n8n gave it, to be handed back to n8n with each request. */
	credential: ICredentialDataDecryptedObject;
}

/**
 * Sends requests through n8n's authenticated helper, which would read the credential anew for each, and with the
 * values of the first item: it is handed the account's instead.
 * @param deadlines of the run: all its accounts share them
 */
export function transport(
	context: GcoreContext,
	{ baseUrl, token, credential }: Account,
	deadlines: Deadlines,
): (request: GcoreRequest) => Promise<RawAnswer> {
	const ofAccount = Object.create(context, {
		getCredentials: { value: async () => ({ ...credential }) },
	}) as GcoreContext;
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
		};
		if (qs) options.qs = qs;
		if (body) options.body = body;
		try {
			const response = (await deadlines.within(async (signal) => {
				const sender = Object.create(ofAccount, {
					getExecutionCancelSignal: { value: () => signal },
				}) as GcoreContext;
				return await context.helpers.httpRequestWithAuthentication.call(
					sender,
					CREDENTIAL,
					options,
				);
			}, outlivesStop)) as IN8nHttpFullResponse;
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
