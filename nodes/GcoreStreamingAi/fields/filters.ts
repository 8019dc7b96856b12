import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { badParameter } from '../gcore/failures';
import { FINISHED_STATUSES, idFlaw, UNFINISHED_STATUSES } from '../gcore/task';
import { shown } from '../gcore/shown';
import { halfCharacter, trimmed, unquoted } from '../gcore/text';
import { fieldsOf, oneOf, wholeNumber } from './values';

const statusOptions = (statuses: readonly string[]): INodePropertyOptions[] =>
	statuses.map((status) => ({ name: status, value: status }));

export const ALL_STATUSES = statusOptions([...FINISHED_STATUSES, ...UNFINISHED_STATUSES]);
export const UNFINISHED = statusOptions(UNFINISHED_STATUSES);

/** Which kinds of task the API tells apart in lists. */
const taskNameFilter: INodeProperties = {
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

const searchFilter: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. nsfw',
	description:
		'Finds this text in ID, type, status and data of a task, for example in its video URL',
};

/** The trigger's Filters collection: how a task has ended is chosen by its events. */
export const triggerFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [searchFilter, taskNameFilter],
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

/** What the list call names a filter: Gcore's names with small letters and underscores. */
const inQuery = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Date.parse also takes "5" and "May". */
const ISO_DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** An expression may give a date object of JavaScript or of n8n (Luxon), as well as text. */
function isoDate(displayName: string, value: unknown): string {
	const isDate = value instanceof Date && !Number.isNaN(value.getTime());
	const isList = Array.isArray(value);
	const text = isDate ? value.toISOString() : unquoted(isList ? '' : String(value));
	if (ISO_DATE.test(text) && !Number.isNaN(Date.parse(text))) return text;
	throw badParameter(
		displayName,
		'is not a date',
		'Give a date in ISO 8601, for example 2026-01-31.',
	);
}

/** A text to search for. A number is what its digits are, except for those that an expression gives for nothing. */
function plainText({ displayName, name }: INodeProperties, value: unknown): string {
	const isNumber = typeof value === 'number' && Number.isFinite(value) && value !== 0;
	if (typeof value !== 'string' && !(isNumber && name === 'search')) {
		throw badParameter(
			displayName,
			'is not text',
			shown`Give '${displayName}' as text, or leave it empty.`,
		);
	}
	const text = name === 'taskId' ? unquoted(String(value)) : trimmed(String(value));
	const half = halfCharacter(text);
	const flaw = name === 'taskId' ? idFlaw(text) : half && `holds ${half}`;
	if (!flaw) return text;
	throw badParameter(
		displayName,
		shown`${flaw}`,
		shown`Check what '${displayName}' resolves to for this item.`,
	);
}

const isEmpty = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && !unquoted(value));

/**
 * The list call's query for a Filters collection; filters left empty are left out.
 * @param filters the collection's value, which an expression may have made anything
 * @param field the collection
 * @throws GcoreFailure for what is no filter, or no value of one: Gcore passes over it, and finds every task
 */
export function filterQuery(filters: unknown, field = filtersField(ALL_STATUSES)): IDataObject {
	const fields = fieldsOf(field, filters);
	const query: IDataObject = {};
	for (const filter of field.options as INodeProperties[]) {
		const value = fields[filter.name];
		if (isEmpty(value)) continue;
		const name = inQuery(filter.name);
		if (filter.type === 'options') query[name] = oneOf(filter, value, true);
		else if (filter.type === 'number') query[name] = wholeNumber(filter, value);
		else if (filter.type === 'dateTime') query[name] = isoDate(filter.displayName, value);
		else query[name] = plainText(filter, value);
	}
	return query;
}
