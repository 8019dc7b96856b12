import { generate } from 'selfsigned';

/** A certificate for 127.0.0.1 that lasts for a day. */
export interface Certificate {
	/** PEM of the authority that a client has to trust. */
	ca: string;
	/** PEM of the server's key and certificate, for the stand-in's `tls`. */
	server: string;
}

const HOST = '127.0.0.1';
const DAY_MS = 24 * 3600 * 1000;

/** Makes an authority, whose key is not kept, and a certificate of it. */
export async function makeCertificate(): Promise<Certificate> {
	const common = {
		keyType: 'ec',
		algorithm: 'sha256',
		notAfterDate: new Date(Date.now() + DAY_MS),
	} as const;
	const name = (value: string) => [{ name: 'commonName', value }];
	const authority = await generate(name('Authority of a test'), {
		...common,
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, critical: true },
		],
	});
	const server = await generate(name('Stand-in for Gcore'), {
		...common,
		ca: { key: authority.private, cert: authority.cert },
		extensions: [
			{ name: 'basicConstraints', cA: false },
			{ name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] },
		],
	});
	return { ca: authority.cert, server: `${server.private}\n${server.cert}\n` };
}
