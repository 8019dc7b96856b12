/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '../../real/fixtures';
import { Watched } from '../../real/watched';

/** Longer than n8n tries to activate a workflow: five times within about 29 s. */
const OUTAGE_MS = 45_000;

/** n8n answers before it has taken a trigger down. */
const TAKEN_DOWN_MS = 6_000;

// Polls come every five seconds, and after an outage at longer intervals.
test.describe.configure({ mode: 'serial', timeout: 420_000 });

/** Active triggers, of which one is changed and published, and the other switched off and on. */
let published: Watched;
let switched: Watched;

test.afterAll(async () => {
	await published?.close();
	await switched?.close();
});

test('the trigger fires once for a task that has ended', async ({ n8n }) => {
	published = await Watched.start(n8n.api);
	switched = await Watched.start(n8n.api, { filters: { taskName: 'transcription' } });
	published.end();
	await published.expectTold();
});

test('after a restart it tells what ended meanwhile, and no task again', async ({
	n8n,
	n8nEnv,
}) => {
	// A burst from one saved state; in an outage, as below, all of it fails.
	test.skip(
		'N8N_SCHEDULER_ENABLED' in n8nEnv,
		'The durable scheduler makes up for a missed poll of each of the twelve rules at once',
	);
	await n8n.stop();
	published.end('FAILURE');
	await n8n.start();
	await published.expectTold();
});

/** Both are down for that long, with what happens during it. */
async function outage(during: () => Promise<void>): Promise<void> {
	const faults = [published, switched].map(({ gcore }) => gcore.plant({ status: 503 }));
	await during();
	await sleep(OUTAGE_MS);
	for (const fault of faults) fault.remove();
}

test('a restart during an outage loses nothing', async ({ n8n }) => {
	await outage(async () => {
		await n8n.stop();
		for (const watched of [published, switched]) watched.end();
		await n8n.start();
	});
	await published.expectTold({ outage: true });
	await switched.expectTold({ outage: true });
});

test('during an outage, publishing loses nothing, and off and on tells no backlog', async ({
	n8n: { api },
}) => {
	await api.deactivate(switched.workflowId);
	await sleep(TAKEN_DOWN_MS);
	switched.gcore.tasks.add({ status: 'SUCCESS' });
	await outage(async () => {
		await api.activate(switched.workflowId);
		await api.publishChange(published.workflowId);
		published.end();
	});
	await test.step('publishing loses nothing', async () => {
		await published.expectTold({ outage: true });
	});
	await test.step('off and on tells no backlog', async () => {
		await switched.polled();
		switched.end();
		await switched.expectTold({ outage: true });
	});
});
