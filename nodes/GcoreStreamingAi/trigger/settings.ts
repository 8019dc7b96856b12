import { createHash } from 'crypto';
import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { filterQuery, triggerFilters } from '../fields/filters';
import { Reader } from '../fields/reader';
import { badParameter } from '../gcore/failures';
import type { Account } from '../gcore/http';
import { shown } from '../gcore/shown';
import { endOf, FINISHED_STATUSES, UNFINISHED_STATUSES, type TaskEnd } from '../gcore/task';
import { noteOf } from '../n8n/errors';
import type { TriggerSettings } from './ends';
import { eventsField, includeResultField } from './properties';

/** A trigger has no input: n8n throws over an expression that reads one, in words that name no field. */
function valueOf(context: IPollFunctions, { name, displayName, default: preset }: INodeProperties) {
	try {
		return context.getNodeParameter(name, preset);
	} catch (reason) {
		throw badParameter(
			displayName,
			'holds an expression that n8n cannot evaluate',
			shown`n8n says: "${noteOf(reason).message}". A trigger has no input items that could give a value.`,
		);
	}
}

/** Reads the trigger's fields by their kind. */
export const readerOf = (context: IPollFunctions): Reader =>
	new Reader(
		(field) => ({
			value: valueOf(context, field),
			raw: context.getNode().parameters[field.name],
		}),
		() => context.getTimezone(),
	);

/** The list call's query for the trigger's filters. @throws GcoreFailure when one of them cannot be used */
export function queryOf(reader: Reader): IDataObject {
	const query = filterQuery(reader, triggerFilters);
	checkSearch(query.search);
	return query;
}

/** What the user has set. @throws GcoreFailure when it cannot be used */
export const settingsOf = (
	reader: Reader,
	query: IDataObject,
	{ baseUrl, token }: Account,
): TriggerSettings => ({
	statuses: statusesOf(reader.choices<TaskEnd>(eventsField)),
	withResult: reader.switch(includeResultField),
	scope: JSON.stringify([baseUrl, query]),
	key: markOf(token),
});

/** The statuses of the ends asked for. */
const statusesOf = (ends: Array<TaskEnd | undefined>): string[] =>
	FINISHED_STATUSES.filter((status) => ends.includes(endOf(status)));

/** With a status' name in reach of the search, tasks come into the list when they end, anywhere in it. */
function checkSearch(search: unknown) {
	const text = String(search ?? '').toUpperCase();
	const status = [...UNFINISHED_STATUSES, ...FINISHED_STATUSES].find((name) => name.includes(text));
	if (!text || !status) return;
	throw badParameter(
		'Search',
		shown`is a part of the status ${status}, so it would find tasks by how they stand`,
		"Choose how tasks end under 'Events', and search for something longer.",
	);
}

/** 32 bits that tell keys apart, from which the key cannot be had. */
const markOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 8);
