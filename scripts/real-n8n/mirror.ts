/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes `target` hold the same files as `source` and returns how many were written or removed.
 * Equal files are left alone: a compiler rewrites them all, and each written file makes a watching n8n reload.
 */
export async function mirror(source: string, target: string): Promise<number> {
	const [wanted, present] = await Promise.all([filesIn(source), filesIn(target)]);
	let changed = 0;
	for (const file of wanted) {
		const [from, to] = await Promise.all([
			readFile(join(source, file)),
			readFile(join(target, file)).catch(() => undefined),
		]);
		if (to && from.equals(to)) continue;
		await mkdir(dirname(join(target, file)), { recursive: true });
		await copyFile(join(source, file), join(target, file));
		changed++;
	}
	for (const file of present) {
		if (wanted.includes(file)) continue;
		await rm(join(target, file));
		changed++;
	}
	return changed;
}

async function filesIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}
