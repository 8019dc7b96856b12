import { testCredential } from '../engine/credentialTest';
import { startStandIn } from '../standin/server';
import { KEY, useGcore } from './helpers';

const SAD = '98$76';
const gcore = useGcore({
	accounts: { [KEY]: {}, [SAD]: { featureDisabled: true }, forbidden: { forbidden: true } },
});

const OK = 'Connection successful!';
const REFUSED = /^Gcore refused the API key\. Paste a token .* or make a new one /;
const FORBIDDEN =
	/^The API key is not allowed .*\. Give the token's role access .*, or use another/;
const DISABLED = /^The API key works, but Streaming AI is not enabled .* Ask Gcore support/;

it.each<[string, string, string | RegExp]>([
	['a good key', KEY, OK],
	['a good key with white space', ` ${KEY}\n`, OK],
	['a good key with the scheme word', `apikey ${KEY}`, OK],
	['a wrong key', 'wrong', REFUSED],
	['a key without the role', 'forbidden', FORBIDDEN],
	['a key of an account without the feature', SAD, DISABLED],
	['no key', '', /^'API Key' is empty$/],
	['a good key as a header', `Authorization: APIKey ${KEY}`, OK],
	['a good key in quotes, with what cannot be seen', `\u200b"${KEY}"`, OK],
	[
		'a key of two lines',
		'12\n34',
		/^'API Key' holds an invisible character \(U\+000A\) at place 3$/,
	],
	['a key of another kind', `Bearer ${KEY}`, /^'API Key' begins with the word Bearer/],
	['a placeholder', '{your_api_key}', /^'API Key' holds a placeholder/],
])('%s', async (_name, apiKey, told) => {
	const message = await testCredential({ ...gcore.credential, apiKey });
	if (typeof told === 'string') expect(message).toBe(told);
	else expect(message).toMatch(told);
});

it('the three ways in which it can fail are told apart', async () => {
	const messages = await Promise.all(
		['wrong', 'forbidden', SAD].map(
			async (apiKey) => await testCredential({ ...gcore.credential, apiKey }),
		),
	);
	expect(new Set(messages).size).toBe(3);
});

it('asks for one task, and changes nothing', async () => {
	await testCredential(gcore.credential);
	expect(gcore.standIn.requests).toMatchObject([
		{ method: 'GET', path: '/streaming/ai/tasks', query: { limit: '1' } },
	]);
});

it.each([
	['with a slash at its end', (url: string) => `${url}/`, '/streaming/ai/tasks'],
	['with white space', (url: string) => ` ${url}\n`, '/streaming/ai/tasks'],
	['with a path', (url: string) => `${url}/proxy/`, '/proxy/streaming/ai/tasks'],
])('the base URL %s is asked', async (_name, spell, path) => {
	await testCredential({ apiKey: KEY, baseUrl: spell(gcore.credential.baseUrl) });
	expect(gcore.standIn.requests.map((request) => request.path)).toEqual([path]);
});

it.each([
	['http to another host', 'http://gcore.example', /^'Base URL' must start with https:\/\//],
	['no URL', 'gcore', /^'Base URL' is not a URL/],
	['a host that there is not', 'https://gcore.invalid', /^(ENOTFOUND|EAI_AGAIN)$/],
])('the base URL %s is told', async (_name, baseUrl, told) => {
	expect(await testCredential({ apiKey: KEY, baseUrl })).toMatch(told);
});

describe('a server that is not Gcore', () => {
	const ELSEWHERE = /^The Gcore API is not at this address \(HTTP \d+\)\. Check 'Base URL'/;

	it.each([301, 302, 303, 307, 308])('is not followed to another host: %i', async (status) => {
		const other = await startStandIn();
		const location = `${other.url}/streaming/ai/tasks`;
		gcore.standIn.plant({ kind: 'redirect', status, location });
		const message = await testCredential(gcore.credential);
		const asked = [...other.requests];
		await other.close();
		expect(asked).toEqual([]);
		expect(message).toMatch(ELSEWHERE);
	});

	it('is told when it answers with a page of its own', async () => {
		gcore.standIn.plant({ status: 200, body: '<html>Log in</html>' });
		expect(await testCredential(gcore.credential)).toMatch(
			/^What has answered is not the Gcore API/,
		);
	});

	it('is told to be a proxy that wants a login', async () => {
		gcore.standIn.plant({ status: 407, body: '<html></html>' });
		expect(await testCredential(gcore.credential)).toMatch(
			/^The proxy .* HTTPS_PROXY setting, or ask/,
		);
	});

	it.each([404, 405])('is told: %i', async (status) => {
		gcore.standIn.plant({ status, body: '<html></html>' });
		expect(await testCredential(gcore.credential)).toMatch(ELSEWHERE);
	});
});
