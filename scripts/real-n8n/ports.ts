/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** A port that nothing listens on right now. */
export const freePort = async (): Promise<number> => await listenBriefly(0);

/** @throws with what to do when something listens on `port`. */
export async function assertFree(port: number): Promise<void> {
	try {
		await listenBriefly(port);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		throw new Error(
			`Port ${port} is taken, perhaps by another n8n. Stop the program that uses it, or choose another port with --port.`,
		);
	}
}

async function listenBriefly(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, () => {
			const address = server.address();
			const taken = typeof address === 'object' && address ? address.port : port;
			server.close(() => resolve(taken));
		});
	});
}
