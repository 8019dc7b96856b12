/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { Checks } from '../compat/checks';
import { toldTasks, triggerWorkflow, untilFirstPolled, untilPolled } from '../compat/trigger';
import { until } from '../compat/until';
import type { CredentialRef } from '../compat/workflows';
import type { StandIn } from '../standin/server';
import type { TaskStore } from '../standin/tasks';
import { startedBy, type Cluster } from './cluster';

/** The trigger of a cluster, switched on. */
export async function startTrigger(
	{ main }: Cluster,
	gcore: StandIn,
	credential: CredentialRef,
): Promise<string> {
	const { id } = await main.api.createWorkflow(triggerWorkflow(credential));
	await main.api.activate(id);
	await untilFirstPolled(gcore);
	return id;
}

/** Each task that ends starts one execution, on one worker, however many processes there are. */
export async function checkTold(
	checks: Checks,
	name: string,
	{
		cluster,
		gcore,
		workflowId,
		expected,
	}: { cluster: Cluster; gcore: StandIn; workflowId: string; expected: () => string[] },
): Promise<void> {
	const { api } = cluster.main;
	await checks.check(name, async () => {
		const wanted = expected();
		const told = await until(
			'all ends are told',
			async () => {
				const seen = await toldTasks(api, workflowId);
				return seen.length >= wanted.length && seen;
			},
			{ timeoutMs: 60_000, everyMs: 500 },
		);
		await untilPolled(gcore);
		assert.deepEqual(await toldTasks(api, workflowId), told);
		assert.deepEqual(told.sort(), [...wanted].sort());
		const executions = await api.executionsOf(workflowId);
		const started = (await Promise.all(cluster.workers.map(startedBy))).flat();
		for (const { id } of executions) {
			assert.equal(started.filter((by) => by === id).length, 1, `execution ${id}`);
		}
	});
}

/** Ends tasks one after the other, so that several polls have something to tell. */
export function endTasks(tasks: TaskStore, count: number): string[] {
	return Array.from({ length: count }, () => {
		const { task_id } = tasks.add();
		tasks.finish(task_id, 'SUCCESS');
		return task_id;
	});
}
