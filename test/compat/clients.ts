/* eslint-disable import-x/no-unresolved -- it does not read the `exports` of a package */
import { Client as McpClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { RunningN8n } from '../../scripts/real-n8n/launch';
import type { Credential, WorkflowNode } from '../../scripts/real-n8n/types';
import { AI, agentWorkflow, mcpWorkflow } from '../real/agents';
import { expect } from '../real/fixtures';
import { toolName, type ModelStandIn, type OfferedTool } from '../real/model';

/** What a client has received for a call. */
export interface Received {
	text: string;
	/** What n8n says against it: of the execution, or to the client besides the text. */
	trouble?: string;
}

/** Somebody who calls the node as a tool. */
export interface Client {
	/** With the version of n8n's node. */
	name: string;
	/** The tools as the client is shown them. */
	tools(): Promise<OfferedTool[]>;
	/** Calls a tool, by its node's name. */
	call(tool: string, args: Record<string, unknown>): Promise<Received>;
	close(): Promise<void>;
}

/** Makes a client that has these tools. */
export type Connect = (tools: WorkflowNode[]) => Promise<Client>;

/** What it takes to make a client. */
export interface Place {
	n8n: RunningN8n;
	model: ModelStandIn;
	/** Leads to the model. */
	credential: Credential;
}

/** The newest version of one of n8n's AI nodes, within a major version if one is given. */
export async function newest({ api }: RunningN8n, node: string, major?: number): Promise<number> {
	const types = await api.nodeTypes(`${AI}.${node}`);
	const versions = types.filter(({ name }) => name === `${AI}.${node}`).map((one) => one.version);
	const wanted = (version: number) => major === undefined || Math.floor(version) === major;
	return Math.max(...(versions.flat() as number[]).filter(wanted));
}

/**
 * A client whose model calls the tool that is asked for.
 * @param ask lets the model answer; gives what n8n says against how that went
 */
export const withItsModel = (
	name: string,
	model: ModelStandIn,
	ask: () => Promise<string | undefined>,
): Client => ({
	name,
	async tools() {
		model.will();
		await ask();
		return model.tools;
	},
	async call(tool, args) {
		model.will({ tool, args });
		const trouble = await ask();
		return { text: model.told.join('\n'), trouble };
	},
	async close() {},
});

/** An agent of a major version, whose model calls the tool that is asked for. */
export const agent =
	(major: number) =>
	({ n8n, model, credential }: Place): Connect =>
	async (tools) => {
		const typeVersion = await newest(n8n, 'agent', major);
		const definition = agentWorkflow(tools, { typeVersion, model: credential });
		const { id } = await n8n.api.createWorkflow(definition);
		return withItsModel(`Agent ${typeVersion}`, model, async () => {
			const { status, data } = await n8n.api.run(id);
			if (status === 'success') return undefined;
			return `${status}: ${data.resultData.error?.message}`;
		});
	};

/** A client of the Model Context Protocol, at the production address of n8n's MCP Server Trigger. */
export const mcp =
	({ n8n: { api, url }, n8n }: Place): Connect =>
	async (tools) => {
		const typeVersion = await newest(n8n, 'mcpTrigger');
		const path = crypto.randomUUID();
		const { id } = await api.createWorkflow(mcpWorkflow(tools, { typeVersion, path }));
		await api.activate(id);
		let client: McpClient;
		const executions = async () => (await api.executionsOf(id)).map((one) => one.id);
		/** How the execution after those known has ended. n8n starts it when it has answered; 1.x none for a tool that throws. */
		const ended = async (known: number): Promise<string> => {
			const count = async () => (await executions()).length;
			const came = expect.poll(count, { timeout: 3_000 }).toBeGreaterThan(known);
			const hasCome = await came.then(
				() => true,
				() => false,
			);
			if (!hasCome) return 'none';
			return (await api.waitForEnd((await executions())[0])).status;
		};
		// n8n 2 answers that it is active before its address is there.
		await expect(async () => {
			client = new McpClient({ name: 'test', version: '1.0.0' });
			await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp/${path}`)));
		}).toPass({ timeout: 15_000 });
		return {
			name: `MCP Server Trigger ${typeVersion}`,
			tools: async () =>
				(await client.listTools()).tools.map(({ name, description = '', inputSchema }) => ({
					name,
					description,
					parameters: inputSchema as OfferedTool['parameters'],
				})),
			async call(tool, args) {
				const known = (await executions()).length;
				const answer = await client.callTool({ name: toolName(tool), arguments: args });
				const content = answer.content as Array<{ text?: string }>;
				const status = await ended(known);
				const isWell = !answer.isError && status === 'success';
				return {
					text: content.map(({ text }) => text ?? '').join('\n'),
					...(!isWell && { trouble: `isError: ${Boolean(answer.isError)}, execution: ${status}` }),
				};
			},
			async close() {
				await client.close();
				await api.deactivate(id);
			},
		};
	};
