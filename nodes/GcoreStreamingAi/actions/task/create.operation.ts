import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { createTask } from '../../api/calls';
import { WAIT_OUTCOMES } from '../../outcomes';
import { newTaskBody } from '../../task/newTask';
import { optionsField, outcomeFields } from '../fields';
import type { Operation } from '../operations';
import type { Run } from '../run';
import { newTaskFields } from './create.fields';
import { subtitlesOptions } from './taskResult';
import { Watch, watchOptions } from './watch';

async function execute(run: Run): Promise<void> {
	const waits = run.parameters.waitForCompletion === true;
	const watch = new Watch(run);
	await run.forEachItem(async (item) => {
		const taskType = run.param('taskType', item, 'transcription');
		const body = newTaskBody({
			taskType,
			url: run.param('url', item, ''),
			audioLanguage: run.optionalParam('audioLanguage', item),
			subtitlesLanguage: run.optionalParam('subtitlesLanguage', item),
			stopObjects: run.optionalParam('stopObjects', item),
			additionalFields: run.param<IDataObject>('additionalFields', item, {}),
		});
		if (waits) watch.check(item);
		const taskId = await createTask(run.client, body);
		run.startedTasks.push(taskId);
		if (!waits) return { json: { task_id: taskId, task_type: taskType, url: body.url } };
		watch.add(item, taskId);
		return [];
	});
	if (waits) await watch.untilEnd();
}

const onlyWhenWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { waitForCompletion: [true], ...field.displayOptions?.show } },
});

const onlyWhenNotWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { waitForCompletion: [false] } },
});

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create task',
		description: 'Start a task that transcribes, translates or moderates a video',
	},
	fields: [
		...newTaskFields,
		...outcomeFields(WAIT_OUTCOMES).map(onlyWhenWaiting),
		onlyWhenNotWaiting(optionsField()),
		onlyWhenWaiting(optionsField(...watchOptions, ...subtitlesOptions)),
	],
	execute,
};
