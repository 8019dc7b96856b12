import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { optionalOutcomes, type Outcome } from '../outcomes';

/** The task to act on. Behind a node that started it, the default finds it. */
export const taskIdField: INodeProperties = {
	displayName: 'Task',
	name: 'taskId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '={{ $json.task_id }}' },
	description:
		'The AI task. By default the one whose task_id the incoming item carries. To choose from the list, switch to Fixed first.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a task...',
			typeOptions: { searchListMethod: 'searchTasks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. aafe70c6-0000-0000-0000-327b65f7670f',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. https://api.gcore.com/streaming/ai/tasks/aafe70c6-0000-0000-0000-327b65f7670f',
		},
	],
};

const separateOutcomesField: INodeProperties = {
	displayName: 'Separate Outcomes',
	name: 'separateOutcomes',
	type: 'multiOptions',
	noDataExpression: true,
	default: [],
	displayOptions: { show: { outcomeHandling: ['separate'] } },
};

/** How an operation that can end in several ways hands them on. Outputs depend on it, so no expressions. */
export function outcomeFields(outcomes: readonly Outcome[]): INodeProperties[] {
	const [wished, ...others] = outcomes;
	return [
		{
			displayName: 'Outcome Handling',
			name: 'outcomeHandling',
			type: 'options',
			noDataExpression: true,
			default: 'separate',
			description: 'How items leave the node, by how their task has ended',
			options: [
				{
					name: 'Separate Outputs',
					value: 'separate',
					description: 'An output for each outcome',
				},
				{
					name: 'Same Output',
					value: 'same',
					description: 'All items leave by one output and tell their outcome in a field',
				},
				{
					name: 'Stop or Use On Error',
					value: 'fail',
					description: `Anything but ${wished.label} stops the workflow, or goes where the node's On Error setting sends it`,
				},
			],
		},
		{
			...separateOutcomesField,
			default: optionalOutcomes(outcomes).map(({ value }) => value),
			description: `Which outcomes get an output besides ${wished.label}. The others stop the workflow, or go where the node's On Error setting sends them.`,
			options: others.map(({ label, value, meaning }) => ({
				name: label,
				value,
				description: meaning,
			})),
		},
	];
}

// Network manners, which every operation has under Options.

export const maxConcurrencyOption: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1, maxValue: 1000 },
	description:
		'How many requests may be under way at once. The node starts with 10 and goes up to this number while Gcore keeps up. An expression is read for the first item only.',
};

export const maxRetriesOption: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	default: 3,
	typeOptions: { minValue: 0, maxValue: 100 },
	description:
		'How often a request is sent again when Gcore is busy or cannot be reached. Starting a task is only repeated when Gcore has surely not taken it. An expression is read for the first item only.',
};

export const requestTimeoutOption: INodeProperties = {
	displayName: 'Request Timeout',
	name: 'requestTimeout',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 1 },
	description:
		'How many seconds to wait for the answer to one request. An expression is read for the first item only.',
};

const networkOptions = [maxConcurrencyOption, maxRetriesOption, requestTimeoutOption];

/** The Options collection of an operation, sorted by name as n8n's rules want it. */
export const optionsField = (...own: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...networkOptions, ...own].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

const showFor = (
	show: NonNullable<INodeProperties['displayOptions']>['show'],
	field: INodeProperties,
): INodeProperties => ({
	...field,
	displayOptions: { ...field.displayOptions, show: { ...show, ...field.displayOptions?.show } },
});

/** Which kind of thing the node works on, and by default with which operation. */
export interface Resource {
	name: string;
	value: string;
	defaultOperation: string;
	operations: Array<{ option: INodePropertyOptions; fields: INodeProperties[] }>;
}

const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

/** The node's properties, made from its resources and their operations. */
export const propertiesOf = (resources: Resource[]): INodeProperties[] => [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'task',
		options: resources.map(({ name, value }) => ({ name, value })),
	},
	...resources.map(({ value, defaultOperation, operations }) => ({
		...operationField,
		default: defaultOperation,
		options: operations.map(({ option }) => option),
		displayOptions: { show: { resource: [value] } },
	})),
	...resources.flatMap(({ value, operations }) =>
		operations.flatMap(({ option, fields }) =>
			fields.map((field) => showFor({ resource: [value], operation: [option.value] }, field)),
		),
	),
];
