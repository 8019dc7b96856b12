import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { readSubtitles } from '../../nodes/GcoreStreamingAi/task/subtitlesText';
import { speechResult } from '../standin/samples';
import type { Fault, StandIn } from '../standin/server';
import { closeAll, open, VIDEOS } from '../standin/testing';
import { ON_ERROR, pairs, shortFor } from './helpers';
import { creating, runOn, type Setup } from './operations';

afterEach(closeAll);

const SLUG = 'FnlHXwA16ZMxmUr';

const TEXT = 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:02.000 --> 00:03.000\nTwo\n';
const SRT = '1\n00:00:01,000 --> 00:00:02,000\nOne\n';

/** The video 5, and a task that has heard what is said in it. */
async function withVideo() {
	const gcore = await open({ taskMs: 0 });
	gcore.videos.add({ id: 5, slug: SLUG });
	gcore.tasks.add({ task_id: 't', status: 'SUCCESS' });
	return gcore;
}

const adding = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation: 'addSubtitles',
	videoId: { __rl: true, mode: 'id', value: '5' },
	...parameters,
});

const ofText = (parameters: INodeParameters = {}) =>
	adding({ subtitlesSource: 'text', subtitlesText: TEXT, language: 'eng', ...parameters });

const add = async (
	gcore: StandIn,
	parameters: INodeParameters,
	items: Array<IDataObject | INodeExecutionData> = [{}],
	setup?: Setup,
) => await runOn(gcore, parameters, items as IDataObject[], setup);

/** What the video has in the end, without the texts. */
const on = (gcore: StandIn, id = 5) =>
	gcore.videos.subtitles(id)?.map(({ language, name }) => `${language} ${name}`);

const paths = (gcore: StandIn) =>
	gcore.requests.map(({ method, path }) => `${method} ${path.replace('/streaming', '')}`);

const READS_TASK = 'GET /ai/tasks/t';
const ADDS = 'POST /videos/5/subtitles';
const LISTS = 'GET /videos/5/subtitles';

