import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { GcoreClient } from '../../gcore/client';
import { badParameter } from '../../gcore/failures';
import type { OpenAccount } from '../../n8n/open';
import { collectUnfinished } from '../../gcore/pages';
import { CANCEL_OUTCOMES } from '../../outcomes';
import { shown } from '../../gcore/shown';
import type { Task } from '../../gcore/task';
import { nothingFound } from '../../task/forModel';
import { simpleTask } from '../../task/task';
import { optionsField, optionsOf } from '../../fields/options';
import { outcomeFields } from '../../fields/outcomes';
import type { Operation } from '../operation';
import { ofTask } from '../../n8n/errors';
import type { Run } from '../run';
import { cancelOnce } from './cancelOnce';
import { treatRevokedAsCancelledOption } from './cancel.operation';
import { filterQuery, filtersField, UNFINISHED } from '../../fields/filters';
import { limitField } from '../../fields/list';

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

const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether to only list the tasks that would be cancelled',
};

type TaskWithId = Pick<Task, 'task_id'>;

/** What an earlier try of Retry On Fail has found for an item. */
interface FoundTasks {
	ids: string[];
	/** Whether 'Limit' was reached. */
	isLimited: boolean;
}

/** A task that has ended is not cancelled, so its status is none to choose. */
const unfinishedFilters = filtersField(UNFINISHED);

/** The list call's query for an item. @throws GcoreFailure when a filter that is to spare tasks would spare none */
function queryOf(run: Run, item: number): IDataObject {
	const reader = run.parameters.of(item);
	if (reader.choice(selectionField) === 'allUnfinished') return {};
	const query = filterQuery(reader, unfinishedFilters);
	const filters = reader.filters(unfinishedFilters);
	const added = (unfinishedFilters.options as INodeProperties[]).filter(filters.isAdded);
	const count = Object.keys(query).length;
	if (count > 0 && count === added.length) return query;
	throw badParameter(
		'Filters',
		count > 0 ? 'holds a filter without a value' : 'is empty, so every task would match',
		shown`Fill in each filter for this item, or set '${selectionField.displayName}' to All Unfinished.`,
	);
}

/** Cancels the tasks found for an item. */
async function cancelAll(
	run: Run,
	client: GcoreClient,
	item: number,
	tasks: TaskWithId[],
	isRevokedCancelled: boolean,
) {
	await run.pool(tasks.length, async (place) => {
		const { task_id: id } = tasks[place];
		const work = async () => {
			const cancelling = cancelOnce(run, client, item, id, isRevokedCancelled);
			const result = await cancelling.catch((reason) => {
				throw ofTask(reason, id);
			});
			run.settle(item, result, place);
		};
		await run.attempt(item, work, place);
	});
}

const foundBefore = (run: Run, item: number) =>
	run.isTool ? undefined : run.tries.recall<FoundTasks>(item);

async function execute(run: Run): Promise<void> {
	const { parameters } = run;
	// By account: tasks of two accounts may have the same IDs.
	const seen = new Map<OpenAccount, Set<string>>();
	for (let item = 0; item < run.itemCount; item++) {
		const earlier = foundBefore(run, item);
		if (!earlier) continue;
		// Below, the item itself fails where its credential cannot be used.
		const account = await run.account(item).catch(() => undefined);
		if (account) seen.set(account, new Set([...(seen.get(account) ?? []), ...earlier.ids]));
	}
	// One input item after the other, so that a task which several of them mean is cancelled once.
	for (let item = 0; item < run.itemCount && !run.aborted; item++) {
		await run.attempt(item, async () => {
			const reader = parameters.of(item);
			const limit = reader.wholeNumber(limitField);
			const isRevokedCancelled = optionsOf(reader).switch(treatRevokedAsCancelledOption);
			const isDry = reader.switch(dryRunField);
			const account = await run.account(item);
			const known = seen.get(account) ?? new Set();
			seen.set(account, known);
			// Those that an earlier try has found may be unfinished no longer.
			const earlier = foundBefore(run, item);
			const query = earlier ? {} : queryOf(run, item);
			const tasks =
				earlier?.ids.map((task_id) => ({ task_id })) ??
				(await collectUnfinished(account.client, query, limit, known));
			const isLimited = earlier?.isLimited ?? tasks.length === limit;
			if (isLimited) {
				run.hints.add(shown`'Limit' (${limit}) was reached: there may be more unfinished tasks`);
			}
			if (!isDry) run.tries.keep(item, { ids: tasks.map(({ task_id }) => task_id), isLimited });
			if (tasks.length === 0 && run.isTool) {
				return run.settle(item, { json: nothingFound(query, 'unfinished task') });
			}
			if (!isDry) return await cancelAll(run, account.client, item, tasks, isRevokedCancelled);
			for (const task of tasks) run.settle(item, { json: simpleTask(task) });
		});
	}
}

export const cancelMany: Operation = {
	option: {
		name: 'Cancel Many',
		value: 'cancelMany',
		action: 'Cancel many AI tasks',
		description: 'Stop all unfinished tasks of the account, or those that match filters',
	},
	toolDescription:
		'Cancels the AI tasks of the Gcore account that have not ended: all of them, whoever started them, or those that match the filters set in this tool. Cannot be undone. With Dry Run on it cancels nothing and only lists them. Answers with one entry for each task.',
	fields: [
		selectionField,
		{ ...unfinishedFilters, displayOptions: { show: { selection: ['filtered'] } } },
		limitField,
		dryRunField,
		...outcomeFields(CANCEL_OUTCOMES).map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { dryRun: [false], ...field.displayOptions?.show },
			},
		})),
		optionsField(treatRevokedAsCancelledOption),
	],
	outcomes: { table: CANCEL_OUTCOMES, when: { parameter: 'dryRun', is: false } },
	execute,
};
