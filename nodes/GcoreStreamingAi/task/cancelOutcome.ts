import type { IDataObject } from 'n8n-workflow';

import type { GcoreAnswer } from '../gcore/client';
import { apiText, wordsIn } from '../gcore/shown';
import { CANCEL_OUTCOMES, type CancelOutcome } from '../outcomes';
import { FINISHED_STATUSES } from '../gcore/task';
import { givenText } from './taskId';

export interface CancelResult {
	outcome: CancelOutcome;
	json: IDataObject;
	/** Gcore's words. */
	said?: string;
}

const OUTCOME_OF_STATUS = new Map<number, CancelOutcome>(
	CANCEL_OUTCOMES.map(({ statusCode, value }) => [statusCode, value]),
);

/** "Cannot cancel task because it is already in status REVOKED." */
const FINAL_STATUS = new RegExp(`\\b(${FINISHED_STATUSES.join('|')})\\b`);

/**
 * What Gcore's answer to a cancel call means.
 * A 412 whose status is REVOKED counts as cancelled when the user says so, or when an earlier try of this
 * very call may have done it and only its answer was lost.
 */
export function cancelOutcome(
	taskId: string,
	{ status: statusCode, body, mayHaveActedBefore }: GcoreAnswer,
	treatRevokedAsCancelled: boolean,
): CancelResult {
	if (statusCode === 202) {
		return cancelled(taskId, statusCode, apiText(body.result));
	}
	const said = wordsIn(body);
	const message = said ?? 'Gcore gave no reason';
	const status = FINAL_STATUS.exec(message)?.[1] ?? null;
	if (
		statusCode === 412 &&
		status === 'REVOKED' &&
		(treatRevokedAsCancelled || mayHaveActedBefore)
	) {
		return cancelled(taskId, statusCode, message);
	}
	// The client lets no other statuses through than those of the table.
	const outcome = OUTCOME_OF_STATUS.get(statusCode) as CancelOutcome;
	const how = statusCode === 412 ? status : null;
	return { ...notCancelled(taskId, outcome, statusCode, how, message), ...(said && { said }) };
}

/** What stands for a task ID that cannot be sent: the documented 400, without asking Gcore. */
export const unusableTaskId = (parameter: unknown, flaw: string): CancelResult =>
	notCancelled(givenText(parameter), 'badRequest', 400, null, flaw);

const cancelled = (taskId: string, statusCode: number, result?: string): CancelResult => ({
	outcome: 'cancelled',
	json: {
		task_id: taskId,
		outcome: 'cancelled',
		cancelled: true,
		statusCode,
		status: 'REVOKED',
		result: result ?? '',
	},
});

const notCancelled = (
	taskId: string | null,
	outcome: CancelOutcome,
	statusCode: number,
	status: string | null,
	message: string,
): CancelResult => ({
	outcome,
	json: { task_id: taskId, outcome, cancelled: false, statusCode, status, message },
});
