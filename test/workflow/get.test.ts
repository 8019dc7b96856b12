import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { StandIn, TaskInput } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { readSrt, readVtt } from '../unit/phrases';
import { pairs, runOn, taskPath } from './operations';

afterEach(closeAll);

const getting = (options: INodeParameters = {}): INodeParameters => ({ operation: 'get', options });

async function got(gcore: StandIn, task: TaskInput, options: INodeParameters = {}) {
	const { task_id } = gcore.tasks.add(task);
	const { outputs, error } = await runOn(gcore, getting(options), [{ task_id }]);
	expect(error).toBeUndefined();
	expect(outputs.map((items) => items.length)).toEqual([1]);
	return outputs[0][0];
}

const fileText = ({ binary }: INodeExecutionData, field = 'data') =>
	Buffer.from(String(binary?.[field].data), 'base64').toString('utf8');

describe('a task as an item', () => {
	it.each([
		['SUCCESS', true, true],
		['REVOKED', true, false],
		['RECEIVED', false, null],
		['PENDING', false, null],
		['STARTED', false, null],
		['RETRY', false, null],
		['A_STATUS_TO_COME', false, null],
	])('%s', async (status, finished, succeeded) => {
		const gcore = await open();
		const { json, binary } = await got(gcore, { task_id: 'a', status });
		expect(json).toEqual({ ...gcore.tasks.get('a'), finished, succeeded, failureReason: null });
		expect(Object.keys(json)[0]).toBe('task_id');
		expect(binary).toBeUndefined();
		expect(gcore.count('GET', taskPath('a'))).toBe(1);
		expect(gcore.stats.requests).toBe(1);
	});

	it('FAILURE, with why', async () => {
		const gcore = await open();
		const result = { error: 'Unsupported file type: https://domain.com/video.zip' };
		const { json } = await got(gcore, { task_id: 'a', status: 'FAILURE', result });
		expect(json).toEqual({
			...gcore.tasks.get('a'),
			finished: true,
			succeeded: false,
			failureReason: result.error,
		});
		expect(json).not.toHaveProperty('error');
	});

	it.each(['nsfw', 'hard_nudity', 'soft_nudity', 'sport'])(
		'an older answer for %s has the present spelling',
		async (category) => {
			const task = { status: 'SUCCESS', task_data: { category } };
			const present = await got(await open(), task);
			const older = await got(await open({ oldSpelling: true }), task);
			expect(older.json.result).toEqual(present.json.result);
			expect(JSON.stringify(older.json.result)).toMatch(/frame_number.*confidence/);
		},
	);

	it('of a list without times, which does not name it', async () => {
		const gcore = await open();
		gcore.plant({ body: { status: 'STARTED', processing_time: null } });
		const { json } = await got(gcore, { task_id: 'a' });
		expect(json).toMatchObject({ task_id: 'a', status: 'STARTED', result: null, finished: false });
	});
});

it('items come in order, each paired with its own, however long each takes', async () => {
	const gcore = await open({ latencyMs: () => ((gcore.stats.requests * 7) % 5) * 10 });
	const items = Array.from({ length: 30 }, (_, n) => {
		const { task_id } = gcore.tasks.add({ task_id: `t${n}` });
		return { where: { id: task_id } };
	});
	const taskId = { __rl: true, mode: 'id', value: '={{ $json.where.id }}' };
	const { outputs, json } = await runOn(gcore, { ...getting(), taskId }, items);
	expect(pairs(outputs[0])).toEqual(items.map((_, n) => n));
	expect(json[0].map(({ task_id }) => task_id)).toEqual(items.map(({ where }) => where.id));
});

