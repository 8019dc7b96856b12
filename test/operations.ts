import type { INodeParameters } from 'n8n-workflow';

import {
	cancelTask,
	createTask,
	getTask,
	languageSupport,
	listTasks,
} from '../nodes/GcoreStreamingAi/gcore/calls';
import {
	addSubtitles,
	changeSubtitles,
	getVideo,
	listSubtitles,
	listVideos,
} from '../nodes/GcoreStreamingAi/gcore/videoCalls';
import { CANCEL_OUTCOMES } from '../nodes/GcoreStreamingAi/outcomes';
import { cancelOutcome } from '../nodes/GcoreStreamingAi/task/cancelOutcome';
import { SAMPLE_URL } from './standin/samples';

/** What a call is sent by. */
export type Client = Parameters<typeof cancelTask>[0];

/** An item that an operation puts out. */
interface Item {
	/** The status of the task that the input item names. By default STARTED. */
	task?: string;
	/** Besides those of the row. */
	parameters?: INodeParameters;
	/** The output by which it leaves. By default the first. */
	output?: number;
	/** Stands in the README, made with these parameters besides, behind the marker `<!-- item: NAME -->`. */
	example?: INodeParameters;
}

/**
 * An operation as tests need it, or another way to use one. Input items have a `task_id`, and a number `n`; n + 1 is the
 * ID of a video.
 */
export interface Row {
	/** The least with which it does its work, for each item by a request of its own. */
	parameters: INodeParameters & { resource: string; operation: string };
	/** The status of the tasks that make its work go well. By default STARTED. */
	task?: string;
	/** What a model is to fill in as soon as it is dragged onto the canvas as a tool. */
	fromModel?: string[];
	/** The call that a fault is planted for, and what is decided by its answer alone. */
	call(client: Client, taskId: string, videoId: number): Promise<unknown>;
	/** What else it may ask Gcore, besides what the calls of other rows ask. */
	others?: Array<(client: Client, videoId: number) => Promise<unknown>>;
	/** What an answer of Gcore's own in JSON leads to, by its status: an outcome, or a message. */
	own: Readonly<Record<number, string | RegExp>>;
	/** An item may lead to any number of items, and the answer is a list: in `results`, or a plain one. */
	list?: 'results' | 'plain';
	/** Does something that must not be done twice: never sent again blindly when it may have been taken. What is told then. */
	once?: RegExp;
	/** It finds out by itself whether it was taken, and is sent again where it was not. */
	looksAfter?: boolean;
	/** The outcome in which trouble ends that may pass by itself. */
	ridesOut?: string;
	/** Their fields are part of the contract with saved workflows, by these names. */
	items: Readonly<Record<string, Item>>;
	/** Settings that between them show every field in the editor. */
	fields: Readonly<Record<string, INodeParameters>>;
}

/** The video of an item. */
const VIDEO = { __rl: true, mode: 'id', value: '={{ $json.n + 1 }}' };

const SUBTITLES = { name: 'English', language: 'eng', vtt: 'WEBVTT' };

const OFTEN = { pollInterval: 0.1 };

/** A video with which the stand-in ends a task so. */
const urlWith = (end: string) => SAMPLE_URL.replace('.mp4', `-${end}.mp4`);

const UNKNOWN_TASK = /^Gcore does not know the task '.+'$/;
const UNKNOWN_VIDEO = /^Gcore does not know the video '\d+'$/;
const NO_ID = /^Gcore took the task, but its answer holds no task ID that can be used$/;

const create: Row = {
	parameters: { resource: 'task', operation: 'create', url: SAMPLE_URL },
	fromModel: ['video_url'],
	call: async (client) => await createTask(client, { url: SAMPLE_URL }),
	own: { 200: NO_ID, 201: NO_ID, 202: NO_ID },
	once: /may have been started all the same|before you start it again/,
	items: {
		create: { example: {} },
		'create reused': { parameters: { options: { reuseTask: true } } },
	},
	fields: {
		'Create transcription': {},
		'Create nsfw': { taskType: 'nsfw' },
		'Create hard nudity': { taskType: 'hard_nudity' },
		'Create soft nudity': { taskType: 'soft_nudity' },
		'Create sport': { taskType: 'sport' },
	},
};

