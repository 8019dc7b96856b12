/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { RunningN8n } from '../../scripts/real-n8n/launch';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { until } from '../compat/until';
import { GCORE, NODE_TYPE, type CredentialRef } from '../compat/workflows';

/** A workflow that hands the body of each call to our node: such executions are the workers' matter. */
export const webhookWorkflow = (
	path: string,
	parameters: Record<string, unknown>,
	credential: CredentialRef,
	settings: Record<string, unknown> = {},
): WorkflowDefinition => ({
	name: `Webhook ${path}`,
	settings,
	nodes: [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { path, httpMethod: 'POST', options: {} },
			webhookId: crypto.randomUUID(),
		},
		{
			name: GCORE,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [200, 0],
			parameters: {
				taskId: { __rl: true, mode: 'id', value: '={{ $json.body.task_id }}' },
				...parameters,
			},
			credentials: { gcoreApi: credential },
		},
	],
	connections: { Webhook: { main: [[{ node: GCORE, type: 'main', index: 0 }]] } },
});

/** Calls a production webhook. @throws when n8n does not take the call */
export async function call({ url }: RunningN8n, path: string, body: object): Promise<void> {
	const response = await fetch(`${url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	assert.equal(response.status, 200, await response.text());
}

/** Makes and activates a webhook workflow, and waits until n8n knows its path: activation goes on after the answer. */
export async function activateWebhook(
	main: RunningN8n,
	path: string,
	workflow: WorkflowDefinition,
): Promise<string> {
	const { id } = await main.api.createWorkflow(workflow);
	await main.api.activate(id);
	await until('the webhook is there', async () => {
		// Not the method that it takes, so nothing is started; n8n tells of the other only when it knows the path.
		const answer = await fetch(`${main.url}/webhook/${path}`, { method: 'GET' });
		return (await answer.text()).includes('POST');
	});
	return id;
}
