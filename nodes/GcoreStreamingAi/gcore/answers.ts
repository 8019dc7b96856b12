import type { IDataObject } from 'n8n-workflow';

import {
	type FailureKey,
	type FailureNote,
	QUEUE_LIMIT,
	remedyText,
	type FailureKind,
	failureRow,
} from './failures';
import { apiText, type Shown, shown, wordsIn } from './shown';

/** What the transport brings back: an HTTP answer as it is, or why there is none. */
export type RawAnswer =
	| { status: number; headers: IDataObject; body: unknown }
	| {
			failure: FailureKind;
			/** In n8n's own words, where it has refused. */
			said?: string;
	  };

/** One call to Gcore. */
export interface GcoreRequest {
	method: 'GET' | 'POST' | 'PATCH';
	/** Path below the base URL, with every variable part encoded. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject;
	/** Statuses that the API documents for this call as an end of its own. Without a 2xx here, each 2xx is one. */
	documented?: readonly number[];
	/** A 2xx is a plain list: it is handed on as `rows` of an object. */
	isList?: boolean;
	/** Whether the body of a 2xx holds what the call is for. Without it, each JSON object does. */
	holds?: (body: IDataObject) => boolean;
	/**
	 * Given for what must not be done twice: what to tell when its answer was lost, so that Gcore may have done it. It
	 * is not sent again then.
	 */
	once?: string;
	/**
	 * How often it may be sent again, in place of the user's setting. It is a probe then, of a caller that asks again
	 * by itself: one that finds out whether a server that was down is up again.
	 */
	retries?: number;
	/** Goes on when the user stops the execution, because somebody still has use for its answer. */
	outlivesStop?: boolean;
}

/** What an answer means. */
export type Reply = (
	| { kind: 'answer'; status: number; body: IDataObject }
	| { kind: 'failure'; failure: FailureKey; note: FailureNote }
) & {
	/** Worth to be sent again. */
	retryable: boolean;
	/** Gcore may have done what was asked for, although the answer does not say so. */
	mayHaveActed: boolean;
};

/** A page is known by its type, or by how it begins. */
const isPage = (headers: IDataObject, body: unknown) =>
	typeof body === 'string' &&
	(/^text\/html\b/i.test(String(headers['content-type'] ?? '')) || /^\s{0,99}<[!?a-z]/i.test(body));

/** Whether a status tells what happened, also when a page comes with it. */
const hasRowOfItsOwn = (status: number) =>
	status >= 300 && (status < 400 || status === 407 || failureRow(status).retryable === true);

export const isJsonObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isSuccess = (status: number) => status >= 200 && status < 300;

/** Whether the server has taken a request, and not only refused it for load or fallen over it. */
export const isTaken = (raw: RawAnswer) =>
	'status' in raw && raw.status < 500 && raw.status !== 429;

const SAYS_QUEUE_LIMIT = /queue limit/i;

const MINUTE_MS = 60_000;

/** A time to the minute, and not before it. */
const utc = (ms: number) =>
	`${new Date(Math.ceil(ms / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** What is known of a failure beside its kind. */
interface Told {
	status?: number;
	/** What the server, or n8n, says about it. */
	said?: Shown;
	/** As `judge` takes it. */
	notBefore?: number;
}

function failed(
	{ once }: GcoreRequest,
	failure: FailureKey,
	{ status, said, notBefore }: Told,
): Extract<Reply, { kind: 'failure' }> {
	const row = failureRow(failure);
	// What has answered in Gcore's place, with a page or a redirect, may have passed the request on.
	const mayHaveActed = row.mayHaveActed === true || (status !== undefined && status < 400);
	const isLost = row.mayHaveActed === true && once !== undefined;
	const remedy = isLost ? once : row.remedy;
	const asks =
		notBefore === undefined ? '' : `, and asks not to come back before ${utc(notBefore)}`;
	return {
		kind: 'failure',
		failure,
		retryable: notBefore === undefined && row.retryable === true && !isLost,
		mayHaveActed,
		note: {
			message: shown`${row.message}${asks}${status === undefined ? '' : ` (HTTP ${status})`}`,
			description: remedyText(remedy, said, row.speaker),
			...(status !== undefined && { httpCode: String(status) }),
			...(row.affectsAllItems && { affectsAllItems: true }),
			...(isLost && { mayHaveActed }),
			...(notBefore !== undefined && { notBefore, passing: true }),
		},
	};
}

/**
 * What an answer means for the call it was given to. Documented are JSON objects alone: a gateway's page with
 * status 404 says nothing about a task, nor does one with status 202.
 * @param notBefore when the server wants to be asked again, in ms since 1970, if that is too long to be waited for
 */
export function judge(request: GcoreRequest, raw: RawAnswer, notBefore?: number): Reply {
	const failure = (key: FailureKey, code?: number, said?: Shown) =>
		failed(request, key, { status: code, said, notBefore });
	if ('failure' in raw) return failure(raw.failure, undefined, apiText(raw.said));
	const { status, body, headers } = raw;
	const { documented = [], isList = false, holds = () => true } = request;
	// Gateways in front of Gcore put the statuses that pass by themselves on pages: there the status says more.
	if (isPage(headers, body) && !hasRowOfItsOwn(status)) {
		const page = failure('page', status);
		// A login page comes and goes: whoever asks again by a clock of their own goes on.
		return { ...page, note: { ...page.note, passing: isSuccess(status) } };
	}
	const answer = { kind: 'answer', status, body, retryable: false, mayHaveActed: false } as const;
	if (isSuccess(status)) {
		const counts = documented.some(isSuccess) ? documented.includes(status) : true;
		const held = isList ? Array.isArray(body) && { rows: body as IDataObject[] } : body;
		return counts && isJsonObject(held) && holds(held)
			? { ...answer, body: held }
			: failure('notJson');
	}
	if (!isJsonObject(body)) return failure(status, status);
	const said = wordsIn(body);
	const isFull = status === 400 && said !== undefined && SAYS_QUEUE_LIMIT.test(said);
	// A gateway's 404 is JSON too at times, but only Gcore's has a text in `error`.
	if (documented.includes(status) && (status !== 404 || typeof body.error === 'string')) {
		return { ...answer, body, retryable: isFull };
	}
	return failure(isFull ? QUEUE_LIMIT : status, status, said);
}