/** The one list of operations that tests, the README's items and the contract go through. */
export const OPERATIONS: Readonly<Record<string, Row>> = {
	cancel: {
		parameters: { resource: 'task', operation: 'cancel' },
		fromModel: ['task_id'],
		call: async (client, id) => cancelOutcome(id, await cancelTask(client, id), false).outcome,
		own: Object.fromEntries(CANCEL_OUTCOMES.map(({ statusCode, value }) => [statusCode, value])),
		items: { cancel: { example: {} }, 'cancel alreadyDone': { task: 'SUCCESS', output: 3 } },
		fields: { Cancel: {}, 'Cancel, same output': { outcomeHandling: 'same' } },
	},
	cancelMany: {
		parameters: {
			resource: 'task',
			operation: 'cancelMany',
			selection: 'filtered',
			filters: { status: 'STARTED', search: '={{ $json.task_id }}' },
		},
		// None to be found: each item reads its list once.
		task: 'SUCCESS',
		call: async (client) => await listTasks(client, {}),
		own: {},
		list: 'results',
		items: { cancelMany: {}, 'cancelMany dry run': { parameters: { dryRun: true } } },
		fields: {
			'Cancel Many': {},
			'Cancel Many, filtered': { selection: 'filtered' },
			'Cancel Many, dry run': { dryRun: true },
		},
	},
	create,
	'create that waits': {
		...create,
		parameters: { ...create.parameters, waitForCompletion: true },
		items: {
			'create that waits succeeded': { parameters: { options: OFTEN } },
			'create that waits simple': { parameters: { options: OFTEN, simplify: true } },
			'create that waits failed': {
				parameters: { url: urlWith('fail'), options: OFTEN },
				output: 1,
			},
			'create that waits timedOut': {
				output: 3,
				parameters: { url: urlWith('slow'), options: { ...OFTEN, waitTimeout: 0.1 } },
			},
		},
		fields: { 'Create translation': { taskType: 'translation', waitForCompletion: true } },
	},
	'create from a Gcore video': {
		parameters: {
			resource: 'task',
			operation: 'create',
			videoSource: 'gcoreVideo',
			videoId: VIDEO,
		},
		call: async (client, _id, videoId) => await getVideo(client, videoId),
		own: { 404: UNKNOWN_VIDEO },
		items: { 'create from a Gcore video': { example: {} } },
		fields: { 'Create from a Gcore video': {} },
	},
	get: {
		parameters: { resource: 'task', operation: 'get' },
		fromModel: ['task_id'],
		call: async (client, id) => await getTask(client, id),
		own: { 404: UNKNOWN_TASK },
		items: {
			get: { task: 'SUCCESS', example: {} },
			'get failed': { task: 'FAILURE' },
			'get simple': { task: 'SUCCESS', parameters: { simplify: true }, example: {} },
			'get with subtitles': {
				task: 'SUCCESS',
				parameters: { options: { subtitlesFormat: 'srt' } },
			},
		},
		fields: { Get: {} },
	},
	getAll: {
		// Equal lists would be read once.
		parameters: { resource: 'task', operation: 'getAll', limit: '={{ 50 + $json.n }}' },
		call: async (client) => await listTasks(client, {}),
		own: {},
		list: 'results',
		items: {
			'getAll simple': { task: 'SUCCESS', example: {} },
			'getAll raw': { task: 'SUCCESS', parameters: { simplify: false } },
		},
		fields: { 'Get Many': {}, 'Get Many, all': { returnAll: true } },
	},
	wait: {
		parameters: { resource: 'task', operation: 'wait' },
		fromModel: ['task_id'],
		task: 'SUCCESS',
		call: async (client, id) => await getTask(client, id),
		own: { 404: UNKNOWN_TASK },
		ridesOut: 'timedOut',
		items: {
			'wait succeeded': { task: 'SUCCESS' },
			'wait failed': { task: 'FAILURE', output: 1 },
			'wait simple': { task: 'SUCCESS', parameters: { simplify: true } },
			'wait timedOut': {
				output: 3,
				parameters: { options: { pollInterval: 0.1, waitTimeout: 0.1 } },
				example: {},
			},
		},
		fields: { Wait: {} },
	},
	checkSupport: {
		parameters: { resource: 'language', operation: 'checkSupport', audioLanguage: 'eng' },
		call: async (client) => await languageSupport(client, 'eng'),
		own: {},
		items: { checkSupport: { example: { subtitlesLanguage: 'fre' } } },
		fields: { 'Check Support': {} },
	},
	addSubtitles: {
		parameters: { resource: 'video', operation: 'addSubtitles', videoId: VIDEO },
		fromModel: ['task_id', 'video_id'],
		task: 'SUCCESS',
		call: async (client, _id, videoId) => await addSubtitles(client, videoId, SUBTITLES),
		others: [
			async (client, videoId) => await listSubtitles(client, videoId),
			async (client, videoId) => await changeSubtitles(client, videoId, 7, SUBTITLES),
		],
		own: { 404: UNKNOWN_VIDEO, 422: /^(Gcore did not accept the subtitles|Streaming AI is) / },
		once: /may have been added all the same/,
		looksAfter: true,
		items: { addSubtitles: { task: 'SUCCESS', example: {} } },
		fields: {
			'Add Subtitles': {},
			'Add Subtitles, of a file': { subtitlesSource: 'binary' },
			'Add Subtitles, of a text': { subtitlesSource: 'text' },
		},
	},
	'getAll of videos': {
		// One video each, so that no page is looked for behind it.
		parameters: {
			resource: 'video',
			operation: 'getAll',
			limit: 1,
			filters: { search: '={{ $json.n + 1 }}' },
		},
		call: async (client) => await listVideos(client, {}),
		own: {},
		list: 'plain',
		items: {
			'getAll of videos simple': { example: {} },
			'getAll of videos raw': { parameters: { simplify: false } },
		},
		fields: { 'Get Many Videos': {} },
	},
};

/** The names of the rows, for `it.each`. */
export const NAMES = Object.keys(OPERATIONS);

/** The names of the rows that hold what is asked for. */
export const namesOf = (holds: (row: Row) => unknown): string[] =>
	NAMES.filter((name) => holds(OPERATIONS[name]));

/** A run that puts out an item: with which parameters, over a task of which status, by which output. */
export interface ItemRun {
	name: string;
	parameters: INodeParameters;
	task: string;
	output: number;
	/** Those with which it stands in the README. */
	example?: INodeParameters;
}

/** A run for each item of the table, in its order. */
export const ITEM_RUNS: readonly ItemRun[] = Object.values(OPERATIONS).flatMap(
	({ parameters, items }) =>
		Object.entries(items).map(([name, item]) => {
			const { task = 'STARTED', output = 0, parameters: more, example } = item;
			return {
				name,
				task,
				output,
				parameters: { ...parameters, ...more },
				...(example && { example: { ...parameters, ...more, ...example } }),
			};
		}),
);
