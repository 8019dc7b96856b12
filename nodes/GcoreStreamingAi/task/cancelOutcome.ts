import type { IDataObject } from 'n8n-workflow';

import { apiText } from '../api/answers';
import type { GcoreAnswer } from '../api/client';
import { CANCEL_OUTCOMES, type CancelOutcome } from '../outcomes';

export interface CancelResult {
	outcome: CancelOutcome;
	json: IDataObject;
}

/** "Cannot cancel task because it is already in status REVOKED." */
const FINAL_STATUS = /\b(SUCCESS|FAILURE|REVOKED)\b/;

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
	const message = apiText(body.error) ?? 'Gcore gave no reason';
	const status = FINAL_STATUS.exec(message)?.[1] ?? null;
	if (
		statusCode === 412 &&
		status === 'REVOKED' &&
		(treatRevokedAsCancelled || mayHaveActedBefore)
	) {
		return cancelled(taskId, statusCode, message);
	}
	const outcome =
		CANCEL_OUTCOMES.find((row) => row.statusCode === statusCode)?.value ?? 'badRequest';
	return notCancelled(taskId, outcome, statusCode, statusCode === 412 ? status : null, message);
}

/** What stands for a task ID that cannot be sent: the documented 400, without asking Gcore. */
export const unusableTaskId = (given: unknown, flaw: string): CancelResult =>
	notCancelled(typeof given === 'string' ? given : null, 'badRequest', 400, null, flaw);

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
