/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptChild } from '../../scripts/real-n8n/child';
import { packPackage } from '../../scripts/real-n8n/package';
import { Checks } from '../compat/checks';
import { ACCOUNTS, KEYS } from '../compat/world';
import type { CredentialRef } from '../compat/workflows';
import { Report } from '../e2e/report';
import { startStandIn } from '../standin/server';
import { Cluster } from './cluster';
import { findPrograms } from './debian';
import { checkKilledWorker } from './killed';
import { startPostgres, startRedis } from './services';
import { checkSpread } from './spread';
import { checkTold, endTasks, startTrigger } from './trigger';

/** n8n in queue mode: a main process, two workers, PostgreSQL and Redis. All of it ends with this process. */
async function main(checks: Checks, report: Report, logs: string[]): Promise<void> {
	const programs = findPrograms();
	const folder = await mkdtemp(join(tmpdir(), 'gcore-queue-'));
	const gcore = await startStandIn({ apiKey: KEYS.usual, accounts: ACCOUNTS });
	const logFileOf = (name: string): string => {
		logs.push(report.pathOf(`${name}.log`));
		return report.pathOf(`${name}.log`);
	};
	const services: KeptChild[] = [];
	let cluster: Cluster | undefined;
	try {
		const tarball = await checks.need('the package is built and packed', async () => packPackage());
		const [postgres, redis] = await checks.need('PostgreSQL and Redis start', async () => {
			const started = [
				await startRedis(programs, folder, logFileOf('redis')),
				await startPostgres(programs, folder, logFileOf('postgres')),
			];
			services.push(...started.map(({ child }) => child));
			return [started[1].port, started[0].port];
		});
		cluster = new Cluster({ folder, tarball, postgresPort: postgres, redisPort: redis, logFileOf });
		await checkCluster(checks, cluster, gcore);
	} finally {
		await cluster?.stop();
		await Promise.all(services.map(async (service) => await service.stop()));
		await gcore.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function checkCluster(
	checks: Checks,
	cluster: Cluster,
	gcore: Awaited<ReturnType<typeof startStandIn>>,
): Promise<void> {
	await checks.need('the main process starts', async () => await cluster.start('main', 'main'));
	await checks.need('two workers start', async () => {
		await cluster.start('worker-1', 'worker');
		await cluster.start('worker-2', 'worker');
	});
	const credential = async (apiKey: string): Promise<CredentialRef> => {
		const data = { apiKey, baseUrl: gcore.url };
		const made = await cluster.main.api.createCredential({
			name: `Gcore ${apiKey}`,
			type: 'gcoreApi',
			data,
		});
		return { id: made.id, name: made.name };
	};
	const [usual, watched] = [await credential(KEYS.usual), await credential(KEYS.trigger)];
	const { tasks } = gcore.account(KEYS.trigger);
	const workflowId = await checks.need('a trigger is switched on', async () =>
		startTrigger(cluster, gcore, watched),
	);

	await checkSpread(checks, { cluster, gcore, credential: usual });
	const expected = endTasks(tasks, 5);
	const telling = { cluster, gcore, workflowId, expected: () => expected };
	await checkTold(checks, 'the trigger tells each end once, not once per process', telling);
	expected.push(await checkKilledWorker(checks, { cluster, gcore, tasks, credential: watched }));
	await checkTold(checks, 'the trigger tells the end of the task that was waited for', telling);
}

void (async () => {
	const logs: string[] = [];
	const report = await Report.start('queue', () => logs);
	const checks = new Checks(report);
	await main(checks, report, logs).then(
		() => report.finish(),
		(error: Error) => report.finish(error),
	);
})();
