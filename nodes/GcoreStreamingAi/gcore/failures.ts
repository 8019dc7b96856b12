import type { IDataObject } from 'n8n-workflow';

import { type OwnWords, ownWords, type Shown, shown } from './shown';

/** What a person is told when a call ends in something that no outcome stands for. */
export interface FailureNote {
	/** What happened, in one sentence without a full stop. */
	message: Shown;
	/** What to do about it. */
	description: Shown;
	/** The HTTP status, where an answer came. */
	httpCode?: string;
	/** A setting of the node or its credential is at fault, and no call to Gcore. */
	ofSetting?: boolean;
	/** Nothing that follows can go better, for example because the key is refused: send nothing more. */
	affectsAllItems?: boolean;
	/** May pass by itself: whoever asks again later may get an answer. */
	passing?: boolean;
	/** Before this time, in ms since 1970, the server wants not to be asked again. */
	notBefore?: number;
	/** Gcore may have done what was requested, although no response says so. */
	mayHaveActed?: boolean;
	/** Further facts for the failed item, for example its outcome. */
	details?: IDataObject;
}

/** Carries a `FailureNote` from where it is noticed to `actions/raise.ts`, which turns it into n8n's errors. */
export class GcoreFailure extends Error {
	constructor(readonly note: FailureNote) {
		super(note.message);
		this.name = 'GcoreFailure';
	}
}

/** Thrown out of waiting and sending once the run is aborted or the user has stopped it; never shown to anyone. */
export class ExecutionStopped extends Error {
	/** @param mayHaveActed as in `FailureNote`: a request was under way, or had been sent before */
	constructor(readonly mayHaveActed = false) {
		super();
	}
}

/** Whether Gcore may have done what was requested, although the call has come to this. */
export const mayHaveActed = (reason: unknown): boolean =>
	reason instanceof GcoreFailure
		? reason.note.mayHaveActed === true
		: reason instanceof ExecutionStopped && reason.mayHaveActed;

/** The same reason, where an earlier request of the call may have been carried out. */
export function afterActing(reason: unknown): unknown {
	if (reason instanceof ExecutionStopped) return new ExecutionStopped(true);
	return reason instanceof GcoreFailure
		? new GcoreFailure({ ...reason.note, mayHaveActed: true })
		: reason;
}

/**
 * What to do about a failure, behind what was said of it, if anything was.
 * @param said the speaker's own words, never a sentence of this node's
 */
export const remedyText = (remedy: string, said?: string, speaker = 'Gcore'): Shown =>
	said ? shown`${speaker} says: "${said}". ${remedy}.` : shown`${remedy}.`;

/** A parameter that cannot be used: names it, says what is wrong with it and what to do. */
export const badParameter = <Flaw extends string, Remedy extends string>(
	parameter: string,
	flaw: OwnWords<Flaw>,
	remedy: OwnWords<Remedy>,
) =>
	new GcoreFailure({
		message: shown`'${parameter}' ${ownWords<Flaw>(flaw)}`,
		description: ownWords<Remedy>(remedy),
		ofSetting: true,
	});

/** Why no answer came, or none that counts as one. */
export type FailureKind =
	| 'timeout'
	| 'refused'
	| 'reset'
	| 'dns'
	| 'tls'
	| 'network'
	| 'notJson'
	| 'page'
	| 'n8n';

/** The key of the row for a 400 whose text is that of the queue limit. */
export const QUEUE_LIMIT = '400, queue limit';

/** What stands for a row: a kind of failure, or the status of an answer. */
export type FailureKey = FailureKind | typeof QUEUE_LIMIT | number;

interface Row {
	message: string;
	remedy: string;
	/** Node's and axios' codes for it. */
	codes?: RegExp;
	/** Who has said what came with it, where that is not Gcore. */
	speaker?: string;
	/** May pass by itself: worth another try. */
	retryable?: boolean;
	/** Gcore may have acted on the call although its answer is not known. */
	mayHaveActed?: boolean;
	affectsAllItems?: boolean;
}

const LATER = 'Try later; Gcore may be under load or in maintenance';
const ADDRESS = "Check 'Base URL' in the credential";

