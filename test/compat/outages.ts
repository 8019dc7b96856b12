/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf, type N8nApi } from '../../scripts/real-n8n/api';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball } from '../../scripts/real-n8n/package';
import { startStandIn, type StandIn } from '../standin/server';
import type { Checks } from './checks';
import { TRIGGER, triggerWorkflow } from './trigger';
import { until } from './until';

/** Longer than n8n tries to activate a workflow: five times within about 29 s. */
const OUTAGE_MS = 45_000;

/** The ways in which n8n 2.40 polls. */
const SCHEDULER = { N8N_SCHEDULER_ENABLED: 'true', N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true' };
export const WAYS: Record<string, Record<string, string>> = {
	'default scheduler': {},
	'durable scheduler': SCHEDULER,
	'durable cursors': { ...SCHEDULER, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' },
};

const KEY = '1$outage';

/** An active trigger, its own Gcore, and the tasks that it must tell. */
interface Watched {
	id: string;
	gcore: StandIn;
	expected: string[];
}

/** IDs of the tasks that the trigger's executions have told. Failed executions tell of trouble. */
async function told(api: N8nApi, { id }: Watched): Promise<unknown[]> {
	const ids: unknown[] = [];
	for (const { id: execution } of (await api.executionsOf(id)).reverse()) {
		const ended = await api.waitForEnd(execution);
		if (ended.status === 'success') {
			ids.push(...itemsOf(ended, TRIGGER).map(({ json }) => json.task_id));
		}
	}
	return ids;
}

/** Restart, publishing, and off and on, each during an outage, on an n8n of its own. */
export async function checkOutages(
	version: string,
	tarball: string,
	way: string,
	{ checks, logFile }: { checks: Checks; logFile: string },
): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), `n8n-${version}-outage-`));
	const gcores: StandIn[] = [];
	const start = async () => await launchN8n({ version, userFolder, logFile, env: WAYS[way] });
	let n8n: RunningN8n | undefined;

	const watch = async (): Promise<Watched> => {
		const gcore = await startStandIn({ apiKey: KEY });
		gcores.push(gcore);
		const { api } = n8n!;
		const credential = { apiKey: KEY, baseUrl: gcore.url };
		const { id, name } = await api.createCredential({
			name: gcore.url,
			type: 'gcoreApi',
			data: credential,
		});
		const workflow = await api.createWorkflow(triggerWorkflow({ id, name }));
		await api.activate(workflow.id);
		await polled(gcore);
		return { id: workflow.id, gcore, expected: [] };
	};
	const end = ({ gcore }: Watched) => gcore.tasks.add({ status: 'SUCCESS' }).task_id;
	const outage = (...all: Watched[]) => {
		const planted = all.map(({ gcore }) => gcore.plant({ status: 503 }));
		return () => planted.forEach((fault) => fault.remove());
	};
	const tells = async (watched: Watched) => {
		const { expected, gcore } = watched;
		await until(
			`${expected.length} tasks told`,
			async () => (await told(n8n!.api, watched)).length >= expected.length,
			{ timeoutMs: 180_000, everyMs: 1000 },
		);
		// Two more polls, which must tell nothing again.
		await polled(gcore);
		assert.deepEqual(await told(n8n!.api, watched), expected);
	};
	try {
		await installTarball(tarball, userFolder);
		n8n = await start();
		const published = await watch();
		const switched = await watch();

		await checks.check(`${way}: a restart during an outage loses nothing`, async () => {
			const isOver = outage(published, switched);
			await n8n!.stop();
			for (const watched of [published, switched]) watched.expected.push(end(watched));
			n8n = await start();
			await sleep(OUTAGE_MS);
			isOver();
			await Promise.all([tells(published), tells(switched)]);
		});

		await n8n.api.deactivate(switched.id);
		// n8n answers before it has taken the trigger down.
		await sleep(6_000);
		end(switched);
		const isOver = outage(published, switched);
		await n8n.api.activate(switched.id);
		await n8n.api.publishChange(published.id);
		published.expected.push(end(published));
		await sleep(OUTAGE_MS);
		isOver();
		await checks.check(`${way}: publishing during an outage loses nothing`, async () => {
			await tells(published);
		});
		await checks.check(`${way}: off and on during an outage tells no backlog`, async () => {
			await polled(switched.gcore);
			switched.expected.push(end(switched));
			await tells(switched);
		});
	} finally {
		await n8n?.stop();
		for (const gcore of gcores) await gcore.close();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Waits for two more polls that are answered: the first of them may have been under way. */
async function polled(gcore: StandIn): Promise<void> {
	const lists = () =>
		gcore.requests.filter(
			({ query, status }) => query.page === '1' && query.status === undefined && status === 200,
		).length;
	const before = lists();
	await until('the trigger has polled', () => lists() >= before + 2, { timeoutMs: 180_000 });
}
