/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { N8nApi } from './api';
import { startKept, type KeptChild } from './child';
import { n8nEnvironment } from './environment';
import { ensureN8n } from './fetch';
import { NEWEST_N8N } from './versions';

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 120_000;
/** n8n lets running executions end for five seconds (`environment.ts`); twice that, and it is forced. */
const STOP_GRACE_MS = 10_000;

export interface LaunchOptions {
	version?: string;
	userFolder: string;
	/** Any free one unless given. */
	port?: number;
	/** Variables on top of those in `environment.ts`. */
	env?: NodeJS.ProcessEnv;
	/** A main process unless given; `worker` belongs to queue mode and has no owner to sign in as. */
	mode?: 'main' | 'worker';
	/** `n8n.log` in the user folder unless given. */
	logFile?: string;
}

export interface RunningN8n {
	version: string;
	url: string;
	userFolder: string;
	logFile: string;
	/** Signed in as the owner (of a main process). */
	api: N8nApi;
	/** The process; for suites that watch or end it. */
	child: KeptChild;
	/** Starts it once more, at the same address, after `stop()`. */
	start(): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Starts a whole n8n and waits until it is ready for use. It ends with this process.
 * @throws with the end of n8n's log when it ends or is not ready in two minutes, and when the port is taken.
 */
export async function launchN8n(options: LaunchOptions): Promise<RunningN8n> {
	const { version = NEWEST_N8N, mode = 'main', userFolder } = options;
	const port = await getPort({ port: options.port, host: HOST });
	if (options.port && port !== options.port) {
		throw new Error(`Port ${options.port} is taken, perhaps by another n8n. Choose another one.`);
	}
	const { node, script } = await ensureN8n(version);
	const logFile = options.logFile ?? join(userFolder, 'n8n.log');
	await mkdir(dirname(logFile), { recursive: true });
	const url = `http://${HOST}:${port}`;
	const api = new N8nApi(url, version);
	const begin = async (): Promise<KeptChild> => {
		const brokerPort = await getPort({ host: HOST });
		const extra = { ...(mode === 'worker' ? healthOfWorker(port) : {}), ...options.env };
		const log = openSync(logFile, 'a');
		const child = startKept(node, [script, ...ARGUMENTS[mode]], {
			cwd: userFolder,
			env: n8nEnvironment({ version, userFolder, port, brokerPort, extra }),
			output: log,
			graceMs: STOP_GRACE_MS,
		});
		closeSync(log);
		try {
			await waitUntilReady(url, mode, child);
			if (mode === 'main') await api.signIn();
			return child;
		} catch (error) {
			await child.stop();
			const { message } = error as Error;
			throw new Error(`n8n ${version} did not start. ${message}\n${await logTail(logFile)}`);
		}
	};
	const running: RunningN8n = {
		version,
		url,
		userFolder,
		logFile,
		api,
		child: await begin(),
		async start() {
			running.child = await begin();
		},
		async stop() {
			await running.child.stop();
		},
	};
	return running;
}

const ARGUMENTS = { main: ['start'], worker: ['worker', '--concurrency=10'] };

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
		const signal = AbortSignal.timeout(5_000);
		const response = await fetch(url + path, { signal }).catch(() => undefined);
		await response?.arrayBuffer().catch(() => undefined);
		return Boolean(response?.ok && response.headers.get('content-type')?.includes('json'));
	};
	const paths = ['/healthz/readiness', ...(mode === 'main' ? ['/rest/settings'] : [])];
	for (const path of paths) {
		while (!(await answers(path))) {
			if (!child.isRunning()) throw new Error(`It ended by itself with ${await child.ended}.`);
			if (Date.now() > deadline) throw new Error(`It was not ready in ${START_TIMEOUT_MS} ms.`);
			await sleep(100);
		}
	}
}

/** The last lines of n8n's log. */
async function logTail(logFile: string, lines = 40): Promise<string> {
	const text = await readFile(logFile, 'utf8').catch(() => '');
	return `The end of its log (${logFile}):\n${text.trimEnd().split('\n').slice(-lines).join('\n')}`;
}
