import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { badParameter } from '../api/failure';
import { DECIDES_OUTPUTS, type Parameters } from '../outcomes';
import { collect } from './collect';
import { OPERATIONS, type Operation } from './operations';
import { failedItem, nodeError } from './raise';
import { Run } from './run';
import { hasExpression } from './values';

/** Runs the chosen operation over all items, and sends each to the output that its outcome has. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const resource = String(node.parameters.resource ?? 'task');
	const name = String(node.parameters.operation ?? 'cancel');
	const parameters: Parameters = { ...node.parameters, resource, operation: name };
	let operation: Operation;
	let run: Run;
	try {
		operation = operationOf(node, resource, name);
		run = Run.start(this, parameters, this.continueOnFail());
	} catch (reason) {
		// Nothing was sent. With On Error: Continue a throw would pass all items on as if they had gone well.
		if (!this.continueOnFail()) throw nodeError(this, reason);
		return [this.getInputData().map((_, item) => failedItem(reason, item, node.onError))];
	}
	try {
		await operation.execute(run);
		return collect(run);
	} finally {
		run.end();
	}
}

/** @throws GcoreFailure when there is no such operation, or the node's outputs hang on an expression */
function operationOf({ parameters }: INode, resource: string, name: string): Operation {
	refuseExpression('Resource', parameters.resource);
	refuseExpression('Operation', parameters.operation);
	const operation = OPERATIONS[resource]?.[name];
	if (!operation) {
		throw badParameter('Operation', `has no '${name}'`, "Choose an 'Operation' from the list.");
	}
	for (const field of operation.fields) {
		if (DECIDES_OUTPUTS.includes(field.name)) {
			refuseExpression(field.displayName, parameters[field.name]);
		}
	}
	return operation;
}

/** In fields that take no expressions, n8n leaves out the sign that makes one and hands on the rest as text. */
const EXPRESSION_WITHOUT_SIGN = '{{';

function refuseExpression(displayName: string, raw: unknown) {
	if (!hasExpression(raw) && !JSON.stringify(raw ?? '').includes(EXPRESSION_WITHOUT_SIGN)) return;
	throw badParameter(
		displayName,
		"is an expression, and the node's outputs cannot depend on one",
		`Switch '${displayName}' to Fixed, and choose a value.`,
	);
}
