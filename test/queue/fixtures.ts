/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package; no secret: only for n8ns that it throws away */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball } from '../../scripts/real-n8n/package';
import { test as base } from '../real/fixtures';
import { startPostgres, startRedis } from '../real/services';

export { expect } from '../real/fixtures';

/** How long a worker's claim on an execution holds without a sign of life; n8n's own is a minute, looked at each half. */
const LOCK_MS = 6_000;

/** What all processes of one n8n in queue mode share: database, queue and key. */
const sharedEnvironment = (postgresPort: number, redisPort: number): NodeJS.ProcessEnv => ({
	EXECUTIONS_MODE: 'queue',
	// As n8n 3 always has it.
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
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

/** The executions that a worker says it has started, in that order. */
export async function startedBy({ logFile }: RunningN8n): Promise<string[]> {
	const log = await readFile(logFile, 'utf8');
	return [...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
}

/**
 * Tests on an n8n spread over processes: one that people and webhooks talk to (`n8n`), and two workers that run the
 * executions. Each has a folder of its own, as on machines of their own, so the package is installed in each.
 */
export const test = base.extend<object, { cluster: RunningN8n[]; workers: RunningN8n[] }>({
	cluster: [
		async ({ version, tarball }, use, { project: { outputDir } }) => {
			const folder = await mkdtemp(join(tmpdir(), 'gcore-queue-'));
			await mkdir(outputDir, { recursive: true });
			const redis = await startRedis(folder, join(outputDir, 'redis.log'));
			const postgres = await startPostgres(folder, join(outputDir, 'postgres.log'));
			const cluster: RunningN8n[] = [];
			// The main process has to be the first: it prepares the database.
			for (const name of ['main', 'worker-1', 'worker-2']) {
				const userFolder = join(folder, name);
				await mkdir(userFolder);
				await installTarball(tarball, userFolder);
				cluster.push(
					await launchN8n({
						version,
						mode: name === 'main' ? 'main' : 'worker',
						userFolder,
						logFile: join(outputDir, `${name}.log`),
						env: sharedEnvironment(postgres.port, redis.port),
					}),
				);
			}
			await use(cluster);
			for (const running of cluster.reverse()) await running.stop();
			await Promise.all([redis.child.stop(), postgres.child.stop()]);
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
		{ scope: 'worker', timeout: 240_000 },
	],
	n8n: [async ({ cluster }, use) => await use(cluster[0]), { scope: 'worker' }],
	workers: [async ({ cluster }, use) => await use(cluster.slice(1)), { scope: 'worker' }],
});