describe("a task's subtitles", () => {
	it('go onto the video with the language of the task, whose name they take', async () => {
		const gcore = await withVideo();
		const { json, outputs } = await add(gcore, adding(), [{ task_id: 't' }]);
		expect(json).toEqual([
			[
				{
					video_id: 5,
					subtitle_id: expect.any(Number),
					language: 'eng',
					name: 'English',
					replaced: false,
					cues: 2,
				},
			],
		]);
		expect(pairs(outputs[0])).toEqual([0]);
		const [subtitle] = gcore.videos.subtitles(5)!;
		expect(subtitle).toMatchObject({ id: json[0][0].subtitle_id, name: 'English' });
		expect(readSubtitles(subtitle.vtt)).toHaveProperty('cues.length', 2);
		expect(paths(gcore)).toEqual([READS_TASK, ADDS]);
	});

	it.each<[string, INodeParameters]>([
		['of Wait', { operation: 'wait' }],
		['of Get', { operation: 'get' }],
	])('%s are not read again, and the video is the one the task was for', async (_name, before) => {
		const gcore = await withVideo();
		const video = { videoSource: 'gcoreVideo', videoId: { __rl: true, mode: 'list', value: '5' } };
		const created = await runOn(gcore, creating(video));
		const read = await runOn(gcore, before, created.json[0]);
		gcore.clearLog();
		const { json } = await add(gcore, adding({ videoId: '' }), read.json[0]);
		expect(json[0]).toMatchObject([{ video_id: 5, language: 'eng' }]);
		expect(paths(gcore)).toEqual([ADDS]);
	});

	it('are read for an item that has the ID alone, with the video from its data', async () => {
		const gcore = await withVideo();
		gcore.tasks.add({
			task_id: 't',
			status: 'SUCCESS',
			task_data: { client_entity_data: '{"video_id":5}', subtitles_language: 'fre' },
		});
		const { json } = await add(gcore, adding({ videoId: '' }), [{ task_id: 't' }]);
		expect(json[0]).toMatchObject([{ video_id: 5, language: 'fre', name: 'French' }]);
		expect(paths(gcore)).toEqual([READS_TASK, ADDS]);
	});

	it('of another task than the item is about are read', async () => {
		const gcore = await withVideo();
		const item = { task_id: 'other', result: speechResult([]) } as IDataObject;
		const taskId = { __rl: true, mode: 'id', value: 't' };
		expect((await add(gcore, adding({ taskId }), [item])).json[0]).toMatchObject([{ cues: 2 }]);
		expect(paths(gcore)).toEqual([READS_TASK, ADDS]);
	});

	it('leave out what nobody knows the time of, and say so', async () => {
		const gcore = await withVideo();
		const phrase = (start_time: string, text: string) => ({ start_time, end_time: '', text });
		const result = { subtitles: [phrase('00:00:01.000', 'One'), phrase('soon', 'Two')] };
		gcore.tasks.add({ task_id: 't', status: 'SUCCESS', result });
		const { json, hints } = await add(gcore, adding({ language: 'ger' }), [{ task_id: 't' }]);
		expect(json[0]).toMatchObject([{ cues: 1, language: 'ger', name: 'German' }]);
		expect(hints.join()).toMatch(/1 phrases of the task t are not in the subtitles/);
	});

	it.each<[string, object, RegExp, RegExp]>([
		['still runs', {}, /It has not ended: its status is STARTED$/, /^Put Wait between/],
		['has failed', { status: 'FAILURE' }, /It has ended as FAILURE$/, /Start a new task/],
		['is cancelled', { status: 'REVOKED' }, /It has ended as REVOKED$/, /Start a new task/],
		[
			'has heard nothing',
			{ status: 'SUCCESS', task_data: { url: 'https://v.example/silent.mp4' } },
			/No speech was detected/,
			/Choose a task that has heard speech/,
		],
		[
			'has looked for nudity',
			{ status: 'SUCCESS', task_data: { category: 'nsfw' } },
			/It is no transcription or translation$/,
			/Choose a task/,
		],
	])(
		'are not there when it %s: that is said, and nothing is put on',
		async (_name, task, ...told) => {
			const gcore = await withVideo();
			gcore.tasks.add({ task_id: 't', ...task });
			const { error } = await add(gcore, adding(), [{ task_id: 't' }]);
			expect(error?.message).toMatch(/^The task 't' has no subtitles to put on\. /);
			expect([error?.message, error?.description]).toEqual(
				told.map((one) => expect.stringMatching(one)),
			);
			expect(on(gcore)).toEqual([]);
		},
	);

	it('that Gcore would not take are not sent', async () => {
		const gcore = await withVideo();
		const result = { subtitles: [{ start_time: 0, text: 'a'.repeat(6_000_000) }] };
		gcore.tasks.add({ task_id: 't', status: 'SUCCESS', result });
		const { error } = await add(gcore, adding(), [{ task_id: 't' }]);
		expect(error).toMatchObject({
			message:
				"The subtitles of the task 't' cannot be put on: they have 5.8 MB, and Gcore takes 5",
			description: expect.stringMatching(/^Save them as a file with Get, shorten it/),
		});
		expect(on(gcore)).toEqual([]);
	});

	it('behind the trigger find their video with nothing set', async () => {
		const gcore = await withVideo();
		const task = gcore.tasks.add({
			status: 'SUCCESS',
			task_data: { client_entity_data: '{"video_id":5}' },
		});
		// The trigger's item with its result, as the contract has it.
		const item = { ...task, outcome: 'succeeded' } as unknown as IDataObject;
		const nothingSet = { resource: 'video', operation: 'addSubtitles' };
		expect((await add(gcore, nothingSet, [item])).json[0]).toMatchObject([{ video_id: 5 }]);
		expect(paths(gcore)).toEqual([ADDS]);
	});
});

