import type { RunningN8n } from '../../scripts/real-n8n/launch';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { AI } from '../real/agents';
import type { Say } from '../real/assistant';
import { expect } from '../real/fixtures';

/** A chat over the address that n8n gives a workflow whose chat is public, from its first message on. */
export function publicChat({ api, url }: RunningN8n, definition: WorkflowDefinition): Say {
	const sessionId = crypto.randomUUID();
	let workflowId: string | undefined;
	let webhookId: unknown;
	const open = async (): Promise<string> => {
		const nodes = definition.nodes.map((node) =>
			node.type === `${AI}.chatTrigger`
				? { ...node, parameters: { ...node.parameters, public: true } }
				: node,
		);
		webhookId = nodes.find(({ type }) => type === `${AI}.chatTrigger`)?.webhookId;
		const { id } = await api.createWorkflow({ ...definition, nodes });
		await api.activate(id);
		return id;
	};
	return async (chatInput) => {
		workflowId ??= await open();
		const send = async (): Promise<Response> =>
			await fetch(`${url}/webhook/${String(webhookId)}/chat`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput }),
			});
		let answer = await send();
		// n8n 2 answers that it is active before its address is there.
		await expect(async () => {
			if (answer.status === 404) answer = await send();
			expect(answer.status).toBe(200);
		}).toPass({ timeout: 15_000 });
		const [{ id }] = await api.executionsOf(workflowId);
		return await api.waitForEnd(id);
	};
}
