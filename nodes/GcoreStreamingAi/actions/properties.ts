import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { shownFor } from '../fields/shown';
import { toolDescriptionField } from '../fields/tool';
import { outputsHint } from '../outputs';
import type { Operation, Resource } from './operation';

/** n8n refuses a hint on the list itself. */
const withHint = ({ option, outcomes }: Operation): INodePropertyOptions =>
	outcomes ? { ...option, builderHint: { propertyHint: outputsHint(outcomes) } } : option;

const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

/** The node's properties, made from its resources and their operations. @param preset the default resource */
export const propertiesOf = (resources: Resource[], preset: string): INodeProperties[] => [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: preset,
		options: resources.map(({ name, value }) => ({ name, value })),
	},
	...resources.map(({ value, defaultOperation, operations }) => ({
		...operationField,
		default: defaultOperation,
		options: operations.map(withHint),
		displayOptions: { show: { resource: [value] } },
	})),
	...resources.flatMap(({ value, operations }) =>
		operations.flatMap(({ option, toolDescription, fields }) =>
			[toolDescriptionField(toolDescription), ...fields].map((field) =>
				shownFor({ resource: [value], operation: [option.value] }, field),
			),
		),
	),
];
