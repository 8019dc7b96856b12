import type { Fault } from '../standin/server';
import { BODIES, PAGE } from './bodies';

export const ADDRESS = /Check 'Base URL' in the credential/;
const LATER = /Try later; Gcore may be under load or in maintenance\.$/;
const FIELDS = /Check the node's fields\.$/;
const FROM_PROXY =
	/^A proxy, firewall or login page has answered, and Gcore was not asked\. .*HTTPS_PROXY/;
const TIMEOUT = /^Raise 'Request Timeout' under Options, or try later\.$/;

const pageCame = (status: number) =>
	new RegExp(`^A web page came in place of Gcore's answer \\(HTTP ${status}\\)$`);
const notAccepted = (status: number) =>
	new RegExp(`^Gcore did not accept the request \\(HTTP ${status}\\)$`);
const notHandled = (status: number) =>
	new RegExp(`^Gcore could not handle the request \\(HTTP ${status}\\)$`);
const says = (text: string, remedy: RegExp) =>
	new RegExp(`^Gcore says: "${text}"\\. .*${remedy.source}`);

/** A fault, and how it is told: what happened, and what to do. */
export type Told = [name: string, fault: Fault, message: RegExp, remedy: RegExp];

/** Nothing that follows can go better. */
export const ENDING: Told[] = [
	[
		'401',
		{ status: 401 },
		/^Gcore refused the API key \(HTTP 401\)$/,
		/^Gcore says: "Token is invalid or expired"\. Open the credential and paste a valid token, or make a new one in the Gcore Customer Portal\.$/,
	],
	[
		'403',
		{ status: 403 },
		/^The API key is not allowed to use Streaming AI \(HTTP 403\)$/,
		/Give the token's role access to Streaming, or use another token\.$/,
	],
	[
		'422',
		{ status: 422 },
		/^Streaming AI is not enabled for the account \(HTTP 422\)$/,
		/Ask Gcore support to enable it\.$/,
	],
];

/** They do not pass by themselves, for this item. */
export const LASTING: Told[] = [
	['401 as a page', { status: 401, body: PAGE }, pageCame(401), FROM_PROXY],
	['404', { status: 404 }, /^Gcore has nothing at this address \(HTTP 404\)$/, ADDRESS],
	['404 as a page', { status: 404, body: PAGE }, pageCame(404), FROM_PROXY],
	[
		"404 in a gateway's JSON",
		{ status: 404, body: { message: 'no Route matched with those values' } },
		/^Gcore has nothing at this address \(HTTP 404\)$/,
		says('no Route matched with those values', ADDRESS),
	],
	['405', { status: 405 }, /^The address does not take this call \(HTTP 405\)$/, ADDRESS],
	[
		'407 as a page',
		{ status: 407, body: PAGE },
		/^The proxy between n8n and Gcore wants n8n to log in \(HTTP 407\)$/,
		/ n8n's HTTPS_PROXY setting, /,
	],
	['412', { status: 412 }, notAccepted(412), says('Cannot cancel task .*', FIELDS)],
	['418', { status: 418, body: { error: 'Teapot' } }, notAccepted(418), says('Teapot', FIELDS)],
	['451 without a body', { status: 451 }, notAccepted(451), FIELDS],
	['400', { status: 400, body: BODIES['a text'] }, notAccepted(400), FIELDS],
	['400 as a page', { status: 400, body: PAGE }, pageCame(400), FROM_PROXY],
	['400 with a page', { status: 400, body: { error: PAGE } }, notAccepted(400), /^Check the/],
	[
		'400 with a stack',
		{ status: 400, body: BODIES['a stack'] },
		notAccepted(400),
		says('Oops', FIELDS),
	],
	[
		'400 with the key',
		{ status: 400, body: BODIES['the key'] },
		notAccepted(400),
		says('Token \\[API key\\] is bad', FIELDS),
	],
	['304', { status: 304 }, /redirect, which is not followed .* \(HTTP 304\)$/, ADDRESS],
	// To itself, where it would be seen among the requests.
	...[301, 302, 307].map(
		(status): Told => [
			`a redirect by ${status}`,
			{ kind: 'redirect', status, location: '/elsewhere' },
			new RegExp(
				`^The address answered with a redirect, which is not followed to keep the API key safe \\(HTTP ${status}\\)$`,
			),
			ADDRESS,
		],
	),
];

/** They may pass, and what was called for was surely not done. */
export const PUT_OFF: Told[] = [
	['409', { status: 409 }, /^Gcore is busy with this task \(HTTP 409\)$/, says('Conflict', LATER)],
	['425', { status: 425 }, /^Gcore was asked too early, .* \(HTTP 425\)$/, LATER],
	[
		'429',
		{ status: 429, headers: { 'retry-after': '0' } },
		/^Gcore received too many requests \(HTTP 429\)$/,
		/Lower 'Max Concurrency' under Options, or send fewer items at a time\.$/,
	],
	[
		'400 at the queue limit',
		{ status: 400 },
		/^Gcore's queue for the account is full \(HTTP 400\)$/,
		/Try again when some tasks have ended, or start fewer at a time\.$/,
	],
	['200 as a page', { status: 200, body: PAGE }, pageCame(200), FROM_PROXY],
];

const NOT_DOCUMENTED: RegExp = /^The answer was not in the form that Gcore documents$/;
const PROXY = /a proxy or firewall may have answered in Gcore's place\.$/;
const CUT = /^The connection to Gcore was cut before an answer came$/;
const AGAIN = /^Try again; if it goes on, check the network between n8n and Gcore\.$/;
const NOT_IN_TIME = /^Gcore did not answer in time$/;

const odd = (name: keyof typeof BODIES, status: number): Told => [
	`${status} with ${name}`,
	{ status, body: BODIES[name] },
	NOT_DOCUMENTED,
	PROXY,
];

/** They may pass, and what was called for may have been done. */
export const LOST: Told[] = [
	['408', { status: 408 }, /^Gcore gave up waiting for the request \(HTTP 408\)$/, LATER],
	['500', { status: 500 }, notHandled(500), says('Internal Server Error', LATER)],
	[
		'500 with the wrong types',
		{ status: 500, body: BODIES['the wrong types'] },
		notHandled(500),
		/^Try later/,
	],
	[
		'500 with words that n8n takes for codes',
		{ status: 500, body: { error: 'ECONNREFUSED: boom\n    at f (/srv/app.js:1:2)\n    at g' } },
		notHandled(500),
		says('ECONNREFUSED: boom', LATER),
	],
	...[502, 503].map((status): Told => [`${status}`, { status }, notHandled(status), /^Try later/]),
	odd('nothing', 202),
	odd('a list', 202),
	odd('null', 202),
	odd('cut JSON', 202),
	odd('bytes', 202),
	odd('the wrong types', 200),
	odd('rows of nonsense', 200),
	odd('the key', 200),
	['204', { status: 204 }, NOT_DOCUMENTED, PROXY],
	['a reset before the effect', { kind: 'resetBefore' }, CUT, AGAIN],
	['a reset after the effect', { kind: 'resetAfter' }, CUT, AGAIN],
	['half an answer', { kind: 'truncate' }, CUT, AGAIN],
	['half a page', { kind: 'truncate', status: 502, body: '<html>'.repeat(100) }, CUT, AGAIN],
	['no answer', { kind: 'hang' }, NOT_IN_TIME, TIMEOUT],
	['an answer byte by byte', { kind: 'drip' }, NOT_IN_TIME, TIMEOUT],
	['an answer that is late', { delayMs: 3000 }, NOT_IN_TIME, TIMEOUT],
];
