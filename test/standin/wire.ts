/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a server for tests, not part of the package */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answers';

// Timers must not keep a test run alive after the server is closed.
export const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref());

/** The whole body as text; rejects when the client leaves before its end. */
export async function readBody(req: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of req) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

export function send(res: ServerResponse, { status, headers, body }: Answer): void {
	// HTTP forbids a length where there can be no body.
	const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
	res.writeHead(status, { ...length, ...headers }).end(body);
}

/** Half of the body under the full length, then the end of the connection. */
export function sendHalf(res: ServerResponse, { status, headers, body }: Answer): void {
	const bytes = Buffer.from(body as string);
	res.writeHead(status, { ...headers, 'content-length': bytes.length });
	// Destroying at once would drop what is not written yet.
	res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => res.socket?.destroy());
}

/** Promises a megabyte and sends a byte each 100 ms, until the client has enough. */
export function drip(res: ServerResponse, status: number): void {
	res.writeHead(status, { 'content-type': 'application/json', 'content-length': 1_000_000 });
	const timer = setInterval(() => res.write(' '), 100).unref();
	res.write(' ');
	res.once('close', () => clearInterval(timer));
}

/** Breaks the connection off; the client sees ECONNRESET. */
export function reset(res: ServerResponse): void {
	res.socket?.resetAndDestroy();
}

/** @returns the port that the server listens on */
export async function listen(server: Server, port: number, host: string): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		// Longer than the default, for a client that opens a connection per request opens many at once.
		server.listen({ port, host, backlog: 4096 }, () => resolve());
	});
	return (server.address() as AddressInfo).port;
}

/** Stops listening and ends every connection, answered or not. */
export async function close(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
