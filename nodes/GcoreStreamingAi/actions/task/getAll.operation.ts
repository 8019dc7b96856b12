import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { collectTasks } from '../../gcore/pages';
import { simpleTask } from '../../task/task';
import { listFields } from '../../fields/list';
import { optionsField } from '../../fields/options';
import type { Reader } from '../../fields/reader';
import { listing } from '../list';
import type { Operation } from '../operation';
import { ALL_STATUSES, filtersField } from '../../fields/filters';

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
function orderOf(reader: Reader): IDataObject {
	const sort = reader.filters(sortField);
	return sort.isEmpty(orderingField) ? {} : { ordering: sort.choiceInAnyCase(orderingField) };
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
	fields: [...listFields, allFilters, sortField, optionsField()],
	item: listing({
		noun: 'task',
		filters: allFilters,
		more: orderOf,
		read: collectTasks,
		simple: simpleTask,
		// Lists carry no results, so nothing is said of a reason or an end here.
		raw: ({ task_id, ...rest }) => ({ task_id, ...rest }),
	}),
};
