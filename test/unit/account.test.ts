import {
	addressFlaw,
	bareToken,
	parseBaseUrl,
	recipientFlaw,
	tokenFlaw,
	withoutToken,
} from '../../nodes/GcoreStreamingAi/gcore/account';

describe('the token', () => {
	it.each([
		['as it is', '1234$abcdef', '1234$abcdef'],
		['with white space around it', ' \t1234$abcdef\r\n', '1234$abcdef'],
		['with the scheme word', 'apikey 1234$abcdef', '1234$abcdef'],
		['with the scheme word in capitals', 'APIKey   1234$abcdef ', '1234$abcdef'],
		['with a line break behind the scheme word', 'apikey\n1234$abcdef', '1234$abcdef'],
		['that begins like the scheme word', 'apikey1234', 'apikey1234'],
		['with the scheme word in its middle', '12 apikey 34', '12 apikey 34'],
		['with signs of replacing', '$&$1$$$`', '$&$1$$$`'],
		['with quotes and backslashes', `"'\\`, `"'\\`],
		['as a header', 'Authorization: APIKey 1234$abc', '1234$abc'],
		['as a header named by its scheme', 'APIKey: 1234$abc', '1234$abc'],
		['with the scheme word twice', 'apikey apikey 1234$abc', '1234$abc'],
		['with the scheme word in two', 'Api-Key 1234$abc', '1234$abc'],
		['for curl', `-H "Authorization: APIKey 1234$abc"`, '1234$abc'],
		['for curl, with more to come', `--header 'Authorization: APIKey 1234$abc' \\`, '1234$abc'],
		['in quotes of a program for texts', '“1234$abc”', '1234$abc'],
		['in JSON', '"Authorization": "APIKey 1234$abc"', '1234$abc'],
		['as a setting', 'export GCORE_API_KEY="1234$abc"', '1234$abc'],
		['behind its name', 'API token: 1234$abc', '1234$abc'],
		['in quotes', '"1234$abc"', '1234$abc'],
		['in quotes behind the scheme word', `apikey '1234$abc'`, '1234$abc'],
		['in angle brackets', '<1234$abc>', '1234$abc'],
		['with what cannot be seen around it', '\u200b\ufeffapikey\u00a01234$abc\u2060', '1234$abc'],
		['that is empty', '', ''],
		['that is but the scheme word', ' apikey ', ''],
	])('%s', (_name, pasted, token) => {
		expect(bareToken(pasted)).toBe(token);
	});
});

describe('the key', () => {
	it.each([
		['a token', '1234$abcdef', undefined],
		['a token in quotes', `"12 34"`, undefined],
		['nothing', '', "'API Key' is empty"],
		['what an expression finds nowhere', undefined, "'API Key' is empty"],
		['null', null, "'API Key' is empty"],
		['no text', 7, "'API Key' is not text"],
		['blanks', ' \n', "'API Key' is empty"],
		['the scheme word alone', 'apikey ', "'API Key' is empty"],
		['quotes around nothing', '""', "'API Key' is empty"],
		['a line break within', '12\n34', "'API Key' holds an invisible character (U+000A) at place 3"],
		[
			'a zero width space within',
			'apikey 1234$\u200babc',
			"'API Key' holds an invisible character (U+200B) at place 6",
		],
		['a letter outside ASCII', '12…34', "'API Key' holds characters that no token has"],
		['longer than a header', 'a'.repeat(8193), "'API Key' is longer than 8192 characters"],
		['a masked token', '1234$••••••', "'API Key' holds characters that no token has"],
	])('that is %s', (_name, pasted, flaw) => {
		expect(tokenFlaw(pasted)).toBe(flaw);
	});
});

