/** @jest-environment node */
/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_LOG_OUTPUT = 'console';

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { runNode, type NodeRun } from '../engine';
import { startStandIn } from '../standin/server';
import { terminal, textsIn } from '../engine/everything';
import { quick, useGcore } from './helpers';

/** Spelled differently in JSON and in a URL. */
const SECRET = `98"76\\$&'secret`;

const gcore = useGcore({ apiKey: SECRET });
beforeAll(() => {
	gcore.credential.apiKey = ` apikey ${SECRET}\n`;
});

const SPELLINGS = [
	SECRET,
	"$&'secret",
	JSON.stringify(SECRET).slice(1, -1),
	encodeURIComponent(SECRET),
	Buffer.from(SECRET).toString('base64'),
];

const expectNoKey = (name: string, texts: string[]) => {
	const shown = texts.filter((text) => SPELLINGS.some((spelling) => text.includes(spelling)));
	expect({ [name]: shown }).toEqual({ [name]: [] });
};

async function expectSecret(run: () => Promise<NodeRun>) {
	const written = terminal();
	let result: NodeRun;
	try {
		result = await run();
	} finally {
		const lines = written();
		expectNoKey('terminal', [lines]);
		// n8n logs at its most talkative, and it was heard.
		expect(lines).toContain('Running node "Gcore"');
	}
	expectNoKey('run', textsIn(result.run));
	expectNoKey('hints', result.hints);
	return result;
}

it('the search finds what is hidden', () => {
	const error = new Error('a', { cause: Object.assign(new Error('b'), { config: { x: SECRET } }) });
	Object.defineProperty(error, 'hidden', { value: new Map([['y', [SECRET]]]), enumerable: false });
	expect(textsIn({ error }).filter((text) => text === SECRET)).toHaveLength(2);

	const written = terminal();
	console.error('a line', new Error(SECRET));
	expect(written()).toContain(SECRET);
});

describe('a server that repeats the key', () => {
	let server: Server;
	let answer: (request: IncomingMessage) => [status: number, body: unknown];
	let baseUrl: string;
	beforeAll(async () => {
		server = createServer((request, response) => {
			const [status, body] = answer(request);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	const BODIES: Array<[string, (request: IncomingMessage) => unknown]> = [
		['as it came', ({ headers }) => ({ error: `Bad: ${headers.authorization}` })],
		['in JSON', ({ headers }) => ({ error: `Bad: ${JSON.stringify(headers)}`, headers })],
		['in a URL', () => ({ error: `Bad: /x?${encodeURIComponent(SECRET)}` })],
		['in a result', ({ headers }) => ({ result: `Bad: ${headers.authorization}` })],
	];

	describe.each([202, 400, 401, 404, 405, 412, 422, 429, 500])('with status %i', (status) => {
		it.each(BODIES)('%s', async (_name, body) => {
			answer = (request) => [status, body(request)];
			const credential = { ...gcore.credential, baseUrl };
			const setup = { items: [{ task_id: 'a' }], parameters: quick() };
			const { json, error } = await expectSecret(async () => await runNode(setup, credential));
			expect(JSON.stringify([json, error])).toMatch(/"task_id":"a"|HTTP \d/);
		});
	});

	it('the text is shown all the same', async () => {
		answer = ({ headers }) => [405, { error: `No good key '${headers.authorization}' given` }];
		const written = terminal();
		const credential = { apiKey: '1234$abcdef', baseUrl };
		const { error } = await runNode({ items: [{ task_id: 'a' }] }, credential);
		written();
		expect(error?.description).toContain(`Gcore says: "No good key 'apikey [API key]' given".`);
	});
});

it('a credential that cannot be used is told without it', async () => {
	const standIn = await startStandIn();
	await standIn.close();
	for (const credential of [
		{ apiKey: SECRET, baseUrl: 'http://gcore.example' },
		{ apiKey: `${SECRET}\n${SECRET}`, baseUrl: standIn.url },
		{ apiKey: SECRET, baseUrl: standIn.url },
		{ apiKey: SECRET, baseUrl: 'https://gcore.invalid' },
	]) {
		const setup = { items: [{ task_id: 'a' }], parameters: quick() };
		const { error } = await expectSecret(async () => await runNode(setup, credential));
		expect(error?.message).toMatch(/\w/);
	}
});
