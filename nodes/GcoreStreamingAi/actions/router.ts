import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { Parameters } from '../outcomes';
import { collect } from './collect';
import { OPERATIONS } from './operations';
import { failedItem, nodeError } from './raise';
import { Run } from './run';

/** Runs the chosen operation over all items, and sends each to the output that its outcome has. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const resource = String(node.parameters.resource ?? 'task');
	const name = String(node.parameters.operation ?? 'cancel');
	const operation = OPERATIONS[resource]?.[name];
	if (!operation) {
		throw new NodeOperationError(node, `The operation '${name}' is not known`, {
			description: "Choose an 'Operation' from the list.",
		});
	}
	const parameters: Parameters = { ...node.parameters, resource, operation: name };
	let run: Run;
	try {
		run = await Run.start(this, parameters, this.continueOnFail());
	} catch (reason) {
		// Nothing was sent. With On Error: Continue a throw would pass all items on as if they had gone well.
		if (!this.continueOnFail()) throw nodeError(this, reason);
		return [this.getInputData().map((_, item) => failedItem(reason, item, node.onError))];
	}
	await operation.execute(run);
	return collect(run);
}
