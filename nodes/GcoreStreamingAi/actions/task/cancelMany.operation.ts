import type { IDataObject } from 'n8n-workflow';

import { cancelTask } from '../../api/calls';
import { collectUnfinished } from '../../api/pages';
import { CANCEL_OUTCOMES } from '../../outcomes';
import { cancelOutcome } from '../../task/cancelOutcome';
import { simpleTask } from '../../task/task';
import { optionsField, outcomeFields } from '../fields';
import type { Operation } from '../operations';
import { wholeNumber, type Run } from '../run';
import { treatRevokedAsCancelledOption } from './cancel.operation';
import { filterQuery, filtersField, UNFINISHED } from './filters';

async function execute(run: Run): Promise<void> {
	const seen = new Set<string>();
	// One input item after the other, so that a task which several of them mean is cancelled once.
	for (let item = 0; item < run.itemCount && !run.halted; item++) {
		await run.attempt(item, async () => {
			const filtered = run.param<string>('selection', item, 'allUnfinished') === 'filtered';
			const filters = filtered ? run.param<IDataObject>('filters', item, {}) : {};
			const limit = wholeNumber('Limit', run.param('limit', item, 50), 1);
			const tasks = await collectUnfinished(run.client, filterQuery(filters), limit, seen);
			if (run.param('dryRun', item, false)) {
				for (const task of tasks) run.settle(item, { json: simpleTask(task) });
				return;
			}
			const { treatRevokedAsCancelled } = run.param<IDataObject>('options', item, {});
			await run.pool(tasks.length, async (index) => {
				const id = tasks[index].task_id;
				await run.attempt(item, async () => {
					const answer = await cancelTask(run.client, id);
					run.settle(item, cancelOutcome(id, answer, treatRevokedAsCancelled === true));
				});
			});
		});
	}
}

export const cancelMany: Operation = {
	option: {
		name: 'Cancel Many',
		value: 'cancelMany',
		action: 'Cancel many tasks',
		description: 'Stop all unfinished tasks of the account, or those that match filters',
	},
	fields: [
		{
			displayName: 'Tasks to Cancel',
			name: 'selection',
			type: 'options',
			default: 'allUnfinished',
			options: [
				{
					name: 'All Unfinished',
					value: 'allUnfinished',
					description: 'Every task of the account that has not ended, whoever started it',
				},
				{
					name: 'Filtered',
					value: 'filtered',
					description: 'The unfinished tasks that match the filters',
				},
			],
		},
		{ ...filtersField(UNFINISHED), displayOptions: { show: { selection: ['filtered'] } } },
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1 },
			description: 'Max number of results to return',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description: 'Whether to only list the tasks that would be cancelled',
		},
		...outcomeFields(CANCEL_OUTCOMES).map((field) => ({
			...field,
			displayOptions: { show: { dryRun: [false], ...field.displayOptions?.show } },
		})),
		optionsField(treatRevokedAsCancelledOption),
	],
	execute,
};
