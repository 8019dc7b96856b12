import type { Fault } from '../standin/server';
import { BODIES } from './bodies';

/** A fault, and how it is told: what happened, and what to do. */
export type Told = [name: string, fault: Fault, message: RegExp, remedy: RegExp];

/** A remedy of most faults. */
export const ADDRESS = /Check 'Base URL' in the credential/;
const LATER = /Try later; Gcore may be under load or in maintenance\.$/;
const FIELDS = /Check the node's fields\.$/;
const FROM_PROXY =
	/^A proxy, firewall or login page has answered, and Gcore was not asked\. .*HTTPS_PROXY/;
const IN_PLACE = /a proxy or firewall may have answered in Gcore's place\.$/;
const AGAIN = /^Try again; if it goes on, check the network between n8n and Gcore\.$/;
const TIMEOUT = /^Raise 'Request Timeout' under Options, or try later\.$/;

const PAGE_CAME = "A web page came in place of Gcore's answer";
const NOT_ACCEPTED = 'Gcore did not accept the request';
const NOT_HANDLED = 'Gcore could not handle the request';
const NOT_HERE = 'Gcore has nothing at this address';
const REDIRECT =
	'The address answered with a redirect, which is not followed to keep the API key safe';
const CUT = /^The connection to Gcore was cut before an answer came$/;
const NOT_IN_TIME = /^Gcore did not answer in time$/;

const says = (text: string, remedy: RegExp) =>
	new RegExp(`^Gcore says: "${text}"\\. .*${remedy.source}`);

/** An answer of a status, by default with the body that is usual for it. */
const http = (
	status: number,
	message: string,
	remedy: RegExp,
	body?: keyof typeof BODIES,
): Told => [
	body ? `${status} with ${body}` : `${status}`,
	{ status, ...(body && { body: BODIES[body] }) },
	new RegExp(`^${message} \\(HTTP ${status}\\)$`),
	remedy,
];

/** Nothing that follows can go better. */
export const ENDING: Told[] = [
	http(
		401,
		'Gcore refused the API key',
		/^Gcore says: "Token is invalid or expired"\. Open the credential and paste a valid token, or make a new one in the Gcore Customer Portal\.$/,
	),
	http(
		403,
		'The API key is not allowed to use Streaming AI',
		/Give the token's role access to Streaming, or use another token\.$/,
	),
	http(422, 'Streaming AI is not enabled for the account', /Ask Gcore support to enable it\.$/),
];

/** They do not pass by themselves, for this item. */
export const LASTING: Told[] = [
	http(401, PAGE_CAME, FROM_PROXY, 'a page'),
	http(404, NOT_HERE, says('Task not found', ADDRESS)),
	http(404, PAGE_CAME, FROM_PROXY, 'a page'),
	http(404, NOT_HERE, says('no Route matched .*', ADDRESS), "a gateway's words"),
	http(405, 'The address does not take this call', ADDRESS),
	http(
		407,
		'The proxy between n8n and Gcore wants n8n to log in',
		/ n8n's HTTPS_PROXY setting, /,
		'a page',
	),
	http(412, NOT_ACCEPTED, says('Cannot cancel task .*', FIELDS)),
	http(418, NOT_ACCEPTED, says('Something is not right', FIELDS), 'a text'),
	http(451, NOT_ACCEPTED, FIELDS),
	http(400, NOT_ACCEPTED, says('Something is not right', FIELDS), 'a text'),
	http(400, PAGE_CAME, FROM_PROXY, 'a page'),
	http(400, NOT_ACCEPTED, /^Check the/, 'a page within a text'),
	http(400, NOT_ACCEPTED, says('Oops', FIELDS), 'a stack'),
	http(400, NOT_ACCEPTED, says('Token \\[API key\\] is bad', FIELDS), 'the key'),
	http(304, REDIRECT, ADDRESS),
	// Where it would be seen among the requests.
	...[301, 302, 307].map((status): Told => {
		const [, , message, remedy] = http(status, REDIRECT, ADDRESS);
		const fault: Fault = { kind: 'redirect', status, location: '/elsewhere' };
		return [`a redirect by ${status}`, fault, message, remedy];
	}),
];

/** They may pass, and what was called for was surely not done. */
export const PUT_OFF: Told[] = [
	http(409, 'Gcore is busy with this task', says('Conflict', LATER)),
	http(425, 'Gcore was asked too early, and did not take the request', LATER),
	http(
		429,
		'Gcore received too many requests',
		/Lower 'Max Concurrency' under Options, or send fewer items at a time\.$/,
	),
	http(
		400,
		"Gcore's queue for the account is full",
		/Try again when some tasks have ended, or start fewer at a time\.$/,
	),
	http(200, PAGE_CAME, FROM_PROXY, 'a page'),
];

const odd = (status: number, body: keyof typeof BODIES): Told => [
	`${status} with ${body}`,
	{ status, body: BODIES[body] },
	/^The answer was not in the form that Gcore documents$/,
	IN_PLACE,
];

/** They may pass, and what was called for may have been done. */
export const LOST: Told[] = [
	http(408, 'Gcore gave up waiting for the request', LATER),
	http(500, NOT_HANDLED, says('Internal Server Error', LATER)),
	http(500, NOT_HANDLED, /^Try later/, 'the wrong types'),
	http(500, NOT_HANDLED, says('ECONNREFUSED: boom', LATER), 'words that n8n takes for codes'),
	http(502, NOT_HANDLED, /^Try later/),
	http(503, NOT_HANDLED, /^Try later/),
	odd(202, 'nothing'),
	odd(202, 'a list'),
	odd(202, 'null'),
	odd(202, 'cut JSON'),
	odd(202, 'bytes'),
	odd(200, 'the wrong types'),
	odd(200, 'rows of nonsense'),
	odd(200, 'the key'),
	odd(204, 'nothing'),
	['a reset before the effect', { kind: 'resetBefore' }, CUT, AGAIN],
	['a reset after the effect', { kind: 'resetAfter' }, CUT, AGAIN],
	['half an answer', { kind: 'truncate' }, CUT, AGAIN],
	['half a page', { kind: 'truncate', status: 502, body: '<html>'.repeat(100) }, CUT, AGAIN],
	['no answer', { kind: 'hang' }, NOT_IN_TIME, TIMEOUT],
	['an answer byte by byte', { kind: 'drip' }, NOT_IN_TIME, TIMEOUT],
	['an answer that is late', { delayMs: 3000 }, NOT_IN_TIME, TIMEOUT],
];
