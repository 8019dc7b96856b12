import type { INodeProperties } from 'n8n-workflow';

import { CANCEL_OUTCOMES } from '../../outcomes';
import { unusableTaskId } from '../../task/cancelOutcome';
import { parseTaskId } from '../../task/taskId';
import { optionsField, optionsOf } from '../../fields/options';
import { outcomeFields } from '../../fields/outcomes';
import { taskIdFields } from '../../fields/task';
import { taskAbout } from '../about';
import type { Operation } from '../operation';
import type { Result, Run } from '../run';
import { cancelOnce } from './cancelOnce';

export const treatRevokedAsCancelledOption: INodeProperties = {
	displayName: 'Treat Revoked as Cancelled',
	name: 'treatRevokedAsCancelled',
	type: 'boolean',
	default: false,
	description:
		'Whether a task that was cancelled before counts as Cancelled. Otherwise it counts as Already Done.',
};

async function cancelTaskOf(run: Run, item: number): Promise<Result> {
	const { parameters } = run;
	const options = optionsOf(parameters.of(item));
	const isRevokedCancelled = options.switch(treatRevokedAsCancelledOption);
	const { client } = await run.account(item);
	const locator = parameters.locator('taskId', item);
	const { id, flaw } = parseTaskId(locator);
	if (flaw !== undefined) {
		const advice = parameters.taskAdvice(item);
		return unusableTaskId(locator, advice ? `${flaw}. ${advice}` : flaw);
	}
	return await cancelOnce(run, client, item, id, isRevokedCancelled);
}

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel AI task',
		description: 'Stop a task that has not finished',
	},
	toolDescription:
		"Cancels one AI task at Gcore that has not ended. Needs its task_id. Takes effect at once and cannot be undone. The answer's outcome says what happened: cancelled, alreadyDone (it had ended before), notFound, badRequest or notEnabled.",
	fields: [
		...taskIdFields,
		...outcomeFields(CANCEL_OUTCOMES),
		optionsField(treatRevokedAsCancelledOption),
	],
	outcomes: { table: CANCEL_OUTCOMES },
	about: taskAbout,
	item: cancelTaskOf,
};
