import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from '../../fields/reader';
import { STOP_LABELS, type StopObject } from '../../task/newTask';

const labelField = (labels: readonly string[]): INodeProperties => ({
	displayName: 'Label',
	name: 'label',
	type: 'options',
	default: '',
	options: labels.map((label) => ({ name: label, value: label })),
});

const confidenceField: INodeProperties = {
	displayName: 'Confidence',
	name: 'confidence',
	type: 'number',
	default: 0,
	typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
	description: 'The minimum confidence that ends the analysis, from 0 to 1. With 0, any does.',
};

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
			values: [labelField(labels), confidenceField],
		},
	],
});

/** For each detection that knows objects, those that end it. */
export const stopObjectsFields: INodeProperties[] = Object.entries(STOP_LABELS).map(
	([taskType, labels]) => stopObjectsField(taskType, labels),
);

/** For messages, where a name by itself would not tell where it stands. */
const inRows = (field: INodeProperties): INodeProperties => ({
	...field,
	displayName: `${field.displayName}' of 'Stop Objects`,
});

/** The objects that end a detection; none where it knows none. @throws GcoreFailure naming what cannot be used */
export function stopObjectsOf(reader: Reader, taskType: string): StopObject[] {
	const labels = STOP_LABELS[taskType];
	if (!labels) return [];
	return reader.rows(stopObjectsField(taskType, labels)).map((row) => ({
		label: row.choice(inRows(labelField(labels))),
		confidence: row.fraction(inRows(confidenceField)),
	}));
}
