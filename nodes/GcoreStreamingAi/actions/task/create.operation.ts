import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { createTask } from '../../api/calls';
import { WAIT_OUTCOMES } from '../../outcomes';
import { newTaskBody } from '../../task/newTask';
import { optionsField, outcomeFields } from '../fields';
import type { Operation } from '../operations';
import type { Run } from '../run';
import { newTaskFields } from './create.fields';
import { subtitlesOptions } from './taskResult';
import { Watch } from './watch';
import { watchOptions, watchOptionsOf, type WatchOptions } from './watch.fields';

const taskTypeOf = (run: Run, item: number) => run.param('taskType', item, 'transcription');

const bodyOf = (run: Run, item: number): IDataObject =>
	newTaskBody({
		taskType: taskTypeOf(run, item),
		url: run.param('url', item, ''),
		audioLanguage: run.optionalParam('audioLanguage', item),
		subtitlesLanguage: run.optionalParam('subtitlesLanguage', item),
		stopObjects: run.optionalParam('stopObjects', item),
		additionalFields: run.param<IDataObject>('additionalFields', item, {}),
	});

async function execute(run: Run): Promise<void> {
	const waits = run.parameters.waitForCompletion === true;
	const watch = new Watch(run);
	// All fields first: when one cannot be used and On Error is Stop, no task has been started yet.
	const ready: Array<{ item: number; body: IDataObject; options?: WatchOptions }> = [];
	for (let item = 0; item < run.itemCount && !run.halted; item++) {
		await run.attempt(item, async () => {
			const body = bodyOf(run, item);
			ready.push({ item, body, options: waits ? watchOptionsOf(run, item) : undefined });
		});
	}
	const starting = run.pool(ready.length, async (index) => {
		const { item, body, options } = ready[index];
		await run.attempt(item, async () => {
			const taskId = await createTask(run.client, body, options?.cancelOnStop);
			run.startedTasks.push(taskId);
			if (options) return await watch.add(item, taskId, options);
			const json = { task_id: taskId, task_type: taskTypeOf(run, item), url: body.url };
			run.settle(item, { json });
		});
	});
	await (waits ? watch.untilEnd(starting) : starting);
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
