/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import execa from 'execa';
import getPort from 'get-port';
import { outsideNpmRun } from '../../scripts/real-n8n/npm';
import { startServer, type Server } from '../../scripts/real-n8n/server';

const HOST = '127.0.0.1';

/** Its own node-fetch does not run on Node 20; the last of the 2.x line does. */
const VERDACCIO = {
	name: 'verdaccio',
	version: '6.8.0',
	script: 'bin/verdaccio',
	overrides: { 'node-fetch': '2.7.0' },
};

/** Whoever asks may read and publish. It asks no other registry. */
const CONFIG = {
	storage: './storage',
	uplinks: {},
	packages: { '**': { access: '$all', publish: '$anonymous' } },
	log: { type: 'stdout', format: 'json', level: 'warn' },
};

/** A private registry for npm packages. */
export interface Registry extends Server {
	url: string;
	/** Publishes a packed package. */
	publish(tarball: string): Promise<void>;
}

/** Starts a registry that keeps its packages in `folder`. It ends with this process. */
export async function startRegistry(folder: string): Promise<Registry> {
	await mkdir(folder, { recursive: true });
	const config = join(folder, 'config.yaml');
	await writeFile(config, JSON.stringify(CONFIG));
	const port = await getPort({ host: HOST });
	const url = `http://${HOST}:${port}/`;
	const args = ['--config', config, '--listen', `${HOST}:${port}`];
	const server = await startServer(VERDACCIO, args, url, { HOME: folder });
	return {
		url,
		...server,
		async publish(tarball) {
			// npm asks for a login before it asks the registry, which needs none.
			const login = `--//${HOST}:${port}/:_authToken=anybody`;
			const args = ['publish', resolve(tarball), '--registry', url, login];
			await execa('npm', args, { cwd: folder, env: outsideNpmRun(), extendEnv: false });
		},
	};
}

/**
 * Packs a packed package anew as another version, in a folder of its own in `folder`.
 * @param change its files, by name, as they shall be instead
 * @returns the tarball's path
 */
export async function repack(
	tarball: string,
	folder: string,
	version: string,
	change: Record<string, (text: string) => string>,
): Promise<string> {
	const cwd = await mkdtemp(join(folder, 'repack-'));
	await execa('tar', ['-xzf', resolve(tarball), '-C', cwd, '--strip-components=1']);
	const raised = (text: string) => JSON.stringify({ ...JSON.parse(text), version }, null, 2);
	for (const [name, made] of Object.entries({ 'package.json': raised, ...change })) {
		const file = join(cwd, name);
		await writeFile(file, made(await readFile(file, 'utf8')));
	}
	const pack = ['pack', '--json', '--ignore-scripts'];
	const { stdout } = await execa('npm', pack, { cwd, env: outsideNpmRun(), extendEnv: false });
	const [{ filename }] = JSON.parse(stdout) as Array<{ filename: string }>;
	return join(cwd, filename);
}
