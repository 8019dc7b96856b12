import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import type { Shown } from '../gcore/shown';
import { SLEEP_TAKES_SIGNAL } from '../gcore/stop';

/**
 * n8n up to 2.33 moves an item to the Error output only when its keys are `error`, or `error` and `message`;
 * since 2.34 `details` may stand beside them (measured). The same release changed `sleep`, which can be seen.
 */
export const ERROR_ITEMS_MAY_HAVE_DETAILS = SLEEP_TAKES_SIGNAL;

/**
 * Whether a model is what reads the items. Agents of n8n 2 run tools through the engine, where `isToolExecution` says
 * no; the node type they run is then the one that n8n has made from ours, ending in Tool. n8n's in-memory executor,
 * by which its assistants run single nodes, takes the plain type in mode `internal`.
 */
export const runsAsTool = (context: IExecuteFunctions) =>
	context.getMode() === 'internal' ||
	context.isToolExecution?.() === true ||
	context.getNode().type.endsWith('Tool');

/**
 * Whether what goes wrong is told in items. A tool never throws: agent 3 of n8n 1 would end the whole execution, and
 * agents 1.9 and 2.2 would hand their model an empty text (run).
 */
export const tellsInItems = (context: IExecuteFunctions) =>
	context.continueOnFail() || runsAsTool(context);

/**
 * How long n8n lets the execution go on, in ms; undefined without a limit. n8n keeps the time at which it stops the
 * execution where nodes can see it, though not in its types (1.123 to 2.41, read); the workflow's own setting, in
 * seconds, does not tell when the execution began.
 */
export function msUntilTimeLimit(context: IExecuteFunctions): number | undefined {
	const { additionalData } = context as {
		additionalData?: { executionTimeoutTimestamp?: unknown };
	};
	const stopsAt = additionalData?.executionTimeoutTimestamp;
	if (typeof stopsAt === 'number') return stopsAt - Date.now();
	const { executionTimeout = 0 } = context.getWorkflowSettings?.() ?? {};
	return executionTimeout > 0 ? 1000 * executionTimeout : undefined;
}

/** Shows a hint above the node's output, in n8ns that have hints. */
export function showHint(context: IExecuteFunctions, message: Shown) {
	const hint: NodeExecutionHint = { message, type: 'warning', location: 'outputPane' };
	context.addExecutionHints?.(hint);
}
