import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { WAIT_OUTCOMES } from '../../outcomes';
import { newTaskBody } from '../../task/newTask';
import { optionsField } from '../../fields/options';
import { simplifyField } from '../../fields/simplify';
import { outcomeFields } from '../../fields/outcomes';
import type { Operation } from '../operation';
import type { Run } from '../run';
import { noteOf } from '../../n8n/errors';
import { positive } from '../../fields/values';
import { newTaskFields, reuseHoursOption, reuseOptions } from './create.fields';
import { Starts, type NewTask } from './start';
import { subtitlesOptions } from './taskResult';
import { Watch } from './watch';
import { watchOptions, watchOptionsOf, type WatchOptions } from './watch.fields';

const taskTypeOf = (run: Run, item: number) =>
	run.parameters.get('taskType', item, 'transcription');

const bodyOf = (run: Run, item: number): IDataObject =>
	newTaskBody({
		taskType: taskTypeOf(run, item),
		url: run.parameters.get('url', item, ''),
		audioLanguage: run.parameters.get('audioLanguage', item, ''),
		subtitlesLanguage: run.parameters.get('subtitlesLanguage', item, ''),
		stopObjects: run.parameters.get('stopObjects', item, ''),
		additionalFields: run.parameters.get<IDataObject>('additionalFields', item, {}),
	});

interface ReadyTask extends NewTask {
	/** How to wait for its end, if that is wanted. */
	waiting?: WatchOptions;
}

async function readyTask(run: Run, item: number, waits: boolean): Promise<ReadyTask> {
	const body = bodyOf(run, item);
	const options = run.parameters.get<IDataObject>('options', item, {});
	const hours = positive(reuseHoursOption, options.reuseHours);
	const waiting = waits ? watchOptionsOf(run, item) : undefined;
	return {
		item,
		account: await run.account(item),
		body,
		waiting,
		reuseHours: options.reuseTask === true ? hours : undefined,
		outlivesStop: waiting?.cancelOnStop === true,
	};
}

async function execute(run: Run): Promise<void> {
	const waits = run.parameters.get<unknown>('waitForCompletion', 0, false) === true;
	const watch = new Watch(run);
	const starts = new Starts(run);
	// All fields and keys first: when one cannot be used and On Error is Stop, no task has been started yet.
	const byItem: ReadyTask[] = [];
	await run.pool(run.itemCount, async (item) => {
		await run.attempt(item, async () => {
			byItem[item] = await readyTask(run, item, waits);
		});
	});
	const ready = byItem.filter((task) => task !== undefined);
	const starting = run.pool(ready.length, async (index) => {
		const { item, account, body, waiting } = ready[index];
		await run.attempt(item, async () => {
			const { taskId, reused } = await starts.start(ready[index]);
			if (waiting) return await watch.add({ item, account, taskId, options: waiting, reused });
			const json = { task_id: taskId, task_type: taskTypeOf(run, item), url: body.url };
			run.settle(item, { json: { ...json, ...(reused && { reused }) } });
		});
	});
	await (waits ? watch.untilEnd(starting) : starting);
	for (const task of ready) if (hasEndedBadly(run, task.item)) starts.forget(task);
}

/** Whether an item is raised because its task has failed or is cancelled: then Retry On Fail is to start another. */
const hasEndedBadly = (run: Run, item: number) =>
	run.entries[item].some((entry) => {
		const { outcome, cancelled } = ('reason' in entry && noteOf(entry.reason).details) || {};
		return outcome === 'failed' || outcome === 'cancelled' || cancelled === true;
	});

const onlyWhenWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: {
		...field.displayOptions,
		show: { waitForCompletion: [true], ...field.displayOptions?.show },
	},
});

const onlyWhenNotWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { waitForCompletion: [false] } },
});

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create AI task',
		description: 'Start a task that transcribes, translates or moderates a video',
	},
	toolDescription:
		'Starts an AI task at Gcore on a video file: a transcription, a translation or a detection, as set in this tool. Gcore works on it for minutes and may bill it by the length of the video, so do not start one for the same video twice. Answers at once with the task_id, by which the result is read later; only with Wait for Completion on it answers with the result.',
	fields: [
		...newTaskFields,
		...[...outcomeFields(WAIT_OUTCOMES), simplifyField].map(onlyWhenWaiting),
		onlyWhenNotWaiting(optionsField(...reuseOptions)),
		onlyWhenWaiting(optionsField(...reuseOptions, ...watchOptions, ...subtitlesOptions)),
	],
	outcomes: { table: WAIT_OUTCOMES, when: { parameter: 'waitForCompletion', is: true } },
	execute,
};
