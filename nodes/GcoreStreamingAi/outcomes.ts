import type { NodeParameterValueType } from 'n8n-workflow';

/** One way an operation can end. The editor's outputs, the routing and the README come from these rows. */
export interface Outcome {
	/** Internal name: stands in items as `outcome` and in saved workflows in `separateOutcomes`. */
	value: string;
	/** Name of the output, 12 characters at the most. */
	label: string;
	/** What Gcore has said when a task ends like this. */
	meaning: string;
	/** What the workflow's builder can do about it. */
	remedy: string;
	/** HTTP status by which the cancel call tells this outcome. */
	statusCode?: number;
}

/** The outcome the user wishes for comes first: it always has the first output and is never raised. */
export const CANCEL_OUTCOMES = [
	{
		value: 'cancelled',
		label: 'Cancelled',
		statusCode: 202,
		meaning: 'Gcore has stopped the task; its status is now REVOKED',
		remedy: 'Nothing to do. A cancelled task is not billed',
	},
	{
		value: 'badRequest',
		label: 'Bad Request',
		statusCode: 400,
		meaning: 'The task ID is missing or unusable, or the queue limit of the account is reached',
		remedy: "Check what 'Task' resolves to for this item; at the queue limit, try later",
	},
	{
		value: 'notFound',
		label: 'Not Found',
		statusCode: 404,
		meaning: 'The account has no such task, or its record is older than a month',
		remedy:
			'Check the task ID, and that the credential belongs to the account that started the task',
	},
	{
		value: 'alreadyDone',
		label: 'Already Done',
		statusCode: 412,
		meaning: 'The task has finished or was cancelled before; see status in the item',
		remedy: 'Read its result with Get, or start a new task',
	},
	{
		value: 'notEnabled',
		label: 'Not Enabled',
		statusCode: 422,
		meaning: 'Streaming AI is not enabled for the account',
		remedy: 'Ask Gcore support to enable it',
	},
] as const satisfies readonly Outcome[];

export const WAIT_OUTCOMES = [
	{
		value: 'succeeded',
		label: 'Succeeded',
		meaning: 'The task has ended as SUCCESS; the item carries its result',
		remedy: 'Nothing to do',
	},
	{
		value: 'failed',
		label: 'Failed',
		meaning: 'The task has ended as FAILURE; the item tells why in failureReason',
		remedy: 'Fix what failureReason names, then start a new task. A failed task is not billed',
	},
	{
		value: 'cancelled',
		label: 'Cancelled',
		meaning: 'The task was cancelled (REVOKED) by somebody, or by Gcore',
		remedy: 'Start a new task if the result is still needed',
	},
	{
		value: 'timedOut',
		label: 'Timed Out',
		meaning:
			"The task had not ended when 'Wait Timeout' was over; the item carries its last status",
		remedy: "Wait again with the item's task_id, raise 'Wait Timeout', or cancel the task",
	},
] as const satisfies readonly Outcome[];

export type CancelOutcome = (typeof CANCEL_OUTCOMES)[number]['value'];
export type WaitOutcome = (typeof WAIT_OUTCOMES)[number]['value'];
export type OutcomeValue = CancelOutcome | WaitOutcome;

/** Which table an operation ends in. Create ends in one only when it waits, Cancel Many unless it only lists. */
export const OUTCOMES_OF: Readonly<Record<string, readonly Outcome[]>> = {
	cancel: CANCEL_OUTCOMES,
	cancelMany: CANCEL_OUTCOMES,
	wait: WAIT_OUTCOMES,
	create: WAIT_OUTCOMES,
};

/** The outcomes of an operation that the user can give an output or not: all but the wished-for one. */
export const optionalOutcomes = (outcomes: readonly Outcome[]) => outcomes.slice(1);

/** The node's parameters as saved: any of them may be missing. */
export type Parameters = Record<string, NodeParameterValueType | undefined>;

/**
 * The label as n8n's canvas shows it uncut. It has room for 76 px, and "Already Done" takes 76.8 (n8n 2.40 and
 * 1.123, measured); with a narrow space in place of a full one it takes 75.6.
 */
const onCanvas = (label: string) => (label.length > 11 ? label.replace(' ', '\u202f') : label);

/** [outcome, label] in output order, by operation: the form in which the table goes into an expression. */
export type OutcomeRows = Record<string, string[][]>;

export const OUTCOME_ROWS: OutcomeRows = Object.fromEntries(
	Object.entries(OUTCOMES_OF).map(([operation, outcomes]) => [
		operation,
		outcomes.map(({ value, label }) => [value, onCanvas(label)]),
	]),
);

/** Fields of operations that `outcomesWithOutput` looks at, as they are saved: an expression there has no value. */
export const DECIDES_OUTPUTS = [
	'outcomeHandling',
	'separateOutcomes',
	'waitForCompletion',
	'dryRun',
];

/**
 * The outcomes that have an output of their own, in output order; none when the node has one plain output.
 * n8n evaluates this function's source in its expression sandbox (editor and engine alike), so it has to
 * stand alone: no imports, no optional chaining, and every parameter may be missing.
 */
export function outcomesWithOutput(parameters: Parameters, rows: OutcomeRows): string[][] {
	const operation = String(parameters.operation || 'cancel');
	const handling = parameters.outcomeHandling || 'separate';
	const all = rows[operation];
	if (!all || handling !== 'separate') return [];
	if (parameters.resource && parameters.resource !== 'task') return [];
	if (operation === 'create' && parameters.waitForCompletion !== true) return [];
	if (operation === 'cancelMany' && parameters.dryRun === true) return [];
	const chosen = parameters.separateOutcomes;
	if (!Array.isArray(chosen)) return all;
	const own = all.filter(function (row, index) {
		return index === 0 || (chosen as unknown[]).indexOf(row[0]) !== -1;
	});
	const isForeign = (chosen as unknown[]).some(function (value) {
		return !all.some(function (row) {
			return row[0] === value;
		});
	});
	// The editor keeps a choice when another operation is chosen, whose outcomes are others.
	return isForeign && own.length === 1 ? all : own;
}

/** A brace pair would end an expression early. */
const withoutBracePairs = (source: string) => source.replace(/}(?=})/g, '} ');

/** The value of a node description's `outputs`. */
export const outputsExpression: `={{${string}}}` = `={{ ${withoutBracePairs(`(function () {
	const rows = (${outcomesWithOutput.toString()})($parameter, ${JSON.stringify(OUTCOME_ROWS)});
	if (rows.length === 0) return [{ type: 'main' }];
	return rows.map(function (row) { return { type: 'main', displayName: row[1] }; });
})()`)} }}`;

/** Where an item with this outcome goes: the number of its output, or 'raise' when it has none. */
export function outputOf(outcome: OutcomeValue, parameters: Parameters): number | 'raise' {
	const [wished] = OUTCOMES_OF[String(parameters.operation)];
	if (parameters.outcomeHandling === 'fail') return outcome === wished.value ? 0 : 'raise';
	const outputs = outcomesWithOutput(parameters, OUTCOME_ROWS);
	if (outputs.length === 0) return 0;
	const index = outputs.findIndex(([value]) => value === outcome);
	return index === -1 ? 'raise' : index;
}

/** How many outputs the node has with these parameters, its Error output not counted. */
export const outputCount = (parameters: Parameters) =>
	Math.max(1, outcomesWithOutput(parameters, OUTCOME_ROWS).length);
