import { PACKAGE_NAME } from '../scripts/real-n8n/package';
import type { WorkflowDefinition, WorkflowNode } from '../scripts/real-n8n/types';

type Part = Omit<WorkflowNode, 'position'>;

interface Account {
	baseUrl: string;
	credential: { id: string; name: string };
}

/** A way to cancel tasks, or to wait for them, in n8n. */
export interface Way {
	name: string;
	label: string;
	/** The nodes under test; the first one gets the items. */
	nodes(account: Account): Part[];
	/** Where it is more than one node: what follows each. */
	connections?: WorkflowDefinition['connections'];
}

const UNDER_TEST = 'Under Test';

const to = (...nodes: string[]) => nodes.map((node) => ({ node, type: 'main', index: 0 }));

const ours = (parameters: Part['parameters']): Way['nodes'] => {
	return ({ credential }) => [
		{
			name: UNDER_TEST,
			type: `${PACKAGE_NAME}.gcoreStreamingAi`,
			typeVersion: 1,
			parameters,
			credentials: { gcoreApi: credential },
		},
	];
};

/** HTTP Request with the package's credential. */
const httpRequest = (
	{ baseUrl, credential }: Account,
	method: string,
	path: string,
	options: object = {},
): Part => ({
	name: UNDER_TEST,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.4,
	parameters: {
		method,
		url: `=${baseUrl}/streaming/ai/tasks/{{ $json.task_id }}${path}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'gcoreApi',
		options,
	},
	credentials: { gcoreApi: credential },
});

/** "Never error", as its users set it up to see why a task was not cancelled. */
const httpCancel = (options: object = {}): Way['nodes'] => {
	const response = { response: { neverError: true, fullResponse: true } };
	return (account) => [httpRequest(account, 'POST', '/cancel', { response, ...options })];
};

const bench = (name: string, work: string, parameters: object = {}): Part => ({
	name,
	type: 'CUSTOM.bench',
	typeVersion: 1,
	parameters: { work, ...parameters },
});

/** As the node is dropped: everything at its default. */
export const CANCEL: Way = { name: 'cancel', label: 'Cancel', nodes: ours({}) };

export const WAIT: Way = { name: 'wait', label: 'Wait', nodes: ours({ operation: 'wait' }) };

export const HTTP: Way = { name: 'http', label: 'HTTP Request', nodes: httpCancel() };

/** With the values that HTTP Request proposes when its Batching option is added. */
export const HTTP_BATCHED: Way = {
	name: 'http-batched',
	label: 'HTTP Request, batched (50 a second)',
	nodes: httpCancel({ batching: { batch: { batchSize: 50, batchInterval: 1000 } } }),
};

export const FLOOR: Way = {
	name: 'floor',
	label: 'Bare floor',
	nodes: ({ baseUrl, credential }) => [
		{ ...bench(UNDER_TEST, 'floor', { baseUrl }), credentials: { gcoreApi: credential } },
	],
};

const ENDED = "={{ ['SUCCESS', 'FAILURE', 'REVOKED'].includes($json.status) }}";

/** What people build today to wait: ask for each task, let pass what has ended, and ask again after Wait's default. */
export const LOOP: Way = {
	name: 'loop',
	label: 'HTTP Request, If and n8n’s Wait (5 s) in a loop',
	nodes: (account) => [
		httpRequest(account, 'GET', ''),
		{
			name: 'If',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { version: 2, typeValidation: 'strict', caseSensitive: true, leftValue: '' },
					combinator: 'and',
					conditions: [
						{
							leftValue: ENDED,
							rightValue: '',
							operator: { type: 'boolean', operation: 'true', singleValue: true },
						},
					],
				},
			},
		},
		{ name: 'Pause', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 5 } },
	],
	connections: {
		[UNDER_TEST]: { main: [to('If')] },
		If: { main: [to('After'), to('Pause')] },
		Pause: { main: [to(UNDER_TEST)] },
	},
};

/** Started by a webhook, as in production: nothing is pushed to an editor, and nothing is stored. */
export function workflowOf(way: Way, account: Account, path: string): WorkflowDefinition {
	const nodes: Part[] = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { path, responseMode: 'lastNode', options: {} },
			webhookId: path,
		},
		bench('Items', 'items'),
		bench('Before', 'before'),
		...way.nodes(account),
		bench('After', 'after'),
	];
	return {
		name: path,
		nodes: nodes.map((node, index) => ({ ...node, position: [200 * index, 0] })) as WorkflowNode[],
		connections: {
			Webhook: { main: [to('Items')] },
			Items: { main: [to('Before')] },
			Before: { main: [to(UNDER_TEST)] },
			...(way.connections ?? { [UNDER_TEST]: { main: [to('After')] } }),
		},
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
			saveExecutionProgress: false,
		},
	};
}
