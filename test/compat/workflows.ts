import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import type { WorkflowDefinition, WorkflowNode } from '../../scripts/real-n8n/types';

export const NODE_TYPE = `${PACKAGE_NAME}.gcoreStreamingAi`;
export const TRIGGER_TYPE = `${PACKAGE_NAME}.gcoreStreamingAiTrigger`;

export interface CredentialRef {
	id: string;
	name: string;
}

/** The name of our node in the workflows made here. */
export const GCORE = 'Gcore';

/** The Set node behind an output of ours; its item says in `n` which input item n8n thinks it came from. */
export const behind = (output: number): string => `Behind ${output}`;

export interface GcoreNode {
	parameters: Record<string, unknown>;
	credential: CredentialRef;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** How many outputs get a Set node behind them. */
	outputs?: number;
}

/** The locator that the node has by default. */
export const FROM_ITEM = { __rl: true, mode: 'id', value: '={{ $json.task_id }}' };

const link = (node: string) => ({ node, type: 'main', index: 0 });

/** A workflow that hands items to our node: Start, Items, One Each, Gcore, and a Set node behind each output. */
export function overItems(
	name: string,
	items: object[],
	{ parameters, credential, onError, outputs = 0 }: GcoreNode,
): WorkflowDefinition {
	const node = (
		nodeName: string,
		type: string,
		typeVersion: number,
		nodeParameters: Record<string, unknown>,
		x: number,
	): WorkflowNode => ({
		name: nodeName,
		type,
		typeVersion,
		position: [x, 0],
		parameters: nodeParameters,
	});
	const names = Array.from({ length: outputs }, (_, output) => behind(output));
	return {
		name,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
			node(
				'Items',
				'n8n-nodes-base.set',
				3.4,
				{ mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
				200,
			),
			node(
				'One Each',
				'n8n-nodes-base.splitOut',
				1,
				{ fieldToSplitOut: 'items', options: {} },
				400,
			),
			{
				...node(GCORE, NODE_TYPE, 1, { taskId: FROM_ITEM, ...parameters }, 600),
				credentials: { gcoreApi: credential },
				...(onError && { onError }),
			},
			...names.map((after) =>
				node(
					after,
					'n8n-nodes-base.set',
					3.4,
					{ mode: 'raw', jsonOutput: "={{ { n: $('One Each').item.json.n } }}", options: {} },
					800,
				),
			),
		],
		connections: {
			Start: { main: [[link('Items')]] },
			Items: { main: [[link('One Each')]] },
			'One Each': { main: [[link(GCORE)]] },
			...(outputs > 0 && { [GCORE]: { main: names.map((after) => [link(after)]) } }),
		},
	};
}
