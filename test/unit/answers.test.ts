import {
	isTaken,
	judge,
	type GcoreRequest,
	type RawAnswer,
	type Reply,
} from '../../nodes/GcoreStreamingAi/gcore/answers';
import { FAILURES, type FailureKind } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { CANCEL_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';

const CANCEL: GcoreRequest = {
	method: 'POST',
	path: '/streaming/ai/tasks/1/cancel',
	documented: CANCEL_OUTCOMES.map(({ statusCode }) => statusCode),
};
const CREATE: GcoreRequest = {
	method: 'POST',
	path: '/streaming/ai/tasks',
	once: 'It may be there',
};

const GATEWAY_PAGE = '<html><body><h1>Gateway</h1></body></html>';
const QUEUE_LIMIT = 'Queue limit reached (100), try later.';

const BODIES: Array<[kind: string, body: unknown]> = [
	['{error}', { error: 'Said so' }],
	['{message}', { message: 'Said so' }],
	['{error: {}}', { error: { code: 7 } }],
	['{}', {}],
	['HTML', GATEWAY_PAGE],
	['no text', ''],
	['a text', 'Said so'],
	['a list', [{ error: 'Said so' }]],
	['null', null],
	['a number', 7],
];

const answerTo = (request: GcoreRequest, status: number, body: unknown): Reply =>
	judge(request, { status, headers: {}, body });

const STATUSES = [
	200, 201, 202, 204, 301, 302, 307, 400, 401, 403, 404, 405, 407, 408, 409, 412, 418, 422, 429,
	500, 502, 503, 504, 999,
];

/** Statuses that may pass by themselves, on a gateway's page too. */
const PASSING = [408, 409, 429, 500, 502, 503, 504, 999];

/** By the contract: which answers to a cancel call are the documented ones. */
function isDocumented(status: number, body: unknown): boolean {
	const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
	if (status === 404) return typeof (body as { error?: unknown } | null)?.error === 'string';
	return isObject && [202, 400, 412, 422].includes(status);
}

describe.each(STATUSES)('an answer to Cancel with status %i', (status) => {
	it.each(BODIES)('and %s', (_kind, body) => {
		const reply = answerTo(CANCEL, status, body);
		if (isDocumented(status, body)) {
			expect(reply).toEqual({
				kind: 'answer',
				status,
				body,
				retryable: false,
				mayHaveActed: false,
			});
			return;
		}
		const isPage =
			body === GATEWAY_PAGE && !PASSING.includes(status) && ![301, 302, 307, 407].includes(status);
		const other = status < 300 ? 'notJson' : status;
		const failure = isPage ? 'page' : other;
		expect(reply).toMatchObject({ kind: 'failure', failure });
		const { note } = reply as Extract<Reply, { kind: 'failure' }>;
		expect(note.message).toMatch(
			status < 300 && !isPage ? /[a-z]$/ : new RegExp(` \\(HTTP ${status}\\)$`),
		);
		expect(note.description).toMatch(/[^.]\.$/);
		expect(`${note.message} ${note.description}`).not.toMatch(/[<>]|\[object/);
		expect(reply.retryable).toBe(!isPage && (PASSING.includes(status) || status < 300));
	});
});

it.each([200, 201, 202])('a call that documents no 2xx takes %i with an object alone', (status) => {
	expect(answerTo(CREATE, status, { task_id: '1' })).toMatchObject({ kind: 'answer', status });
	expect(answerTo(CREATE, status, 'created')).toMatchObject({ failure: 'notJson' });
});

it.each([
	[{ status: 'STARTED' }, 'answer'],
	[{ status: 7 }, 'failure'],
	[{}, 'failure'],
])('of a call that wants something in the answer, %j is an %s', (body, kind) => {
	const holds = ({ status }: object & { status?: unknown }) => typeof status === 'string';
	expect(answerTo({ ...CREATE, holds }, 200, body)).toMatchObject({ kind });
	expect(answerTo({ ...CREATE, holds, documented: [404] }, 404, { error: 'x' }).kind).toBe(
		'answer',
	);
});

it('a page is known by its type too, and nothing was started', () => {
	const raw = {
		status: 200,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: 'Log in',
	};
	const reply = judge(CREATE, raw);
	expect(reply).toMatchObject({ failure: 'page', retryable: false, note: { passing: true } });
	expect(judge(CREATE, { ...raw, status: 403 })).toMatchObject({ note: { passing: false } });
	expect(reply).not.toHaveProperty('note.mayHaveActed');
	expect(judge(CREATE, { ...raw, headers: {} })).toMatchObject({
		failure: 'notJson',
		note: { mayHaveActed: true },
	});
});

it('what n8n has refused is told in its words, and nothing was started', () => {
	expect(judge(CREATE, { failure: 'n8n', said: 'It is blocked' })).toEqual({
		kind: 'failure',
		failure: 'n8n',
		retryable: false,
		mayHaveActed: false,
		note: {
			message: 'n8n has refused to send the request',
			description: expect.stringMatching(/^n8n says: "It is blocked"\. Check 'Base URL'/),
		},
	});
});

it('what a proxy says is told as its words', () => {
	const reply = judge(CREATE, { status: 407, body: { error: 'Log in' }, headers: {} });
	expect(reply).toMatchObject({
		note: { description: expect.stringMatching(/^The proxy says: "Log in"\. Check the user/) },
	});
});

describe('a call that asks for a plain list', () => {
	const LIST: GcoreRequest = { method: 'GET', path: '/streaming/videos', isList: true };

	it.each<[string, unknown, unknown[] | undefined]>([
		['a list', [{ id: 1 }, 'x'], [{ id: 1 }, 'x']],
		['an empty list', [], []],
		['an object', { results: [] }, undefined],
		['a text', 'x', undefined],
		['nothing', null, undefined],
	])('takes %s for what it is', (_name, body, rows) => {
		const reply = answerTo(LIST, 200, body);
		expect(reply).toMatchObject(
			rows ? { kind: 'answer', body: { rows } } : { kind: 'failure', failure: 'notJson' },
		);
	});

	it('has documented answers that are objects', () => {
		const body = { status: 404, error: 'Not Found' };
		expect(answerTo({ ...LIST, documented: [404] }, 404, body)).toMatchObject({ body });
	});
});

describe('what Gcore says about a failure', () => {
	it.each<[string, unknown, string | undefined]>([
		['words', { error: 'First', message: 'Second' }, 'First'],
		['no words', { other: 'Third' }, undefined],
	])('is told: %s', (_name, body, said) => {
		const { note } = answerTo(CANCEL, 405, body) as Extract<Reply, { kind: 'failure' }>;
		const remedy = `${FAILURES[405].remedy}.`;
		expect(note).toEqual({
			message: `${FAILURES[405].message} (HTTP 405)`,
			description: said ? `Gcore says: "${said}". ${remedy}` : remedy,
			httpCode: '405',
		});
	});
});

describe('the queue limit', () => {
	it('is worth another try, as an answer', () => {
		const body = { error: QUEUE_LIMIT };
		expect(answerTo(CANCEL, 400, body)).toMatchObject({ kind: 'answer', retryable: true });
	});

	it('is worth another try for a call that must not be repeated: it was not taken', () => {
		const reply = answerTo(CREATE, 400, { error: QUEUE_LIMIT });
		expect(reply).toMatchObject({
			kind: 'failure',
			failure: '400, queue limit',
			retryable: true,
			note: { httpCode: '400', message: expect.stringMatching(/queue .* is full \(HTTP 400\)$/) },
		});
	});

	it.each([
		['another 400', 400, { error: '"url" is not specified' }],
		['a 400 without a text', 400, {}],
		['another status', 412, { error: QUEUE_LIMIT }],
	])('is not %s', (_name, status, body) => {
		expect(answerTo(CREATE, status, body)).toMatchObject({ kind: 'failure', retryable: false });
	});
});

describe('a failure', () => {
	const KINDS: Array<[FailureKind, retryable: boolean, acted: boolean]> = [
		['timeout', true, true],
		['refused', true, false],
		['reset', true, true],
		['dns', true, false],
		['tls', false, false],
		['network', true, true],
	];

	it.each(KINDS)('%s: retryable %s, may have acted %s', (failure, retryable, mayHaveActed) => {
		const raw = { failure } as RawAnswer;
		expect(judge(CANCEL, raw)).toMatchObject({ failure, retryable, mayHaveActed });
		// What must not be done twice is tried again only where it was surely not done.
		expect(judge(CREATE, raw).retryable).toBe(retryable && !mayHaveActed);
	});

	it('of what must not be done twice is told in the words of the call when its answer was lost', () => {
		const { message } = FAILURES['5xx'];
		expect(answerTo(CREATE, 500, { error: 'Boom' })).toMatchObject({
			note: {
				message: `${message} (HTTP 500)`,
				description: 'Gcore says: "Boom". It may be there.',
				mayHaveActed: true,
			},
		});
		expect(answerTo(CANCEL, 500, {})).not.toHaveProperty('note.mayHaveActed');
	});

	it.each([
		[401, true],
		[403, true],
		[422, true],
		[404, undefined],
		[429, undefined],
		[500, undefined],
	])('with status %i affects all items: %s', (status, affectsAllItems) => {
		const { note } = answerTo(CREATE, status, {}) as Extract<Reply, { kind: 'failure' }>;
		expect(note.affectsAllItems).toBe(affectsAllItems);
	});

	it('with a time before which the server wants to be left alone is told with it, and not tried again', () => {
		const notBefore = Date.UTC(2026, 0, 1, 12, 0, 1);
		expect(judge(CANCEL, { status: 429, headers: {}, body: {} }, notBefore)).toMatchObject({
			retryable: false,
			note: {
				message: `${FAILURES[429].message}, and asks not to come back before 2026-01-01 12:01 UTC (HTTP 429)`,
				notBefore,
				passing: true,
			},
		});
	});
});

it.each<[string, RawAnswer, boolean]>([
	['202', { status: 202, headers: {}, body: {} }, true],
	['404', { status: 404, headers: {}, body: {} }, true],
	['429', { status: 429, headers: {}, body: {} }, false],
	['500', { status: 500, headers: {}, body: {} }, false],
	['no answer', { failure: 'timeout' }, false],
])('a request that led to %s was taken: %s', (_name, raw, taken) => {
	expect(isTaken(raw)).toBe(taken);
});