/** From what came back, or the code of what was thrown, to what a person is told. The README has these rows too. */
export const FAILURES: Readonly<Record<string, Row>> = {
	401: {
		message: 'Gcore refused the API key',
		remedy:
			'Open the credential and paste a valid token, or make a new one in the Gcore Customer Portal',
		affectsAllItems: true,
	},
	403: {
		message: 'The API key is not allowed to use Streaming AI',
		remedy: "Give the token's role access to Streaming, or use another token",
		affectsAllItems: true,
	},
	404: {
		message: 'Gcore has nothing at this address',
		remedy: `${ADDRESS}, and the ID in 'Task' or 'Video' if there is one`,
	},
	405: { message: 'The address does not take this call', remedy: ADDRESS },
	407: {
		message: 'The proxy between n8n and Gcore wants n8n to log in',
		speaker: 'The proxy',
		remedy:
			"Check the user and the password in n8n's HTTPS_PROXY setting, or ask who runs the proxy",
	},
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
	425: {
		message: 'Gcore was asked too early, and did not take the request',
		remedy: LATER,
		retryable: true,
	},
	429: {
		message: 'Gcore received too many requests',
		remedy: "Lower 'Max Concurrency' under Options, or send fewer items at a time",
		retryable: true,
	},
	[QUEUE_LIMIT]: {
		message: "Gcore's queue for the account is full",
		remedy: 'Try again when some tasks have ended, or start fewer at a time',
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
		codes: /^(ECONNABORTED|ETIMEDOUT|ERR_CANCELED)$/,
	},
	refused: {
		message: 'The connection to Gcore was refused',
		remedy: `${ADDRESS}, and that n8n can reach it through its network and proxy`,
		retryable: true,
		codes: /^ECONNREFUSED$/,
	},
	reset: {
		message: 'The connection to Gcore was cut before an answer came',
		remedy: `Try again; if it goes on, check the network between n8n and Gcore`,
		retryable: true,
		mayHaveActed: true,
		codes: /^(ECONNRESET|EPIPE|ERR_BAD_RESPONSE)$/,
	},
	dns: {
		message: "The name of Gcore's host could not be looked up",
		remedy: `${ADDRESS}, and the DNS settings of the machine n8n runs on`,
		retryable: true,
		codes: /^(ENOTFOUND|EAI_AGAIN)$/,
	},
	tls: {
		message: 'No secure connection to Gcore could be made',
		remedy: `${ADDRESS}; behind a proxy that inspects traffic, its certificate must be trusted by n8n`,
		codes:
			/^(EPROTO$|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/,
	},
	network: {
		message: 'Gcore could not be reached',
		remedy: `${ADDRESS}, and the network of the machine n8n runs on`,
		retryable: true,
		mayHaveActed: true,
	},
	page: {
		message: "A web page came in place of Gcore's answer",
		remedy: `A proxy, firewall or login page has answered, and Gcore was not asked. Check n8n's HTTPS_PROXY setting, and ${ADDRESS.replace('Check', 'check')}`,
	},
	n8n: {
		message: 'n8n has refused to send the request',
		speaker: 'n8n',
		remedy: `${ADDRESS}; which addresses nodes may reach is set by whoever runs n8n`,
	},
	notJson: {
		message: 'The answer was not in the form that Gcore documents',
		remedy: `${ADDRESS}; a proxy or firewall may have answered in Gcore's place`,
		retryable: true,
		mayHaveActed: true,
		// Not HTTP (Node's parser), not packed as it says (zlib, brotli, zstd), or more than a text can be.
		codes: /^(HPE_|Z_|ERR__|ERR_BROTLI|ERR_ZLIB|ZSTD_|ERR_ENCODING|ERR_STRING_TOO_LONG$)/,
	},
};

/** A 404 of Gcore's own, for one task. */
export const UNKNOWN_TASK = {
	message: 'The account has no such task, or its record is older than a month',
	remedy: 'Check the task ID, and that the credential belongs to the account that started the task',
};

/** A 404 of Gcore's own, for one video. */
export const UNKNOWN_VIDEO = {
	message: 'The account has no such video',
	remedy: 'Check the video ID, and that the credential belongs to the account that has the video',
};

/** The row for a status or kind of failure: its own, or that of its hundred. */
export const failureRow = (failure: FailureKey): Row =>
	FAILURES[failure] ?? FAILURES[`${Math.floor(Number(failure) / 100)}xx`] ?? FAILURES.notJson;

/** The kind of failure that a code of Node or axios stands for; undefined for one that is not known. */
export const kindOfCode = (code: string) =>
	Object.keys(FAILURES).find((kind) => FAILURES[kind].codes?.test(code)) as FailureKind | undefined;
