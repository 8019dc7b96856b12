import { cancelTask } from '../../gcore/calls';
import type { GcoreClient } from '../../gcore/client';
import { mayHaveActed } from '../../gcore/failures';
import { cancelOutcome, type CancelResult } from '../../task/cancelOutcome';
import type { Run } from '../run';

/** What an earlier try has done to a task: cancelled it, or perhaps, where the response was lost. */
type EarlierCancel = CancelResult | 'unsure';

/**
 * Cancels a task for an item, unless an earlier try of Retry On Fail has: Gcore would answer that it is cancelled already.
 * @param treatRevokedAsCancelled as the user has set it
 * @throws GcoreFailure as `cancelTask`
 */
export async function cancelOnce(
	run: Run,
	client: GcoreClient,
	item: number,
	taskId: string,
	treatRevokedAsCancelled: boolean,
): Promise<CancelResult> {
	const earlier = run.tries.recall<EarlierCancel>(item, taskId);
	if (earlier && earlier !== 'unsure') return earlier;
	const answer = await cancelTask(client, taskId).catch((reason: unknown) => {
		if (mayHaveActed(reason)) run.tries.keep(item, 'unsure', taskId);
		throw reason;
	});
	const mayHaveActedBefore = answer.mayHaveActedBefore || earlier === 'unsure';
	const result = cancelOutcome(taskId, { ...answer, mayHaveActedBefore }, treatRevokedAsCancelled);
	if (result.outcome === 'cancelled') run.tries.keep(item, result, taskId);
	return result;
}
