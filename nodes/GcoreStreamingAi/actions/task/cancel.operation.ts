import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { cancelTask } from '../../api/calls';
import { CANCEL_OUTCOMES } from '../../outcomes';
import { cancelOutcome, unusableTaskId } from '../../task/cancelOutcome';
import { parseTaskId } from '../../task/taskId';
import { outcomeFields, optionsField, taskIdField } from '../fields';
import type { Operation } from '../operations';
import type { Run } from '../run';

export const treatRevokedAsCancelledOption: INodeProperties = {
	displayName: 'Treat Revoked as Cancelled',
	name: 'treatRevokedAsCancelled',
	type: 'boolean',
	default: false,
	description:
		'Whether a task that was cancelled before counts as Cancelled. Otherwise it counts as Already Done.',
};

async function execute(run: Run): Promise<void> {
	await run.forEachItem(async (item) => {
		const { client } = await run.account(item);
		const locator = run.taskLocator(item);
		const { id, flaw } = parseTaskId(locator);
		if (flaw !== undefined) {
			const advice = run.taskAdvice(item);
			return unusableTaskId(locator, advice ? `${flaw}. ${advice}` : flaw);
		}
		const { treatRevokedAsCancelled } = run.param<IDataObject>('options', item, {});
		return cancelOutcome(id, await cancelTask(client, id), treatRevokedAsCancelled === true);
	});
}

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel task',
		description: 'Stop a task that has not finished',
	},
	fields: [
		taskIdField,
		...outcomeFields(CANCEL_OUTCOMES),
		optionsField(treatRevokedAsCancelledOption),
	],
	execute,
};
