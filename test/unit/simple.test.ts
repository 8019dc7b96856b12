import type { IDataObject } from 'n8n-workflow';

import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { simpleResult } from '../../nodes/GcoreStreamingAi/task/simple';
import { moderationResult, transcriptionResult } from '../standin/samples';

const task = (task_data: object, more: object = {}): Task => ({
	task_id: 'a',
	status: 'SUCCESS',
	task_data: { url: URL, ...task_data } as IDataObject,
	...more,
});
const URL = 'https://example.com/a.mp4';
const SPOKEN = { task_name: 'transcription', url: URL, client_id: 1 };
const NONE = { text: null, language: null, detected: null, labels: null, failureReason: null };

const moderation = (category: string, clean = false, old = false) =>
	moderationResult({ ...SPOKEN, category }, clean, old);

describe('the ten fields of a task', () => {
	it.each<[string, Task, IDataObject]>([
		[
			'a transcription',
			task(SPOKEN, { result: transcriptionResult(SPOKEN) }),
			{
				task_type: 'transcription',
				text: expect.stringMatching(/^Come on team/) as unknown as string,
				language: 'eng',
				detected: true,
			},
		],
		[
			'a translation',
			task(
				{ ...SPOKEN, subtitles_language: 'fre' },
				{ result: transcriptionResult({ ...SPOKEN, subtitles_language: 'fre' }) },
			),
			{
				task_type: 'translation',
				text: expect.stringMatching(/^Allez/) as unknown as string,
				language: 'fre',
				detected: true,
			},
		],
		[
			'only rows of subtitles',
			task(SPOKEN, { result: { subtitles: [{ text: 'one' }, { text: 'two' }] } }),
			{ task_type: 'transcription', text: 'one\ntwo' },
		],
		[
			'no speech',
			task(SPOKEN, { result: transcriptionResult(SPOKEN, true) }),
			{ task_type: 'transcription', detected: false },
		],
		...['nsfw', 'hard_nudity', 'soft_nudity', 'sport'].map(
			(category): [string, Task, IDataObject] => [
				category,
				task({ category }, { result: moderation(category) }),
				{
					task_type: category,
					detected: true,
					labels: moderation(category).detection_results as string[],
				},
			],
		),
		[
			'a moderation in the older spelling',
			task({ category: 'nsfw' }, { result: moderation('nsfw', false, true) }),
			{ task_type: 'nsfw', detected: true, labels: ['nsfw'] },
		],
		[
			'a clean moderation',
			task({ category: 'sport' }, { result: moderation('sport', true) }),
			{ task_type: 'sport', detected: false, labels: [] },
		],
		[
			'a failure',
			task(SPOKEN, { status: 'FAILURE', error: 'Unsupported format' }),
			{
				status: 'FAILURE',
				succeeded: false,
				task_type: 'transcription',
				failureReason: 'Unsupported format',
			},
		],
		[
			'unfinished',
			task({}, { status: 'STARTED' }),
			{ status: 'STARTED', succeeded: null, task_type: '' },
		],
		[
			'odd values',
			task({ category: 'nsfw' }, { result: { nsfw_detected: 'yes', detection_results: 7 } }),
			{ task_type: 'nsfw' },
		],
		[
			'nothing but an ID',
			{ task_id: 'a' },
			{ status: null, succeeded: null, task_type: '', url: null },
		],
	])('%s', (_name, of, fields) => {
		const item = simpleResult(of);
		expect(item).toEqual({
			task_id: 'a',
			status: 'SUCCESS',
			succeeded: true,
			url: URL,
			...NONE,
			...fields,
		});
		expect(Object.keys(item)).toHaveLength(10);
	});

	it('have the outcome in place of whether it succeeded, and another text where one is given', () => {
		const item = simpleResult(task(SPOKEN), 'timedOut', 'subtitles');
		expect(item).toMatchObject({ outcome: 'timedOut', text: 'subtitles' });
		expect(item).not.toHaveProperty('succeeded');
	});
});
