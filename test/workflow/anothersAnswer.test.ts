import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { creating, ids, runOn } from './operations';
import { activate, gcore as polled, useTriggers } from './triggers';

const NOT_GCORES = /^The answer was not in the form that Gcore documents/;

const AT_ONCE = { maxRetries: 0 };

/** A Gcore whose video 5 has subtitles, and that knows the task of the item. */
async function prepared() {
	const gcore = await open();
	gcore.videos.add({ id: 5 });
	gcore.videos.addSubtitle(5, { name: 'English', language: 'eng', vtt: 'WEBVTT' });
	gcore.tasks.add({ task_id: 'mine', status: 'SUCCESS' });
	return gcore;
}

const onVideo: INodeParameters = {
	resource: 'video',
	operation: 'addSubtitles',
	videoId: { __rl: true, mode: 'id', value: '5' },
};

const others = (body: IDataObject, method = 'GET') => ({ match: { method }, body });
const TASK = { task_id: 'other', status: 'SUCCESS', result: { speech_detected: true } };

describe("an answer about another's is none", () => {
	afterEach(closeAll);

	it.each<[what: string, parameters: INodeParameters, fault: ReturnType<typeof others>]>([
		['Get', { operation: 'get' }, others(TASK)],
		['Get, an ID that is no text', { operation: 'get' }, others({ ...TASK, task_id: 7 })],
		['Get, an empty ID', { operation: 'get' }, others({ ...TASK, task_id: '' })],
		['Get, an ID in other letters', { operation: 'get' }, others({ ...TASK, task_id: 'MINE' })],
		["Add Subtitles, another's task", { ...onVideo, subtitlesSource: 'task' }, others(TASK)],
		[
			"Create, another's video",
			{ ...creating({ videoSource: 'gcoreVideo' }), videoId: onVideo.videoId },
			others({ id: 6, name: 'Six', status: 'ready' }),
		],
		[
			"Add Subtitles that replace, another's subtitles",
			{
				...onVideo,
				subtitlesSource: 'text',
				subtitlesText: 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n',
				language: 'eng',
				options: { replaceExisting: true },
			},
			others({ id: 999, name: 'English', language: 'eng', vtt: 'WEBVTT' }, 'PATCH'),
		],
	])('%s', async (_what, parameters, fault) => {
		const gcore = await prepared();
		gcore.plant(fault);
		const options = { ...(parameters.options as INodeParameters), ...AT_ONCE };
		const { json, error } = await runOn(gcore, { ...parameters, options }, [{ task_id: 'mine' }]);
		expect(json.flat()).toEqual([]);
		expect(error?.message).toMatch(NOT_GCORES);
		expect(gcore.count('POST')).toBe(0);
	});

	it('Wait goes on until it is about the task', async () => {
		const gcore = await prepared();
		gcore.plant({ ...others({ ...TASK, result: { of: 'other' } }), times: 2 });
		const options = { pollInterval: 0.01, waitTimeout: 60 };
		const { json } = await runOn(gcore, { operation: 'wait', options }, [{ task_id: 'mine' }]);
		expect(json[0]).toMatchObject([{ task_id: 'mine', outcome: 'succeeded' }]);
		expect(json[0][0].result).not.toHaveProperty('of');
		expect(gcore.stats.requests).toBe(3);
	});

	it('Reuse Task does not hand it on', async () => {
		const gcore = await prepared();
		// A row that says what the task does, and not when it did it: it is asked itself.
		const task_data = { task_name: 'transcription', url: creating().url };
		const row = { task_id: 'mine', status: 'SUCCESS', task_data };
		gcore.plant({ match: { method: 'GET', path: TASKS }, body: { count: 1, results: [row] } });
		const started_at = new Date().toISOString();
		const task = { ...row, processing_time: { started_at, completed_at: started_at } };
		const asked = gcore.plant({ match: { task: 'mine' }, body: { ...task, task_id: 'other' } });
		const reusing = creating({ options: { reuseTask: true, ...AT_ONCE } });
		expect(ids((await runOn(gcore, reusing)).json.flat())).not.toContain('mine');
		asked.remove();
		gcore.plant({ match: { task: 'mine' }, body: task });
		expect(ids((await runOn(gcore, reusing)).json.flat())).toContain('mine');
	});
});

describe('the same task in another form', () => {
	afterEach(closeAll);

	const UUID = 'aafe70c6-0000-0000-0000-327b65f7670f';

	const get = async (gcore: StandIn, task_id: string, body: IDataObject) => {
		gcore.plant({ body: { status: 'STARTED', ...body } });
		const { json } = await runOn(gcore, { operation: 'get', options: AT_ONCE }, [{ task_id }]);
		return json[0];
	};

	it.each([
		['in other letters', UUID.toUpperCase(), { task_id: UUID }],
		['without hyphens', UUID.replaceAll('-', ''), { task_id: UUID }],
		['not named', UUID, {}],
	])('%s is taken, and keeps the ID that was asked for', async (_what, asked, body) => {
		expect(await get(await open(), asked, body)).toMatchObject([{ task_id: asked }]);
	});
});

describe('the trigger', () => {
	useTriggers();

	it("waits for the task's own result", async () => {
		const trigger = await activate();
		polled.tasks.add({ task_id: 'mine', status: 'SUCCESS' });
		const lie = polled.plant({ match: { task: 'mine' }, body: { ...TASK, result: { of: 'o' } } });
		expect(await trigger.poll()).toEqual([]);
		lie.remove();
		const told = await trigger.poll();
		expect(ids(told)).toEqual(['mine']);
		expect(told[0].result).not.toHaveProperty('of');
	});
});

describe('an ID that cannot be seen', () => {
	useTriggers();

	const BLANK = [' ', '\u00a0', '\u200b', '\u200d', '\u3000', '\ufe0f', ' mine', '"mine"'];

	it('is none in a list', async () => {
		const trigger = await activate();
		const results = [...BLANK, 'seen'].map((task_id) => ({ task_id, status: 'SUCCESS' }));
		polled.plant({ match: { path: TASKS }, body: { count: results.length, results } });
		expect(ids(await trigger.poll())).toEqual(['seen']);
		const { json } = await runOn(polled, { operation: 'getAll', returnAll: true });
		expect(ids(json[0])).toEqual(['seen']);
	});

	it.each(BLANK)('is none of a task that was started: %j', async (task_id) => {
		polled.plant({ match: { method: 'POST' }, status: 201, body: { task_id } });
		const { error } = await runOn(polled, creating());
		expect(error?.message).toMatch(/its answer holds no task ID that can be used$/);
	});
});
