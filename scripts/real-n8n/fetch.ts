/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { join } from 'node:path';
import execa from 'execa';
import { cacheFolder } from './cache';
import { fill } from './fill';
import { installManifest, nodeMajorFor, TESTED_N8N } from './versions';

/** A whole n8n: its start script, and the Node that runs it. */
export interface InstalledN8n {
	version: string;
	folder: string;
	script: string;
	node: string;
}

/**
 * The path of a Node of that major version: this process's own when it is one; else the one that the npm package
 * `node` brings, fetched on first use.
 */
async function ensureNode(major: string): Promise<string> {
	if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
	const folder = join(cacheFolder(), `node-${major}`);
	const node = join(folder, 'node_modules', 'node', 'bin', 'node');
	await fill(folder, major, { private: true, allowScripts: { node: true } }, async (npm) => {
		await npm(`Fetching Node ${major}`, ['install', `node@${major}`, '--ignore-scripts=false']);
		await execa(node, ['--version']);
	});
	return node;
}

/** A whole n8n of that version, fetched from npm into the cache on first use: about 2.8 GB, three to five minutes. */
export async function ensureN8n(version: string): Promise<InstalledN8n> {
	if (!/^\d+\.\d+\.\d+$/.test(version))
		throw new Error(`'${version}' is not a version such as 2.41.1.`);
	const node = await ensureNode(nodeMajorFor(version));
	const folder = join(cacheFolder(), `n8n-${version}`);
	const script = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	await fill(
		folder,
		version,
		installManifest(version),
		async (npm) => {
			await npm(`Fetching n8n ${version}`, ['install', '--ignore-scripts']);
			const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
			await npm('Building sqlite3 for it', rebuild);
			await execa(node, ['-e', 'require("sqlite3").Database.name'], { cwd: folder });
			await execa(node, [script, '--version']);
		},
		node,
	);
	return { version, folder, script, node };
}

async function main(): Promise<void> {
	const versions = process.argv.slice(2);
	for (const version of versions.length ? versions : TESTED_N8N) {
		const { folder } = await ensureN8n(version);
		console.log(`n8n ${version} is in ${folder}`);
	}
}

if (require.main === module) {
	main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
