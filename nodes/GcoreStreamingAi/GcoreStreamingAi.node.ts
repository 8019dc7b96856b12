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
import { searchVideos } from './methods/searchVideos';
import { outputsExpression } from './outputs';

export class GcoreStreamingAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gcore Streaming AI',
		name: 'gcoreStreamingAi',
		icon: { light: 'file:gcore.svg', dark: 'file:gcore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Start, watch, read and cancel AI tasks that transcribe, translate or moderate video, and put their subtitles on it',
		defaults: { name: 'Gcore Streaming AI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(OUTPUTS),
		credentials: [{ name: 'gcoreApi', required: true }],
		builderHint: {
			searchHint:
				"A task runs at Gcore, often for minutes. Create hands on its task_id at once, without a result. The result comes from Wait behind it, from Create with waitForCompletion true, or from the trigger in a workflow of its own, which suits long videos. Operations that can end in several ways have an output for each; with outcomeHandling 'same' there is one output, and the field outcome tells items apart. The video is one of the account (videoSource 'gcoreVideo') or a file at a public URL: a page of YouTube is none. To have subtitles on a Gcore video: Create with videoSource 'gcoreVideo', Wait, then resource video, operation addSubtitles with nothing set.",
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-gcore-streaming-ai.gcoreStreamingAiTrigger',
					relationHint: 'Starts another workflow when a task has ended, in place of waiting for it',
				},
				{
					nodeType: 'n8n-nodes-base.wait',
					relationHint:
						'For tasks of hours: from the output Timed Out of Wait, which has a short waitTimeout, to a pause of minutes and back to Wait. It outlives a restart of n8n',
				},
				{
					nodeType: 'n8n-nodes-base.if',
					relationHint:
						'Behind Get by the field finished or succeeded, or in such a loop to give up',
				},
				{
					nodeType: 'n8n-nodes-base.switch',
					relationHint: "By the field outcome, where outcomeHandling is 'same'",
				},
			],
		},
		properties: propertiesOf(RESOURCES, DEFAULT_RESOURCE),
	};

	methods = { listSearch: { searchTasks, searchVideos } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this);
	}
}
