import { createHash } from 'crypto';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { filterQuery, triggerFilters } from '../fields/filters';
import { badParameter } from '../gcore/failures';
import type { Account } from '../gcore/http';
import { shown } from '../gcore/shown';
import { endOf, FINISHED_STATUSES, STATUS_OF_END, UNFINISHED_STATUSES } from '../gcore/task';
import type { TriggerSettings } from './ends';

/** The list call's query for the trigger's filters. @throws GcoreFailure when one of them cannot be used */
export function queryOf(context: IPollFunctions): IDataObject {
	const query = filterQuery(context.getNodeParameter('filters', {}), triggerFilters);
	checkSearch(query.search);
	return query;
}

/** What the user has set. @throws GcoreFailure when it cannot be used */
export const settingsOf = (
	context: IPollFunctions,
	query: IDataObject,
	{ baseUrl, token }: Account,
): TriggerSettings => ({
	statuses: statusesOf(context.getNodeParameter('events', [])),
	withResult: context.getNodeParameter('includeResult', true) as boolean,
	scope: JSON.stringify([baseUrl, query]),
	key: markOf(token),
});

/** The statuses of the ends asked for. An expression may give anything; one end alone is taken as a list of one. */
function statusesOf(value: unknown): string[] {
	const events = [value].flat();
	const known = Object.keys(STATUS_OF_END);
	if (events.every((event) => known.includes(event as string))) {
		return FINISHED_STATUSES.filter((status) => events.includes(endOf(status)));
	}
	throw badParameter(
		'Events',
		'holds something that is no end of a task',
		shown`Give a list of ${known.join(', ')}.`,
	);
}

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
