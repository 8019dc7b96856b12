/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StandInClient } from '../test/standin/client';
import type { TaskInput } from '../test/standin/server';
import { importExamples } from './real-n8n/examples';
import { ensureN8n } from './real-n8n/fetch';
import { gcoreAddress, provideCredential } from './real-n8n/gcore';
import { launchN8n, logTail } from './real-n8n/launch';
import { mirror } from './real-n8n/mirror';
import { OWNER } from './real-n8n/owner';
import {
	installTarball,
	nodesFolder,
	PACKAGE_NAME,
	packPackage,
	PROJECT_FOLDER,
} from './real-n8n/package';
import { assertFree } from './real-n8n/ports';
import { NEWEST_N8N } from './real-n8n/versions';
import { watchBuild } from './real-n8n/watchBuild';

const USAGE = `Usage: npm run dev -- [options]

Builds the package, starts a real n8n with it, and puts every later change of the sources into that n8n.

  --port N          port of n8n (default: 5678)
  --n8n VERSION     version of n8n (default: ${NEWEST_N8N})
  --folder FOLDER   keep n8n's data there for the next time (default: a fresh folder, thrown away at the end)
  --help

With GCORE_API_KEY in the environment the credential points to Gcore, else to a stand-in on this machine.
`;

function readOptions(): { port: number; version: string; folder?: string } | undefined {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5678' },
			n8n: { type: 'string', default: NEWEST_N8N },
			folder: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Error('--port takes a whole number from 1 to 65535.');
	}
	return { port, version: values.n8n, folder: values.folder && resolve(values.folder) };
}

/** Ends with the process: whatever was started is ended in reverse order, once. */
const cleanUp: Array<() => Promise<unknown>> = [];

async function shutDown(code: number): Promise<void> {
	for (let step = cleanUp.pop(); step; step = cleanUp.pop()) await step().catch(() => {});
	process.exit(code);
}

async function dev(port: number, version: string, folder: string | undefined): Promise<void> {
	await assertFree(port);
	await ensureN8n(version);

	console.log('Building the package.');
	let onBuilt = (): void => {};
	const firstBuild = new Promise<void>((done) => (onBuilt = done));
	const builder = watchBuild(() => onBuilt());
	cleanUp.push(async () => await builder.stop());
	const builderEnded = builder.ended.then((code) => {
		throw new Error(
			`The build ended with ${code}; its messages are above. Correct the sources and start again.`,
		);
	});
	await Promise.race([firstBuild, builderEnded]);

	const userFolder = folder ?? (await mkdtemp(join(tmpdir(), 'gcore-dev-')));
	await mkdir(userFolder, { recursive: true });
	if (!folder) cleanUp.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await installTarball(await packPackage(PROJECT_FOLDER, { build: false }), userFolder);

	const gcore = await gcoreAddress();
	if (gcore.child) cleanUp.push(gcore.child.stop);

	console.log(`Starting n8n ${version}.`);
	const n8n = await launchN8n({
		version,
		port,
		userFolder,
		logFile: join(userFolder, 'n8n.log'),
		// n8n reloads a package whose files change when it runs like this; measured: within a second.
		env: { NODE_ENV: 'development', N8N_DEV_RELOAD: 'true' },
	});
	cleanUp.push(n8n.stop);

	const credential = await provideCredential(n8n.api, gcore);
	const examples = await importExamples(n8n.api, credential);
	if (gcore.child) await new StandInClient(gcore.baseUrl).addAll(SAMPLE_TASKS);

	const installed = join(nodesFolder(userFolder), 'node_modules', PACKAGE_NAME, 'dist');
	onBuilt = () =>
		void mirror(join(PROJECT_FOLDER, 'dist'), installed).then((changed) => {
			if (changed > 0)
				console.log(`${new Date().toLocaleTimeString()} n8n has the new build (${changed} files).`);
		});
	onBuilt();

	console.log(`
n8n ${version} is at http://localhost:${port}
  Sign in as    ${OWNER.email}
  Password      ${OWNER.password}
  Credential    '${credential.name}' points to ${gcore.child ? `the stand-in for Gcore at ${gcore.baseUrl}` : gcore.baseUrl}
  Examples      ${examples.length} imported
  n8n's log     ${n8n.logFile}
Changes of the sources are built and loaded by themselves; after a change of package.json start this again.
Ctrl-C ends all of it${folder ? '' : ' and throws away what was made in this n8n'}.
`);
	const code = await Promise.race([n8n.child.ended, builderEnded]);
	throw new Error(`n8n ended by itself with ${code}.\n${await logTail(n8n.logFile)}`);
}

/** So that lists and searches have something to show at once. */
const SAMPLE_TASKS: TaskInput[] = [
	{ status: 'SUCCESS', task_data: { task_name: 'transcription' } },
	{ status: 'FAILURE', task_data: { task_name: 'transcription' } },
	{ status: 'REVOKED', task_data: { task_name: 'content-moderation' } },
	{ status: 'STARTED', task_data: { task_name: 'transcription' }, progress: 40 },
	{ status: 'PENDING', task_data: { task_name: 'content-moderation' } },
];

let interruptedAt = 0;
// A terminal that is closed takes its output along; ending in order goes on all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		// One Ctrl-C may arrive twice, from the terminal and from tsx. A later one means haste: what is left ends with us.
		if (interruptedAt && signal === 'SIGINT' && Date.now() - interruptedAt > 1_000) process.exit(1);
		if (interruptedAt) return;
		interruptedAt = Date.now();
		console.log('\nEnding n8n.');
		void shutDown(0);
	});
}

try {
	const options = readOptions();
	if (!options) console.log(USAGE);
	else
		dev(options.port, options.version, options.folder).catch(async (error: Error) => {
			if (interruptedAt) return;
			console.error(`\n${error.message}`);
			await shutDown(1);
		});
} catch (error) {
	console.error(`${(error as Error).message}\n\n${USAGE}`);
	process.exitCode = 2;
}
