/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SAMPLE_VIDEOS } from '../test/standin/samples';
import { startStandIn } from '../test/standin/server';
import type { N8nApi } from './real-n8n/api';
import { startKept } from './real-n8n/child';
import { importExamples } from './real-n8n/examples';
import { launchN8n } from './real-n8n/launch';
import { OWNER } from './real-n8n/owner';
import { installedFolder, installTarball, packPackage, PROJECT_FOLDER } from './real-n8n/package';
import type { Credential } from './real-n8n/types';
import { NEWEST_N8N } from './real-n8n/versions';

/*
 * `n8n-node dev` would start the newest n8n, from the network; with --external-n8n it runs `tsc --watch` behind a screen
 * of its own, leaves out *.node.json, and links the package into n8n's folder for custom nodes, where their types begin
 * with CUSTOM: the examples, and whatever is saved there, would not open elsewhere. So here n8n has the package as it is
 * published, and the compiler writes right into it.
 */

const USAGE = `Usage: npm run dev -- [options]

Builds the package, starts a real n8n with it, and puts every later change of the sources into that n8n.

  --port N          port of n8n (default: 5678)
  --n8n VERSION     version of n8n (default: ${NEWEST_N8N})
  --folder FOLDER   keep n8n's data there for the next time (default: a fresh folder, thrown away at the end)
  --help

With GCORE_API_KEY in the environment the credential points to Gcore, else to a stand-in on this machine.
`;

/** Gcore itself when `GCORE_API_KEY` is set; else a stand-in whose lists and searches have something to show at once. */
async function gcoreAccount(): Promise<{ apiKey: string; baseUrl: string }> {
	const { GCORE_API_KEY: key, GCORE_BASE_URL: address } = process.env;
	if (key) return { apiKey: key, baseUrl: address ?? 'https://api.gcore.com' };
	const apiKey = '1234$abcdef';
	const gcore = await startStandIn({ apiKey, taskMs: 60_000 });
	for (const status of ['SUCCESS', 'FAILURE', 'REVOKED', 'STARTED', 'PENDING']) {
		gcore.tasks.add({ status });
	}
	for (const video of SAMPLE_VIDEOS) gcore.videos.add(video);
	return { apiKey, baseUrl: gcore.url };
}

/** The credential, made, or brought to this address when it is there from an earlier run. */
async function provideCredential(api: N8nApi, data: object): Promise<Credential> {
	const input = { name: 'Gcore account', type: 'gcoreApi', data: { ...data } };
	const present = (await api.credentials()).find(({ name }) => name === input.name);
	return present
		? await api.updateCredential(present.id, input)
		: await api.createCredential(input);
}

/** Ended in reverse order, once. */
const cleanUp: Array<() => Promise<unknown>> = [];

async function shutDown(code: number): Promise<void> {
	for (let step = cleanUp.pop(); step; step = cleanUp.pop()) await step().catch(() => {});
	process.exit(code);
}

async function dev(port: number, version: string, folder?: string): Promise<void> {
	console.log('Building the package.');
	const tarball = await packPackage();
	const userFolder = folder ? resolve(folder) : await mkdtemp(join(tmpdir(), 'gcore-dev-'));
	await mkdir(userFolder, { recursive: true });
	if (!folder) cleanUp.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await installTarball(tarball, userFolder);

	const account = await gcoreAccount();
	console.log(`Starting n8n ${version}.`);
	// n8n reloads a package whose files change when it runs like this.
	const env = { NODE_ENV: 'development', N8N_DEV_RELOAD: 'true' };
	const n8n = await launchN8n({ version, port, userFolder, env });
	cleanUp.push(n8n.stop);
	const credential = await provideCredential(n8n.api, account);
	const examples = await importExamples(n8n.api, credential);

	console.log(`
n8n ${version} is at http://localhost:${port}
  Sign in as    ${OWNER.email}
  Password      ${OWNER.password}
  Credential    '${credential.name}' points to ${account.baseUrl}
  Examples      ${examples.length} imported
  n8n's log     ${n8n.logFile}
Changes of the sources are compiled and loaded by themselves; after others (icons, package.json) start this again.
Ctrl-C ends all of it${folder ? '' : ' and throws away what was made in this n8n'}.
`);
	const outDir = join(installedFolder(userFolder), 'dist');
	const watch = ['--watch', '--preserveWatchOutput', '--outDir', outDir];
	const compiler = startKept(process.execPath, [require.resolve('typescript/bin/tsc'), ...watch], {
		cwd: PROJECT_FOLDER,
	});
	cleanUp.push(compiler.stop);
	const code = await Promise.race([n8n.child.ended, compiler.ended]);
	throw new Error(`n8n or the compiler ended by itself with ${code}.`);
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!interrupted) console.log('\nEnding n8n.');
		// One Ctrl-C may arrive twice, from the terminal and from tsx.
		interrupted = true;
		void shutDown(0);
	});
}

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '5678' },
		n8n: { type: 'string', default: NEWEST_N8N },
		folder: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});
if (values.help) console.log(USAGE);
else {
	dev(Number(values.port), values.n8n, values.folder).catch(async (error: Error) => {
		if (interrupted) return;
		console.error(`\n${error.message}`);
		await shutDown(1);
	});
}
