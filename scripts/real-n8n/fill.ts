/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillOnce } from './cache';
import { npmWithProgress } from './npm';

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier'];

type Npm = (label: string, args: string[]) => Promise<void>;

/** Fills a cache folder that is not there, or was left unfinished; `install` throws when what it has installed does not work. */
export async function fill(
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
				await npmWithProgress(label, [...args, ...QUIET], { folder, logFile, nodeBin });
			});
		} catch (error) {
			throw new Error(
				[
					(error as Error).message,
					'',
					`Filling ${folder} did not succeed. npm's whole log: ${logFile}`,
					'What to do: check the connection to the npm registry and the free space (4 GB for an n8n), then run this again;',
					'it starts over by itself. If sqlite3 could not be built, install python3, make and a C++ compiler first.',
					'GCORE_N8N_CACHE names another folder for the cache.',
				].join('\n'),
				{ cause: error },
			);
		}
	});
}
