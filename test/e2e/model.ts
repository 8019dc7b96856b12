/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, not part of the package */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	role: string;
	content: unknown;
}

interface Tool {
	function: {
		name: string;
		description: string;
		parameters: { properties?: Record<string, { description?: string }> };
	};
}

interface ChatRequest {
	messages: Message[];
	tools?: Tool[];
}

/** What an agent has asked the model, and been told by its tools. */
export interface ModelStandIn {
	/** For the base URL of n8n's OpenAI credential. */
	url: string;
	/** The tools that the agent has offered, as of its last request. */
	tools: Tool[];
	/** What the agent's tools have answered, in order. */
	toolResults: string[];
	close(): Promise<void>;
}

export const FINAL_TEXT = 'I have done what I could.';

const TASK_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * A model behind OpenAI's chat completions: it calls the first tool it is offered with the task ID that stands in the
 * conversation, and ends with a text once the tool has answered.
 */
export async function startModel(): Promise<ModelStandIn> {
	const model: ModelStandIn = { url: '', tools: [], toolResults: [], close: async () => {} };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const isChat = request.method === 'POST' && request.url === '/v1/chat/completions';
			const answer = isChat
				? completion(model, JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest)
				: { error: { message: `No such call: ${request.method} ${request.url}` } };
			response.writeHead(isChat ? 200 : 404, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	model.close = async () => {
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return model;
}

function completion(model: ModelStandIn, { messages, tools = [] }: ChatRequest): object {
	model.tools = tools;
	const last = messages[messages.length - 1];
	if (last.role === 'tool') {
		model.toolResults.push(
			typeof last.content === 'string' ? last.content : JSON.stringify(last.content),
		);
		return answerWith({ content: FINAL_TEXT }, 'stop');
	}
	const tool = tools[0]?.function;
	if (!tool) return answerWith({ content: 'I have no tool.' }, 'stop');
	const [taskId] = TASK_ID.exec(JSON.stringify(messages)) ?? [''];
	const [argument] = Object.keys(tool.parameters.properties ?? {});
	const call = { name: tool.name, arguments: JSON.stringify({ [argument]: taskId }) };
	const toolCalls = [{ id: 'call_1', type: 'function', function: call }];
	return answerWith({ content: null, tool_calls: toolCalls }, 'tool_calls');
}

const answerWith = (message: object, finishReason: string): object => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 0,
	model: 'stand-in',
	choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
