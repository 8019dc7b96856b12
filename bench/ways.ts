import { PACKAGE_NAME } from '../scripts/real-n8n/package';
import type { WorkflowDefinition, WorkflowNode } from '../scripts/real-n8n/types';

interface Account {
	baseUrl: string;
	credential: { id: string; name: string };
}

/** A way to cancel tasks, or to wait for them, in n8n. */
export interface Way {
	name: string;
	label: string;
	/** Of the node under test, which gets the items. */
	type: string;
	typeVersion?: number;
	parameters(baseUrl: string): object;
	/** What follows it before the items leave. */
	loop?: { nodes: WorkflowNode[]; connections: object };
}

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
): WorkflowNode => ({
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: { ...parameters },
});

const to = (name: string) => [{ node: name, type: 'main', index: 0 }];

const OURS = `${PACKAGE_NAME}.gcoreStreamingAi`;
const BENCH = 'CUSTOM.bench';

const httpRequest = (method: string, path: string, options: object) => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.4,
	parameters: (baseUrl: string) => ({
		method,
		url: `=${baseUrl}/streaming/ai/tasks/{{ $json.task_id }}${path}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'gcoreApi',
		options,
	}),
});

/** "Never error", as its users set it up to see why a task was not cancelled. */
const httpCancel = (options: object = {}) =>
	httpRequest('POST', '/cancel', {
		response: { response: { neverError: true, fullResponse: true } },
		...options,
	});

/** As the node is dropped: everything at its default. */
export const CANCEL: Way = { name: 'cancel', label: 'Cancel', type: OURS, parameters: () => ({}) };

export const WAIT: Way = {
	name: 'wait',
	label: 'Wait',
	type: OURS,
	parameters: () => ({ operation: 'wait' }),
};

export const HTTP: Way = { name: 'http', label: 'HTTP Request', ...httpCancel() };

/** With the values that HTTP Request proposes when its Batching option is added. */
export const HTTP_BATCHED: Way = {
	name: 'http-batched',
	label: 'HTTP Request, batched (50 a second)',
	...httpCancel({ batching: { batch: { batchSize: 50, batchInterval: 1000 } } }),
};

export const FLOOR: Way = {
	name: 'floor',
	label: 'Bare floor',
	type: BENCH,
	parameters: (baseUrl) => ({ work: 'floor', baseUrl }),
};

const HAS_ENDED = {
	leftValue: "={{ ['SUCCESS', 'FAILURE', 'REVOKED'].includes($json.status) }}",
	rightValue: '',
	operator: { type: 'boolean', operation: 'true', singleValue: true },
};

/** What people build to wait: ask for each task, let pass what has ended, and ask again after a pause. */
export const LOOP: Way = {
	name: 'loop',
	label: "HTTP Request, If and n8n's Wait (5 s) in a loop",
	...httpRequest('GET', '', {}),
	loop: {
		nodes: [
			node('If', 'n8n-nodes-base.if', 2.2, {
				conditions: { options: { version: 2 }, combinator: 'and', conditions: [HAS_ENDED] },
			}),
			node('Pause', 'n8n-nodes-base.wait', 1.1, { amount: 5 }),
		],
		connections: {
			Way: { main: [to('If')] },
			If: { main: [to('After'), to('Pause')] },
			Pause: { main: [to('Way')] },
		},
	},
};

/** Started by a webhook, as in production: nothing is pushed to an editor, and nothing is stored. */
export function workflowOf(way: Way, account: Account, path: string): WorkflowDefinition {
	const { type, typeVersion = 1, parameters, loop } = way;
	const webhook = { path, responseMode: 'lastNode' };
	return {
		name: path,
		nodes: [
			{ ...node('Webhook', 'n8n-nodes-base.webhook', 2, webhook), webhookId: path },
			node('Items', BENCH, 1, { work: 'items' }),
			node('Before', BENCH, 1, { work: 'before' }),
			{
				...node('Way', type, typeVersion, parameters(account.baseUrl)),
				credentials: { gcoreApi: account.credential },
			},
			...(loop?.nodes ?? []),
			node('After', BENCH, 1, { work: 'after' }),
		],
		connections: {
			Webhook: { main: [to('Items')] },
			Items: { main: [to('Before')] },
			Before: { main: [to('Way')] },
			...(loop?.connections ?? { Way: { main: [to('After')] } }),
		},
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}
