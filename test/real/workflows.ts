import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import type { Credential, WorkflowDefinition, WorkflowNode } from '../../scripts/real-n8n/types';
import { CANCEL_LABELS } from './cases';

export const NODE_TYPE = `${PACKAGE_NAME}.gcoreStreamingAi`;
export const TRIGGER_TYPE = `${PACKAGE_NAME}.gcoreStreamingAiTrigger`;

/** The name of our node where a workflow has one of it, and of our trigger. */
export const GCORE = 'Gcore';
export const TRIGGER = 'Task Ended';

/** n8n polls no more than once a minute by one rule, so twelve rules make it every five seconds. */
export const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, n) => ({
		mode: 'custom',
		cronExpression: `${n * 5} * * * * *`,
	})),
};

export const plainNode = (
	name: string,
	type: string,
	position: [number, number],
	parameters: Record<string, unknown> = {},
	typeVersion = 1,
): WorkflowNode => ({ name, type, typeVersion, position, parameters });

export const startNode = (): WorkflowNode =>
	plainNode('Start', 'n8n-nodes-base.manualTrigger', [0, 0]);

export const gcoreNode = (
	name: string,
	position: [number, number],
	{ id, name: credentialName }: Credential,
	parameters: Record<string, unknown> = {},
	type = NODE_TYPE,
): WorkflowNode => ({
	...plainNode(name, type, position, parameters),
	credentials: { gcoreApi: { id, name: credentialName } },
});

/** `chain('A', 'B', 'C')` connects the first output of each to the next. */
export const chain = (...names: string[]): WorkflowDefinition['connections'] =>
	Object.fromEntries(names.slice(0, -1).map((name, n) => [name, { main: [[to(names[n + 1])]] }]));

export const to = (node: string, type = 'main') => ({ node, type, index: 0 });

/** A Set node that makes one item of an object, or of an expression. */
const setNode = (name: string, x: number, json: unknown): WorkflowNode => {
	const jsonOutput = typeof json === 'string' ? json : JSON.stringify(json);
	return plainNode(
		name,
		'n8n-nodes-base.set',
		[x, 0],
		{ mode: 'raw', jsonOutput, options: {} },
		3.4,
	);
};

/** The Set node behind an output of ours; its item says in `n` which input item n8n thinks it came from. */
export const behind = (output: number): string => `Behind ${output}`;

export interface OverItems {
	parameters: Record<string, unknown>;
	credential: Credential;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** How many outputs get a Set node behind them. */
	outputs?: number;
}

/** A workflow that hands items to our node: Start, Items, One Each, Gcore, and a Set node behind each output. */
export function overItems(
	items: object[],
	{ parameters, credential, onError, outputs = 0 }: OverItems,
): WorkflowDefinition {
	const taskId = { __rl: true, mode: 'id', value: '={{ $json.task_id }}' };
	const split = { fieldToSplitOut: 'items', options: {} };
	const names = Array.from({ length: outputs }, (_, output) => behind(output));
	return {
		name: `Over items ${JSON.stringify(parameters)}`.slice(0, 100),
		nodes: [
			startNode(),
			setNode('Items', 200, { items }),
			plainNode('One Each', 'n8n-nodes-base.splitOut', [400, 0], split),
			{
				...gcoreNode(GCORE, [600, 0], credential, { taskId, ...parameters }),
				...(onError && { onError }),
			},
			...names.map((name) => setNode(name, 800, "={{ { n: $('One Each').item.json.n } }}")),
		],
		connections: {
			...chain('Start', 'Items', 'One Each', GCORE),
			...(outputs > 0 && { [GCORE]: { main: names.map((name) => [to(name)]) } }),
		},
	};
}

/** A workflow that starts when a task of the credential's account has ended. */
export const triggerWorkflow = (credential: Credential, filters: object): WorkflowDefinition => ({
	name: 'When a task ends',
	nodes: [
		gcoreNode(
			TRIGGER,
			[0, 0],
			credential,
			{ pollTimes: EVERY_FIVE_SECONDS, filters },
			TRIGGER_TYPE,
		),
		plainNode('Told', 'n8n-nodes-base.noOp', [220, 0]),
	],
	connections: chain(TRIGGER, 'Told'),
});

/** Items go in, each outcome of Cancel has a wire of its own. */
export const branchesWorkflow = (items: object[], credential: Credential): WorkflowDefinition => {
	const code = { jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` };
	return {
		name: 'Cancel tasks',
		nodes: [
			startNode(),
			plainNode('Tasks', 'n8n-nodes-base.code', [200, 0], code, 2),
			gcoreNode('Cancel Tasks', [420, 0], credential),
			...CANCEL_LABELS.map((label, n) =>
				plainNode(label, 'n8n-nodes-base.noOp', [760, (n - 2) * 160]),
			),
		],
		connections: {
			...chain('Start', 'Tasks', 'Cancel Tasks'),
			'Cancel Tasks': { main: CANCEL_LABELS.map((label) => [to(label)]) },
		},
	};
};
