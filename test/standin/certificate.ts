import { generate } from 'selfsigned';

const HOST = '127.0.0.1';
const DAY_MS = 24 * 3600 * 1000;

/** For a day. */
const common = () =>
	({
		keyType: 'ec',
		algorithm: 'sha256',
		notAfterDate: new Date(Date.now() + DAY_MS),
	}) as const;

const named = (value: string) => [{ name: 'commonName', value }];

/** Makes certificates for servers of a test. */
export interface Authority {
	/** PEM that a client has to trust. */
	ca: string;
	/** PEM of the key and the certificate of a server at an IP address, or by the name of its host. */
	issue(server: { ip: string } | { host: string }): Promise<string>;
}

/** Makes an authority whose key is kept in memory alone. */
export async function makeAuthority(): Promise<Authority> {
	const authority = await generate(named('Authority of a test'), {
		...common(),
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, critical: true },
		],
	});
	return {
		ca: authority.cert,
		async issue(server) {
			const place =
				'ip' in server
					? ({ type: 7, ip: server.ip } as const)
					: ({ type: 2, value: server.host } as const);
			const issued = await generate(named('Server of a test'), {
				...common(),
				ca: { key: authority.private, cert: authority.cert },
				extensions: [
					{ name: 'basicConstraints', cA: false },
					{ name: 'subjectAltName', altNames: [place] },
				],
			});
			return `${issued.private}\n${issued.cert}\n`;
		},
	};
}

/** A certificate for 127.0.0.1. */
export interface Certificate {
	/** PEM of the authority that a client has to trust. */
	ca: string;
	/** PEM of the server's key and certificate, for the stand-in's `tls`. */
	server: string;
}

/** Makes a certificate of an authority of its own. */
export async function makeCertificate(): Promise<Certificate> {
	const { ca, issue } = await makeAuthority();
	return { ca, server: await issue({ ip: HOST }) };
}
