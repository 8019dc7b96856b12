import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { propertiesOf } from './actions/fields';
import { RESOURCES } from './actions/operations';
import { router } from './actions/router';
import { searchTasks } from './methods/searchTasks';
import { outputsExpression } from './outcomes';

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
		outputs: outputsExpression,
		credentials: [{ name: 'gcoreApi', required: true }],
		properties: propertiesOf(RESOURCES),
	};

	methods = { listSearch: { searchTasks } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
