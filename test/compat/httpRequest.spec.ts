import type { Credential } from '../../scripts/real-n8n/types';
import { startProxy } from '../install/proxy';
import { expectSuccess } from '../real/run';
import { GCORE, overItems } from '../real/workflows';
import { makeAuthority } from '../standin/certificate';
import { startStandIn } from '../standin/server';
import { expect, test } from './fixtures';

type Credentials = Record<string, Credential>;

/** Start, Items, One Each, and an HTTP Request node with our credential. */
function asking(
	url: string,
	typeVersion: number,
	credentials: Credentials,
	parameters: object = {},
) {
	const workflow = overItems([{}], { parameters: {}, credential: credentials.gcoreApi });
	const httpRequest = {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		credentials,
		parameters: {
			url: `${url}/streaming/ai/tasks`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'gcoreApi',
			options: {},
			...parameters,
		},
	};
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => (node.name === GCORE ? { ...node, ...httpRequest } : node)),
	};
}

test('an HTTP Request node sends the key to its own address alone', async ({
	gcore,
	run,
	credential,
}) => {
	const credentials = { gcoreApi: await credential() };
	const other = await startStandIn();
	const refused = await run(asking(other.url, 4.2, credentials));
	await other.close();
	expect(refused.status).toBe('error');
	const told = JSON.stringify(refused.data.resultData.error);
	expect(told).toMatch(/The API key is sent to http:\/\/127\.0\.0\.1:\d+ alone/);
	expect(other.requests).toEqual([]);
	expectSuccess(await run(asking(gcore.url, 4.2, credentials)));
});

test('an HTTP Request node has the key read by no proxy, whatever it trusts', async ({
	n8n,
	run,
}) => {
	const authority = await makeAuthority();
	const reader = await startStandIn();
	const proxy = await startProxy(reader.url, authority);
	const [gcoreApi, httpSslAuth] = [
		await n8n.api.createCredential({
			name: 'Gcore at its own address',
			type: 'gcoreApi',
			data: { apiKey: '1234$abcdef', baseUrl: 'https://api.gcore.com' },
		}),
		await n8n.api.createCredential({
			name: "The proxy's authority",
			type: 'httpSslAuth',
			data: { ca: authority.ca },
		}),
	];
	const options = { proxy: proxy.url };
	const ways: Array<[Credentials, object, RegExp]> = [
		[{ gcoreApi }, { options }, /certificate/i],
		[
			{ gcoreApi },
			{ options: { ...options, allowUnauthorizedCerts: true } },
			/not sent through a proxy that could read it/,
		],
		[
			{ gcoreApi, httpSslAuth },
			{ options, provideSslCertificates: true },
			/not sent through a proxy that could read it/,
		],
	];
	for (const typeVersion of [3, 4, 4.1, 4.2, 4.3, 4.4]) {
		for (const [credentials, parameters, told] of ways) {
			const execution = await run(
				asking('https://api.gcore.com', typeVersion, credentials, parameters),
			).catch((error: Error) => error);
			// The last n8n 1 knows no 4.4.
			if (execution instanceof Error) continue;
			const { error } = execution.data.resultData;
			const said = JSON.stringify(error ?? {});
			expect([typeVersion, told.test(said) || said]).toEqual([typeVersion, true]);
		}
	}
	await proxy.close();
	await reader.close();
	expect(reader.requests).toEqual([]);
});
