import type { IDataObject } from 'n8n-workflow';

import {
	type FailureKey,
	type FailureNote,
	mayHaveActed,
	QUEUE_LIMIT,
	type FailureKind,
	failureRow,
} from './failures';
import { apiText, wordsIn } from './text';

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
	method: 'GET' | 'POST';
	/** Path below the base URL, with every variable part encoded. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject;
	/** Statuses that the API documents for this call as an end of its own. Without a 2xx here, each 2xx is one. */
	documented?: readonly number[];
	/** Whether the body of a 2xx holds what the call is for. Without it, each JSON object does. */
	holds?: (body: IDataObject) => boolean;
	/** May be sent again after an answer was lost. False for a create: a second task costs money. */
	repeatable: boolean;
	/** Goes on when the user stops the execution, because somebody still has use for its answer. */
	outlivesStop?: boolean;
}

export type Reply =
	| { kind: 'answer'; status: number; body: IDataObject; retryable: boolean }
	| FailureReply;

interface FailureReply {
	kind: 'failure';
	failure: FailureKey;
	note: FailureNote;
	/** Worth to be sent again. */
	retryable: boolean;
}

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

const SAYS_QUEUE_LIMIT = /queue limit/i;

function noteOf(
	{ repeatable }: GcoreRequest,
	failure: FailureKey,
	status?: number,
	said?: string,
	notBefore?: number,
): FailureNote {
	const { message, affectsAllItems, ...row } = failureRow(failure);
	const mayHaveStarted = row.mayHaveActed === true && !repeatable;
	const remedy = mayHaveStarted
		? 'The task may have been started all the same: look for it with Get Many before you start it again'
		: row.remedy;
	const asks =
		notBefore === undefined ? '' : `, and asks not to come back before ${utc(notBefore)}`;
	return {
		message: `${message}${asks}${status === undefined ? '' : ` (HTTP ${status})`}`,
		description: said
			? `${failure === 'n8n' ? 'n8n' : 'Gcore'} says: "${said}". ${remedy}.`
			: `${remedy}.`,
		...(status !== undefined && { httpCode: String(status) }),
		...(affectsAllItems && { affectsAllItems }),
		...(mayHaveStarted && { mayHaveStarted }),
		...(notBefore !== undefined && { notBefore, passing: true }),
	};
}

const MINUTE_MS = 60_000;

/** A time to the minute, and not before it. */
const utc = (ms: number) =>
	`${new Date(Math.ceil(ms / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * What an answer means for the call it was given to. Documented are JSON objects alone: a gateway's page with
 * status 404 says nothing about a task, nor does one with status 202.
 * @param notBefore when the server wants to be asked again, in ms since 1970, if that is too long to be waited for
 */
export function judge(request: GcoreRequest, raw: RawAnswer, notBefore?: number): Reply {
	const failure = (kind: FailureKey, status?: number, said?: string): FailureReply => ({
		kind: 'failure',
		failure: kind,
		note: noteOf(request, kind, status, said, notBefore),
		retryable:
			notBefore === undefined &&
			failureRow(kind).retryable === true &&
			(request.repeatable || !mayHaveActed({ failure: kind })),
	});
	if ('failure' in raw) return failure(raw.failure, undefined, apiText(raw.said));
	const { status, body, headers } = raw;
	const { documented = [], holds = () => true } = request;
	// Gateways in front of Gcore put the statuses that pass by themselves on pages: there the status says more.
	if (isPage(headers, body) && !hasRowOfItsOwn(status)) {
		const page = failure('page', status);
		// A login page comes and goes: whoever asks again by a clock of their own goes on.
		return { ...page, note: { ...page.note, passing: isSuccess(status) } };
	}
	if (isSuccess(status)) {
		const counts = documented.some(isSuccess) ? documented.includes(status) : true;
		if (!counts || !isJsonObject(body) || !holds(body)) return failure('notJson');
		return { kind: 'answer', status, body, retryable: false };
	}
	if (!isJsonObject(body)) return failure(status, status);
	const said = wordsIn(body);
	const full = status === 400 && said !== undefined && SAYS_QUEUE_LIMIT.test(said);
	// A gateway's 404 is JSON too at times, but only Gcore's has a text in `error`.
	if (documented.includes(status) && (status !== 404 || typeof body.error === 'string')) {
		return { kind: 'answer', status, body, retryable: full };
	}
	return failure(full ? QUEUE_LIMIT : status, status, said);
}
