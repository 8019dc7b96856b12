import type { IDataObject } from 'n8n-workflow';

import { getTask } from '../../gcore/calls';
import { optionsField } from '../../fields/options';
import { taskIdField } from '../../fields/task';
import type { Operation } from '../operation';
import { subtitlesOptions, subtitlesWishOf, taskResult } from './taskResult';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Read a task with its status and result',
	},
	fields: [taskIdField, optionsField(...subtitlesOptions)],
	item: async (run, item) => {
		const { client } = await run.account(item);
		const wish = subtitlesWishOf(run.parameters.get<IDataObject>('options', item, {}));
		return await taskResult(run, await getTask(client, run.parameters.taskId(item)), wish);
	},
};
