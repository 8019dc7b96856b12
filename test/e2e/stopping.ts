/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { until } from './until';
import type { Stage } from './stage';
import { chain, gcoreNode, startNode } from './workflows';

/** A stop takes effect within a second of sleeping, plus n8n's own ways. */
const QUICK_MS = 5_000;

/** Presses Stop while Wait waits, and looks at what became of the execution and of the task. */
async function stopWaiting(stage: Stage, options: Record<string, unknown>): Promise<string> {
	const { editor, gcore, n8n, credential } = stage;
	const { task_id } = gcore.tasks.add();
	const taskId = { __rl: true, mode: 'id', value: task_id };
	const parameters = { operation: 'wait', taskId, options };
	const { id } = await n8n.api.createWorkflow({
		name: `Wait ${JSON.stringify(options)}`,
		nodes: [startNode(), gcoreNode('Wait', [220, 0], await credential(), parameters)],
		connections: chain('Start', 'Wait'),
	});
	await editor.openWorkflow(id);
	await editor.page.getByTestId('execute-workflow-button').first().click();
	const path = `/streaming/ai/tasks/${task_id}`;
	await until('the node has looked at the task', () => gcore.count('GET', path) > 0);
	const stop = editor.page.getByTestId('stop-execution-button');
	await stop.click();
	const pressed = Date.now();
	const [{ id: executionId }] = await n8n.api.executionsOf(id);
	const { status } = await n8n.api.waitForEnd(executionId);
	assert.equal(status, 'canceled');
	await stop.waitFor({ state: 'hidden' });
	const took = Date.now() - pressed;
	assert.ok(took < QUICK_MS, `It took ${took} ms to stop.`);
	return task_id;
}

/** The Stop button ends a waiting node at once; the task goes on unless asked otherwise. */
export async function checkStopping(stage: Stage): Promise<void> {
	const { editor, gcore } = stage;
	await editor.step('Stop ends a waiting node quickly, the task goes on', async () => {
		const taskId = await stopWaiting(stage, {});
		assert.equal(gcore.tasks.get(taskId)?.status, 'STARTED');
	});
	await editor.step('with Cancel on Stop the task is cancelled as well', async () => {
		const taskId = await stopWaiting(stage, { cancelOnStop: true });
		await until('the task is REVOKED', () => gcore.tasks.get(taskId)?.status === 'REVOKED', 5_000);
	});
}
