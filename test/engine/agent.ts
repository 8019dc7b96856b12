import {
	NodeConnectionTypes,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeType,
} from 'n8n-workflow';

import { runWorkflow, workflowOf, type GcoreCredential, type NodeSetup } from './index';
import { BASE_NODES } from './baseNodes';

/** How an agent has its tools run: n8n 1 calls them itself, n8n 2 has the engine run them. */
export type AgentKind = 'callsTools' | 'asksEngine';

interface Tool {
	name: string;
	description: string;
	/** Of zod, each with its description. */
	schema: { shape: Record<string, { description?: string; isOptional(): boolean }> };
	invoke(args: IDataObject): Promise<string>;
}

/** What the agent's model is shown of a tool; the parameters with their descriptions. */
export interface Shown {
	name: string;
	description: string;
	parameters: Record<string, string>;
}

/** What the agent is handed for one call: the tool's items, or why there are none. */
export type Handed = IDataObject[] | string;

async function toolOf(context: IExecuteFunctions): Promise<Tool> {
	const connected = await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
	return [connected].flat()[0] as Tool;
}

const shownOf = ({ name, description, schema }: Tool): Shown => ({
	name,
	description,
	parameters: Object.fromEntries(
		Object.entries(schema.shape).map(([key, type]) => [key, type.description ?? '']),
	),
});

async function callTools(tool: Tool, calls: IDataObject[]): Promise<Handed[]> {
	const handed: Handed[] = [];
	for (const call of calls) {
		try {
			handed.push(JSON.parse(await tool.invoke(call)) as IDataObject[]);
		} catch (error) {
			handed.push((error as Error).message);
		}
	}
	return handed;
}

/** As agent 3 does, which tells the item that it is at: with several, each call is made for the next. */
const askEngine = (calls: IDataObject[], items: number) => ({
	actions: calls.map((input, call) => ({
		actionType: 'ExecutionNodeAction' as const,
		nodeName: 'Gcore',
		input,
		type: NodeConnectionTypes.AiTool,
		id: `call-${call}`,
		metadata: { itemIndex: call % items },
	})),
	metadata: {},
});

/** An agent without a mind: it makes the calls that its parameter lists, and puts out what it was handed. */
const agent = (kind: AgentKind): INodeType => ({
	description: {
		displayName: kind,
		name: kind,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: kind },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Calls', name: 'calls', type: 'json', default: '[]' }],
	},
	async execute(this: IExecuteFunctions, response?: EngineResponse) {
		const calls = JSON.parse(this.getNodeParameter('calls', 0) as string) as IDataObject[];
		let handed: Handed[];
		const tool = await toolOf(this);
		if (kind === 'callsTools') handed = await callTools(tool, calls);
		else if (calls.length > 0 && !response?.actionResponses.length)
			return askEngine(calls, this.getInputData().length);
		else {
			handed = (response?.actionResponses ?? []).map(({ data }) =>
				(data.data?.ai_tool?.[0] ?? []).map(({ json }) => json),
			);
		}
		return [[{ json: { handed, shown: shownOf(tool) as unknown as IDataObject } }]];
	},
});

BASE_NODES['test.callsTools'] = agent('callsTools');
BASE_NODES['test.asksEngine'] = agent('asksEngine');

/** Lets an agent call our node as its tool. @returns what it is handed for each call */
export async function runAgent(
	kind: AgentKind,
	calls: IDataObject[],
	setup: Partial<NodeSetup>,
	credential: GcoreCredential,
) {
	const file = workflowOf({ items: [{}], ...setup, type: 'gcoreStreamingAiTool' });
	file.nodes.push({
		id: 'agent',
		name: 'Agent',
		type: `test.${kind}`,
		typeVersion: 1,
		position: [0, 200],
		parameters: { calls: JSON.stringify(calls) },
	});
	file.connections = {
		Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		Gcore: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	};
	const { data } = await runWorkflow(file, credential);
	const { error, runData } = data.resultData;
	const output = runData.Agent?.at(-1)?.data?.main[0]?.[0].json;
	const shown = output?.shown as unknown as Shown;
	return { error, handed: (output?.handed ?? []) as Handed[], shown };
}
