import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { badParameter } from '../gcore/failures';
import { FINISHED_STATUSES, idFlaw, UNFINISHED_STATUSES } from '../gcore/task';
import { shown } from '../gcore/shown';
import { halfCharacter, trimmed, unquoted } from '../gcore/text';
import type { Reader } from './reader';

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

/** A text to search for, or an ID. A number is its digits, except for 0, which expressions give for nothing. */
function plainText(field: INodeProperties, filters: Reader): string {
	const { displayName, name } = field;
	const given = filters.text(field);
	const isNumber = filters.isNumber(field);
	if (isNumber && (given === '0' || name === 'taskId')) {
		throw badParameter(
			displayName,
			'is not text',
			shown`Give '${displayName}' as text, or leave it empty.`,
		);
	}
	const text = name === 'taskId' ? unquoted(given) : trimmed(given);
	const half = halfCharacter(text);
	const flaw = name === 'taskId' ? idFlaw(text) : half && `holds ${half}`;
	if (!flaw) return text;
	throw badParameter(
		displayName,
		shown`${flaw}`,
		shown`Check what '${displayName}' resolves to for this item.`,
	);
}

/**
 * The list call's query for a Filters collection; filters that are added and left empty are left out.
 * @param field the collection
 * @throws GcoreFailure for what is no filter, or no value of one: Gcore passes over it, and finds every task
 */
export function filterQuery(reader: Reader, field: INodeProperties): IDataObject {
	const filters = reader.filters(field);
	const query: IDataObject = {};
	for (const filter of field.options as INodeProperties[]) {
		if (!filters.isAdded(filter) || filters.isEmpty(filter)) continue;
		const name = inQuery(filter.name);
		if (filter.type === 'options') query[name] = filters.choiceInAnyCase(filter);
		else if (filter.type === 'number') query[name] = filters.wholeNumber(filter);
		else if (filter.type === 'dateTime') query[name] = filters.date(filter);
		else query[name] = plainText(filter, filters);
	}
	return query;
}
