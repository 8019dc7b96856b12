/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- a tool for development, not part of the package */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import execa from 'execa';
import { cacheFolder, fillOnce } from './cache';
import { npmWithProgress } from './npm';
import { installManifest, nodeMajorFor, TESTED_N8N } from './versions';

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier'];

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
		await npm(`Fetching Node ${major}`, [
			'install',
			`node@${major}`,
			'--ignore-scripts=false',
			...QUIET,
		]);
		await execa(node, ['--version']);
	});
	return node;
}

/** A whole n8n of that version, fetched from npm into the cache on first use: about 2.8 GB, three to five minutes. */
export async function ensureN8n(version: string): Promise<InstalledN8n> {
	if (!/^\d+\.\d+\.\d+$/.test(version))
		throw new Error(`'${version}' is not a version such as 2.40.7.`);
	const node = await ensureNode(nodeMajorFor(version));
	const folder = join(cacheFolder(), `n8n-${version}`);
	const script = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	await fill(
		folder,
		version,
		installManifest(version),
		async (npm) => {
			await npm(`Fetching n8n ${version}`, ['install', '--ignore-scripts', ...QUIET]);
			const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false', ...QUIET];
			await npm('Building sqlite3 for it', rebuild);
			await execa(node, ['-e', 'require("sqlite3").Database.name'], { cwd: folder });
			await execa(node, [script, '--version']);
		},
		node,
	);
	return { version, folder, script, node };
}

type Npm = (label: string, args: string[]) => Promise<void>;

/** Fills a cache folder that is not there, or was left unfinished; `install` throws when what it has installed does not work. */
async function fill(
	folder: string,
	version: string,
	manifest: object,
	install: (npm: Npm) => Promise<void>,
	nodeBin?: string,
): Promise<void> {
	const logFile = `${folder}.log`;
	await fillOnce(folder, version, async () => {
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
		try {
			await install(async (label, args) => {
				await npmWithProgress(label, args, { folder, logFile, nodeBin });
			});
		} catch (error) {
			throw new Error(
				[
					(error as Error).message,
					'',
					`Filling ${folder} did not succeed. npm's whole log: ${logFile}`,
					'What to do: check the connection to the npm registry and the free space (4 GB are needed), then run this again;',
					'it starts over by itself. If sqlite3 could not be built, install python3, make and a C++ compiler first.',
					'GCORE_N8N_CACHE names another folder for the cache.',
				].join('\n'),
				{ cause: error },
			);
		}
	});
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
