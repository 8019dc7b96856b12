import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { networkSettings, optionsOf } from '../fields/options';
import { choiceOf, hasExpression, switchOf } from '../fields/values';
import { badParameter } from '../gcore/failures';
import { named, shown } from '../gcore/shown';
import { showHint, tellsInItems } from '../n8n/engine';
import { failedItem, nodeError } from '../n8n/errors';
import { outputsFor, type Parameters } from '../outputs';
import type { Operation } from './operation';
import { DEFAULT_RESOURCE, OUTPUTS, RESOURCES } from './operations';
import { ItemParameters } from './parameters';
import { hintsOf, progress } from './report';
import { Run } from './run';

/** Runs the chosen operation over all items, and sends each to the output that its outcome has. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const parameters = new ItemParameters(this);
	let operation: Operation | undefined;
	let run: Run;
	try {
		operation = operationOf(node);
		run = new Run(
			this,
			parameters,
			networkSettings(optionsOf(parameters.of(0))),
			operation.outcomes,
			outputsFor(node.parameters as Parameters, OUTPUTS, operation.outcomes),
		);
	} catch (reason) {
		// Nothing was sent. With On Error: Continue a throw would pass all items on as if they had gone well.
		if (!tellsInItems(this)) throw nodeError(this, reason);
		const failed = (item: number) =>
			failedItem(reason, item, node.onError, aboutByFields(operation, parameters, item));
		return [this.getInputData().map((_, item) => failed(item))];
	}
	try {
		if (operation.execute) await operation.execute(run);
		else await forEachItem(run, operation);
		return collect(run, operation);
	} finally {
		run.end();
	}
}

/** @throws GcoreFailure when there is no such operation, or a field that decides fields or outputs cannot be used */
function operationOf({ parameters }: INode): Operation {
	refuseExpression('Resource', parameters.resource);
	refuseExpression('Operation', parameters.operation);
	const resource = RESOURCES.find(
		({ value }) => value === (parameters.resource ?? DEFAULT_RESOURCE),
	);
	const name = String(parameters.operation ?? resource?.defaultOperation);
	const operation = resource?.operations.find(({ option }) => option.value === name);
	if (!operation) {
		throw badParameter(
			'Operation',
			shown`has no '${named(name)}'`,
			"Choose an 'Operation' from the list.",
		);
	}
	const ofOutputs = ['outcomeHandling', 'separateOutcomes', operation.outcomes?.when?.parameter];
	for (const field of operation.fields.filter(({ noDataExpression }) => noDataExpression)) {
		const raw = parameters[field.name];
		const depends = ofOutputs.includes(field.name) ? OUTPUTS_DEPEND : FIELDS_DEPEND;
		refuseExpression(field.displayName, raw, depends);
		if (field.type === 'options') choiceOf(field, { value: raw, raw });
		if (field.type === 'boolean') switchOf(field, { value: raw, raw });
	}
	return operation;
}

/** In fields that take no expressions, n8n leaves out the sign that makes one and hands on the rest as text. */
const EXPRESSION_WITHOUT_SIGN = '{{';

const OUTPUTS_DEPEND = "the node's outputs";
const FIELDS_DEPEND = 'the fields that the node has';

function refuseExpression(displayName: string, raw: unknown, depends = OUTPUTS_DEPEND) {
	if (!hasExpression(raw) && !JSON.stringify(raw ?? '').includes(EXPRESSION_WITHOUT_SIGN)) return;
	throw badParameter(
		displayName,
		shown`is an expression, and ${depends} cannot depend on one`,
		shown`Switch '${displayName}' to Fixed, and choose a value.`,
	);
}

/** What an item's fields say that it is about, as far as they can be read. */
function aboutByFields(operation: Operation | undefined, parameters: ItemParameters, item: number) {
	try {
		return operation?.about?.(parameters, item) ?? {};
	} catch {
		return {};
	}
}

/** Runs an operation on every item, a bounded number at a time; an item's failure is kept, not thrown. */
async function forEachItem(run: Run, operation: Operation) {
	await run.pool(run.itemCount, async (item) => {
		await run.attempt(item, async () => {
			const results = [(await operation.item?.(run, item)) ?? []].flat();
			for (const result of results) run.settle(item, result);
		});
	});
}

/**
 * Sorts what a run has led to into the node's outputs, in the order of the input items.
 * @throws NodeApiError, NodeOperationError when an item has failed and On Error is Stop
 */
function collect(run: Run, operation: Operation): INodeExecutionData[][] {
	const { firstFailure, context } = run;
	if (firstFailure && !run.keepsGoing) {
		const { reason, item } = firstFailure;
		throw nodeError(context, reason, item, progress(run, operation, firstFailure));
	}
	const outputs: INodeExecutionData[][] = Array.from(
		{ length: run.isTool ? 1 : run.outputs.count },
		() => [],
	);
	const { onError } = context.getNode();
	run.entries.forEach((entries, item) => {
		// Not a loop that would stop at an empty place.
		entries.forEach((entry) => {
			if ('reason' in entry) {
				const about = { ...aboutByFields(operation, run.parameters, item), ...run.noted(item) };
				outputs[0].push(failedItem(entry.reason, item, onError, about));
			} else {
				const { json, binary } = entry.result;
				outputs[entry.output].push({ json, ...(binary && { binary }), pairedItem: { item } });
			}
		});
	});
	for (const hint of hintsOf(run, operation, outputs)) showHint(context, hint);
	return outputs;
}
