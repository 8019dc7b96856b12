import { PACKAGE_NAME } from '../scripts/real-n8n/package';
import type { WorkflowDefinition, WorkflowNode } from '../scripts/real-n8n/types';

/** A way to cancel tasks in n8n. */
export interface Candidate {
	name: string;
	label: string;
	/** The nodes between the two marks; the first one gets the items. */
	nodes(target: Target): Part[];
	/** By which node's name, and which of its outputs, items leave. */
	last?: string;
	connections?: Record<string, unknown>;
}

export interface Target {
	baseUrl: string;
	credential: { id: string; name: string };
}

type Part = Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters'> & {
	credentials?: WorkflowNode['credentials'];
};

const to = (node: string) => [{ node, type: 'main', index: 0 }];

/** HTTP Request as its users set it up for this call: the package's credential, and "never error". */
const httpRequest = ({ baseUrl, credential }: Target, options: object = {}): Part => ({
	name: 'Under Test',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.4,
	parameters: {
		method: 'POST',
		url: `=${baseUrl}/streaming/ai/tasks/{{ $json.task_id }}/cancel`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'gcoreApi',
		options: { response: { response: { neverError: true, fullResponse: true } }, ...options },
	},
	credentials: { gcoreApi: credential },
});

const ours = (parameters: Record<string, unknown>): Candidate['nodes'] => {
	return ({ credential }) => [
		{
			name: 'Under Test',
			type: `${PACKAGE_NAME}.gcoreStreamingAi`,
			typeVersion: 1,
			parameters,
			credentials: { gcoreApi: credential },
		},
	];
};

/** As the node is dropped: everything at its default. */
export const CANCEL: Candidate = { name: 'cancel', label: 'Cancel', nodes: ours({}) };

export const WAIT: Candidate = { name: 'wait', label: 'Wait', nodes: ours({ operation: 'wait' }) };

export const HTTP: Candidate = {
	name: 'http',
	label: 'HTTP Request',
	nodes: (target) => [httpRequest(target)],
};

/** With the values that HTTP Request proposes when its Batching option is added. */
export const HTTP_BATCHED: Candidate = {
	name: 'http-batched',
	label: 'HTTP Request, batched (50 a second)',
	nodes: (target) => [
		httpRequest(target, { batching: { batch: { batchSize: 50, batchInterval: 1000 } } }),
	],
};

export const HTTP_LOOP: Candidate = {
	name: 'http-loop',
	label: 'HTTP Request in a loop (batches of 50)',
	nodes: (target) => [
		{
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { batchSize: 50, options: {} },
		},
		httpRequest(target),
	],
	last: 'Loop',
	connections: {
		Loop: { main: [to('After'), to('Under Test')] },
		'Under Test': { main: [to('Loop')] },
	},
};

export const FLOOR: Candidate = {
	name: 'floor',
	label: 'Bare floor',
	nodes: ({ baseUrl, credential }) => [
		{
			name: 'Under Test',
			type: 'CUSTOM.benchFloor',
			typeVersion: 1,
			parameters: { baseUrl },
			credentials: { gcoreApi: credential },
		},
	],
};

/** Started by a webhook, as in production: nothing is pushed to an editor, and nothing is stored. */
export function workflowOf(candidate: Candidate, target: Target, path: string): WorkflowDefinition {
	const parts = candidate.nodes(target);
	const nodes: Part[] = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { path, responseMode: 'lastNode', options: {} },
		},
		{ name: 'Items', type: 'CUSTOM.benchItems', typeVersion: 1, parameters: {} },
		{ name: 'Before', type: 'CUSTOM.benchMark', typeVersion: 1, parameters: { phase: 'before' } },
		...parts,
		{ name: 'After', type: 'CUSTOM.benchMark', typeVersion: 1, parameters: { phase: 'after' } },
	];
	return {
		name: path,
		nodes: nodes.map((node, index) => ({
			...node,
			position: [200 * index, 0],
			...(node.name === 'Webhook' && { webhookId: path }),
			...(node.name === 'After' && { executeOnce: false }),
		})),
		connections: {
			Webhook: { main: [to('Items')] },
			Items: { main: [to('Before')] },
			Before: { main: [to(parts[0].name)] },
			...(candidate.connections ?? { [parts[parts.length - 1].name]: { main: [to('After')] } }),
		},
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
			saveExecutionProgress: false,
		},
	};
}
