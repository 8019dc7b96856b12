import type { INodeProperties } from 'n8n-workflow';

import { triggerFilters } from '../fields/filters';
import { simplifyField } from '../fields/simplify';
import { WAIT_OUTCOMES } from '../outcomes';

/** The outcomes of waiting that are ends of a task. */
const EVENTS = WAIT_OUTCOMES.filter(({ value }) => value !== 'timedOut');

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['succeeded', 'failed', 'cancelled'],
	description: 'Which task outcomes start the workflow',
	options: EVENTS.map(({ label, value, meaning }) => ({
		name: `Task ${label}`,
		value,
		description: meaning,
	})).sort((a, b) => a.name.localeCompare(b.name)),
};

export const includeResultField: INodeProperties = {
	displayName: 'Include Result',
	name: 'includeResult',
	type: 'boolean',
	default: true,
	description: 'Whether to read the result of each task, which takes one request more for each',
};

/** The trigger's properties. */
export const triggerProperties: INodeProperties[] = [
	eventsField,
	triggerFilters,
	includeResultField,
	simplifyField,
];
