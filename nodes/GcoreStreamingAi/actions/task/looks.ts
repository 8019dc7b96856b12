import { cancelTask, getTask, listTasks } from '../../gcore/calls';
import type { GcoreClient } from '../../gcore/client';
import { GcoreFailure, mayHaveActed } from '../../gcore/failures';
import { PAGE_SIZE, readPages } from '../../gcore/pages';
import { endWithin } from '../../gcore/stop';
import type { Task } from '../../gcore/task';
import { noteOf } from '../../n8n/errors';
import { cancelOutcome } from '../../task/cancelOutcome';
import { Statuses } from '../../task/statuses';

/** What a look at one task has brought: the task, why it could not be seen this time, or why it never will. */
export type Look = { seen: Task } | { problem: string } | { failure: unknown };

/** @param retries in place of the user's setting, where that is not to count */
export async function lookAt(client: GcoreClient, taskId: string, retries?: number): Promise<Look> {
	try {
		return { seen: await getTask(client, taskId, retries) };
	} catch (failure) {
		const note = failure instanceof GcoreFailure ? failure.note : undefined;
		return note?.passing ? { problem: note.message } : { failure };
	}
}

/** What the account's list tells of tasks, newest first, as far as it can be read in time. */
export async function lookAtList(
	client: GcoreClient,
	taskIds: string[],
	ms: number,
): Promise<Statuses> {
	const statuses = new Statuses(taskIds);
	let isInTime = true;
	const reading = readPages(
		async (page) => await listTasks(client, { page, limit: PAGE_SIZE }, 0),
		(rows) => isInTime && statuses.take(rows),
	);
	isInTime = await endWithin(
		reading.catch(() => undefined),
		ms,
	);
	return statuses;
}

export interface Cancelling {
	cancelled: boolean;
	/** The status of a task that has ended before. */
	endedAs?: string;
	/** Why it could not be cancelled. */
	problem?: string;
	/** Whether it may be cancelled all the same: the response was lost. */
	mayBeCancelled?: boolean;
}

/** Cancels a task whose time is over. What is known of it is worth more than that this did not work. */
export async function cancelOverdue(client: GcoreClient, taskId: string): Promise<Cancelling> {
	const notCancelled = (why: unknown) => ({
		cancelled: false,
		problem: `It could not be cancelled: ${String(why)}`,
	});
	try {
		const answer = await cancelTask(client, taskId);
		const { outcome, json } = cancelOutcome(taskId, answer, true);
		if (outcome === 'cancelled') return { cancelled: true };
		if (outcome !== 'alreadyDone') return notCancelled(json.message);
		return { cancelled: false, endedAs: String(json.status ?? '') };
	} catch (reason) {
		return { ...notCancelled(noteOf(reason).message), mayBeCancelled: mayHaveActed(reason) };
	}
}
