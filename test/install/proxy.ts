/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import type { Authority } from '../standin/certificate';

const HOST = '127.0.0.1';

export interface Proxy {
	url: string;
	close(): Promise<void>;
}

/**
 * Starts an HTTP proxy on loopback that leads nowhere but to `upstream`, whichever host is asked for over TLS: so a server
 * on this machine stands in for one on the internet.
 */
export async function startProxy(upstream: string, authority: Authority): Promise<Proxy> {
	const contexts = new Map<string, Promise<SecureContext>>();
	const contextOf = async (host: string): Promise<SecureContext> => {
		const pem = await authority.issue({ host });
		return createSecureContext({ key: pem, cert: pem });
	};
	const forward = (asked: IncomingMessage, answer: ServerResponse) => {
		const { method, headers, url = '/' } = asked;
		// The registry names its packages by addresses with the host and the protocol that were asked for.
		const told = { ...headers, 'x-forwarded-proto': 'https' };
		const further = request(new URL(url, upstream), { method, headers: told }, (got) => {
			answer.writeHead(got.statusCode ?? 502, got.headers);
			got.pipe(answer);
		});
		further.on('error', () => answer.destroy());
		asked.pipe(further);
	};
	const inner = createServer(forward);
	const outer = createServer((_asked, answer) => answer.writeHead(405).end());
	const open = new Set<Socket>();
	outer.on('connection', (socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
	});
	outer.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
		const [host] = url.split(':');
		const context = contexts.get(host) ?? contextOf(host);
		contexts.set(host, context);
		socket.on('error', () => socket.destroy());
		void context.then((secureContext) => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			const secure = new TLSSocket(socket, { isServer: true, secureContext });
			secure.on('error', () => secure.destroy());
			inner.emit('connection', secure);
		});
	});
	await new Promise<void>((listening) => outer.listen(0, HOST, listening));
	return {
		url: `http://${HOST}:${(outer.address() as AddressInfo).port}`,
		async close() {
			for (const socket of open) socket.destroy();
			await new Promise((closed) => outer.close(closed));
		},
	};
}
