/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball, packPackage } from '../../scripts/real-n8n/package';
import { NEWEST_N8N, TESTED_N8N } from '../../scripts/real-n8n/versions';
import { Report } from '../e2e/report';
import { startStandIn } from '../standin/server';
import { checkCancel } from './cancel';
import { Checks } from './checks';
import { checkExamples, EXAMPLE_ACCOUNTS } from './examples';
import { checkListSearch, checkLoaded } from './loaded';
import { checkOnError } from './onError';
import { checkOperations } from './operations';
import { checkOutages, WAYS } from './outages';
import { checkSettings } from './settings';
import { checkStop } from './stop';
import { checkTrigger, whileDown } from './trigger';
import { ACCOUNTS, KEYS, worldOf } from './world';

/**
 * The same workflows over n8n's REST API on each version, with the package packed and installed as n8n does it.
 * Arguments name other versions than those of `versions.ts`.
 */

async function checkVersion(
	version: string,
	tarball: string,
	{ checks, logFile }: { checks: Checks; logFile: string },
): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), `n8n-${version}-`));
	const gcore = await startStandIn({
		apiKey: KEYS.usual,
		accounts: { ...ACCOUNTS, ...EXAMPLE_ACCOUNTS },
		// Longer than an example needs to get to cancelling what it has just started.
		taskMs: 4_000,
	});
	// 2.x lets nodes write to one folder alone unless told otherwise.
	const env = { N8N_RESTRICT_FILE_ACCESS_TO: userFolder };
	const start = async (name: string): Promise<RunningN8n> =>
		await checks.need(name, async () => await launchN8n({ version, userFolder, logFile, env }));
	let n8n: RunningN8n | undefined;
	try {
		await installTarball(tarball, userFolder);
		n8n = await start('n8n starts');
		const world = worldOf(n8n, gcore, checks);
		await checkLoaded(world);
		// The trigger spends its time waiting, so the rest goes on beside it.
		const watching = checkTrigger(world).catch(() => undefined);
		await checkListSearch(world);
		await checkCancel(world);
		await checkOnError(world);
		await checkOperations(world);
		await checkStop(world);
		await checkSettings(world);
		await checkExamples(world);
		const watched = await watching;
		await n8n.stop();
		if (!watched) return;
		const afterwards = whileDown(gcore, watched);
		n8n = await start('n8n starts again');
		await afterwards(n8n.api, checks);
	} finally {
		await n8n?.stop();
		await gcore.close();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function main(checks: Checks, report: Report, logs: string[]): Promise<void> {
	const tarball = await checks.need(
		'the package is built and packed',
		async () => await packPackage(),
	);
	for (const version of versions()) {
		const logFile = report.pathOf(`n8n-${version}.log`);
		logs.splice(0, logs.length, logFile);
		const under = checks.under(version);
		// They wait most of their time, so they go on beside the rest.
		const outages = (version === NEWEST_N8N ? Object.keys(WAYS) : ['default scheduler']).map(
			async (way) => {
				const log = report.pathOf(`n8n-${version}-${way.replace(' ', '-')}.log`);
				await checkOutages(version, tarball, way, { checks: under, logFile: log });
			},
		);
		const ended = Promise.allSettled(outages);
		await checkVersion(version, tarball, { checks: under, logFile });
		for (const outage of await ended) if (outage.status === 'rejected') throw outage.reason;
	}
}

const versions = (): string[] =>
	process.argv.length > 2 ? process.argv.slice(2) : [...TESTED_N8N].reverse();

void (async () => {
	const logs: string[] = [];
	const report = await Report.start('compat', () => logs);
	const checks = new Checks(report);
	await main(checks, report, logs).then(
		() => report.finish(),
		(error: Error) => report.finish(error),
	);
})();
