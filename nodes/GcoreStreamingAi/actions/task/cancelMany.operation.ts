import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { cancelTask } from '../../api/calls';
import type { GcoreClient } from '../../api/client';
import { badParameter } from '../../api/failure';
import type { OpenAccount } from '../../api/open';
import { collectUnfinished } from '../../api/pages';
import { CANCEL_OUTCOMES } from '../../outcomes';
import { cancelOutcome } from '../../task/cancelOutcome';
import { simpleTask, type Task } from '../../task/task';
import { showHint } from '../engine';
import { optionsField, outcomeFields } from '../fields';
import type { Operation } from '../operations';
import { noteOf, ofTask } from '../raise';
import { oneOf, wholeNumber } from '../values';
import type { Entry, Run } from '../run';
import { treatRevokedAsCancelledOption } from './cancel.operation';
import { filterQuery, filtersField, limitField, UNFINISHED } from './filters';

const selectionField: INodeProperties = {
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
};

/** A task that has ended is not cancelled, so its status is none to choose. */
const unfinishedFilters = filtersField(UNFINISHED);

/** The list call's query for an item. @throws GcoreFailure when a filter that is to spare tasks would spare none */
function queryOf(run: Run, item: number): IDataObject {
	// An expression that gives nothing must not stop all that there is.
	const selection = run.param('selection', item, selectionField.default) ?? '';
	if (oneOf(selectionField, selection) === 'allUnfinished') return {};
	const filters = run.param<IDataObject | null>('filters', item, {});
	const query = filterQuery(filters, unfinishedFilters);
	const count = Object.keys(query).length;
	if (count > 0 && count === Object.keys(filters ?? {}).length) return query;
	throw badParameter(
		'Filters',
		count > 0 ? 'holds a filter without a value' : 'is empty, so every task would match',
		`Fill in each filter for this item, or set '${selectionField.displayName}' to All Unfinished.`,
	);
}

const taskIdOf = (entry: Entry): unknown =>
	'reason' in entry ? noteOf(entry.reason).details?.task_id : entry.result.json.task_id;

/** Cancels the tasks found for an item; what becomes of them stands in the order in which they were found. */
async function cancelAll(run: Run, client: GcoreClient, item: number, tasks: Task[]) {
	const { treatRevokedAsCancelled } = run.param<IDataObject>('options', item, {});
	await run.pool(tasks.length, async (index) => {
		const { task_id: id } = tasks[index];
		await run.attempt(item, async () => {
			const answer = await cancelTask(client, id).catch((reason) => {
				throw ofTask(reason, id);
			});
			run.settle(item, cancelOutcome(id, answer, treatRevokedAsCancelled === true));
		});
	});
	const place = new Map<unknown, number>(tasks.map(({ task_id }, index) => [task_id, index]));
	const placeOf = (entry: Entry) => place.get(taskIdOf(entry)) ?? 0;
	run.entries[item].sort((a, b) => placeOf(a) - placeOf(b));
}

async function execute(run: Run): Promise<void> {
	// By account: tasks of two accounts may have the same IDs.
	const seen = new Map<OpenAccount, Set<string>>();
	const limitsReached = new Set<number>();
	// One input item after the other, so that a task which several of them mean is cancelled once.
	for (let item = 0; item < run.itemCount && !run.halted; item++) {
		await run.attempt(item, async () => {
			const limit = wholeNumber(limitField, run.param('limit', item, limitField.default));
			const account = await run.account(item);
			const query = queryOf(run, item);
			const known = seen.get(account) ?? new Set();
			seen.set(account, known);
			const tasks = await collectUnfinished(account.client, query, limit, known);
			if (tasks.length === limit) limitsReached.add(limit);
			if (!run.param('dryRun', item, false))
				return await cancelAll(run, account.client, item, tasks);
			for (const task of tasks) run.settle(item, { json: simpleTask(task) });
		});
	}
	if (run.isTool) return;
	for (const limit of limitsReached) {
		showHint(run.context, `'Limit' (${limit}) was reached: there may be more unfinished tasks`);
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
		selectionField,
		{ ...unfinishedFilters, displayOptions: { show: { selection: ['filtered'] } } },
		limitField,
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
