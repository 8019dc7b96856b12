import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { WAIT_OUTCOMES } from '../../outcomes';
import { getVideo } from '../../gcore/videoCalls';
import { isSpeech, newTaskBody } from '../../task/newTask';
import type { Wanted } from '../../task/sameTask';
import { videoAddress } from '../../task/video';
import { dataForVideo } from '../../task/videoId';
import { optionsField, optionsOf } from '../../fields/options';
import { shownFor } from '../../fields/shown';
import { simplifyField } from '../../fields/simplify';
import { outcomeFields } from '../../fields/outcomes';
import { videoAbout } from '../about';
import type { Operation } from '../operation';
import type { Run } from '../run';
import { noteOf } from '../../n8n/errors';
import { namedVideo, videoIdOf } from '../video/whichVideo';
import {
	newTaskFields,
	reuseHoursOption,
	reuseOptions,
	reuseTaskOption,
	taskTypeField,
	urlField,
	videoSourceField,
	waitForCompletionField,
} from './create.fields';
import { newTaskOf } from './newTaskOf';
import { Starts, type NewTask } from './start';
import { subtitlesOptions } from './taskResult';
import { Watch } from './watch';
import { watchOptions, watchOptionsOf, type WatchOptions } from './watch.fields';

const taskTypeOf = (run: Run, item: number) => run.parameters.of(item).choice(taskTypeField);

/** @param video in place of the fields, where the video is one of Gcore's */
function bodyOf(run: Run, item: number, video?: { id: number; url: string }): IDataObject {
	const reader = run.parameters.of(item);
	return newTaskBody({
		...newTaskOf(reader),
		url: video?.url ?? reader.text(urlField),
		defaultEntityData: video && dataForVideo(video.id),
	});
}

/** The fields of a new task can be checked before it is known where the video is. */
const ANY_VIDEO = { id: 1, url: 'https://example.com/video.mp4' };

const NO_VIDEO = "Choose the video in 'Video', or put Get Many of videos before this node.";

/** What an item wants a task for. @throws GcoreFailure when a field cannot be used, or a Gcore video has no MP4 */
async function wantedOf(run: Run, item: number): Promise<Wanted> {
	const source = run.parameters.of(item).choice(videoSourceField);
	if (source === 'url') return { body: bodyOf(run, item) };
	const named = namedVideo(run, item);
	bodyOf(run, item, ANY_VIDEO);
	const { client } = await run.account(item);
	const id = await videoIdOf(run, item, client, { named, remedy: NO_VIDEO });
	const use = isSpeech(taskTypeOf(run, item)) ? 'speech' : 'pictures';
	const video = await getVideo(client, id);
	const url = videoAddress(video, use, Date.now());
	const slug = typeof video.slug === 'string' && video.slug ? video.slug : undefined;
	return { body: bodyOf(run, item, { id, url }), video: { id, slug } };
}

interface ReadyTask extends NewTask {
	/** How to wait for its end, if that is wanted. */
	waiting?: WatchOptions;
}

async function readyTask(
	run: Run,
	item: number,
	waits: boolean,
	starts: Starts,
): Promise<ReadyTask> {
	const options = optionsOf(run.parameters.of(item));
	const hours = options.duration(reuseHoursOption);
	const reuses = options.switch(reuseTaskOption);
	const waiting = waits ? watchOptionsOf(run, item) : undefined;
	const { body, video } = starts.before.of(item) ?? (await wantedOf(run, item));
	return {
		item,
		account: await run.account(item),
		body,
		video,
		waiting,
		reuseHours: reuses ? hours : undefined,
		outlivesStop: waiting?.cancelOnStop === true,
	};
}

async function execute(run: Run): Promise<void> {
	const waits = run.parameters.of(0).switch(waitForCompletionField);
	const watch = new Watch(run);
	const starts = new Starts(run);
	// All fields and keys first: when one cannot be used and On Error is Stop, no task has been started yet.
	const byItem: ReadyTask[] = [];
	await run.pool(run.itemCount, async (item) => {
		await run.attempt(item, async () => {
			byItem[item] = await readyTask(run, item, waits, starts);
		});
	});
	const ready = byItem.filter((task) => task !== undefined);
	starts.takeIn(ready);
	const starting = run.pool(ready.length, async (index) => {
		const { item, account, body, waiting, video } = ready[index];
		await run.attempt(item, async () => {
			const { taskId, reused } = await starts.start(ready[index]);
			run.note(item, { task_id: taskId });
			if (waiting) return await watch.add({ item, account, taskId, options: waiting, reused });
			const json = { task_id: taskId, task_type: taskTypeOf(run, item), url: body.url };
			const more = { ...(video && { video_id: video.id }), ...(reused && { reused }) };
			run.settle(item, { json: { ...json, ...more } });
		});
	});
	await (waits ? watch.untilEnd(starting) : starting);
	for (const task of ready) if (hasEndedBadly(run, task.item)) starts.before.forget(task);
}

/** Whether an item is raised because its task has failed or is cancelled: then Retry On Fail is to start another. */
const hasEndedBadly = (run: Run, item: number) =>
	run.entries[item].some((entry) => {
		const { outcome, cancelled } = ('reason' in entry && noteOf(entry.reason).details) || {};
		return outcome === 'failed' || outcome === 'cancelled' || cancelled === true;
	});

const waits = (waitForCompletion: boolean) => (field: INodeProperties) =>
	shownFor({ waitForCompletion: [waitForCompletion] }, field);

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
		...[...outcomeFields(WAIT_OUTCOMES), simplifyField].map(waits(true)),
		waits(false)(optionsField(...reuseOptions)),
		waits(true)(optionsField(...reuseOptions, ...watchOptions, ...subtitlesOptions)),
	],
	outcomes: { table: WAIT_OUTCOMES, when: { parameter: 'waitForCompletion', is: true } },
	about: (parameters, item) =>
		parameters.of(item).choice(videoSourceField) === 'gcoreVideo'
			? videoAbout(parameters, item)
			: {},
	execute,
};
