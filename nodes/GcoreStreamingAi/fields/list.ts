import type { INodeProperties } from 'n8n-workflow';

import { wholeNumber } from './values';

/** How many rows a list is to have. Name, default and description are those that n8n's linter wants. */
export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
};

/** What every operation has that lists, before its filters. */
export const listFields: INodeProperties[] = [
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
];

/** How many rows an item asks for; Infinity for all. @throws GcoreFailure when Limit cannot be used */
export const mostRows = (returnAll: unknown, limit: unknown): number =>
	returnAll ? Infinity : wholeNumber(limitField, limit);
