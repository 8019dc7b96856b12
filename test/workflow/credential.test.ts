/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { loadPackage, runNode, runWorkflow, workflowOf } from '../engine';
import { BASE_NODES } from '../engine/baseNodes';
import { startStandIn, type StandIn } from '../standin/server';
import { KEY, useGcore } from './helpers';

const gcore = useGcore();

describe('the key', () => {
	const asked: Array<string | undefined> = [];
	let server: Server;
	let baseUrl: string;
	beforeAll(async () => {
		server = createServer((request, response) => {
			asked.push(request.headers.authorization);
			response.writeHead(202, { 'content-type': 'application/json' }).end('{"result":"Done"}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => void asked.splice(0));
	afterAll(() => server.close());

	it.each([
		['as made by Gcore', '1234$abcdef', '1234$abcdef'],
		['with $&', 'a$&b', 'a$&b'],
		['with $1 and $$', '$1$$2$$$', '$1$$2$$$'],
		["with $` and $'", "$`a$'", "$`a$'"],
		['with quotes within', `a"it's"`, `a"it's"`],
		['with quotes around it', `"it's"`, `it's`],
		['as a header', '-H "Authorization: APIKey 1234$abcdef"', '1234$abcdef'],
		['with backslashes', 'a\\b\\n\\', 'a\\b\\n\\'],
		['with braces', 'a{{ $json }}', 'a{{ $json }}'],
		['with an equals sign before', '=a{{ 1 }}b', '=a{{ 1 }}b'],
		['with white space around it', ' \t1234$abcdef \r\n', '1234$abcdef'],
		['with the scheme word', 'apikey 1234$abcdef', '1234$abcdef'],
		['with the scheme word in capitals', ' APIKEY\t1234$abcdef', '1234$abcdef'],
	])('reaches Gcore to the letter %s', async (_name, apiKey, token) => {
		const { json } = await runNode({ items: [{ task_id: 'a' }] }, { apiKey, baseUrl });
		expect(asked).toEqual([`apikey ${token}`]);
		expect(json[0]).toHaveLength(1);
	});

	it.each([
		['empty', '', "'API Key' is empty"],
		['blank', ' \n', "'API Key' is empty"],
		['the scheme word alone', 'apikey ', "'API Key' is empty"],
		['two lines', '1234\n5678', "'API Key' holds an invisible character (U+000A) at place 5"],
		[
			'of another scheme',
			'Bearer 1234$abc',
			"'API Key' begins with the word Bearer, as keys of another kind do. Paste a permanent API token, alone",
		],
		[
			'a placeholder',
			'{your_api_key}',
			"'API Key' holds a placeholder or a masked token. Paste the token itself",
		],
		['not ASCII', '1234…', "'API Key' holds characters that no token has"],
	])('that is %s is told, and nothing is sent', async (_name, apiKey, flaw) => {
		const { error } = await runNode({ items: [{ task_id: 'a' }] }, { apiKey, baseUrl });
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: `The credential cannot be used: ${flaw}`,
			description: 'Open the Gcore API credential and correct it.',
		});
		expect(asked).toEqual([]);
	});
});

describe('the base URL', () => {
	const cancelAt = async (baseUrl: string, onError?: 'continueErrorOutput') =>
		await runNode(
			{ items: [{ task_id: 'a' }, { task_id: 'b' }], onError },
			{ apiKey: KEY, baseUrl },
		);

	it.each([
		['as it is', (url: string) => url],
		['with a slash at its end', (url: string) => `${url}/`],
		['with white space', (url: string) => ` ${url}\n`],
		['as localhost', (url: string) => url.replace('127.0.0.1', 'localhost')],
	])('works over http on this machine %s', async (_name, spell) => {
		await cancelAt(spell(gcore.credential.baseUrl));
		expect(gcore.standIn.requests.map(({ path }) => path).sort()).toEqual([
			'/streaming/ai/tasks/a/cancel',
			'/streaming/ai/tasks/b/cancel',
		]);
	});

	it('may have a path', async () => {
		await cancelAt(`${gcore.credential.baseUrl}/proxy/`);
		expect(gcore.standIn.count('POST', '/proxy/streaming/ai/tasks/a/cancel')).toBe(1);
	});

	it.each([
		['http to another host', 'http://gcore.example', 'must start with https://'],
		['a host that looks like this machine', 'http://localhost.gcore.example', 'must start with'],
		['no scheme', 'api.gcore.com', 'is not a URL'],
		['a user', 'https://user:word@api.gcore.com', 'must be a bare address'],
		['a query', 'https://api.gcore.com/?a=b', 'must be a bare address'],
	])('is refused: %s', async (_name, baseUrl, flaw) => {
		const { error, outputs } = await cancelAt(baseUrl);
		expect(error?.message).toContain(`The credential cannot be used: 'Base URL' ${flaw}`);
		expect(error?.message).toMatch(/Use https:\/\/api\.gcore\.com$/);
		expect(error?.description).toBe('Open the Gcore API credential and correct it.');
		expect(outputs.flat()).toEqual([]);
	});

	it('that is refused sends all items to the Error output', async () => {
		const { json } = await cancelAt('http://gcore.example', 'continueErrorOutput');
		expect(json.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0, 2]);
		expect(json[5].map((item) => item.task_id)).toEqual(['a', 'b']);
	});
});

describe('used by another node of n8n', () => {
	const authenticate = async (
		options: Partial<IHttpRequestOptions> & { uri?: string },
		baseUrl?: string,
	) => {
		const { credential } = await loadPackage();
		if (typeof credential.authenticate !== 'function') throw new Error('No function');
		return await credential.authenticate(
			{ apiKey: KEY, baseUrl: baseUrl ?? '' },
			options as IHttpRequestOptions,
		);
	};

	it.each<[string, Partial<IHttpRequestOptions> & { uri?: string }, ...string[]]>([
		['a URL with a query', { url: 'https://api.gcore.com/streaming/ai/tasks?page=2' }],
		['a path below a base URL', { baseURL: 'https://api.gcore.com', url: '/x' }],
		['this machine', { url: 'http://localhost:8080/x' }, 'http://localhost:8080'],
		['another path than its own', { url: 'https://a.example/x' }, 'https://a.example/gcore/'],
		['the HTTP Request node', { uri: 'https://api.gcore.com/streaming/ai/tasks' }],
	])('adds the key for %s, and keeps other headers', async (_name, options, ...[baseUrl]) => {
		const headers = { Accept: 'text/html' };
		expect(await authenticate({ ...options, headers }, baseUrl)).toEqual({
			...options,
			headers: { ...headers, Authorization: `apikey ${KEY}` },
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});

	it.each([
		['http', { url: 'http://api.gcore.com/x' }],
		['http in the HTTP Request node', { uri: 'http://api.gcore.com/x' }],
		['http below a base URL', { baseURL: 'http://api.gcore.com', url: '/x' }],
		[
			'http in place of the base URL',
			{ baseURL: 'https://api.gcore.com', url: 'http://a.example' },
		],
	])('refuses %s', async (_name, options) => {
		await expect(authenticate(options)).rejects.toThrow("'Base URL' must start with https://");
	});

	it.each([
		['below its base', { uri: 'https://api.gcore.com/x', baseURL: 'https://a.example' }],
		[
			'in place of its URL',
			{ url: null, uri: 'https://a.example/x', baseURL: 'https://api.gcore.com' },
		],
	])('refuses a request that n8n would send to another host %s', async (_name, options) => {
		const asked = authenticate(options as unknown as IHttpRequestOptions);
		await expect(asked).rejects.toThrow('this request goes to https://a.example.');
	});
});

describe('asked for an address that is not its own', () => {
	const send = async (url: string, baseUrl?: string, baseURL?: string) => {
		const { credential } = await loadPackage();
		if (typeof credential.authenticate !== 'function') throw new Error('No function');
		const options = { url, baseURL } as IHttpRequestOptions;
		return await credential.authenticate({ apiKey: KEY, baseUrl: baseUrl ?? '' }, options);
	};

	it.each<[string, string, ...Array<string | undefined>]>([
		['another host', 'https://a.example/x'],
		['a host that begins alike', 'https://api.gcore.com.a.example/x'],
		['a host behind a user', 'https://api.gcore.com@a.example/x'],
		['a host behind a backslash', 'https:\\\\a.example/x'],
		['another port', 'https://api.gcore.com:8443/x'],
		['a host above it', 'https://gcore.com/x'],
		['two slashes below its base', '//a.example/x', undefined, 'https://api.gcore.com'],
		['the default, when its own is another', 'https://api.gcore.com/x', 'https://a.example'],
		['this machine', 'http://localhost:1/x'],
	])(
		'the key is not given to %s',
		async (_name, url, ...[baseUrl, baseURL]: Array<string | undefined>) => {
			const asked = new URL(url, baseURL).origin;
			const own = baseUrl ?? 'https://api.gcore.com';
			await expect(send(url, baseUrl, baseURL)).rejects.toThrow(
				`The API key is sent to ${own} alone, the origin of 'Base URL' in the credential, and this request goes to ${asked}.`,
			);
		},
	);
});

describe('taken along by another node of n8n', () => {
	let other: StandIn;
	beforeAll(async () => {
		other = await startStandIn();
	});
	afterAll(async () => await other.close());

	it.each(['httpRequestWithAuthentication', 'requestWithAuthentication'] as const)(
		'a redirect to another host does not carry the key: %s',
		async (helper) => {
			other.clearLog();
			gcore.standIn.plant({ kind: 'redirect', location: `${other.url}/streaming/ai/tasks` });
			const url = `${gcore.standIn.url}/streaming/ai/tasks`;
			BASE_NODES['test.request'] = {
				description: {
					...BASE_NODES['n8n-nodes-base.noOp'].description,
					credentials: [{ name: 'gcoreApi', required: true }],
				},
				async execute(this: IExecuteFunctions) {
					const ask = this.helpers[helper] as (...args: unknown[]) => Promise<unknown>;
					await ask.call(this, 'gcoreApi', { url, method: 'GET' });
					return [[{ json: {} }]];
				},
			};
			const file = workflowOf({ items: [{}], node: { type: 'test.request' } });
			await runWorkflow(file, gcore.credential);
			delete BASE_NODES['test.request'];
			// n8n asks once more when it is refused.
			expect(new Set(gcore.standIn.requests.map(({ authorized }) => authorized))).toEqual(
				new Set([true]),
			);
			const keys = other.requests.map(({ headers }) => headers.authorization);
			expect(new Set(keys)).toEqual(new Set([undefined]));
		},
	);
});

it.each([
	['maxConcurrency', 0, "'Max Concurrency' is not a whole number from 1 to 1000"],
	['maxConcurrency', 1.5, "'Max Concurrency' is not a whole number from 1 to 1000"],
	['maxRetries', -1, "'Max Retries' is not a whole number from 0 to 100"],
	['maxRetries', 'many', "'Max Retries' is not a whole number from 0 to 100"],
	['requestTimeout', 0, "'Request Timeout' is not a number above 0 and up to 1000000"],
	['requestTimeout', 3e6, "'Request Timeout' is not a number above 0 and up to 1000000"],
	['requestTimeout', 'long', "'Request Timeout' is not a number above 0 and up to 1000000"],
])('the option %s cannot be %s, and nothing is sent', async (name, value, message) => {
	const items = [{ task_id: 'a' }, { task_id: 'b' }];
	const parameters = { options: { [name]: value } };
	const { error } = await gcore.run({ items, parameters });
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(/^Set 'M?[\w ]+' to a .*number/);
	const { json } = await gcore.run({ items, parameters, onError: 'continueRegularOutput' });
	expect(json[0].map((item) => item.error)).toEqual([message, message]);
	expect(gcore.standIn.requests).toEqual([]);
});
