import { NodeHelpers, type INode } from 'n8n-workflow';

import { toWorkflow, type WorkflowFile } from './index';

/** The names of a node's outputs, as n8n works them out for the editor. A single output may have none. */
export async function outputLabels(file: WorkflowFile, nodeName: string): Promise<string[]> {
	const workflow = await toWorkflow(file);
	const node = workflow.getNode(nodeName) as INode;
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return NodeHelpers.getNodeOutputs(workflow, node, type.description).map((output) =>
		// A label may have a narrow space, so that the canvas does not cut it.
		typeof output === 'string' ? '' : (output.displayName ?? '').normalize('NFKC'),
	);
}
