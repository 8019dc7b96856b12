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

/** The names of what is set. */
const setIn = (options: object): Array<[string, unknown]> =>
	Object.entries(options).filter(([, value]) => value !== undefined);

/**
 * What forbids to give the key to a request, for the way that its connection takes. A proxy that the request names may
 * carry the key only if it cannot read it: over TLS, with n8n's own checks.
 * @param request of any node that uses the credential, in either of n8n's two forms
 * @param protocol of the address that it goes to
 * @returns undefined when nothing does
 */
export function connectionFlaw(request: object, protocol: string): string | undefined {
	const { proxy, agentOptions }: { proxy?: unknown; agentOptions?: object | null } = request;
	if (setIn(agentOptions ?? {}).some(([name]) => !AGENT_OPTIONS.has(name))) {
		return 'The API key is not sent over a connection that may lead elsewhere: the request has agentOptions of other kinds than certificates. Take them out';
	}
	if (!proxy) return undefined;
	const isChecked =
		protocol === 'https:' &&
		setIn(request).every(
			([name, value]) => BESIDE_PROXY.has(name) || ASKS_FOR_CHECKS[name] === value,
		);
	return isChecked
		? undefined
		: 'The API key is not sent through a proxy that could read it: the request names a proxy of its own, and its connection is not checked as n8n checks it by itself. Take out the proxy, or what changes the checks (Ignore SSL Issues, SSL Certificates, an address with http)';
}
