/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package; no secret: only for n8ns that it throws away */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball } from '../../scripts/real-n8n/package';
import { NEWEST_N8N } from '../../scripts/real-n8n/versions';

/** How long a worker's claim on an execution holds without a sign of life; n8n's own is a minute, looked at each half. */
const LOCK_MS = 6_000;

/**
 * What all processes of one n8n in queue mode share: database, queue and key. Each has a folder of its own, as on machines
 * of their own, so the package is installed in each.
 */
const sharedEnvironment = (postgresPort: number, redisPort: number): NodeJS.ProcessEnv => ({
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: 'only-for-tests',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'postgres',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	QUEUE_WORKER_LOCK_DURATION: String(LOCK_MS),
	QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK_MS / 4),
	QUEUE_WORKER_STALLED_INTERVAL: String(LOCK_MS / 2),
});

/** An n8n spread over processes: one that people and webhooks talk to, and workers that run the executions. */
export class Cluster {
	readonly processes: RunningN8n[] = [];

	constructor(
		private readonly options: {
			folder: string;
			tarball: string;
			postgresPort: number;
			redisPort: number;
			logFileOf(name: string): string;
		},
	) {}

	get main(): RunningN8n {
		return this.processes[0];
	}

	get workers(): RunningN8n[] {
		return this.processes.slice(1);
	}

	/** The main process has to be the first: it prepares the database. */
	async start(name: string, mode: 'main' | 'worker'): Promise<RunningN8n> {
		const { folder, tarball, postgresPort, redisPort, logFileOf } = this.options;
		const userFolder = join(folder, name);
		await mkdir(userFolder);
		await installTarball(tarball, userFolder);
		const running = await launchN8n({
			version: NEWEST_N8N,
			mode,
			userFolder,
			logFile: logFileOf(name),
			env: sharedEnvironment(postgresPort, redisPort),
		});
		this.processes.push(running);
		return running;
	}

	/** Ends all processes, the workers before the main one. */
	async stop(): Promise<void> {
		await Promise.all(this.workers.map(async (worker) => await worker.stop()));
		await this.processes[0]?.stop();
	}
}

/** The executions that a worker says it has started, in that order. */
export async function startedBy({ logFile }: RunningN8n): Promise<string[]> {
	const log = await readFile(logFile, 'utf8');
	return [...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
}
