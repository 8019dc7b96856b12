import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { Deadlines } from '../../nodes/GcoreStreamingAi/gcore/deadline';
import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { transport } from '../../nodes/GcoreStreamingAi/gcore/http';
import { accountOf } from '../../nodes/GcoreStreamingAi/n8n/open';

type Send = (this: IExecuteFunctions, type: string, options: IHttpRequestOptions) => unknown;

/** As much of a node's context as the transport looks at. */
const contextOf = (send: Send, credentials: object = { apiKey: '1234$abcdef' }) =>
	({
		getCredentials: async () => credentials,
		helpers: { httpRequestWithAuthentication: send },
	}) as unknown as IExecuteFunctions;

const ACCOUNT = {
	baseUrl: 'https://api.gcore.com',
	token: '1234$abcdef',
	credential: { apiKey: '1234$abcdef' },
};

const CALL = { method: 'POST', path: '/streaming/ai/tasks/1/cancel' } as const;

const thrownWith = (...codes: Array<string | undefined>) =>
	codes.reduceRight<object | undefined>((cause, code) => ({ code, cause }), undefined);

it.each<[failure: string, ...codes: Array<string | undefined>]>([
	['timeout', 'ERR_CANCELED'],
	['notJson', undefined, 'Z_DATA_ERROR'],
	['network', 'EHOSTUNREACH'],
	['network', undefined],
	['refused', undefined, 'ERR_NETWORK', 'ECONNREFUSED'],
	['network', undefined, undefined, undefined, undefined, 'ECONNREFUSED'],
])('the failure is %s for the codes %s %s %s', async (failure, ...codes) => {
	const send = transport(
		contextOf(async () => {
			throw thrownWith(...codes);
		}),
		ACCOUNT,
		new Deadlines(1000),
	);
	expect(await send(CALL)).toEqual({ failure });
});

it('tells what n8n has refused in its own words, without the token', async () => {
	class UserError extends Error {}
	class SsrfBlocked extends UserError {}
	const cause = new SsrfBlocked('10.0.0.1 is blocked (1234$abcdef)');
	const send = transport(
		contextOf(async () => {
			throw Object.assign(new Error('wrapped', { cause }), { code: 'ECONNREFUSED' });
		}),
		ACCOUNT,
		new Deadlines(1000),
	);
	expect(await send(CALL)).toEqual({ failure: 'n8n', said: '10.0.0.1 is blocked ([API key])' });
});

it.each([6, 101, 10_000])('a body of %i levels is an answer up to a hundred', async (levels) => {
	const body = JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));
	const send = transport(
		contextOf(async () => ({ statusCode: 400, headers: {}, body })),
		ACCOUNT,
		new Deadlines(1000),
	);
	const answer = await send(CALL);
	if (levels > 100) expect(answer).toEqual({ failure: 'notJson' });
	else expect(answer).toMatchObject({ status: 400 });
});

it('finds the code where n8n has kept it without the cause', async () => {
	const context = contextOf(async () => {
		throw { code: 7, httpCode: 'ENOTFOUND' };
	});
	expect(await transport(context, ACCOUNT, new Deadlines(1000))(CALL)).toEqual({ failure: 'dns' });
});

it('whatever is thrown is told', async () => {
	const throwing = contextOf(() => {
		throw undefined;
	});
	expect(await transport(throwing, ACCOUNT, new Deadlines(1000))(CALL)).toEqual({
		failure: 'network',
	});
});

