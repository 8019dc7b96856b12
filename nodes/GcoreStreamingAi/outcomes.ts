import type { CANCEL_STATUSES } from './gcore/calls';
import { FAILURES, UNKNOWN_TASK } from './gcore/failures';

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
	statusCode?: (typeof CANCEL_STATUSES)[number];
}

/** The outcome the user wishes for comes first: it always has the first output and is never raised. */
export const CANCEL_OUTCOMES = [
	{
		value: 'cancelled',
		label: 'Cancelled',
		statusCode: 202,
		meaning: 'Gcore has stopped the task; its status is now REVOKED',
		remedy: 'Nothing to do',
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
		meaning: UNKNOWN_TASK.message,
		remedy: UNKNOWN_TASK.remedy,
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
		meaning: FAILURES[422].message,
		remedy: FAILURES[422].remedy,
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
		remedy: 'Fix what failureReason names, then start a new task',
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
		remedy: "Wait again for the task, raise 'Wait Timeout', or cancel it",
	},
] as const satisfies readonly Outcome[];

export type CancelOutcome = (typeof CANCEL_OUTCOMES)[number]['value'];
export type WaitOutcome = (typeof WAIT_OUTCOMES)[number]['value'];
export type OutcomeValue = CancelOutcome | WaitOutcome;