describe('the video', () => {
	it.each<[string, INodeParameters['videoId'], IDataObject, string[]]>([
		['by its ID', { __rl: true, mode: 'id', value: '5' }, {}, []],
		[
			'by an address of the API',
			{ __rl: true, mode: 'url', value: 'https://a.b/videos/5' },
			{},
			[],
		],
		[
			'by its player',
			{ __rl: true, mode: 'url', value: `https://player.gvideo.co/videos/2675_${SLUG}` },
			{},
			['GET /videos'],
		],
		['by the item', '', { video_id: 5 }, []],
		['by the item, as text', '', { video_id: '5' }, []],
		['by an expression', { __rl: true, mode: 'id', value: '={{ $json.v }}' }, { v: 5 }, []],
	])('is found %s', async (_name, videoId, item, requests) => {
		const gcore = await withVideo();
		gcore.videos.add({ name: `A copy of ${SLUG}` });
		const { json } = await add(gcore, ofText({ videoId }), [item]);
		expect(json[0]).toMatchObject([{ video_id: 5 }]);
		expect(paths(gcore)).toEqual([...requests, ADDS]);
	});

	it.each<[string, INodeParameters['videoId'], RegExp, number]>([
		['empty', '', /^'Video' is empty, and the item names no video$/, 0],
		['no ID', 'abc', /^'Video' is not the ID of a video$/, 0],
		['unknown', '6', /^Gcore does not know the video '6'$/, 1],
		[
			'of a slug that is unknown',
			'https://a.b/videos/1_none',
			/does not know the video 'none'$/,
			1,
		],
	])('%s is told, and puts nothing on', async (_name, videoId, message, requests) => {
		const gcore = await withVideo();
		const { error } = await add(gcore, ofText({ videoId }));
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/\.$/);
		expect(gcore.stats.requests).toBe(requests);
	});
});

