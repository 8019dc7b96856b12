import type { INodeProperties } from 'n8n-workflow';

import type { Outcome } from '../outcomes';
import { outputsHint } from '../outputs';
import { NOT_ON_TOOLS } from './tool';

const separateOutcomesField: INodeProperties = {
	displayName: 'Separate Outcomes',
	name: 'separateOutcomes',
	type: 'multiOptions',
	noDataExpression: true,
	default: [],
	displayOptions: { show: { outcomeHandling: ['separate'] }, ...NOT_ON_TOOLS },
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
			// A model is handed every outcome as data, by the one output that reaches it.
			displayOptions: NOT_ON_TOOLS,
			description: 'How items leave the node, by how their task has ended',
			builderHint: {
				propertyHint: `${outputsHint({ table: outcomes })} An outcome left out of separateOutcomes has none, and those behind it move up. The outcome field of an item tells its outcome, whichever output it leaves by.`,
			},
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
			default: others.map(({ value }) => value),
			description: `Which outcomes get an output besides ${wished.label}. The others stop the workflow, or go where the node's On Error setting sends them.`,
			options: others.map(({ label, value, meaning }) => ({
				name: label,
				value,
				description: meaning,
			})),
		},
	];
}
