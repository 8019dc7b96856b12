import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { badParameter } from '../../api/failure';
import { FINISHED_STATUSES, UNFINISHED_STATUSES } from '../../task/status';

const statusOptions = (statuses: readonly string[]): INodePropertyOptions[] =>
	statuses.map((status) => ({ name: status, value: status }));

export const ALL_STATUSES = statusOptions([...FINISHED_STATUSES, ...UNFINISHED_STATUSES]);
export const UNFINISHED = statusOptions(UNFINISHED_STATUSES);

/** Which kinds of task the API tells apart in lists. */
export const taskNameFilter: INodeProperties = {
	displayName: 'Task Name',
	name: 'taskName',
	type: 'options',
	default: 'transcription',
	description: 'Which of the two kinds of task to find',
	options: [
		{
			name: 'Content Moderation',
			value: 'content-moderation',
			description: 'NSFW, hard and soft nudity, and sport detection',
		},
		{
			name: 'Transcription',
			value: 'transcription',
			description: 'Transcription and translation',
		},
	],
};

export const searchFilter: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. nsfw',
	description:
		'Finds this text in ID, type, status and data of a task, for example in its video URL',
};

/** How many tasks a list is to have. Name, default and description are those that n8n's linter wants. */
export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
};

/** The Filters collection. @param statuses those to choose from */
export const filtersField = (statuses: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Date Created',
			name: 'dateCreated',
			type: 'dateTime',
			default: '',
			description: 'When the task was created',
		},
		searchFilter,
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'STARTED',
			description: 'Only tasks with this status',
			options: [...statuses].sort((a, b) => a.name.localeCompare(b.name)),
		},
		{
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			default: '',
			placeholder: 'e.g. aafe70c6-0000-0000-0000-327b65f7670f',
			description: 'The ID of one task',
		},
		taskNameFilter,
	],
});

const FILTERS = {
	taskId: 'task_id',
	taskName: 'task_name',
	status: 'status',
	search: 'search',
} as const;

/** Date.parse also takes "5" and "May". */
const ISO_DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** An expression may give a date object of JavaScript or of n8n (Luxon), as well as text. */
function isoDate(value: unknown): string {
	const isDate = value instanceof Date && !Number.isNaN(value.getTime());
	const text = isDate ? value.toISOString() : String(value).trim();
	if (ISO_DATE.test(text) && !Number.isNaN(Date.parse(text))) return text;
	throw badParameter(
		'Date Created',
		'is not a date',
		'Give a date in ISO 8601, for example 2026-01-31.',
	);
}

/** The list call's query for a Filters collection; filters left empty are left out. */
export function filterQuery(filters: IDataObject): IDataObject {
	const query: IDataObject = {};
	for (const [field, name] of Object.entries(FILTERS)) {
		const value = String(filters[field] ?? '').trim();
		if (value) query[name] = value;
	}
	if (filters.dateCreated) query.date_created = isoDate(filters.dateCreated);
	return query;
}
