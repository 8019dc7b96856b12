import type { INodeProperties } from 'n8n-workflow';

import { STOP_LABELS } from '../../task/newTask';

const stopObjectsField = (taskType: string, labels: readonly string[]): INodeProperties => ({
	displayName: 'Stop Objects',
	name: 'stopObjects',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add object',
	default: {},
	description: 'Objects that end the analysis as soon as one is found',
	displayOptions: { show: { taskType: [taskType] } },
	options: [
		{
			displayName: 'Object',
			name: 'objects',
			values: [
				{
					displayName: 'Label',
					name: 'label',
					type: 'options',
					default: '',
					options: labels.map((label) => ({ name: label, value: label })),
				},
				{
					displayName: 'Confidence',
					name: 'confidence',
					type: 'number',
					default: 0,
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
					description:
						'The minimum confidence that ends the analysis, from 0 to 1. With 0, any does.',
				},
			],
		},
	],
});

/** For each detection that knows objects, those that end it. */
export const stopObjectsFields: INodeProperties[] = Object.entries(STOP_LABELS).map(
	([taskType, labels]) => stopObjectsField(taskType, labels),
);
