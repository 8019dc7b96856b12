import type { IDataObject } from 'n8n-workflow';

import type { FailureNote } from './failure';

/** Why no answer came, or none that counts as one. */
export type Trouble = 'timeout' | 'refused' | 'reset' | 'dns' | 'tls' | 'network' | 'notJson';

/** What the transport brings back: an HTTP answer as it is, or why there is none. */
export type RawAnswer =
	| { status: number; headers: IDataObject; body: unknown }
	| { trouble: Trouble };

/** One call to Gcore. */
export interface GcoreRequest {
	method: 'GET' | 'POST';
	/** Path below the base URL, with every variable part encoded. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject;
	/** Statuses that the API documents for this call as an end of its own. Without a 2xx here, each 2xx is one. */
	documented?: readonly number[];
	/** May be sent again after an answer was lost. False for a create: a second task costs money. */
	repeatable: boolean;
}

export type Verdict =
	| { kind: 'answer'; status: number; body: IDataObject; retryable: boolean }
	| { kind: 'trouble'; trouble: Trouble | number; note: FailureNote; retryable: boolean };

interface Row {
	message: string;
	remedy: string;
	/** May pass by itself: worth another try. */
	retryable?: boolean;
	/** Gcore may have acted on the call although its answer is not known. */
	mayHaveActed?: boolean;
	affectsAllItems?: boolean;
}

const LATER = 'Try later; Gcore may be under load or in maintenance';
const ADDRESS = "Check 'Base URL' in the credential";

/** From what came back to what a person is told. The README's table of messages is made from these rows. */
export const TROUBLES: Readonly<Record<string, Row>> = {
	401: {
		message: 'Gcore refused the API key',
		remedy:
			'Open the credential and paste a valid token, or make a new one in the Gcore Customer Portal',
		affectsAllItems: true,
	},
	403: {
		message: 'The API key may not use Streaming AI',
		remedy: "Give the token's role access to Streaming, or use another token",
		affectsAllItems: true,
	},
	404: {
		message: 'Gcore has nothing at this address',
		remedy: `${ADDRESS}, and the ID in 'Task' if there is one`,
	},
	405: { message: 'The address does not take this call', remedy: ADDRESS },
	408: {
		message: 'Gcore gave up waiting for the request',
		remedy: LATER,
		retryable: true,
		mayHaveActed: true,
	},
	409: { message: 'Gcore is busy with this task', remedy: LATER, retryable: true },
	422: {
		message: 'Streaming AI is not enabled for the account',
		remedy: 'Ask Gcore support to enable it',
		affectsAllItems: true,
	},
	429: {
		message: 'Gcore received too many requests',
		remedy: "Lower 'Max Concurrency' under Options, or send fewer items at a time",
		retryable: true,
	},
	'3xx': {
		message: 'The address answered with a redirect, which is not followed to keep the API key safe',
		remedy: ADDRESS,
	},
	'4xx': { message: 'Gcore did not accept the request', remedy: "Check the node's fields" },
	'5xx': {
		message: 'Gcore could not handle the request',
		remedy: LATER,
		retryable: true,
		mayHaveActed: true,
	},
	timeout: {
		message: 'Gcore did not answer in time',
		remedy: "Raise 'Request Timeout' under Options, or try later",
		retryable: true,
		mayHaveActed: true,
	},
	refused: {
		message: 'The connection to Gcore was refused',
		remedy: `${ADDRESS}, and that n8n can reach it through its network and proxy`,
		retryable: true,
	},
	reset: {
		message: 'The connection to Gcore was cut before an answer came',
		remedy: `Try again; if it goes on, check the network between n8n and Gcore`,
		retryable: true,
		mayHaveActed: true,
	},
	dns: {
		message: "The name of Gcore's host could not be looked up",
		remedy: `${ADDRESS}, and the DNS settings of the machine n8n runs on`,
		retryable: true,
	},
	tls: {
		message: 'No secure connection to Gcore could be made',
		remedy: `${ADDRESS}; behind a proxy that inspects traffic, its certificate must be trusted by n8n`,
	},
	network: {
		message: 'Gcore could not be reached',
		remedy: `${ADDRESS}, and the network of the machine n8n runs on`,
		retryable: true,
		mayHaveActed: true,
	},
	notJson: {
		message: 'The answer was not in the form that Gcore documents',
		remedy: `${ADDRESS}; a proxy or firewall may have answered in Gcore's place`,
		retryable: true,
		mayHaveActed: true,
	},
};

