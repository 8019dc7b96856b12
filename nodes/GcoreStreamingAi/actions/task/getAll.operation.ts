import { deepCopy, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { collectTasks } from '../../api/pages';
import { simpleTask, type Task } from '../../task/task';
import { showHint } from '../engine';
import { optionsField } from '../fields';
import { fieldsOf, oneOf, wholeNumber } from '../values';
import type { Operation } from '../operations';
import type { Result, Run } from '../run';
import { ALL_STATUSES, filterQuery, filtersField, limitField } from './filters';

const allFilters = filtersField(ALL_STATUSES);

const orderingField: INodeProperties = {
	displayName: 'Order By',
	name: 'ordering',
	type: 'options',
	default: 'started_at',
	description: 'The field to sort by, ascending. Without it, the newest task comes first.',
	options: [
		{ name: 'Start Time', value: 'started_at' },
		{ name: 'Status', value: 'status' },
		{ name: 'Task ID', value: 'task_id' },
		{ name: 'Task Name', value: 'task_name' },
	],
};

const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'collection',
	placeholder: 'Add sorting',
	default: {},
	options: [orderingField],
};

/** The list call's way to sort. */
function orderOf(sort: unknown): IDataObject {
	const { ordering } = fieldsOf(sortField, sort);
	const isChosen = ordering !== undefined && ordering !== null && ordering !== '';
	return isChosen ? { ordering: oneOf(orderingField, ordering, true) } : {};
}

/** As Gcore gives it. Lists carry no results, so nothing is said of a reason or an end here. */
const rawTask = ({ task_id, ...rest }: Task): IDataObject => ({ task_id, ...rest });

async function execute(run: Run): Promise<void> {
	/** Lists that items ask for: equal ones are read once. */
	const lists = new Map<string, Promise<Task[]>>();
	let isAskedAgain = false;
	await run.forEachItem(async (item): Promise<Result[]> => {
		const returnAll = run.param('returnAll', item, false);
		const most = returnAll
			? Infinity
			: wholeNumber(limitField, run.param('limit', item, limitField.default));
		const query = {
			...filterQuery(run.param<unknown>('filters', item, {}), allFilters),
			...orderOf(run.param<unknown>('sort', item, {})),
		};
		const view = run.param('simplify', item, true) ? simpleTask : rawTask;
		const { number, client } = await run.account(item);
		const name = JSON.stringify([number, query, String(most)]);
		const isFirst = !lists.has(name);
		isAskedAgain ||= !isFirst;
		const list = lists.get(name) ?? collectTasks(client, query, most);
		lists.set(name, list);
		// Each item has its own: nodes may change what they are handed.
		return (await list).map((task) => ({ json: view(isFirst ? task : deepCopy(task)) }));
	});
	if (isAskedAgain && !run.isTool) {
		showHint(
			run.context,
			"Several items have asked for the same list, and each has put out all of its tasks. To have each task once, switch on 'Execute Once' in the node's settings",
		);
	}
}

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many tasks',
		description: 'List the tasks of the account',
	},
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{ ...limitField, displayOptions: { show: { returnAll: [false] } } },
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		allFilters,
		sortField,
		optionsField(),
	],
	execute,
};