describe('subtitles as a file', () => {
	const PHRASES = [
		{ start_time: '00:00:00.009', end_time: '00:00:03.689', text: 'One' },
		{ start_time: '01:59:59.999', end_time: '02:00:01.001', text: 'שלום\nعالم 🎬' },
	];
	const READ = [
		[9, 3_689, 'One'],
		[7_199_999, 7_201_001, 'שלום\nعالم 🎬'],
	];
	const spoken: TaskInput = {
		task_id: 'a',
		status: 'SUCCESS',
		task_data: { audio_language: 'eng', subtitles_language: 'heb' },
		result: { speech_detected: true, subtitles: PHRASES, concatenated_text: 'One שלום' },
	};

	it('srt', async () => {
		const item = await got(await open(), spoken, { subtitlesFormat: 'srt' });
		expect(item.binary?.data).toMatchObject({
			fileName: 'a.heb.srt',
			fileExtension: 'srt',
			mimeType: 'application/x-subrip',
		});
		expect(readSrt(fileText(item))).toEqual(READ);
		expect(item.json.result).toMatchObject({ subtitles: PHRASES });
		expect(item.json).not.toHaveProperty('subtitlesText');
	});

	it('vtt, from the phrases', async () => {
		const item = await got(await open(), spoken, { subtitlesFormat: 'vtt' });
		expect(item.binary?.data).toMatchObject({ fileName: 'a.heb.vtt', mimeType: 'text/vtt' });
		// With it n8n would offer to view the file, and then refuse to.
		expect(item.binary?.data).not.toHaveProperty('fileType');
		expect(readVtt(fileText(item))).toEqual(READ);
	});

	it("vtt, as Gcore gives it, in a field of the user's choice", async () => {
		const gcore = await open();
		const item = await got(
			gcore,
			{ task_id: 'a', status: 'SUCCESS' },
			{ subtitlesFormat: 'vtt', binaryPropertyName: ' subtitles ' },
		);
		expect(Object.keys(item.binary ?? {})).toEqual(['subtitles']);
		const { vttContent } = gcore.tasks.get('a')?.result as { vttContent: string };
		expect(fileText(item, 'subtitles')).toBe(vttContent);
		expect(readVtt(vttContent)).toHaveLength(2);
	});

	it('txt, in the default field when its name is empty', async () => {
		const item = await got(await open(), spoken, {
			subtitlesFormat: 'txt',
			binaryPropertyName: '',
		});
		expect(item.binary?.data).toMatchObject({ fileName: 'a.heb.txt', mimeType: 'text/plain' });
		expect(fileText(item)).toBe('One שלום');
	});

	it.each(['vtt', 'srt', 'txt'])('no %s of a silent video, and why', async (subtitlesFormat) => {
		const task = { status: 'SUCCESS', task_data: { url: 'https://example.com/silent.mp4' } };
		const { json, binary } = await got(await open(), task, { subtitlesFormat });
		expect(binary).toBeUndefined();
		expect(json.subtitlesNote).toBe('No speech was detected, so there are no subtitles');
		expect(json).not.toHaveProperty('subtitlesSkipped');
	});

	it("what Gcore's guide shows, without speech_detected, is a transcription; what has no time is counted", async () => {
		const subtitles = [
			{ start_time: '00:00:05.600', end_time: '00:00:05.000', text: 'if {name} <is> set' },
			{ start_time: 'soon', end_time: null, text: 'lost' },
			{ start_time: '-00:00:00.120', end_time: null, text: 'first' },
		];
		const task = { task_id: 'a', status: 'SUCCESS', result: { subtitles, concatenated_text: 'x' } };
		const item = await got(await open(), task, { subtitlesFormat: 'srt' });
		expect(readSrt(fileText(item))).toEqual([
			[0, 5_600, 'first'],
			[5_600, 6_600, 'if ｛name｝ ‹is› set'],
		]);
		expect(fileText(item)).toMatch(/\n\n$/);
		expect(item.json.subtitlesSkipped).toBe(1);
		expect(item.json).not.toHaveProperty('subtitlesNote');
	});

	it('nothing is said about a file that nobody asked for', async () => {
		const task = { task_id: 'a', status: 'SUCCESS', result: { concatenated_text: 'x' } };
		const { json } = await got(await open(), task, { subtitlesFormat: 'none' });
		expect(Object.keys(json).filter((key) => key.startsWith('subtitles'))).toEqual([]);
	});

	it.each([
		['get', {}],
		['wait', {}],
		['create', { waitForCompletion: true, url: 'https://example.com/a.mp4' }],
	])('%s breaks lines at Max Characters per Line', async (operation, parameters) => {
		const gcore = await open({ taskMs: 50 });
		const { task_id } = gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const options = {
			subtitlesFormat: '={{ $json.format }}',
			maxCharactersPerLine: '={{ $json.most }}',
			pollInterval: 0.02,
		};
		const run = async (format: string, most: number) =>
			await runOn(gcore, { operation, ...parameters, options }, [{ task_id, format, most }]);
		for (const format of ['srt', 'vtt']) {
			const { outputs } = await run(format, 20);
			const lines = fileText(outputs[0][0])
				.split('\n')
				.filter((line) => !line.includes('-->'));
			expect(Math.max(...lines.map((line) => line.length))).toBe(20);
		}
	});

	it.each([
		['-1', -1],
		['no number', 'forty-two'],
		['a fraction', 4.2],
		['too many', 1001],
	])('Max Characters per Line that is %s sends nothing', async (_name, most) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const options = { subtitlesFormat: 'srt', maxCharactersPerLine: '={{ $json.most }}' };
		const { error } = await runOn(gcore, getting(options), [{ task_id: 'a', most }]);
		expect(error?.message).toBe("'Max Characters per Line' is not a whole number from 0 to 1000");
		expect(gcore.stats.requests).toBe(0);
	});

	it.each<[string, TaskInput]>([
		['a moderation', { status: 'SUCCESS', task_data: { category: 'nsfw' } }],
		['an unfinished task', { status: 'STARTED' }],
		['a failed task', { status: 'FAILURE' }],
		['a cancelled task', { status: 'REVOKED' }],
	])('there is none for %s', async (_name, task) => {
		const item = await got(await open(), task, { subtitlesFormat: 'srt' });
		expect(item.binary).toBeUndefined();
	});

	it.each([
		['get', {}],
		['wait', {}],
		['create', { waitForCompletion: true, url: 'https://example.com/a.mp4' }],
	])('a format that there is not sends nothing: %s', async (operation, parameters) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const options = { subtitlesFormat: '={{ $json.format }}' };
		const { error } = await runOn(gcore, { operation, ...parameters, options }, [
			{ task_id: 'a', format: 'SRT' },
		]);
		expect(error?.message).toBe("'Subtitles File' is not one of none, txt, srt, vtt");
		expect(gcore.stats.requests).toBe(0);
	});

	it('the format can differ from item to item', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const items = ['srt', 'none', 'vtt'].map((format) => ({ task_id: 'a', format }));
		const { outputs } = await runOn(
			gcore,
			getting({ subtitlesFormat: '={{ $json.format }}' }),
			items,
		);
		expect(outputs[0].map(({ binary }) => binary?.data.fileName)).toEqual([
			'a.eng.srt',
			undefined,
			'a.eng.vtt',
		]);
	});
});

it('a reason in angle brackets, as Python writes them, is told', async () => {
	const gcore = await open();
	const error = '<urlopen error [Errno -2] Name or service not known>';
	gcore.tasks.add({ task_id: 'a', status: 'FAILURE', result: { error } });
	const { json } = await runOn(gcore, { operation: 'get' }, [{ task_id: 'a' }]);
	expect(json[0][0].failureReason).toContain('Name or service not known');
});

it('says in a hint why there is no subtitles file, where Simplify leaves no room for it', async () => {
	const gcore = await open();
	gcore.tasks.add({ task_id: 'a', status: 'SUCCESS', result: { concatenated_text: 'words' } });
	const options = { subtitlesFormat: 'srt' };
	const parameters = { operation: 'get', simplify: true, options };
	const { json, outputs, hints } = await runOn(gcore, parameters, [{ task_id: 'a' }]);
	expect(json).toEqual([[expect.objectContaining({ text: 'words', task_id: 'a' })]]);
	expect(outputs[0][0].binary).toBeUndefined();
	expect(hints).toEqual([expect.stringMatching(/no times.* TXT has the words/)]);
});
