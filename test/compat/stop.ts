/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { until } from './until';
import { overItems } from './workflows';
import { KEYS, type World } from './world';

/** The user stops an execution that waits. */
export async function checkStop(world: World): Promise<void> {
	const { checks, gcore, n8n } = world;
	for (const cancelOnStop of [true, false]) {
		const end = cancelOnStop ? 'cancels the task' : 'lets the task go on';
		await checks.check(`Stop during Wait ends it and ${end}`, async () => {
			const { task_id } = gcore.tasks.add();
			const workflow = await n8n.api.createWorkflow(
				overItems('Stop', [{ task_id }], {
					parameters: { operation: 'wait', options: { pollInterval: 30, cancelOnStop } },
					credential: await world.credential(KEYS.usual),
				}),
			);
			const id = await n8n.api.start(workflow.id);
			const path = `/streaming/ai/tasks/${task_id}`;
			await until('the node has looked at the task', () => gcore.count('GET', path) > 0);
			await n8n.api.stop(id);
			const { status } = await n8n.api.waitForEnd(id, { timeoutMs: 5_000 });
			assert.equal(status, 'canceled');
			if (cancelOnStop) {
				await until(
					'the task is cancelled at Gcore',
					() => gcore.tasks.get(task_id)?.status === 'REVOKED',
					{ timeoutMs: 5_000 },
				);
			} else {
				assert.equal(gcore.tasks.get(task_id)?.status, 'STARTED');
				assert.equal(gcore.count('POST', `${path}/cancel`), 0);
			}
		});
	}
}
