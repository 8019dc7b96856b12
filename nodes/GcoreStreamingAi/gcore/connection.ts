import { isDomainAllowed } from 'n8n-workflow';

/**
 * What other nodes of n8n may set in a request beside a proxy: it changes neither where the connection leads nor who is
 * trusted. The names are those of n8n's IHttpRequestOptions and IRequestOptions (n8n-workflow 2.41).
 */
const BESIDE_PROXY = new Set([
	'abortSignal',
	'allowedDomains',
	'arrayFormat',
	'auth',
	'baseURL',
	'body',
	'disableFollowRedirect',
	'encoding',
	'followAllRedirects',
	'followRedirect',
	'form',
	'formData',
	'gzip',
	'headers',
	'ignoreHttpStatusErrors',
	'json',
	'maxRedirects',
	'method',
	'proxy',
	'qs',
	'qsStringifyOptions',
	'resolveWithFullResponse',
	'returnFullResponse',
	'sendCredentialsOnCrossOriginRedirect',
	'simple',
	'timeout',
	'uri',
	'url',
	'useQuerystring',
	'useStream',
]);

/** n8n checks the server's certificate then, as it does by itself. */
const ASKS_FOR_CHECKS: Readonly<Record<string, boolean>> = {
	rejectUnauthorized: true,
	skipSslCertificateValidation: false,
};

/** Node's Agent takes its options before those of the request, so `host` or `path` lead a connection elsewhere. */
const AGENT_OPTIONS = new Set([
	'ALPNProtocols',
	'ca',
	'cert',
	'checkServerIdentity',
	'ciphers',
	'crl',
	'keepAlive',
	'keepAliveMsecs',
	'key',
	'maxFreeSockets',
	'maxSockets',
	'maxVersion',
	'minVersion',
	'passphrase',
	'pfx',
	'rejectUnauthorized',
	'secureOptions',
	'servername',
	'timeout',
]);

/**
 * Up to 1.92, n8n-core gives a proxy the whole request unencrypted, also one to https; 1.97 makes a tunnel (read). What
 * n8n-workflow exports tells the two apart, a few releases late.
 */
const PROXIES_ARE_TUNNELS = typeof isDomainAllowed === 'function';

/** The names of what is set. */
const setIn = (options: object): Array<[string, unknown]> =>
	Object.entries(options).filter(([, value]) => value !== undefined);

/**
 * A server that many names lead to, as those of a content network do, hands a request to the one that `Host` names.
 */
const namesOtherHost = (headers: object, host: string) =>
	setIn(headers).some(
		([name, value]) =>
			name.trim().toLowerCase() === 'host' && String(value).trim().toLowerCase() !== host,
	);

/**
 * What forbids to give the key to a request, for the way that its connection takes. A proxy that the request names may
 * carry the key only if it cannot read it: over TLS, with n8n's own checks.
 * @param request of any node that uses the credential, in either of n8n's two forms
 * @param address that it goes to
 * @param tunnels whether this n8n keeps what a proxy carries from the proxy
 * @returns undefined when nothing does
 */
export function connectionFlaw(
	request: object,
	{ protocol, host }: Pick<URL, 'protocol' | 'host'>,
	tunnels = PROXIES_ARE_TUNNELS,
): string | undefined {
	const {
		proxy,
		agentOptions,
		headers,
	}: { proxy?: unknown; agentOptions?: object | null; headers?: object | null } = request;
	if (namesOtherHost(headers ?? {}, host)) {
		return `The API key is sent to ${host} alone, and the request has a header Host that names another. Take it out`;
	}
	if (setIn(agentOptions ?? {}).some(([name]) => !AGENT_OPTIONS.has(name))) {
		return 'The API key is not sent over a connection that may lead elsewhere: the request has agentOptions of other kinds than certificates. Take them out';
	}
	if (!proxy) return undefined;
	if (!tunnels) {
		return 'The API key is not sent through a proxy that could read it: this version of n8n shows a proxy that the request names all of it. Take out the proxy, or update n8n';
	}
	const isChecked =
		protocol === 'https:' &&
		setIn(request).every(
			([name, value]) => BESIDE_PROXY.has(name) || ASKS_FOR_CHECKS[name] === value,
		);
	return isChecked
		? undefined
		: 'The API key is not sent through a proxy that could read it: the request names a proxy of its own, and its connection is not checked as n8n checks it by itself. Take out the proxy, or what changes the checks (Ignore SSL Issues, SSL Certificates, an address with http)';
}