/** The row for a status or kind of trouble: its own, or that of its hundred. */
export const troubleRow = (trouble: Trouble | number): Row =>
	TROUBLES[trouble] ?? TROUBLES[`${Math.floor(Number(trouble) / 100)}xx`] ?? TROUBLES.notJson;

const MAX_TEXT = 500;

/** Where a server's stack begins that it has let slip into its text. */
const STACK = /\n\s+at .*|Traceback \(most recent call last\).*/s;

/** A text of Gcore's, fit to be shown: one line, no markup, no stack, bounded. Undefined where there is none. */
export function apiText(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	// A gateway's HTML page says nothing to a workflow's builder.
	if (/<[a-z!/][^>]*>/i.test(value)) return undefined;
	const text = value
		.replace(STACK, '')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text || undefined;
}

export const isJsonObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What Gcore says about an answer, in whichever field it says so. */
export const textOf = (body: IDataObject): string | undefined =>
	[body.error, body.message, body.detail].map(apiText).find((text) => text !== undefined);

const isSuccess = (status: number) => status >= 200 && status < 300;

const QUEUE_LIMIT = /queue limit/i;

function noteOf(
	{ repeatable }: GcoreRequest,
	trouble: Trouble | number,
	said?: string,
): FailureNote {
	const { message, affectsAllItems, ...row } = troubleRow(trouble);
	const remedy =
		row.mayHaveActed && !repeatable
			? 'The task may have been started all the same: look for it with Get Many before you start it again'
			: row.remedy;
	return {
		message: typeof trouble === 'number' ? `${message} (HTTP ${trouble})` : message,
		description: said ? `Gcore says: "${said}". ${remedy}.` : `${remedy}.`,
		...(typeof trouble === 'number' && { httpCode: String(trouble) }),
		...(affectsAllItems && { affectsAllItems }),
	};
}

/**
 * What an answer means for the call it was given to. Documented are JSON objects alone: a gateway's page with
 * status 404 says nothing about a task, nor does one with status 202.
 */
export function judge(request: GcoreRequest, raw: RawAnswer): Verdict {
	const trouble = (kind: Trouble | number, said?: string): Verdict => ({
		kind: 'trouble',
		trouble: kind,
		note: noteOf(request, kind, said),
		retryable:
			troubleRow(kind).retryable === true &&
			(request.repeatable || !mayHaveActed({ trouble: kind })),
	});
	if ('trouble' in raw) return trouble(raw.trouble);
	const { status, body } = raw;
	const { documented = [] } = request;
	if (isSuccess(status)) {
		const counts = documented.some(isSuccess) ? documented.includes(status) : true;
		if (!counts || !isJsonObject(body)) return trouble('notJson');
		return { kind: 'answer', status, body, retryable: false };
	}
	if (!isJsonObject(body)) return trouble(status);
	const said = textOf(body);
	const full = status === 400 && said !== undefined && QUEUE_LIMIT.test(said);
	// A gateway's 404 is JSON too at times, but only Gcore's has a text in `error`.
	if (documented.includes(status) && (status !== 404 || typeof body.error === 'string')) {
		return { kind: 'answer', status, body, retryable: full };
	}
	const verdict = trouble(status, said);
	return { ...verdict, retryable: verdict.retryable || full };
}

/** Whether Gcore may have carried the call out although its answer does not say so. */
export const mayHaveActed = (verdict: { trouble: Trouble | number }) =>
	troubleRow(verdict.trouble).mayHaveActed === true;
