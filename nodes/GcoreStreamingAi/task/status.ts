import type { WaitOutcome } from '../outcomes';

/** Statuses of a task that is still to end. STARTED and PENDING may take turns. */
export const UNFINISHED_STATUSES = ['RECEIVED', 'PENDING', 'STARTED', 'RETRY'] as const;

const ENDS: Readonly<Record<string, WaitOutcome>> = {
	SUCCESS: 'succeeded',
	FAILURE: 'failed',
	REVOKED: 'cancelled',
};

export const FINISHED_STATUSES = Object.keys(ENDS);

/** How a task with this status has ended; undefined while it has not. A status not known is "not finished". */
export const endOf = (status: unknown): WaitOutcome | undefined =>
	typeof status === 'string' && Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;

/** The status that a task has which has ended so. */
export const STATUS_OF_END: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(ENDS).map(([status, end]) => [end, status]),
);
