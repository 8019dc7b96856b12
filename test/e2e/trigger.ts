/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf, type N8nApi } from '../../scripts/real-n8n/api';
import { KEYS, type Stage } from './stage';
import { until } from './until';
import { chain, gcoreNode, plainNode, TRIGGER_TYPE } from './workflows';

const LIST = '/streaming/ai/tasks';
const TRIGGER = 'When a Task Ends';

/** n8n refuses a rule that polls more than once a minute, but not twelve rules that together poll every five seconds. */
export const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, n) => ({
		mode: 'custom',
		cronExpression: `${n * 5} * * * * *`,
	})),
};

/** The tasks that a workflow's executions began with, in the order of starting. */
export async function toldTasks(api: N8nApi, workflowId: string, trigger: string) {
	const told: unknown[] = [];
	for (const { id } of (await api.executionsOf(workflowId)).reverse()) {
		const execution = await api.waitForEnd(id);
		if (execution.mode !== 'trigger') continue;
		assert.equal(execution.status, 'success');
		told.push(...itemsOf(execution, trigger).map(({ json }) => json.task_id));
	}
	return told;
}

/** The trigger, active: each task that ends starts the workflow once. */
export async function checkTrigger({ editor, gcore, n8n, credential }: Stage): Promise<void> {
	const { tasks } = gcore.account(KEYS.trigger);
	const before = tasks.add({ status: 'SUCCESS' });
	const ends = (['SUCCESS', 'FAILURE', 'REVOKED'] as const).map((status) => ({
		status,
		id: tasks.add().task_id,
	}));
	const workflowId = await editor.step('a workflow with the trigger is published', async () => {
		const parameters = { pollTimes: EVERY_FIVE_SECONDS };
		const account = await credential(KEYS.trigger);
		const { id } = await n8n.api.createWorkflow({
			name: 'When a task ends',
			nodes: [
				gcoreNode(TRIGGER, [0, 0], account, parameters, TRIGGER_TYPE),
				plainNode('Told', 'n8n-nodes-base.noOp', [220, 0]),
			],
			connections: chain(TRIGGER, 'Told'),
		});
		await editor.openWorkflow(id);
		const polls = gcore.count('GET', LIST);
		await editor.page.getByTestId('workflow-open-publish-modal-button').click();
		await editor.page.getByTestId('workflow-publish-button').click();
		// What has ended by the first poll is not told.
		await until('the first poll', () => gcore.count('GET', LIST) > polls);
		await until('the workflow is published', async () => (await n8n.api.getWorkflow(id)).active);
		return id;
	});
	await editor.step(
		'it fires once for each task that ends, and not for one that had ended',
		async () => {
			for (const { id, status } of ends) tasks.finish(id, status);
			const told = async () => await toldTasks(n8n.api, workflowId, TRIGGER);
			await until('three tasks are told', async () => (await told()).length >= ends.length);
			const polls = gcore.count('GET', LIST);
			await until('two more polls', () => gcore.count('GET', LIST) >= polls + 2);
			assert.deepEqual((await told()).sort(), ends.map(({ id }) => id).sort());
			assert.ok(!(await told()).includes(before.task_id));
			await n8n.api.deactivate(workflowId);
		},
	);
}
