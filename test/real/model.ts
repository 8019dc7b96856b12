/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, not part of the package */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	role: string;
	content: unknown;
}

/** A tool as the model is shown it. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: { properties?: Record<string, { description?: string }>; required?: string[] };
}

interface ChatRequest {
	messages: Message[];
	tools?: Array<{ function: OfferedTool }>;
	stream?: boolean;
}

type Args = Record<string, unknown>;

type FromTold<T> = T | ((told: string[]) => T);

/** What the model does next: say a text, or call a tool (named by its node), with what it makes of what tools have told. */
export type Step = FromTold<string> | { tool: string; args?: FromTold<Args> };

/** A model that does as planned, and keeps what it is told. */
export interface ModelStandIn {
	/** For the base URL of n8n's OpenAI credential. */
	url: string;
	/** The tools that it has been offered, as of the last request. */
	tools: OfferedTool[];
	/** The system's message, as of the last request. */
	system: string;
	/** What its tools have answered since `will`, in order. */
	told: string[];
	/** Plans its next answers; after them it ends with FINAL_TEXT. Forgets what it was told before. */
	will(...steps: Step[]): void;
	close(): Promise<void>;
}

export const FINAL_TEXT = 'I have done what I could.';

/** The name that n8n gives a node as a tool. */
export const toolName = (node: string): string => node.replace(/[^a-zA-Z0-9_-]+/g, '_');

/** A stand-in for a model behind OpenAI's chat completions; n8n's own agents ask for them as a stream of events. */
export async function startModel(): Promise<ModelStandIn> {
	let plan: Step[] = [];
	const model: ModelStandIn = {
		url: '',
		tools: [],
		system: '',
		told: [],
		will(...steps) {
			plan = steps;
			model.told = [];
		},
		async close() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	// A connection is never closed under a client that is about to use it again: it would hear 'Connection error'.
	const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const isChat = request.method === 'POST' && request.url === '/v1/chat/completions';
			if (!isChat) {
				const error = { message: `No such call: ${request.method} ${request.url}` };
				response.writeHead(404, { 'content-type': 'application/json' });
				response.end(JSON.stringify({ error }));
				return;
			}
			const asked = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
			note(model, asked);
			const message = messageOf(plan.shift() ?? FINAL_TEXT, model.told);
			const type = asked.stream ? 'text/event-stream' : 'application/json';
			response.writeHead(200, { 'content-type': type });
			response.end(asked.stream ? asEvents(message) : JSON.stringify(completion({ message })));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return model;
}

/** Keeps what the model is told. Behind what it has said last stand the answers of the tools that it has called. */
function note(model: ModelStandIn, { messages, tools = [] }: ChatRequest): void {
	model.tools = tools.map((tool) => tool.function);
	model.system = textOf(messages.find(({ role }) => role === 'system')?.content ?? '');
	const said = messages.map(({ role }) => role).lastIndexOf('assistant');
	const answers = messages.slice(said + 1).filter(({ role }) => role === 'tool');
	model.told.push(...answers.map(({ content }) => textOf(content)));
}

const textOf = (content: unknown): string =>
	typeof content === 'string' ? content : JSON.stringify(content);

let calls = 0;

function messageOf(step: Step, told: string[]): Record<string, unknown> {
	const given = <T extends string | Args>(value: FromTold<T>): T =>
		value instanceof Function ? value(told) : value;
	if (typeof step !== 'object') return { role: 'assistant', content: given(step) };
	const { tool, args = {} } = step;
	const call = { name: toolName(tool), arguments: JSON.stringify(given(args)) };
	const toolCall = { index: 0, id: `call_${++calls}`, type: 'function', function: call };
	return { role: 'assistant', content: null, tool_calls: [toolCall] };
}

const completion = (choice: Record<string, Record<string, unknown>>): object => {
	const [message] = Object.values(choice);
	const finish_reason = message.tool_calls ? 'tool_calls' : 'stop';
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 0,
		model: 'stand-in',
		choices: [{ index: 0, ...choice, finish_reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
};

/** The whole answer as one event. */
const asEvents = (delta: Record<string, unknown>): string => {
	const chunk = { ...completion({ delta }), object: 'chat.completion.chunk' };
	return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
};