it('asks for the whole answer whatever its status, and follows no redirect', async () => {
	const asked: Array<[string, IHttpRequestOptions]> = [];
	const context = contextOf(async (type, options) => {
		asked.push([type, options]);
		return { statusCode: 412, headers: { a: 'b' }, body: { error: 'x' } };
	});
	const send = transport(context, ACCOUNT, new Deadlines(1234));
	expect(await send({ ...CALL, qs: { page: 2 }, body: { url: 'u' } })).toEqual({
		status: 412,
		headers: { a: 'b' },
		body: { error: 'x' },
	});
	await send(CALL);
	const common = {
		method: 'POST',
		url: 'https://api.gcore.com/streaming/ai/tasks/1/cancel',
		json: true,
		timeout: 1234,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	expect(asked).toEqual([
		['gcoreApi', { ...common, qs: { page: 2 }, body: { url: 'u' } }],
		['gcoreApi', common],
	]);
});

it('takes the token out of an answer', async () => {
	const context = contextOf(async () => ({
		statusCode: 200,
		headers: {},
		body: { error: 'Bad header: apikey 1234$abcdef' },
	}));
	expect(await transport(context, ACCOUNT, new Deadlines(1000))(CALL)).toMatchObject({
		body: { error: 'Bad header: apikey [API key]' },
	});
});

/** A context whose requests are never answered, and the signals that they were given. */
function silentContext() {
	const signals: AbortSignal[] = [];
	const context = contextOf(async function () {
		const signal = this.getExecutionCancelSignal() as AbortSignal;
		signals.push(signal);
		return await new Promise((_resolve, reject) => {
			const end = () => reject(Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' }));
			if (signal.aborted) end();
			signal.addEventListener('abort', end);
		});
	});
	return { context, signals };
}

it.each([0.5, 100])('ends each request soon after its deadline of %d ms', async (timeoutMs) => {
	const { context } = silentContext();
	const send = transport(context, ACCOUNT, new Deadlines(timeoutMs));
	const from = performance.now();
	const answers = await Promise.all([send(CALL), send({ ...CALL, outlivesStop: true })]);
	expect(answers).toEqual([{ failure: 'timeout' }, { failure: 'timeout' }]);
	const took = performance.now() - from;
	expect(took).toBeGreaterThanOrEqual(timeoutMs);
	// A tenth of it later, and what a busy machine takes.
	expect(took).toBeLessThan(1.1 * timeoutMs + 500);
});

it('ends what is under way, and what follows, when the user stops', async () => {
	const stop = new AbortController();
	const { context, signals } = silentContext();
	const send = transport(context, ACCOUNT, new Deadlines(60_000, stop.signal));
	const underWay = [send(CALL), send(CALL)];
	stop.abort();
	expect(await Promise.all([...underWay, send(CALL)])).toEqual(
		Array.from({ length: 3 }, () => ({ failure: 'timeout' })),
	);
	// One for each request: with many listeners on one, Node warns of a leak.
	expect(new Set(signals).size).toBe(3);
});

describe('the credential', () => {
	const URL = 'https://api.gcore.com';
	const readFrom = async (credentials: object) =>
		await accountOf(contextOf(async () => undefined, credentials));

	it('gives its address and its bare token', async () => {
		const pasted = { apiKey: ' apikey k\n', baseUrl: ` ${URL}/x/ ` };
		expect(await readFrom(pasted)).toEqual({
			baseUrl: `${URL}/x`,
			token: 'k',
			credential: pasted,
		});
		expect(await readFrom({ apiKey: 'k' })).toMatchObject({ baseUrl: URL, token: 'k' });
	});

	it.each([
		['no key', {}, "'API Key' is empty"],
		['an empty key', { apiKey: ' ' }, "'API Key' is empty"],
		['a key that is no text', { apiKey: { key: 'k' } }, "'API Key' is not text"],
		['an address that is no text', { apiKey: 'k', baseUrl: 5 }, "'Base URL' is not a URL."],
		['http', { apiKey: 'k', baseUrl: 'http://a.example' }, "'Base URL' must start with https://."],
		['no URL', { apiKey: 'k', baseUrl: 'gcore' }, "'Base URL' is not a URL."],
	])('that cannot be used tells why: %s', async (_name, credentials, flaw) => {
		const reason = await readFrom(credentials).catch((error: unknown) => error);
		expect(reason).toBeInstanceOf(GcoreFailure);
		expect((reason as GcoreFailure).note).toMatchObject({
			message: expect.stringContaining(`The credential cannot be used: ${flaw}`),
			description: 'Open the Gcore API credential and correct it.',
			affectsAllItems: true,
		});
	});
});
