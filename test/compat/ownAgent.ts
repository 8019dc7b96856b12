import type { WorkflowNode } from '../../scripts/real-n8n/types';
import { toolName } from '../real/model';
import { NODE_TYPE } from '../real/workflows';
import { withItsModel, type Connect, type Place } from './clients';

interface Agent {
	id: string;
	configHash: string;
}

const asTool = ({ name, parameters, credentials }: WorkflowNode): object => ({
	type: 'node',
	name: toolName(name),
	description: `Uses Gcore: ${name}`,
	node: {
		// As its dialog does; n8n finds the tool of a node by itself.
		nodeType: NODE_TYPE,
		nodeTypeVersion: 1,
		nodeParameters: parameters,
		credentials,
	},
});

/**
 * An agent of n8n's own, asked in its preview chat: it has no workflow, and n8n runs its tools in memory, in its mode
 * `internal`. There where n8n's module `agents` is on.
 */
export const ownAgent =
	({ n8n, model, credential }: Place): Connect =>
	async (tools) => {
		const { session } = n8n.api;
		const project = await session.request<{ id: string }>('GET', '/rest/projects/personal');
		const agents = `/rest/projects/${project.id}/agents/v2`;
		const name = "n8n's own agent";
		const { id, configHash } = await session.request<Agent>('POST', agents, { name });
		const config = {
			name,
			model: 'openai/stand-in',
			credential: credential.id,
			instructions: 'Do as you are told.',
			memory: { enabled: false, storage: 'n8n' },
			tools: tools.map(asTool),
		};
		const saved = { config, baseConfigHash: configHash };
		await session.request('PUT', `${agents}/${id}/config`, saved);
		return withItsModel(name, model, async () => {
			const body = { message: 'Do it.' };
			const events = await session.requestText('POST', `${agents}/${id}/chat`, body);
			// The model is told in words that are the node's; whoever watches the chat sees it as an error.
			return events.includes('"isError":false') ? undefined : 'isError';
		});
	};
