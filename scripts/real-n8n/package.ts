/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import execa from 'execa';
import { outsideNpmRun } from './npm';

export const PROJECT_FOLDER = resolve(__dirname, '..', '..');
export const PACKAGE_NAME = 'n8n-nodes-gcore-streaming-ai';

/**
 * Builds this project and packs it as npm would publish it, into `target` (a temporary folder unless given).
 * Returns the tarball's path.
 * @throws with the build's or npm's output when one of them does not succeed.
 */
export async function packPackage({ build = true, target = '' } = {}): Promise<string> {
	const options = { cwd: PROJECT_FOLDER, env: outsideNpmRun(), extendEnv: false };
	if (build) await execa('npm', ['run', 'build'], options);
	const folder = target || (await mkdtemp(join(tmpdir(), 'gcore-pack-')));
	await mkdir(folder, { recursive: true });
	const pack = ['pack', '--json', '--pack-destination', folder];
	const { stdout } = await execa('npm', pack, options);
	const packed = JSON.parse(stdout.slice(stdout.indexOf('['))) as Array<{ filename: string }>;
	return join(folder, packed[0].filename);
}

/** Where an n8n with this user folder has our package. */
export const installedFolder = (userFolder: string): string =>
	join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);

/**
 * Unpacks a packed package into a user folder as n8n's own installer does it (the same in 1.123 and 2.40), without what
 * only development needs; it has no dependencies to install. n8n also keeps rows in its database, but they feed only
 * its settings page: at start it loads what lies in the folder.
 */
export async function installTarball(tarball: string, userFolder: string): Promise<void> {
	const folder = installedFolder(userFolder);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await execa('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const file = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8')) as { version: string };
	const kept = { ...manifest, devDependencies: undefined, peerDependencies: undefined };
	await writeFile(file, JSON.stringify(kept, null, 2));
	const dependencies = { [PACKAGE_NAME]: manifest.version };
	const nodes = { name: 'installed-nodes', private: true, dependencies };
	await writeFile(join(folder, '..', '..', 'package.json'), JSON.stringify(nodes, null, 2));
}
