import type { IDataObject } from 'n8n-workflow';

import { getTask } from '../../api/calls';
import { optionsField, taskIdField } from '../fields';
import type { Operation } from '../operations';
import { subtitlesOptions, subtitlesWishOf, taskResult } from './taskResult';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Read a task with its status and result',
	},
	fields: [taskIdField, optionsField(...subtitlesOptions)],
	execute: async (run) =>
		await run.forEachItem(async (item) => {
			const { client } = await run.account(item);
			const wish = subtitlesWishOf(run.param<IDataObject>('options', item, {}));
			return await taskResult(run, await getTask(client, run.taskId(item)), wish);
		}),
};
