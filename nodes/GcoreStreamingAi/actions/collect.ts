import type { INodeExecutionData } from 'n8n-workflow';

import { outputCount } from '../outcomes';
import { showHint } from './engine';
import { failedItem, nodeError } from './raise';
import { hintsOf, progress } from './report';
import type { Run } from './run';

/**
 * Sorts what a run has led to into the node's outputs, in the order of the input items.
 * @throws NodeApiError, NodeOperationError when an item has failed and On Error is Stop
 */
export function collect(run: Run): INodeExecutionData[][] {
	const { firstFailure, context } = run;
	if (firstFailure && !run.keepsGoing) {
		throw nodeError(context, firstFailure.reason, firstFailure.item, progress(run, firstFailure));
	}
	const outputs: INodeExecutionData[][] = Array.from(
		{ length: run.isTool ? 1 : outputCount(run.parameters) },
		() => [],
	);
	const { onError } = context.getNode();
	run.entries.forEach((entries, item) => {
		for (const entry of entries) {
			if ('reason' in entry) {
				outputs[0].push(failedItem(entry.reason, item, onError));
			} else {
				const { json, binary } = entry.result;
				outputs[entry.output].push({ json, ...(binary && { binary }), pairedItem: { item } });
			}
		}
	});
	for (const hint of hintsOf(run, outputs)) showHint(context, hint);
	return outputs;
}