describe('what cannot be a token is told before it is sent, without what was pasted', () => {
	const PLACEHOLDER = "'API Key' holds a placeholder or a masked token. Paste the token itself";
	it.each([
		'{your_api_key}',
		'{{api_key}}',
		'{{ $json.apiKey }}',
		'<token>',
		'<your API token>',
		'[API_KEY]',
		'YOUR_API_KEY',
		'your-api-key-here',
		'Authorization: APIKey YOUR_TOKEN',
		'yourApiKey',
		'$GCORE_API_KEY',
		'${GCORE_API_KEY}',
		'$env:GCORE_API_KEY',
		'$apiKey',
		'%GCORE_API_KEY%',
		'$(cat key.txt)',
		'process.env.GCORE_API_KEY',
		'xxxx',
		'1234$xxxxxxxxxxxx',
		'********',
		'1234$abc...',
		'undefined',
		'change me',
	])('%s', (pasted) => {
		expect(tokenFlaw(pasted)).toBe(PLACEHOLDER);
	});

	it.each(['Bearer', 'bearer', 'Basic', 'Token', 'JWT'])('%s 1234$abc', (scheme) => {
		const flaw = `'API Key' begins with the word ${scheme}, as keys of another kind do. Paste a permanent API token, alone`;
		expect(tokenFlaw(`${scheme} 1234$abc`)).toBe(flaw);
		expect(tokenFlaw(`Authorization: ${scheme} 1234$abc`)).toBe(flaw);
		expect(tokenFlaw(`"${scheme}: 1234$abc"`)).toBe(scheme === 'Token' ? undefined : flaw);
	});

	it('an address', () => {
		expect(tokenFlaw('https://api.gcore.com')).toMatch(/^'API Key' holds an address/);
	});

	it.each([
		'1234$abcdef',
		'Bearer1234$abc',
		'bearer$abc',
		'1234$token',
		'other$key',
		'token1',
		'a.b.c',
		'1234$AbC+/=_-{}',
		'$1$$2$$$',
		'12 34',
		'xxxxx1',
	])('%s may be one', (pasted) => {
		expect(tokenFlaw(pasted)).toBeUndefined();
	});
});

describe('the address of a request', () => {
	it.each([
		['absolute', 'https://api.gcore.com/x?page=2#y', undefined, undefined],
		['relative', '/x?page=2', 'https://api.gcore.com', undefined],
		['on this machine', '/x', 'http://localhost:1', undefined],
		['relative to http', '/x', 'http://api.gcore.com', /must start with https/],
		['absolute and http', 'http://a.example/x', 'https://api.gcore.com', /must start with https/],
		['another host by two slashes', '//a.example/x', 'http://localhost', /must start with https/],
		['no URL', '/x', undefined, /is not a URL/],
	])('%s', (_name, url, base, flaw) => {
		const expected = flaw ? expect.stringMatching(flaw) : undefined;
		expect(addressFlaw(url, base)).toEqual(expected);
	});
});

describe('whom the key is given to', () => {
	it.each([
		['its own address', 'https://api.gcore.com/x', undefined, undefined, undefined],
		['a path below its own', '/x', 'https://api.gcore.com', '', undefined],
		['no URL', 'x', undefined, '', /is not a URL/],
		[
			'another',
			'https://a.example/x',
			undefined,
			'',
			/^The API key is sent to .* alone, .*a\.example/,
		],
		['its own, which is no URL', 'https://api.gcore.com', undefined, 'gcore', /is not a URL/],
	])('%s', (_name, url, base, entered, flaw) => {
		const expected = flaw ? expect.stringMatching(flaw) : undefined;
		expect(recipientFlaw(url, base, entered)).toEqual(expected);
	});
});

