/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8nApi } from './api';
import { startKept, type KeptChild } from './child';
import { n8nEnvironment } from './environment';
import { ensureN8n } from './fetch';
import { assertFree, freePort } from './ports';
import { NEWEST_N8N } from './versions';

const START_TIMEOUT_MS = 120_000;
/** n8n lets running executions end for five seconds (`environment.ts`); twice that, and it is forced. */
const STOP_GRACE_MS = 10_000;

export interface LaunchOptions {
	version?: string;
	/** Made fresh, and removed by `stop()`, unless given. */
	userFolder?: string;
	port?: number;
	/** Variables on top of those in `environment.ts`. */
	env?: NodeJS.ProcessEnv;
	/** A main process unless given; `worker` and `webhook` belong to queue mode and have no owner to sign in as. */
	mode?: 'main' | 'worker' | 'webhook';
	logFile?: string;
}

export interface RunningN8n {
	version: string;
	url: string;
	port: number;
	userFolder: string;
	logFile: string;
	/** Signed in as the owner (of a main process). */
	api: N8nApi;
	/** From the start of the process until it was ready, the owner signed in. */
	startUpMs: number;
	/** The process that keeps n8n; for suites that watch or end it. */
	child: KeptChild;
	stop(): Promise<void>;
}

/**
 * Starts a whole n8n and waits until it is ready for use. It cannot outlive this process.
 * @throws with the end of n8n's log when it ends or is not ready in two minutes, and when the port is taken.
 */
export async function launchN8n(options: LaunchOptions = {}): Promise<RunningN8n> {
	const { version = NEWEST_N8N, mode = 'main' } = options;
	if (options.port) await assertFree(options.port);
	const installed = await ensureN8n(version);
	const port = options.port ?? (await freePort());
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), `n8n-${version}-`)));
	const logFile = options.logFile ?? `${userFolder.replace(/[/\\]$/, '')}.log`;
	await mkdir(dirname(logFile), { recursive: true });

	const started = Date.now();
	const log = openSync(logFile, 'a');
	const child = startKept(installed.node, [installed.script, ...ARGUMENTS[mode]], {
		cwd: userFolder,
		env: n8nEnvironment({
			version,
			userFolder,
			port,
			brokerPort: await freePort(),
			extra: { ...(mode === 'worker' ? healthOfWorker(port) : {}), ...options.env },
		}),
		output: log,
		graceMs: STOP_GRACE_MS,
	});
	closeSync(log);

	const url = `http://127.0.0.1:${port}`;
	const api = new N8nApi(url, version);
	const stop = async (): Promise<void> => {
		await child.stop();
		if (!options.userFolder) await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		await waitUntilReady(url, mode, child);
		if (mode === 'main') await api.signIn();
	} catch (error) {
		await stop();
		throw new Error(
			`n8n ${version} did not start. ${(error as Error).message}\n${await logTail(logFile)}`,
			{
				cause: error,
			},
		);
	}
	return {
		version,
		url,
		port,
		userFolder,
		logFile,
		api,
		startUpMs: Date.now() - started,
		child,
		stop,
	};
}

const ARGUMENTS = { main: ['start'], worker: ['worker', '--concurrency=10'], webhook: ['webhook'] };

/** A worker has no web server but this one, and only when asked for. */
const healthOfWorker = (port: number): NodeJS.ProcessEnv => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
});

/** The health check answers before the routes are there, so a main process is asked for its settings as well. */
async function waitUntilReady(url: string, mode: string, child: KeptChild): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	const answers = async (path: string): Promise<boolean> => {
		const response = await fetch(url + path, { signal: AbortSignal.timeout(5_000) }).catch(
			() => undefined,
		);
		const isJson = response?.headers.get('content-type')?.includes('json') ?? false;
		await response?.arrayBuffer().catch(() => undefined);
		return (response?.ok ?? false) && isJson;
	};
	while (
		!(
			(await answers('/healthz/readiness')) &&
			(mode !== 'main' || (await answers('/rest/settings')))
		)
	) {
		if (!child.isRunning()) throw new Error(`It ended by itself with ${await child.ended}.`);
		if (Date.now() > deadline)
			throw new Error(`It was not ready after ${START_TIMEOUT_MS / 1000} s.`);
		await sleep(100);
	}
}

/** The last lines of n8n's log. */
export async function logTail(logFile: string, lines = 40): Promise<string> {
	const text = await readFile(logFile, 'utf8').catch(() => '');
	return `The end of its log (${logFile}):\n${text.trimEnd().split('\n').slice(-lines).join('\n')}`;
}
