/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf, type N8nApi } from '../../scripts/real-n8n/api';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import type { StandIn } from '../standin/server';
import type { Checks } from './checks';
import { until } from './until';
import { TRIGGER_TYPE, type CredentialRef } from './workflows';
import { KEYS, type World } from './world';

export const TRIGGER = 'Task Ended';

/** Only the trigger asks for tasks by this, so its requests can be told from those of other nodes. */
const TASK_NAME = 'transcription';

/** n8n polls no more than once a minute by one rule, so twelve rules make it every five seconds. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, n) => ({
		mode: 'custom',
		cronExpression: `${n * 5} * * * * *`,
	})),
};

/** A workflow that starts when a task of the credential's account has ended. */
export const triggerWorkflow = (credential: CredentialRef): WorkflowDefinition => ({
	name: 'When a task ends',
	nodes: [
		{
			name: TRIGGER,
			type: TRIGGER_TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: EVERY_FIVE_SECONDS, filters: { taskName: TASK_NAME } },
			credentials: { gcoreApi: credential },
		},
		{
			name: 'Told',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { [TRIGGER]: { main: [[{ node: 'Told', type: 'main', index: 0 }]] } },
});

/** The IDs of the tasks that a workflow's ended executions have been started with, in the order of starting. */
export async function toldTasks(api: N8nApi, workflowId: string): Promise<unknown[]> {
	const executions = await api.executionsOf(workflowId);
	const told = [];
	for (const { id } of executions.reverse()) {
		const execution = await api.waitForEnd(id);
		assert.equal(execution.status, 'success');
		assert.equal(execution.mode, 'trigger');
		told.push(...itemsOf(execution, TRIGGER).map(({ json }) => json.task_id));
	}
	return told;
}

/** How often the trigger has read the page that holds all tasks of so small an account. */
const looks = (gcore: StandIn): number =>
	gcore.requests.filter(
		({ query, status }) =>
			query.task_name === TASK_NAME && query.status === undefined && status === 200,
	).length;

/** Waits until the trigger has looked twice more: the first of the two may have been under way. */
export async function untilPolled(gcore: StandIn): Promise<void> {
	const before = looks(gcore);
	await until('the trigger has polled', () => looks(gcore) >= before + 2, { timeoutMs: 60_000 });
}

/** Waits until the trigger knows what is there: n8n 2 answers before a workflow is active. */
export async function untilFirstPolled(gcore: StandIn): Promise<void> {
	await until('the trigger has polled for the first time', () => looks(gcore) > 0);
}

/** What is known of the trigger between the two lives of an n8n. */
export interface Watched {
	workflowId: string;
	told: string;
}

/** Switches a trigger on, lets a task end, and sees that the workflow starts once for it. */
export async function checkTrigger(world: World): Promise<Watched> {
	const { gcore, n8n } = world;
	const { tasks } = gcore.account(KEYS.trigger);
	return await world.checks.need('the trigger fires once for a task that has ended', async () => {
		tasks.add({ status: 'SUCCESS' });
		const { task_id } = tasks.add();
		const credential = await world.credential(KEYS.trigger);
		const { id } = await n8n.api.createWorkflow(triggerWorkflow(credential));
		await n8n.api.activate(id);
		await untilFirstPolled(gcore);
		tasks.finish(task_id, 'SUCCESS');
		await until('an execution', async () => (await n8n.api.executionsOf(id)).length > 0, {
			timeoutMs: 60_000,
		});
		await untilPolled(gcore);
		assert.deepEqual(await toldTasks(n8n.api, id), [task_id]);
		return { workflowId: id, told: task_id };
	});
}

/** To be called while n8n is down: one more task ends. Returns the check for when n8n is up again. */
export function whileDown(
	gcore: StandIn,
	watched: Watched,
): (api: N8nApi, checks: Checks) => Promise<void> {
	const { tasks } = gcore.account(KEYS.trigger);
	const { task_id } = tasks.add();
	tasks.finish(task_id, 'FAILURE');
	return async (api, checks) => {
		const { workflowId, told } = watched;
		await checks.check(
			'after a restart it tells what ended meanwhile, and no task again',
			async () => {
				await until(
					'a second execution',
					async () => (await api.executionsOf(workflowId)).length > 1,
					{
						timeoutMs: 60_000,
					},
				);
				await untilPolled(gcore);
				assert.deepEqual(await toldTasks(api, workflowId), [told, task_id]);
			},
		);
	};
}
