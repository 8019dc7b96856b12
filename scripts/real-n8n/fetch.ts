/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- a tool for development, not part of the package */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, isComplete, markComplete, withLock } from './cache';
import { npmWithProgress } from './npm';
import { installManifest, nodeMajorFor, TESTED_N8N } from './versions';

const run = promisify(execFile);
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
	const node = join(
		folder,
		'node_modules',
		'node',
		'bin',
		process.platform === 'win32' ? 'node.exe' : 'node',
	);
	await fill(folder, major, {
		works: async () => (await answerOf(node, ['--version'])).startsWith(`v${major}.`),
		async install() {
			await writeFile(
				join(folder, 'package.json'),
				JSON.stringify({ private: true, allowScripts: { node: true } }),
			);
			await npmWithProgress(
				`Fetching Node ${major}`,
				['install', `node@${major}`, '--ignore-scripts=false', ...QUIET],
				{ folder, logFile: logOf(folder) },
			);
		},
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
	await fill(folder, version, {
		works: async () =>
			// npm writes this list when everything is unpacked; `n8n --version` alone would pass without most of it.
			existsSync(join(folder, 'node_modules', '.package-lock.json')) &&
			(await answerOf(node, [script, '--version'])) === version &&
			(await answerOf(node, ['-p', 'typeof require("sqlite3").Database'], folder)) === 'function',
		async install() {
			await writeFile(
				join(folder, 'package.json'),
				JSON.stringify(installManifest(version), null, 2),
			);
			const options = { folder, logFile: logOf(folder), nodeBin: node };
			await npmWithProgress(
				`Fetching n8n ${version}`,
				['install', '--ignore-scripts', ...QUIET],
				options,
			);
			await npmWithProgress(
				'Building sqlite3 for it',
				['rebuild', 'sqlite3', '--ignore-scripts=false', ...QUIET],
				options,
			);
		},
	});
	return { version, folder, script, node };
}

/** Fills a cache folder once. A folder without the marker is taken as it is when it works, and else fetched anew. */
async function fill(
	folder: string,
	version: string,
	how: { works(): Promise<boolean>; install(): Promise<void> },
): Promise<void> {
	if (await isComplete(folder, version)) return;
	await withLock(folder, async () => {
		if (await isComplete(folder, version)) return;
		if (existsSync(folder) && !(await how.works())) {
			console.log(`${folder} was left unfinished by an earlier run; fetching it anew.`);
			await rm(folder, { recursive: true, force: true });
		}
		if (!existsSync(folder)) {
			await mkdir(folder, { recursive: true });
			await rm(logOf(folder), { force: true });
			try {
				await how.install();
			} catch (error) {
				throw new Error(adviceFor(folder, (error as Error).message), { cause: error });
			}
			if (!(await how.works())) {
				throw new Error(
					adviceFor(folder, 'npm was content, but what it installed does not start.'),
				);
			}
		}
		await markComplete(folder, version);
	});
}

const logOf = (folder: string): string => `${folder}.log`;

const adviceFor = (folder: string, reason: string): string =>
	[
		reason,
		'',
		`Filling ${folder} did not succeed. npm's whole log: ${logOf(folder)}`,
		'What to do: check the connection to the npm registry and the free space (4 GB are needed), then run this again;',
		'it starts over by itself. If sqlite3 could not be built, install python3, make and a C++ compiler first.',
		'GCORE_N8N_CACHE names another folder for the cache.',
	].join('\n');

async function answerOf(command: string, args: string[], cwd?: string): Promise<string> {
	try {
		return (await run(command, args, { cwd, timeout: 120_000 })).stdout.trim();
	} catch {
		return '';
	}
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
