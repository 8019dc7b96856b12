/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- a tool for development, not part of the package */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MARKER = '.complete';
const LOCK_BEAT_MS = 5_000;
const LOCK_STALE_MS = 60_000;

/** The folder that holds whole n8ns and the Node that runs them. It outlives checkouts: 2.8 GB are not fetched twice. */
export const cacheFolder = (): string =>
	process.env.GCORE_N8N_CACHE ??
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-gcore-streaming-ai');

/** Whether `folder` was filled to its end with `version`. The marker is written last, so a cut-off download has none. */
export const isComplete = async (folder: string, version: string): Promise<boolean> =>
	(await readFile(join(folder, MARKER), 'utf8').catch(() => '')).trim() === version;

export const markComplete = async (folder: string, version: string): Promise<void> =>
	await writeFile(join(folder, MARKER), `${version}\n`);

/**
 * Runs `work` while no other process of this machine, or of another one that shares the cache, works on `folder`.
 * A lock whose owner is gone is taken over: at once when the owner was a process of this machine,
 * and after a minute without a sign of life otherwise.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
	const lock = `${folder}.lock`;
	await mkdir(join(folder, '..'), { recursive: true });
	let told = false;
	while (!(await takeLock(lock))) {
		if (await isAbandoned(lock)) {
			await removeAbandoned(lock);
			continue;
		}
		if (!told) console.log(`Another run is filling ${folder}; waiting for it.`);
		told = true;
		await sleep(500);
	}
	const beat = setInterval(
		() => void utimes(lock, new Date(), new Date()).catch(() => {}),
		LOCK_BEAT_MS,
	);
	try {
		return await work();
	} finally {
		clearInterval(beat);
		await rm(lock, { force: true });
	}
}

async function takeLock(lock: string): Promise<boolean> {
	try {
		await writeFile(lock, `${process.pid} ${hostname()}`, { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

async function isAbandoned(lock: string): Promise<boolean> {
	const [content, info] = await Promise.all([
		readFile(lock, 'utf8').catch(() => undefined),
		stat(lock).catch(() => undefined),
	]);
	if (content === undefined || info === undefined) return false;
	const [pid, host] = content.split(' ');
	if (pid && host === hostname() && !isAlive(Number(pid))) return true;
	return Date.now() - info.mtimeMs > LOCK_STALE_MS;
}

/** Renaming is atomic: of two processes that find the same dead owner, one moves the lock away and the other fails. */
async function removeAbandoned(lock: string): Promise<void> {
	const aside = `${lock}.${process.pid}`;
	await rename(lock, aside).catch(() => {});
	await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
