import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';

import { runWorkflow, workflowOf } from '../engine';
import { BASE_NODES } from '../engine/baseNodes';
import { startProxy, type Proxy } from '../install/proxy';
import { makeAuthority, type Authority } from '../standin/certificate';
import { KEY, useGcore } from './helpers';

/** Where the proxy leads, whatever host is asked for: somebody who reads along. */
const reader = useGcore();

let authority: Authority;
let proxy: Proxy;
beforeAll(async () => {
	authority = await makeAuthority();
	proxy = await startProxy(reader.standIn.url, authority);
});
afterAll(async () => await proxy.close());

type Helper = 'requestWithAuthentication' | 'httpRequestWithAuthentication';

/** What the proxy could read of a request that another node of n8n sends with the credential. */
async function readOf(helper: Helper, request: object, baseUrl = ''): Promise<unknown> {
	BASE_NODES['test.request'] = {
		description: {
			...BASE_NODES['n8n-nodes-base.noOp'].description,
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'gcoreApi', required: true }],
		},
		async execute(this: IExecuteFunctions) {
			const ask = this.helpers[helper] as (...args: unknown[]) => Promise<unknown>;
			await ask.call(this, 'gcoreApi', request);
			return [[{ json: {} }]];
		},
	};
	const file = workflowOf({ items: [{}], node: { type: 'test.request' } });
	const { data } = await runWorkflow(file, { apiKey: KEY, baseUrl });
	delete BASE_NODES['test.request'];
	const read = reader.standIn.requests.length;
	return { read, error: data.resultData.error?.message };
}

const REFUSED = expect.stringMatching(/The API key is not sent through a proxy that could read it/);
const UNTRUSTED = expect.stringMatching(/certificate/i);

const uri = 'https://api.gcore.com/streaming/ai/tasks';

/** As the HTTP Request node (3 to 4.5) asks: Ignore SSL Issues off, no certificates. */
const httpRequest = { uri, method: 'GET', json: true, rejectUnauthorized: true };

describe('a proxy that a request names does not read the key', () => {
	it.each<[string, Helper, () => object, unknown]>([
		['HTTP Request', 'requestWithAuthentication', () => httpRequest, UNTRUSTED],
		[
			'HTTP Request with SSL Certificates',
			'requestWithAuthentication',
			() => ({ ...httpRequest, agentOptions: { ca: authority.ca } }),
			REFUSED,
		],
		[
			'HTTP Request with Ignore SSL Issues',
			'requestWithAuthentication',
			() => ({ ...httpRequest, rejectUnauthorized: false }),
			REFUSED,
		],
		[
			'another node with a CA',
			'httpRequestWithAuthentication',
			() => ({ url: uri, agentOptions: { ca: authority.ca } }),
			REFUSED,
		],
		[
			'another node without checks',
			'httpRequestWithAuthentication',
			() => ({ url: uri, agentOptions: { rejectUnauthorized: false } }),
			REFUSED,
		],
	])('%s', async (_name, helper, requestOf, error) => {
		const read = await readOf(helper, { ...requestOf(), proxy: proxy.url });
		expect(read).toEqual({ read: 0, error });
	});

	it('by http, also below a base URL', async () => {
		const baseURL = 'http://127.0.0.1:1';
		const request = { baseURL, url: '/streaming/ai/tasks', proxy: reader.standIn.url };
		const read = await readOf('requestWithAuthentication', request, baseURL);
		expect(read).toEqual({ read: 0, error: REFUSED });
	});
});

it('agentOptions do not lead the key to another host', async () => {
	const port = Number(new URL(reader.standIn.url).port);
	const request = { url: 'http://localhost:1/x', agentOptions: { host: '127.0.0.1', port } };
	const read = await readOf('httpRequestWithAuthentication', request, 'http://localhost:1');
	expect(read).toEqual({ read: 0, error: expect.stringMatching(/lead elsewhere/) });
});

it.each<Helper>(['requestWithAuthentication', 'httpRequestWithAuthentication'])(
	'a header Host does not lead the key to another name on the same server: %s',
	async (helper) => {
		const request = { url: `${reader.standIn.url}/x`, headers: { host: 'a.example' } };
		const read = await readOf(helper, request, reader.standIn.url);
		expect(read).toEqual({
			read: 0,
			error: expect.stringMatching(/header Host that names another/),
		});
	},
);

it('a CA of the user is taken where no proxy stands between', async () => {
	const request = { uri: `${reader.standIn.url}/x`, agentOptions: { ca: authority.ca } };
	await readOf('requestWithAuthentication', request, reader.standIn.url);
	expect(reader.standIn.requests.map(({ authorized }) => authorized)).toEqual([true]);
});
