import type { N8nApi } from '../../scripts/real-n8n/api';
import type { Credential, WorkflowDefinition, WorkflowNode } from '../../scripts/real-n8n/types';
import type { ModelStandIn } from './model';
import { chain, gcoreNode, NODE_TYPE, plainNode, startNode, to } from './workflows';

/** Workflows in which our node is a tool. */

export const AI = '@n8n/n8n-nodes-langchain';
export const AGENT = 'Agent';

/** A credential that leads to the stand-in for a model. */
export const modelCredential = async (api: N8nApi, { url }: ModelStandIn): Promise<Credential> =>
	await api.createCredential({
		name: 'Model',
		type: 'openAiApi',
		data: { apiKey: 'any', url, header: false },
	});

/** An expression that lets the model fill in a field. */
export const fromAI = (key: string, description: string): string =>
	`={{ $fromAI('${key}', '${description}', 'string') }}`;

/** The task of an operation, chosen by the model. */
export const TASK_BY_MODEL = {
	__rl: true,
	mode: 'id',
	value: fromAI('task_id', 'The ID of a task'),
};

/** Our node as a tool. */
export const toolNode = (
	name: string,
	credential: Credential,
	parameters: Record<string, unknown>,
): WorkflowNode => gcoreNode(name, [0, 0], credential, parameters, `${NODE_TYPE}Tool`);

const tooled = (tools: WorkflowNode[], user: string) => ({
	nodes: tools.map((tool, n) => ({
		...tool,
		position: [380 + 160 * n, 260] as [number, number],
	})),
	connections: Object.fromEntries(
		tools.map(({ name }) => [name, { ai_tool: [[to(user, 'ai_tool')]] }]),
	),
});

const asItems = (items: object[]) => ({
	jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));`,
});

/** An agent with its model and tools, started by hand. */
export function agentWorkflow(
	tools: WorkflowNode[],
	{
		typeVersion,
		model,
		items = [{}],
	}: {
		typeVersion: number;
		/** A credential of OpenAI's type that leads to the model. */
		model: Credential;
		/** Those of the agent. */
		items?: object[];
	},
): WorkflowDefinition {
	const { id, name } = model;
	const asked = { promptType: 'define', text: 'Do it.', options: {} };
	const named = { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} };
	const { nodes, connections } = tooled(tools, AGENT);
	return {
		name: `Agent ${typeVersion}`,
		// As the editor sets it. In n8n's older order the agent goes on before its tool has answered.
		settings: { executionOrder: 'v1' },
		nodes: [
			startNode(),
			plainNode('Items', 'n8n-nodes-base.code', [110, 0], asItems(items), 2),
			plainNode(AGENT, `${AI}.agent`, [220, 0], asked, typeVersion),
			{
				...plainNode('Model', `${AI}.lmChatOpenAi`, [120, 260], named, 1.2),
				credentials: { openAiApi: { id, name } },
			},
			...nodes,
		],
		connections: {
			...chain('Start', 'Items', AGENT),
			Model: { ai_languageModel: [[to(AGENT, 'ai_languageModel')]] },
			...connections,
		},
	};
}

/** Tools for MCP clients, behind `/mcp/PATH` while it is active. */
export function mcpWorkflow(
	tools: WorkflowNode[],
	{ typeVersion, path }: { typeVersion: number; path: string },
): WorkflowDefinition {
	const trigger = 'MCP Server';
	const { nodes, connections } = tooled(tools, trigger);
	return {
		name: `${trigger} ${typeVersion}`,
		settings: { executionOrder: 'v1' },
		nodes: [
			// n8n finds the address of a trigger by this ID.
			{
				...plainNode(trigger, `${AI}.mcpTrigger`, [220, 0], { path }, typeVersion),
				webhookId: path,
			},
			...nodes,
		],
		connections,
	};
}
