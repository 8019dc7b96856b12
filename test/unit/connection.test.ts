import { connectionFlaw } from '../../nodes/GcoreStreamingAi/gcore/connection';

const PROXY = 'http://proxy.example:3128';
const OBJECT = { host: 'proxy.example', port: 3128 };

const HTTPS = new URL('https://api.gcore.com/x');

const READS = /^The API key is not sent through a proxy that could read it/;
const LEADS = /^The API key is not sent over a connection that may lead elsewhere/;

/** As HTTP Request (3 to 4.5) and a declarative node of n8n give a request. */
const LEGACY = {
	uri: 'https://api.gcore.com/x',
	headers: {},
	method: 'POST',
	gzip: true,
	rejectUnauthorized: true,
	followRedirect: true,
	followAllRedirects: true,
	maxRedirects: undefined,
	resolveWithFullResponse: true,
	sendCredentialsOnCrossOriginRedirect: true,
	allowedDomains: undefined,
	simple: false,
	timeout: 300_000,
	qs: {},
	qsStringifyOptions: { arrayFormat: 'repeat' },
	useQuerystring: true,
	body: {},
	form: {},
	formData: {},
	json: true,
	encoding: null,
	useStream: true,
	auth: {},
};
const MODERN = {
	url: '/x',
	baseURL: 'https://api.gcore.com',
	arrayFormat: 'indices',
	disableFollowRedirect: true,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	skipSslCertificateValidation: false,
	abortSignal: undefined,
};

it.each<[string, object]>([
	['the HTTP Request node', LEGACY],
	['a node of the newer form', MODERN],
])('a proxy may carry the key of %s: over TLS it cannot read it', (_name, request) => {
	for (const proxy of [PROXY, OBJECT, undefined, '']) {
		expect(connectionFlaw({ ...request, proxy }, HTTPS)).toBeUndefined();
	}
});

it.each<[string, object, string?]>([
	['http', {}, 'http:'],
	['checks that are off', { rejectUnauthorized: false }],
	['checks that are off in the newer form', { skipSslCertificateValidation: true }],
	['a CA for the agent', { agentOptions: { ca: 'PEM' } }],
	['a certificate for the agent', { agentOptions: { cert: 'PEM', key: 'PEM' } }],
	['checks of the agent that are off', { agentOptions: { rejectUnauthorized: false } }],
	['a check of its own', { agentOptions: { checkServerIdentity: () => undefined } }],
	['agentOptions without any', { agentOptions: {} }],
	['agentOptions of null', { agentOptions: null }],
	['a CA', { ca: 'PEM' }],
	['a check beside', { checkServerIdentity: () => undefined }],
	['an agent', { agent: {} }],
	['an agent for https', { httpsAgent: {} }],
	['an agent for http', { httpAgent: {} }],
	['agents', { agents: {} }],
	['what nobody knows yet', { trusts: 'everybody' }],
])('no proxy that the request names carries it beside %s', (_name, extra, protocol = 'https:') => {
	const address = { host: HTTPS.host, protocol };
	for (const proxy of [PROXY, OBJECT]) {
		expect(connectionFlaw({ ...LEGACY, ...extra, proxy }, address)).toMatch(READS);
	}
	// Nobody stands between: this is for the one who has set it to answer for.
	expect(connectionFlaw({ ...LEGACY, ...extra }, address)).toBeUndefined();
});

it.each(['host', 'port', 'path', 'socketPath', 'socket', 'lookup', 'createConnection', 'proxyEnv'])(
	'agentOptions may not lead the connection elsewhere: %s',
	(name) => {
		const request = { ...LEGACY, agentOptions: { keepAlive: true, [name]: 'x' } };
		expect(connectionFlaw(request, HTTPS)).toMatch(LEADS);
		expect(connectionFlaw({ ...request, proxy: PROXY }, HTTPS)).toMatch(LEADS);
	},
);

it('an n8n that shows a proxy the whole request gives it no key', () => {
	const flaw = connectionFlaw({ ...LEGACY, proxy: PROXY }, HTTPS, false);
	expect(flaw).toMatch(READS);
	expect(connectionFlaw(LEGACY, HTTPS, false)).toBeUndefined();
});

it.each<[string, object, boolean]>([
	['the own one', { Host: 'API.gcore.com' }, true],
	['none', { Accept: '*/*', host: undefined }, true],
	['another', { Host: 'a.example' }, false],
	['another in small letters', { host: 'a.example' }, false],
	['another with blanks around', { ' HOST ': ' a.example' }, false],
	['another beside the own', { Host: 'api.gcore.com', host: 'a.example' }, false],
	['two in one', { Host: ['api.gcore.com', 'a.example'] }, false],
	['another port', { Host: 'api.gcore.com:8443' }, false],
	['an empty one', { Host: '' }, false],
])('the host that a header names: %s', (_name, headers, isOwn) => {
	const flaw = connectionFlaw({ ...LEGACY, headers }, HTTPS);
	expect(flaw === undefined).toBe(isOwn);
	expect(flaw ?? 'api.gcore.com alone').toContain('api.gcore.com alone');
});
