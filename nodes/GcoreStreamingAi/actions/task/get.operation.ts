import { getTask } from '../../gcore/calls';
import { optionsField } from '../../fields/options';
import { simplifyField } from '../../fields/simplify';
import { taskIdFields } from '../../fields/task';
import { taskAbout } from '../about';
import type { Operation } from '../operation';
import { resultWishOf, subtitlesOptions, taskResult } from './taskResult';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get AI task',
		description: 'Read a task with its status and result',
	},
	toolDescription:
		'Reads one AI task at Gcore by its task_id: its status and, once finished is true, its result, or the failureReason. It does not wait: while finished is false the task still runs, and asking again makes sense after a while only.',
	fields: [...taskIdFields, simplifyField, optionsField(...subtitlesOptions)],
	about: taskAbout,
	item: async (run, item) => {
		const { client } = await run.account(item);
		const wish = resultWishOf(run, item);
		return await taskResult(run, await getTask(client, run.parameters.taskId(item)), wish);
	},
};