describe('the base URL', () => {
	it.each([
		['the default', 'https://api.gcore.com', 'https://api.gcore.com'],
		['nothing', undefined, 'https://api.gcore.com'],
		['an empty text', '', 'https://api.gcore.com'],
		['a blank text', '  \n', 'https://api.gcore.com'],
		['white space around it', ' https://api.gcore.com ', 'https://api.gcore.com'],
		['slashes at its end', 'https://api.gcore.com//', 'https://api.gcore.com'],
		['a path', 'https://proxy.example/gcore/', 'https://proxy.example/gcore'],
		['a port', 'https://api.gcore.com:8443', 'https://api.gcore.com:8443'],
		['capitals', 'HTTPS://API.GCORE.COM', 'https://api.gcore.com'],
		['http to this machine', 'http://localhost:8080', 'http://localhost:8080'],
		['http to 127.0.0.1', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
		['http to ::1', 'http://[::1]:8080', 'http://[::1]:8080'],
		['another spelling of 127.0.0.1', 'http://127.1:8080', 'http://127.0.0.1:8080'],
	])('%s', (_name, entered, url) => {
		expect(parseBaseUrl(entered)).toEqual({ url });
	});

	it.each([
		['http', 'http://api.gcore.com', 'must start with https://'],
		['a host that begins like localhost', 'http://localhost.evil.example', 'must start with'],
		['a host before which stands localhost', 'http://localhost@evil.example', 'must start with'],
		['another scheme', 'ftp://localhost', 'must start with https://'],
		['no scheme', 'api.gcore.com', 'is not a URL'],
		['a host and a port without a scheme', 'localhost:8080', 'must start with https://'],
		['a word', 'gcore', 'is not a URL'],
		['a query', 'https://api.gcore.com?x=1', 'must be a bare address'],
		['a fragment', 'https://api.gcore.com#x', 'must be a bare address'],
		['a user', 'https://user@api.gcore.com', 'must be a bare address'],
		['a password', 'https://:secret@api.gcore.com', 'must be a bare address'],
		[
			'more than a server takes',
			`https://a.example${'/'.repeat(2048)}`,
			'is longer than 2048 char',
		],
	])('refuses %s', (_name, entered, flaw) => {
		expect(parseBaseUrl(entered)).toEqual({
			flaw: expect.stringMatching(new RegExp(`^'Base URL' ${flaw}`)),
		});
		expect(parseBaseUrl(entered).flaw).toMatch(/Use https:\/\/api\.gcore\.com$/);
	});
});

describe('an answer without the token', () => {
	const TOKEN = `12"34\\$&`;
	const AS_JSON = JSON.stringify({ authorization: `apikey ${TOKEN}` });

	it.each<[string, unknown, unknown]>([
		['in a text', `Bad: ${TOKEN}, ${TOKEN}`, 'Bad: [API key], [API key]'],
		['in a field', { error: `apikey ${TOKEN}` }, { error: 'apikey [API key]' }],
		['in a name', { [TOKEN]: 1 }, { '[API key]': 1 }],
		['deep within', { a: [{ b: [null, 7, TOKEN] }] }, { a: [{ b: [null, 7, '[API key]'] }] }],
		['in JSON in a text', { error: AS_JSON }, { error: '{"authorization":"apikey [API key]"}' }],
		[
			'in JSON in JSON in a text',
			{ error: JSON.stringify([AS_JSON]) },
			{ error: JSON.stringify(['{"authorization":"apikey [API key]"}']) },
		],
		['in a URL', `/x?key=${encodeURIComponent(TOKEN)}`, '/x?key=[API key]'],
	])('%s', (_name, answer, shown) => {
		expect(withoutToken(answer, TOKEN)).toEqual(shown);
	});

	it.each<[string, unknown]>([
		['an object', { error: 'Bad', list: [1, null] }],
		['a text', 'Bad'],
		['null', null],
		['nothing', undefined],
	])('that has none is left as it is: %s', (_name, answer) => {
		expect(withoutToken(answer, TOKEN)).toBe(answer);
	});

	it.each([
		['in base64', btoa('12$ab+cd')],
		['in HTML', '12&#36;ab+cd'],
		['escaped where JSON need not', '12\\u0024ab+cd'],
		['with small letters', '12%24ab%2bcd'],
		['encoded twice', '12%2524ab%252Bcd'],
		['in part', '2$ab+cd'],
	])('still has it in other spellings, as SECURITY.md says: %s', (_name, answer) => {
		expect(withoutToken(answer, '12$ab+cd')).toBe(answer);
	});

	it('takes a very short token out only where it stands as a key', () => {
		const answer = { error: 'a bad apikey a' };
		expect(withoutToken(answer, 'a')).toEqual({ error: 'a bad [API key]' });
	});
});
