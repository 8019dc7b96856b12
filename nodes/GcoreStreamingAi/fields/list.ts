import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from './reader';
import { simplifyField } from './simplify';

/** How many rows a list is to have. Name, default and description are those that n8n's linter wants. */
export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
};

const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

/** On, unlike that of operations that hand on a result. */
export const simplifyRowsField: INodeProperties = { ...simplifyField, default: true };

/** What every operation has that lists, before its filters. */
export const listFields: INodeProperties[] = [
	returnAllField,
	{ ...limitField, displayOptions: { show: { returnAll: [false] } } },
	simplifyRowsField,
];

/** How many rows an item asks for; Infinity for all. @throws GcoreFailure when a field cannot be used */
export const mostRows = (reader: Reader): number =>
	reader.switch(returnAllField) ? Infinity : reader.wholeNumber(limitField);
