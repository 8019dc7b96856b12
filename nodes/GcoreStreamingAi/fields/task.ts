import type { INodeProperties } from 'n8n-workflow';

import { fromModel, leftToModel } from './tool';

const taskIdField: INodeProperties = {
	displayName: 'Task',
	name: 'taskId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '={{ $json.task_id }}' },
	description:
		'The AI task. By default the one whose task_id the incoming item carries, or the one that the details of a failed item name. To choose from the list, switch to Fixed first.',
	builderHint: {
		propertyHint:
			"Leave it out where the incoming items have a task_id, which those of Create, Get Many and the trigger have. Else give mode 'id' with an expression, by expr(), for the task_id of the earlier node that has one. Never make up an ID.",
	},
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

const FROM_MODEL = fromModel({
	name: 'task_id',
	description:
		'The task_id of the AI task, as starting or listing tasks has given it: a UUID such as aafe70c6-0000-0000-0000-327b65f7670f. Never make one up.',
	// What the default has always taken: agents that work on items with a task_id go on.
	otherwise: '$json.task_id',
});

/** The task to act on. Behind a node that started it, the default finds it; on a tool, the model names it. */
export const taskIdFields = leftToModel(taskIdField, { mode: 'id', value: FROM_MODEL });
