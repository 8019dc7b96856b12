/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runNode, type NodeRun } from '../engine';
import { startStandIn } from '../standin/server';
import { UNREADABLE } from '../engine/wording';
import { KEY, quick } from './helpers';

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

const cancelAt = async (baseUrl: string, parameters = quick()): Promise<NodeRun> =>
	await runNode({ items: [{ task_id: 'a' }], parameters }, { apiKey: KEY, baseUrl });

async function expectTold(baseUrl: string, message: RegExp, description: RegExp) {
	const { error } = await cancelAt(baseUrl);
	expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(description);
	expect(`${error?.message} ${error?.description}`).not.toMatch(UNREADABLE);
}

it('a refused connection', async () => {
	// A port that was free a moment ago, and that nobody listens on any more.
	const standIn = await startStandIn();
	await standIn.close();
	await expectTold(
		standIn.url,
		/^The connection to Gcore was refused$/,
		/^Check 'Base URL' in the credential, and that n8n can reach it through its network and proxy\.$/,
	);
});

it('an unknown host name', async () => {
	await expectTold(
		'https://gcore.invalid',
		/^The name of Gcore's host could not be looked up$/,
		/^Check 'Base URL' in the credential, and the DNS settings of the machine n8n runs on\.$/,
	);
});

it('a connection that is closed without an answer', async () => {
	const port = await listen(createTcpServer((socket) => socket.once('data', () => socket.end())));
	await expectTold(
		`http://127.0.0.1:${port}`,
		/^The connection to Gcore was cut before an answer came$/,
		/^Try again; if it goes on, check the network between n8n and Gcore\.$/,
	);
});

it('an answer that is no HTTP', async () => {
	const port = await listen(
		createTcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))),
	);
	await expectTold(
		`http://127.0.0.1:${port}`,
		/^The answer was not in the form that Gcore documents$/,
		/^Check 'Base URL' in the credential; a proxy or firewall may have answered in Gcore's place\.$/,
	);
});

const INSECURE = /^No secure connection to Gcore could be made$/;
const TRUST = /its certificate must be trusted by n8n\.$/;

it('a port that does not speak TLS', async () => {
	const standIn = await startStandIn();
	await expectTold(standIn.url.replace('http:', 'https:'), INSECURE, TRUST);
	expect(standIn.requests).toEqual([]);
	await standIn.close();
});

/** A key and a certificate for localhost, signed by itself; undefined on a machine without openssl. */
function selfSigned() {
	const folder = mkdtempSync(join(tmpdir(), 'gcore-tls-'));
	const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
	const args = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
	try {
		execFileSync('openssl', ['req', ...args, '-subj', '/CN=localhost'], { stdio: 'ignore' });
		return { key: readFileSync(key), cert: readFileSync(cert) };
	} catch {
		return undefined;
	}
}

const pair = selfSigned();

(pair ? it : it.skip)('a certificate signed by itself', async () => {
	const asked: Array<string | undefined> = [];
	const server = createServer({ ...pair }, (request, response) => {
		asked.push(request.url);
		response.end('{}');
	});
	const port = await listen(server);
	await expectTold(`https://localhost:${port}`, INSECURE, TRUST);
	expect(asked).toEqual([]);
});

describe('with one retry', () => {
	const once = quick({ options: { maxRetries: 1 } });
	let connections: number;
	let port: number;
	beforeAll(async () => {
		const server = createTcpServer((socket) => {
			connections++;
			socket.once('data', () => socket.end());
		});
		port = await listen(server);
	});
	beforeEach(() => {
		connections = 0;
	});

	it('trouble that may pass is tried again, and the tries are told', async () => {
		const { error } = await cancelAt(`http://127.0.0.1:${port}`, once);
		expect(connections).toBe(2);
		expect(error?.message).toMatch(/ was cut before an answer came, after 2 tries$/);
	});

	it('TLS trouble is not', async () => {
		const standIn = await startStandIn();
		const { error } = await cancelAt(standIn.url.replace('http:', 'https:'), once);
		await standIn.close();
		// It would tell the tries.
		expect(error?.message).toMatch(INSECURE);
	});
});
