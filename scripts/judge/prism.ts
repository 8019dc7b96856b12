/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { cacheFolder, fillOnce } from '../real-n8n/cache';
import { startKept } from '../real-n8n/child';
import { npmWithProgress } from '../real-n8n/npm';

/** The last that Node 20 runs; 5.15 wants Node 24. */
const VERSION = '5.14.2';

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

/** Prism's start script; fetched from npm into the cache on first use: 90 MB, ten seconds. */
async function ensurePrism(): Promise<string> {
	const folder = join(cacheFolder(), `prism-${VERSION}`);
	await fillOnce(folder, VERSION, async () => {
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		const manifest = { private: true, dependencies: { '@stoplight/prism-cli': VERSION } };
		await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
		const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
		await npmWithProgress(`Fetching Prism ${VERSION}`, install, {
			folder,
			logFile: `${folder}.log`,
		});
	});
	return join(folder, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
}

export interface Prism {
	url: string;
	stop(): Promise<unknown>;
}

/**
 * Starts Prism, which answers by a description and says in a header what of it a request has broken. It ends with this
 * process. @throws Error when it ends, or is not ready in a minute
 */
export async function startPrism(description: string): Promise<Prism> {
	const script = await ensurePrism();
	const port = await getPort({ host: HOST });
	const url = `http://${HOST}:${port}`;
	const args = [script, 'mock', '--host', HOST, '--port', String(port), description];
	const child = startKept(process.execPath, args, { env: {}, output: 'ignore' });
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await fetch(url).catch(() => undefined))) {
		if (!child.isRunning()) throw new Error(`Prism ended by itself with ${await child.ended}`);
		if (Date.now() > deadline) throw new Error('Prism was not ready in a minute');
		await sleep(50);
	}
	return { url, stop: async () => await child.stop() };
}
