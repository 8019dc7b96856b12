import getPort from 'get-port';
import { startServer, type Server } from '../real-n8n/server';

const HOST = '127.0.0.1';

/** The last version that Node 20 runs; 5.15 wants Node 24. */
const PRISM = { name: '@stoplight/prism-cli', version: '5.14.2', script: 'dist/index.js' };

export interface Prism extends Server {
	url: string;
}

/** Starts Prism, which answers by a description and says in a header what of it a request has broken. */
export async function startPrism(description: string): Promise<Prism> {
	const port = await getPort({ host: HOST });
	const url = `http://${HOST}:${port}`;
	const args = ['mock', '--host', HOST, '--port', String(port), description];
	return { url, ...(await startServer(PRISM, args, url)) };
}
