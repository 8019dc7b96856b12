/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-empty-pattern -- a test, not part of the package; Playwright reads the names of fixtures from a pattern */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import execa from 'execa';
import { launchN8n } from '../../scripts/real-n8n/launch';
import { test as base } from '../e2e/fixtures';
import { makeAuthority } from '../standin/certificate';
import { startProxy } from './proxy';
import { startRegistry, type Registry } from './registry';

export { expect } from '../e2e/fixtures';

interface Install {
	folder: string;
	/** Holds the package that is tested. */
	registry: Registry;
}

/** Puts an npm into a folder that has these variables, whatever its caller leaves out: n8n 1 hands on next to none. */
async function wrapNpm(bin: string, env: Record<string, string>): Promise<void> {
	const { stdout: npm } = await execa('which', ['npm']);
	const lines = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
	await mkdir(bin);
	const script = ['#!/bin/sh', ...lines, `exec '${npm}' "$@"`, ''].join('\n');
	await writeFile(join(bin, 'npm'), script, { mode: 0o755 });
}

/**
 * Tests in the editor of an n8n without the package. n8n takes it from a registry on this machine: another one than
 * npm's needs a licence, so this one stands in for npm's, behind a proxy.
 */
export const test = base.extend<object, Install>({
	folder: [
		async ({}, use) => {
			const folder = await mkdtemp(join(tmpdir(), 'gcore-install-'));
			await use(folder);
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
		{ scope: 'worker' },
	],
	registry: [
		async ({ folder, tarball }, use) => {
			const registry = await startRegistry(join(folder, 'registry'));
			await registry.publish(tarball);
			await use(registry);
			await registry.stop();
		},
		{ scope: 'worker', timeout: 120_000 },
	],
	n8n: [
		async ({ version, folder, registry }, use, { project }) => {
			const authority = await makeAuthority();
			const ca = join(folder, 'ca.pem');
			await writeFile(ca, authority.ca);
			const proxy = await startProxy(registry.url, authority);
			const userFolder = join(folder, 'n8n');
			await mkdir(userFolder);
			const outward = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: ca };
			const bin = join(folder, 'bin');
			// npm's own setting, which a machine may have in a file, goes before that of Node.
			await wrapNpm(bin, { ...outward, HOME: userFolder, npm_config_cafile: ca });
			const n8n = await launchN8n({
				version,
				userFolder,
				logFile: join(project.outputDir, 'n8n.log'),
				env: { ...outward, PATH: [bin, process.env.PATH].join(delimiter) },
			});
			await use(n8n);
			await n8n.stop();
			await proxy.close();
		},
		{ scope: 'worker', timeout: 180_000 },
	],
});
