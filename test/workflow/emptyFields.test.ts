import type { INodeParameters } from 'n8n-workflow';

import { SAMPLE_URL } from '../standin/samples';
import { quick, useGcore } from './helpers';

const gcore = useGcore();

const MODES = ['list', 'id', 'url'];

/** What an expression gives that gives nothing. */
const NOTHING = [
	'={{ $json.none }}',
	'={{ null }}',
	'={{ "" }}',
	'={{ "  " }}',
	'={{ $json.none }} ',
	'=',
	"={{ '\\u200b' }}",
	'={{ $json.blank }}',
];

const TEXT = 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n';

const OF_VIDEOS: Record<string, INodeParameters> = {
	Create: { operation: 'create', videoSource: 'gcoreVideo' },
	'Add Subtitles': {
		resource: 'video',
		operation: 'addSubtitles',
		subtitlesSource: 'text',
		subtitlesText: TEXT,
		language: 'eng',
	},
};

const OF_TASKS: Record<string, INodeParameters> = {
	Get: { operation: 'get' },
	Wait: { operation: 'wait' },
	'Add Subtitles': { resource: 'video', operation: 'addSubtitles' },
};

const refused = async (parameters: INodeParameters, name: string, value: unknown) => {
	gcore.standIn.videos.add({ id: 5 });
	gcore.standIn.tasks.add({ task_id: 'mine', status: 'SUCCESS' });
	const items = [{ video_id: 5, task_id: 'mine', blank: ' \n', url: SAMPLE_URL }];
	const setup = { parameters: quick({ ...parameters, [name]: value } as INodeParameters), items };
	const { json, error } = await gcore.run({ ...setup, onError: 'continueRegularOutput' });
	expect(error).toBeUndefined();
	expect(gcore.standIn.requests).toEqual([]);
	return json[0];
};

const everyWay = (operations: Record<string, INodeParameters>) =>
	Object.entries(operations).flatMap(([name, parameters]) =>
		NOTHING.flatMap((value) => [
			...MODES.map((mode) => [name, parameters, { __rl: true, mode, value }] as const),
			[name, parameters, value] as const,
		]),
	);

it.each(everyWay(OF_VIDEOS))(
	'an expression for Video that gives nothing is refused, whatever the item names: %s %#',
	async (_name, parameters, videoId) => {
		expect(await refused(parameters, 'videoId', videoId)).toEqual([
			{
				error: "'Video' is an expression that gives nothing for this item",
				details: {
					description: expect.stringMatching(/^Check what 'Video' resolves to, or clear/),
				},
			},
		]);
	},
);

it.each(everyWay(OF_TASKS))(
	'an expression for Task that gives nothing is refused, whatever the item names: %s %#',
	async (_name, parameters, taskId) => {
		expect(await refused(parameters, 'taskId', taskId)).toEqual([
			{
				error: expect.stringMatching(/^'Task' cannot be used: "task_id" is not specified$/),
				details: expect.objectContaining({ description: expect.any(String) }),
			},
		]);
	},
);

it.each(Object.entries(OF_VIDEOS))(
	"Video left empty is the item's: %s",
	async (_name, parameters) => {
		gcore.standIn.videos.add({ id: 5 });
		for (const videoId of ['', ...MODES.map((mode) => ({ __rl: true, mode, value: '' }))]) {
			const setup = { parameters: quick({ ...parameters, videoId }), items: [{ video_id: 5 }] };
			expect((await gcore.run(setup)).json[0]).toMatchObject([{ video_id: 5 }]);
		}
	},
);
