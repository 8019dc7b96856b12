import { startStandIn, type Fault, type StandIn } from '../standin/server';
import { UNREADABLE } from '../engine/wording';
import { quick, quickFor, useGcore } from './helpers';

const gcore = useGcore();

const PAGE = '<html><head><title>Gateway</title></head><body><h1>Oh no</h1></body></html>';

const ADDRESS = /^Check 'Base URL' in the credential/;
const LATER = /^Try later; Gcore may be under load or in maintenance\.$/;
const NOT_DOCUMENTED = /^The answer was not in the form that Gcore documents$/;
const PAGE_CAME = (status: number) =>
	new RegExp(`^A web page came in place of Gcore's answer \\(HTTP ${status}\\)$`);
const FROM_PROXY =
	/^A proxy, firewall or login page has answered, and Gcore was not asked\. .*HTTPS_PROXY/;
const PROXY = /a proxy or firewall may have answered in Gcore's place\.$/;

/** A fault, and how it is told: what happened, and what to do. */
const STATUSES: Array<[string, Fault, message: RegExp, description: RegExp]> = [
	[
		'401',
		{ status: 401 },
		/^Gcore refused the API key \(HTTP 401\)$/,
		/^Gcore says: "Token is invalid or expired"\. Open the credential and paste a valid token, or make a new one in the Gcore Customer Portal\.$/,
	],
	['401 in HTML', { status: 401, body: PAGE }, PAGE_CAME(401), FROM_PROXY],
	[
		'403',
		{ status: 403 },
		/^The API key is not allowed to use Streaming AI \(HTTP 403\)$/,
		/Give the token's role access to Streaming, or use another token\.$/,
	],
	['404 in HTML', { status: 404, body: PAGE }, PAGE_CAME(404), FROM_PROXY],
	[
		'404 in JSON without error',
		{ status: 404, body: { message: 'no Route matched with those values' } },
		/^Gcore has nothing at this address \(HTTP 404\)$/,
		/^Gcore says: "no Route matched with those values"\. Check 'Base URL'/,
	],
	['405', { status: 405 }, /^The address does not take this call \(HTTP 405\)$/, ADDRESS],
	[
		'418, which nobody knows',
		{ status: 418, body: { error: 'Teapot' } },
		/^Gcore did not accept the request \(HTTP 418\)$/,
		/^Gcore says: "Teapot"\. /,
	],
	[
		'429',
		{ status: 429 },
		/^Gcore received too many requests \(HTTP 429\)$/,
		/Lower 'Max Concurrency' under Options, or send fewer items at a time\.$/,
	],
	[
		'500 in JSON',
		{ status: 500 },
		/^Gcore could not handle the request \(HTTP 500\)$/,
		/Try later/,
	],
	[
		'500 in HTML',
		{ status: 500, body: PAGE },
		/^Gcore could not handle the request \(HTTP 500\)$/,
		LATER,
	],
	['502 in HTML', { status: 502 }, /^Gcore could not handle the request \(HTTP 502\)$/, LATER],
	['503 in HTML', { status: 503 }, /^Gcore could not handle the request \(HTTP 503\)$/, LATER],
	[
		'an error that is an object',
		{ status: 500, body: { error: { code: 7 }, message: { a: 1 } } },
		/^Gcore could not handle the request \(HTTP 500\)$/,
		LATER,
	],
	[
		'an error that is a page',
		{ status: 500, body: { error: PAGE } },
		/^Gcore could not handle the request \(HTTP 500\)$/,
		LATER,
	],
	[
		'an error with a stack, and with words that n8n takes for codes',
		{ status: 500, body: { error: 'ECONNREFUSED: boom\n    at f (/srv/app.js:1:2)\n    at g' } },
		/^Gcore could not handle the request \(HTTP 500\)$/,
		/^Gcore says: "ECONNREFUSED: boom"\. Try later/,
	],
	['202 in HTML', { status: 202, body: PAGE }, PAGE_CAME(202), FROM_PROXY],
	['422 in HTML', { status: 422, body: PAGE }, PAGE_CAME(422), FROM_PROXY],
	[
		'407 in HTML',
		{ status: 407, body: PAGE },
		/^The proxy between n8n and Gcore wants n8n to log in \(HTTP 407\)$/,
		/ n8n's HTTPS_PROXY setting, /,
	],
	['202 as a text', { status: 202, body: 'accepted' }, NOT_DOCUMENTED, PROXY],
	['202 without a body', { status: 202, body: '' }, NOT_DOCUMENTED, PROXY],
	['202 with a list', { status: 202, body: [{ result: 'x' }] }, NOT_DOCUMENTED, PROXY],
	['202 with null', { status: 202, body: 'null' }, NOT_DOCUMENTED, PROXY],
	['202 with a number', { status: 202, body: '7' }, NOT_DOCUMENTED, PROXY],
	['202 with broken JSON', { status: 202, body: '{"result": "Task has' }, NOT_DOCUMENTED, PROXY],
	['200 in JSON', { status: 200, body: { result: 'ok' } }, NOT_DOCUMENTED, PROXY],
	['204', { status: 204, body: '' }, NOT_DOCUMENTED, PROXY],
	['400 in HTML', { status: 400, body: PAGE }, PAGE_CAME(400), FROM_PROXY],
	[
		'an end within the body',
		{ kind: 'truncate' },
		/^The connection to Gcore was cut before an answer came$/,
		/^Try again; if it goes on, check the network between n8n and Gcore\.$/,
	],
	[
		'a reset connection',
		{ kind: 'resetBefore' },
		/^The connection to Gcore was cut before an answer came$/,
		/^Try again/,
	],
	[
		'no answer',
		{ kind: 'hang' },
		/^Gcore did not answer in time$/,
		/^Raise 'Request Timeout' under Options, or try later\.$/,
	],
	['an answer that drips', { kind: 'drip' }, /^Gcore did not answer in time$/, /^Raise 'Request/],
];

const twoTasks = () => ['good', 'bad'].map((task_id) => gcore.standIn.tasks.add({ task_id }));

describe.each(STATUSES)('%s', (_name, fault, message, description) => {
	it('stops the node, says what happened and what to do, and names the item', async () => {
		const items = twoTasks().map(({ task_id }) => ({ task_id }));
		gcore.plantFor('bad', fault);
		const { error } = await gcore.run({ items, parameters: quickFor(fault) });
		const where = ' This was item 1. 1 of 2 tasks had been cancelled before.';

		expect(error?.message).toMatch(message);
		expect(error?.description?.endsWith(where)).toBe(true);
		expect(error?.description?.slice(0, -where.length)).toMatch(description);
		expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 1 } });
		expect(error?.message).not.toMatch(UNREADABLE);
		expect(error?.description).not.toMatch(UNREADABLE);
		const code = /HTTP (\d+)/.exec(error?.message ?? '')?.[1];
		if (code) expect(error?.httpCode).toBe(code);
	});

	it('arrives at the Error output with the same words', async () => {
		const items = twoTasks().map(({ task_id }, n) => ({ task_id, n }));
		gcore.plantFor('bad', fault);
		const parameters = quickFor(fault);
		const { json } = await gcore.run({ items, parameters, onError: 'continueErrorOutput' });

		expect(json.map((output) => output.length)).toEqual([1, 0, 0, 0, 0, 1]);
		const [item] = json[5];
		expect(item).toMatchObject({ task_id: 'bad', n: 1, error: expect.stringMatching(message) });
		expect((item.details as { description: string }).description).toMatch(description);
		expect(JSON.stringify(item)).not.toMatch(UNREADABLE);
	});
});

describe('a redirect', () => {
	let other: StandIn;
	beforeAll(async () => {
		other = await startStandIn();
	});
	afterAll(async () => await other.close());

	it.each([301, 302, 303, 307, 308])('with %i is not followed', async (status) => {
		other.clearLog();
		const items = twoTasks().map(({ task_id }) => ({ task_id }));
		const location = `${other.url}/streaming/ai/tasks/bad/cancel`;
		gcore.plantFor('bad', { kind: 'redirect', status, location });
		const { error } = await gcore.run({ items, parameters: quick() });

		expect(error?.message).toBe(
			`The address answered with a redirect, which is not followed to keep the API key safe (HTTP ${status})`,
		);
		expect(error?.description).toMatch(ADDRESS);
		expect(other.requests).toEqual([]);
		expect(gcore.standIn.requests).toHaveLength(2);
	});
});
