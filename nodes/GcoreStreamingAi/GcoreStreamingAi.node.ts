import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { execute } from './actions/execute';
import { DEFAULT_RESOURCE, OUTPUTS, RESOURCES } from './actions/operations';
import { propertiesOf } from './actions/properties';
import { searchTasks } from './methods/searchTasks';
import { outputsExpression } from './outputs';

export class GcoreStreamingAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gcore Streaming AI',
		name: 'gcoreStreamingAi',
		icon: { light: 'file:gcore.svg', dark: 'file:gcore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Start, watch, read and cancel tasks that transcribe, translate or moderate video',
		defaults: { name: 'Gcore Streaming AI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(OUTPUTS),
		credentials: [{ name: 'gcoreApi', required: true }],
		properties: propertiesOf(RESOURCES, DEFAULT_RESOURCE),
	};

	methods = { listSearch: { searchTasks } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this);
	}
}
