import { deepCopy, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { collectTasks } from '../../gcore/pages';
import type { Task } from '../../gcore/task';
import { nothingFound } from '../../task/forModel';
import { simpleTask } from '../../task/task';
import { optionsField } from '../../fields/options';
import { fieldsOf, oneOf, wholeNumber } from '../../fields/values';
import type { Operation } from '../operation';
import type { Result, Run } from '../run';
import { ALL_STATUSES, filterQuery, filtersField, limitField } from '../../fields/filters';

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

/** Lists that the items of a run ask for: equal ones are read once. */
const listsOfRuns = new WeakMap<Run, Map<string, Promise<Task[]>>>();

const ASKED_AGAIN =
	"Several items have asked for the same list, and each has put out all of its tasks. To have each task once, switch on 'Execute Once' in the node's settings";

async function list(run: Run, item: number): Promise<Result[]> {
	const { parameters } = run;
	const most = parameters.get('returnAll', item, false)
		? Infinity
		: wholeNumber(limitField, parameters.get('limit', item, limitField.default));
	const filters = filterQuery(parameters.get<unknown>('filters', item, {}), allFilters);
	const query = {
		...filters,
		...orderOf(parameters.get<unknown>('sort', item, {})),
	};
	const view = parameters.get('simplify', item, true) ? simpleTask : rawTask;
	const { number, client } = await run.account(item);
	const lists = listsOfRuns.get(run) ?? new Map<string, Promise<Task[]>>();
	listsOfRuns.set(run, lists);
	const name = JSON.stringify([number, query, String(most)]);
	const isFirst = !lists.has(name);
	if (!isFirst) run.hints.add(ASKED_AGAIN);
	const tasks = lists.get(name) ?? collectTasks(client, query, most);
	lists.set(name, tasks);
	if (run.isTool && (await tasks).length === 0) {
		return [{ json: nothingFound(filters, 'task') }];
	}
	// Each item has its own: nodes may change what they are handed.
	return (await tasks).map((task) => ({ json: view(isFirst ? task : deepCopy(task)) }));
}

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many AI tasks',
		description: 'List the tasks of the account',
	},
	toolDescription:
		'Lists the AI tasks of the Gcore account with their task_id, status, type and video, without their results. Good for finding a task_id that is not known.',
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
	item: list,
};
