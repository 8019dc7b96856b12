import type { RunningN8n } from '../../scripts/real-n8n/launch';
import type { Credential } from '../../scripts/real-n8n/types';
import { expect } from '../real/fixtures';
import { chain, GCORE, gcoreNode, plainNode } from '../real/workflows';

/** Calls a production webhook. */
export async function call({ url }: RunningN8n, path: string, body: object): Promise<void> {
	const response = await fetch(`${url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	expect(response.status, await response.text()).toBe(200);
}

/**
 * Activates a workflow that hands the body of each call to our node (such executions are the workers' matter), and waits
 * until n8n knows its path: activation goes on after the answer. Returns its ID.
 */
export async function activateWebhook(
	main: RunningN8n,
	path: string,
	credential: Credential,
	{ parameters = {}, settings = {} } = {},
): Promise<string> {
	const webhook = { path, httpMethod: 'POST', options: {} };
	const taskId = { __rl: true, mode: 'id', value: '={{ $json.body.task_id }}' };
	const { id } = await main.api.createWorkflow({
		name: `Webhook ${path}`,
		settings,
		nodes: [
			{
				...plainNode('Webhook', 'n8n-nodes-base.webhook', [0, 0], webhook, 2),
				webhookId: crypto.randomUUID(),
			},
			gcoreNode(GCORE, [200, 0], credential, { taskId, ...parameters }),
		],
		connections: chain('Webhook', GCORE),
	});
	await main.api.activate(id);
	// Not the method that it takes, so nothing is started; n8n tells of the other only when it knows the path.
	const answer = async () => await (await fetch(`${main.url}/webhook/${path}`)).text();
	await expect.poll(answer, { timeout: 30_000 }).toContain('POST');
	return id;
}
