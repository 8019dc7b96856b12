import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { pollTasks } from './trigger/poll';
import { triggerProperties } from './trigger/properties';

export class GcoreStreamingAiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gcore Streaming AI Trigger',
		name: 'gcoreStreamingAiTrigger',
		icon: { light: 'file:gcore.svg', dark: 'file:gcore.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a task has ended, however it was started',
		defaults: { name: 'Gcore Streaming AI Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gcoreApi', required: true }],
		builderHint: {
			searchHint:
				'One item for each task that has ended since the last poll, with its task_id and, unless includeResult is false, its result: no Wait and no Get behind it. It tells every task of the account, so set filters where other workflows start some too.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-gcore-streaming-ai.gcoreStreamingAi',
					relationHint: 'Starts the tasks whose ends are told here, by Create in another workflow',
				},
			],
		},
		properties: triggerProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollTasks.call(this);
	}
}