describe('a file or a text', () => {
	const file = (data: Buffer, fileName = 'a.srt'): INodeExecutionData => ({
		json: {},
		binary: { data: { data: data.toString('base64'), mimeType: 'text/plain', fileName } },
	});
	const ofFile = (parameters: INodeParameters = {}) =>
		adding({ subtitlesSource: 'binary', language: 'eng', ...parameters });

	it.each<[string, Buffer]>([
		['UTF-8', Buffer.from(SRT.replace('One', 'Größe 1'))],
		['UTF-8 with a mark', Buffer.from(`\ufeff${SRT.replace('One', 'Größe 1')}`)],
		['UTF-16', Buffer.from(`\ufeff${SRT.replace('One', 'Größe 1')}`, 'utf16le')],
		[
			'UTF-16, big end first',
			Buffer.from(`\ufeff${SRT.replace('One', 'Größe 1')}`, 'utf16le').swap16(),
		],
	])('in %s is put on to the letter', async (_name, data) => {
		const gcore = await withVideo();
		const { json } = await add(gcore, ofFile(), [file(data)]);
		expect(json[0]).toMatchObject([{ cues: 1, name: 'English' }]);
		expect(gcore.videos.subtitles(5)![0].vtt).toBe(SRT.replace('One', 'Größe 1'));
	});

	it.each<[string, INodeParameters, IDataObject | INodeExecutionData, RegExp, RegExp]>([
		[
			'no file',
			ofFile(),
			{},
			/^'Input Binary Field' names 'data', and the item has no/,
			/no files/,
		],
		[
			'a file of another name',
			ofFile({ binaryPropertyName: 'subs' }),
			file(Buffer.from(SRT)),
			/names 'subs', and the item has no such file$/,
			/^It has 'data'\.$/,
		],
		[
			'an encoding of before',
			ofFile(),
			file(Buffer.from(SRT.replace('One', 'Größe'), 'latin1')),
			/not in UTF-8, which shows in line 3$/,
			/Save the file as UTF-8/,
		],
		[
			'a line that is wrong',
			ofFile(),
			file(Buffer.from(SRT.replace('-->', '->'))),
			/^'Input Binary Field' cannot be put on: line 1: these words have no/,
			/Correct/,
		],
		['a video', ofFile(), file(Buffer.alloc(6_000_000, 65)), /they have 5\.8 MB, and Gcore/, /./],
		[
			'a text that is wrong',
			ofText({ subtitlesText: 'Hello' }),
			{},
			/^'Subtitles Text' cannot be put on: line 1: there is neither WEBVTT/,
			/WebVTT or SRT/,
		],
		['no text', ofText({ subtitlesText: '={{ $json.none }}' }), {}, /'Subtitles Text'/, /./],
		['an object', ofText({ subtitlesText: '={{ [1] }}' }), {}, /'Subtitles Text' is not text/, /./],
		[
			'no language',
			ofText({ language: 'fromTask' }),
			{},
			/^'Language' is left to the task/,
			/Choose/,
		],
		['a wrong language', ofText({ language: 'klingonese' }), {}, /^'Language' is not a/, /list/],
		['an unknown source', ofText({ subtitlesSource: 'x' }), {}, /^'Subtitles Source' is/, /./],
		['half a character', ofText({ subtitlesName: '\ud83d' }), {}, /^'Name' holds half a/, /./],
		['no task', adding(), { task_id: '' }, /^'Task' cannot be used/, /./],
	])('with %s is told, and costs no request', async (_name, parameters, item, message, remedy) => {
		const gcore = await withVideo();
		const { error } = await add(gcore, parameters, [item]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(remedy);
		expect(gcore.stats.requests).toBe(0);
	});

	it('takes its language from the task that the item is about', async () => {
		const gcore = await withVideo();
		const item = { ...file(Buffer.from(SRT)), json: { task_data: { subtitles_language: 'fre' } } };
		const { json } = await add(gcore, ofFile({ language: 'fromTask' }), [item]);
		expect(json[0]).toMatchObject([{ language: 'fre', name: 'French' }]);
	});

	it.each([
		['English', 'eng', 'English'],
		['de-AT', 'ger', 'German'],
	])('takes the language %s by code or name', async (language, code, name) => {
		const gcore = await withVideo();
		const { json } = await add(gcore, ofText({ language }));
		expect(json[0]).toMatchObject([{ language: code, name }]);
	});
});

describe('Replace Existing', () => {
	const replacing = (parameters: INodeParameters = {}) =>
		ofText({ options: { replaceExisting: true }, ...parameters });

	it('changes what is there, in another run and within one, and nothing else', async () => {
		const gcore = await withVideo();
		gcore.videos.addSubtitle(5, { language: 'ger', name: 'English', vtt: TEXT });
		gcore.videos.addSubtitle(5, { language: 'eng', name: 'Mine', vtt: TEXT });
		const first = await add(gcore, replacing(), [{}, {}]);
		expect(first.json[0]).toMatchObject([{ replaced: false }, { replaced: true }]);
		const text = TEXT.replace('One', 'Uno');
		const second = await add(gcore, replacing({ subtitlesText: text }));
		expect(second.json[0]).toMatchObject([{ replaced: true, cues: 2 }]);
		const ids = [...first.json[0], ...second.json[0]].map(({ subtitle_id }) => subtitle_id);
		expect(new Set(ids).size).toBe(1);
		expect(on(gcore)).toEqual(['ger English', 'eng Mine', 'eng English']);
		const texts = gcore.videos.subtitles(5)!.map(({ vtt }) => vtt);
		expect(texts).toEqual([TEXT, TEXT, text]);
	});

	it('changes all of those that an earlier run without it has left', async () => {
		const gcore = await withVideo();
		await add(gcore, ofText(), [{}, {}]);
		expect(on(gcore)).toEqual(['eng English', 'eng English']);
		const text = TEXT.replace('One', 'Uno');
		await add(gcore, replacing({ subtitlesText: text }));
		expect(gcore.videos.subtitles(5)!.map(({ vtt }) => vtt)).toEqual([text, text]);
	});

	it('adds what somebody has taken away meanwhile', async () => {
		const gcore = await withVideo();
		gcore.videos.addSubtitle(5, { language: 'eng', name: 'English', vtt: TEXT });
		gcore.plant({ match: { method: 'PATCH' }, status: 404, body: { status: 404, error: 'Gone' } });
		expect((await add(gcore, replacing())).json[0]).toMatchObject([{ replaced: false }]);
		expect(gcore.videos.subtitles(5)).toHaveLength(2);
	});

	it('is sent again when its answer is lost: to change twice does no harm', async () => {
		const gcore = await withVideo();
		gcore.videos.addSubtitle(5, { language: 'eng', name: 'English', vtt: TEXT });
		gcore.plant({ match: { method: 'PATCH' }, kind: 'resetAfter', times: 1 });
		expect((await add(gcore, replacing())).json[0]).toMatchObject([{ replaced: true }]);
		expect(gcore.count('PATCH')).toBe(2);
	});
});

describe('an answer that is lost', () => {
	const LOST: Array<[string, Fault]> = [
		['a reset', { kind: 'resetAfter', times: 1 }],
		['a time-out', { kind: 'hang', effect: true, times: 1 }],
		["a gateway's page", { status: 502, effect: true, times: 1 }],
		['an answer without an ID', { status: 200, body: {}, effect: true, times: 1 }],
		['a reset before it took effect', { kind: 'resetBefore', times: 1 }],
		['a 503 that was no refusal', { status: 500, times: 1 }],
	];

	it.each(LOST)('%s: the subtitles are there once', async (_name, fault) => {
		const gcore = await withVideo();
		gcore.plant({ match: { method: 'POST' }, ...fault });
		const { json } = await add(gcore, ofText({ options: shortFor(fault) }));
		expect(on(gcore)).toEqual(['eng English']);
		const [{ id }] = gcore.videos.subtitles(5)!;
		expect(json[0]).toMatchObject([{ subtitle_id: id, replaced: false }]);
	});

	it('is told when the video cannot be looked at either', async () => {
		const gcore = await withVideo();
		gcore.plant({ match: { path: /subtitles/ }, kind: 'resetAfter' });
		const { error } = await add(gcore, ofText({ options: { maxRetries: 0 } }));
		expect(error?.description).toMatch(/^The subtitles may have been added all the same: look at/);
		expect(gcore.count('POST')).toBe(1);
	});
});

describe.each(ON_ERROR)('Retry On Fail, On Error %s', (onError) => {
	it('puts on once what an earlier try has put on', async () => {
		const gcore = await withVideo();
		gcore.videos.add({ id: 6 });
		gcore.plant({
			match: { path: `${VIDEOS}/6/subtitles`, method: 'POST' },
			status: 400,
			times: 1,
		});
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const { json, error } = await add(
			gcore,
			ofText({ videoId: '={{ $json.video_id }}', options: { maxConcurrency: 1 } }),
			// The failing one comes first: n8n looks at the first item to see whether to try again.
			[{ video_id: 6 }, { video_id: 5 }],
			{ node, onError },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject([{ video_id: 6 }, { video_id: 5 }]);
		expect([on(gcore, 5), on(gcore, 6)]).toEqual([['eng English'], ['eng English']]);
	});
});

describe('422', () => {
	it.each<[string, string, RegExp, RegExp]>([
		[
			'Unprocessable Entity. Language code is not recognized.',
			'the language',
			/^Gcore does not know the language 'xyz' \(HTTP 422\)$/,
			/says: "Unprocessable.*"\. Choose another 'Language'/,
		],
		[
			'Feature is disabled. Contact support to enable.',
			'AI that is off',
			/^Streaming AI is not enabled for the account \(HTTP 422\)$/,
			/Ask Gcore support to enable it\.$/,
		],
		['Oops', 'anything else', /^Gcore did not accept the subtitles/, /says: "Oops"\. Check/],
	])('%s tells of %s', async (text, _what, message, remedy) => {
		const gcore = await withVideo();
		const body = { status: 422, error: text };
		gcore.plant({ match: { method: 'POST' }, status: 422, body });
		const { error } = await add(gcore, ofText({ language: 'xyz' }));
		expect(error).toMatchObject({ httpCode: '422' });
		expect([error?.message, error?.description]).toEqual([
			expect.stringMatching(message),
			expect.stringMatching(remedy),
		]);
	});

	it('stops the node, which tells what is there by then', async () => {
		const gcore = await withVideo();
		const { error } = await add(
			gcore,
			ofText({ language: '={{ $json.l }}', options: { maxConcurrency: 1 } }),
			[{ l: 'eng' }, { l: 'xyz' }, { l: 'fre' }],
		);
		expect(error?.description).toMatch(
			/This was item 1\. Subtitles had been put on before, on these videos: 5\.$/,
		);
		expect(on(gcore)).toEqual(['eng English']);
	});

	it('fails its own item alone', async () => {
		const gcore = await withVideo();
		const { json } = await add(
			gcore,
			ofText({ language: '={{ $json.l }}' }),
			[{ l: 'eng' }, { l: 'xyz' }, { l: 'fre' }],
			{ onError: 'continueRegularOutput' },
		);
		expect(json[0]).toMatchObject([
			{ name: 'English' },
			{ error: expect.stringMatching(/language 'xyz'/) },
			{ name: 'French' },
		]);
		expect(on(gcore)!.sort()).toEqual(['eng English', 'fre French']);
		expect(paths(gcore)).not.toContain(LISTS);
	});
});
