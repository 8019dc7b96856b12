/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { outsideNpmRun } from './npm';

const run = promisify(execFile);
export const PROJECT_FOLDER = resolve(__dirname, '..', '..');
export const PACKAGE_NAME = 'n8n-nodes-gcore-streaming-ai';

interface Manifest {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	[field: string]: unknown;
}

/**
 * Builds a package folder (this project unless another is given) and packs it as npm would publish it.
 * Returns the tarball's path, in a temporary folder.
 * @throws with the build's or npm's output when one of them does not succeed.
 */
export async function packPackage(folder = PROJECT_FOLDER, { build = true } = {}): Promise<string> {
	if (build) await npm(['run', 'build'], folder);
	const target = await mkdtemp(join(tmpdir(), 'gcore-pack-'));
	const answer = await npm(['pack', '--json', '--pack-destination', target], folder);
	const packed = JSON.parse(answer.slice(answer.indexOf('['))) as Array<{ filename: string }>;
	return join(target, packed[0].filename);
}

/** Where an n8n with this user folder looks for community packages. */
export const nodesFolder = (userFolder: string): string => join(userFolder, '.n8n', 'nodes');

/**
 * Installs a packed package into a user folder, step by step as n8n's own installer does it (the same in 1.123 and 2.40):
 * unpack into nodes/node_modules/NAME, drop what only development needs, install the dependencies, note the version.
 * n8n also keeps rows in its database, but they feed only its settings page: at start it loads what lies in the folder.
 */
export async function installTarball(tarball: string, userFolder: string): Promise<Manifest> {
	const nodes = nodesFolder(userFolder);
	const unpacked = await mkdtemp(join(tmpdir(), 'gcore-unpack-'));
	try {
		await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
		const manifest = await readManifest(unpacked);
		for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
			delete manifest[field];
		}
		const folder = join(nodes, 'node_modules', manifest.name);
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await cp(unpacked, folder, { recursive: true });
		await writeJson(join(folder, 'package.json'), manifest);
		if (Object.keys(manifest.dependencies ?? {}).length > 0) {
			await npm(
				[
					'install',
					'--no-audit',
					'--no-fund',
					'--no-bin-links',
					'--ignore-scripts',
					'--no-package-lock',
				],
				folder,
			);
		}
		await noteInstalled(nodes, manifest);
		return manifest;
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

async function noteInstalled(nodes: string, { name, version }: Manifest): Promise<void> {
	const file = join(nodes, 'package.json');
	const present = await readFile(file, 'utf8').catch(
		() => '{"name":"installed-nodes","private":true}',
	);
	const manifest = JSON.parse(present) as Partial<Manifest>;
	await writeJson(file, {
		...manifest,
		dependencies: { ...manifest.dependencies, [name]: version },
	});
}

const readManifest = async (folder: string): Promise<Manifest> =>
	JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

const writeJson = async (file: string, content: unknown): Promise<void> =>
	await writeFile(file, JSON.stringify(content, null, 2));

async function npm(args: string[], cwd: string): Promise<string> {
	try {
		return (await run('npm', args, { cwd, env: outsideNpmRun(), maxBuffer: 64 * 1024 * 1024 }))
			.stdout;
	} catch (error) {
		const { stdout, stderr } = error as { stdout?: string; stderr?: string };
		throw new Error(
			`'npm ${args.join(' ')}' in ${cwd} did not succeed:\n${stdout ?? ''}${stderr ?? String(error)}`,
		);
	}
}
