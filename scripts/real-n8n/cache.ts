/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';

const MARKER = '.complete';

/** The folder that holds whole n8ns and the Node that runs them. It outlives checkouts: 2.8 GB are not fetched twice. */
export const cacheFolder = (): string =>
	process.env.GCORE_N8N_CACHE ??
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-gcore-streaming-ai');

/** Whether `folder` was filled to its end with `version`. The marker is written last, so a cut-off download has none. */
const isComplete = async (folder: string, version: string): Promise<boolean> =>
	(await readFile(join(folder, MARKER), 'utf8').catch(() => '')).trim() === version;

/**
 * Fills `folder` once, while no other process works on it, on this machine or on another that shares the cache: one that
 * has given no sign of life for a minute counts as gone.
 */
export async function fillOnce(
	folder: string,
	version: string,
	fill: () => Promise<void>,
): Promise<void> {
	if (await isComplete(folder, version)) return;
	await mkdir(dirname(folder), { recursive: true });
	const retries = { forever: true, minTimeout: 500, maxTimeout: 2_000 };
	const release = await lock(folder, { realpath: false, stale: 60_000, retries });
	try {
		if (await isComplete(folder, version)) return;
		await fill();
		await writeFile(join(folder, MARKER), `${version}\n`);
	} finally {
		await release();
	}
}
