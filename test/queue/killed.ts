/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import type { Checks } from '../compat/checks';
import { until } from '../compat/until';
import { GCORE, type CredentialRef } from '../compat/workflows';
import type { StandIn } from '../standin/server';
import type { TaskStore } from '../standin/tasks';
import { startedBy, type Cluster } from './cluster';
import { activateWebhook, call, webhookWorkflow } from './webhook';

const PATH = 'wait';
const ERROR_TRIGGER = 'Something Went Wrong';

/** What a user chooses as Error Workflow in the settings of another workflow. */
const errorWorkflow: WorkflowDefinition = {
	name: 'Error workflow',
	nodes: [
		{
			name: ERROR_TRIGGER,
			type: 'n8n-nodes-base.errorTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			name: 'Tell Somebody',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { [ERROR_TRIGGER]: { main: [[{ node: 'Tell Somebody', type: 'main', index: 0 }]] } },
};

/**
 * A worker is gone in the middle of a Wait (SIGKILL, as when its machine fails). n8n 2 does not run the execution again: when
 * another worker sees that nobody holds it any more (after 60 to 90 s with n8n's own settings), it ends as 'error' and the
 * error workflow runs. So no task is started twice. At Gcore the task goes on, since nobody was left to cancel it, even with
 * Cancel on Stop; waiting for it once more, or the trigger, gets its end. n8n's own retry of such an execution does nothing:
 * n8n has not kept where it was.
 */
export async function checkKilledWorker(
	checks: Checks,
	{
		cluster,
		gcore,
		tasks,
		credential,
	}: { cluster: Cluster; gcore: StandIn; tasks: TaskStore; credential: CredentialRef },
): Promise<string> {
	const { api } = cluster.main;
	const task = tasks.add();
	const path = `/streaming/ai/tasks/${task.task_id}`;

	const { workflowId, executionId, alarmId } = await checks.need(
		'a worker waits for a task',
		async () => {
			const options = { pollInterval: 1, cancelOnStop: true };
			const parameters = { operation: 'wait', options };
			const alarm = await api.createWorkflow(errorWorkflow);
			await api.activate(alarm.id);
			const settings = { errorWorkflow: alarm.id };
			const id = await activateWebhook(
				cluster.main,
				PATH,
				webhookWorkflow(PATH, parameters, credential, settings),
			);
			await call(cluster.main, PATH, { task_id: task.task_id });
			await until('the node has looked twice', () => gcore.count('GET', path) >= 2);
			const [execution] = await api.executionsOf(id);
			assert.equal(execution.status, 'running');
			return { workflowId: id, executionId: execution.id, alarmId: alarm.id };
		},
	);

	await checks.need('its execution ends when the worker is killed, and says so', async () => {
		const started = await Promise.all(cluster.workers.map(startedBy));
		const worker = cluster.workers[started.findIndex((ids) => ids.includes(executionId))];
		await worker.child.kill();
		const { status, data } = await api.waitForEnd(executionId);
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.message), /failed to be processed too many times/);
	});

	await checks.check('n8n has not begun it again, and the task goes on at Gcore', async () => {
		assert.equal((await api.executionsOf(workflowId)).length, 1);
		const started = await Promise.all(cluster.workers.map(startedBy));
		assert.equal(started.flat().filter((id) => id === executionId).length, 1);
		assert.equal(gcore.count('POST', `${path}/cancel`), 0);
		assert.equal(tasks.get(task.task_id)?.status, 'STARTED');
	});

	await checks.check('the error workflow hears of it', async () => {
		const [alarm] = await until('the error workflow has run', async () => {
			const executions = await api.executionsOf(alarmId);
			return executions.length > 0 && executions;
		});
		const [{ json }] = itemsOf(await api.waitForEnd(alarm.id), ERROR_TRIGGER);
		assert.equal((json.execution as { id: string }).id, executionId);
	});

	await checks.check("n8n's own retry does nothing, at Gcore neither", async () => {
		const looks = gcore.count('GET', path);
		const { data } = await api.waitForEnd(await api.retry(executionId));
		assert.deepEqual(data.resultData.runData, {});
		assert.equal(gcore.count('GET', path), looks);
		assert.equal(tasks.get(task.task_id)?.status, 'STARTED');
	});

	await checks.check('waiting for the task once more gets its end', async () => {
		const looks = gcore.count('GET', path);
		await call(cluster.main, PATH, { task_id: task.task_id });
		await until('the node looks again', () => gcore.count('GET', path) > looks);
		tasks.finish(task.task_id, 'SUCCESS');
		const [{ id }] = (await api.executionsOf(workflowId)).filter(({ mode }) => mode === 'webhook');
		const execution = await api.waitForEnd(id);
		assert.equal(execution.status, 'success');
		assert.deepEqual(
			itemsOf(execution, GCORE).map(({ json }) => [json.task_id, json.outcome]),
			[[task.task_id, 'succeeded']],
		);
	});
	return task.task_id;
}
