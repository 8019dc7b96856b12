import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import type { Credential, WorkflowDefinition, WorkflowNode } from '../../scripts/real-n8n/types';

export const NODE_TYPE = `${PACKAGE_NAME}.gcoreStreamingAi`;
export const TRIGGER_TYPE = `${PACKAGE_NAME}.gcoreStreamingAiTrigger`;

/** The outputs of Cancel, as the canvas shall show them. */
export const CANCEL_LABELS = [
	'Cancelled',
	'Bad Request',
	'Not Found',
	'Already Done',
	'Not Enabled',
];

type Position = [number, number];

export const plainNode = (
	name: string,
	type: string,
	position: Position,
	parameters: Record<string, unknown> = {},
	typeVersion = 1,
): WorkflowNode => ({ name, type, typeVersion, position, parameters });

export const startNode = (): WorkflowNode =>
	plainNode('Start', 'n8n-nodes-base.manualTrigger', [0, 0]);

export const gcoreNode = (
	name: string,
	position: Position,
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

/** Task IDs go in, each outcome of Cancel has a wire of its own. */
export function branchesWorkflow(
	name: string,
	taskIds: string[],
	credential: Credential,
): WorkflowDefinition {
	const items = JSON.stringify(taskIds.map((task_id) => ({ task_id })));
	const code = { jsCode: `return ${items}.map((json) => ({ json }));` };
	const ends = CANCEL_LABELS.map((label, n) =>
		plainNode(label, 'n8n-nodes-base.noOp', [760, (n - 2) * 160]),
	);
	return {
		name,
		nodes: [
			startNode(),
			plainNode('Tasks', 'n8n-nodes-base.code', [200, 0], code, 2),
			gcoreNode('Cancel Tasks', [420, 0], credential),
			...ends,
		],
		connections: {
			...chain('Start', 'Tasks', 'Cancel Tasks'),
			'Cancel Tasks': { main: CANCEL_LABELS.map((label) => [to(label)]) },
		},
	};
}
