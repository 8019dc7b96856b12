import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault, StandIn, StandInOptions } from '../standin/server';
import { closeAll, open, TASKS, VIDEOS } from '../standin/testing';
import { ON_ERROR, shortFor } from './helpers';
import { cancelPath, creating, ids, runOn } from './operations';

afterEach(closeAll);

const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Requests one after the other, each sent once: n8n alone tries again. */
const inTurn = (options: INodeParameters = {}) => ({
	options: { maxRetries: 0, maxConcurrency: 1, ...options },
});

/** Answers a call once with a fault. */
const once = (gcore: StandIn, method: string, path: string | RegExp, fault: Fault) =>
	gcore.plant({ match: { method, path }, times: 1, ...fault });

const REFUSED: Fault = { status: 409 };
const LOST: Array<[string, Fault]> = [
	['a refusal', REFUSED],
	['a lost response', { kind: 'resetAfter' }],
	['a timeout', { kind: 'hang', effect: true }],
	['a 502 that took effect', { status: 502, effect: true }],
];

const isCancelled = (task_id: string) => ({ task_id, outcome: 'cancelled', cancelled: true });

// n8n looks at the first item to see whether to try again, so that is the one that fails.
describe.each(ON_ERROR)('Retry On Fail, On Error %s', (onError) => {
	const run = async (gcore: StandIn, parameters: INodeParameters, items?: IDataObject[]) =>
		await runOn(gcore, parameters, items, { node, onError });

	it.each(LOST)('Cancel, %s: what an earlier try has cancelled is Cancelled', async (_n, fault) => {
		const gcore = await open();
		const tasks = ['a', 'b', 'c'].map((task_id) => gcore.tasks.add({ task_id }));
		once(gcore, 'POST', cancelPath('a'), fault);
		const { json, hints } = await run(gcore, inTurn(shortFor(fault)), tasks as never[]);
		expect(json[0]).toMatchObject(tasks.map(({ task_id }) => isCancelled(task_id)));
		expect(hints).toEqual([]);
		expect(gcore.count('POST', cancelPath('b'))).toBe(1);
	});

	it.each(LOST)('Cancel Many, %s: every task leaves, in its place', async (_n, fault) => {
		const gcore = await open();
		for (const task_id of ['a', 'b', 'c', 'd']) gcore.tasks.add({ task_id });
		once(gcore, 'POST', cancelPath('d'), fault);
		const parameters = { operation: 'cancelMany', ...inTurn(shortFor(fault)) };
		const { json } = await run(gcore, parameters);
		expect(json[0]).toMatchObject(['d', 'c', 'b', 'a'].map(isCancelled));
		expect(gcore.count('POST', cancelPath('a'))).toBe(1);
	});

	it('Wait with Cancel on Timeout: the task that this node has cancelled has timed out', async () => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add();
		const options = { waitTimeout: 0.05, pollInterval: 0.02, cancelOnTimeout: true };
		const parameters = { operation: 'wait', outcomeHandling: 'fail', ...inTurn(options) };
		const { json, error } = await run(gcore, parameters, [{ task_id }]);
		const failed = json.flat()[0] as { error?: string; details?: object } | undefined;
		expect(error?.message ?? failed?.error).toMatch(/^Timed Out: /);
		if (failed) expect(failed.details).toMatchObject({ outcome: 'timedOut', cancelled: true });
		expect(gcore.count('POST', cancelPath(task_id))).toBe(1);
	});

	it.each(LOST)(
		'Add Subtitles with Replace Existing, %s: nothing is replaced',
		async (_n, fault) => {
			const gcore = await open();
			for (const id of [5, 6]) gcore.videos.add({ id });
			once(gcore, 'POST', `${VIDEOS}/6/subtitles`, fault);
			const parameters = {
				resource: 'video',
				operation: 'addSubtitles',
				videoId: '={{ $json.video_id }}',
				subtitlesSource: 'text',
				subtitlesText: 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n',
				language: 'eng',
				subtitlesName: '={{ "Made at " + $now.toMillis() }}',
				...inTurn({ replaceExisting: true, ...shortFor(fault) }),
			};
			const { json } = await run(gcore, parameters, [{ video_id: 6 }, { video_id: 5 }]);
			expect(json[0]).toMatchObject([
				{ video_id: 6, replaced: false },
				{ video_id: 5, replaced: false },
			]);
			const counts = [5, 6].map((id) => gcore.videos.subtitles(id)?.length);
			expect(counts).toEqual([1, 1]);
		},
	);
});

it('a list that lags: subtitles whose response was lost are looked for until they appear', async () => {
	const gcore = await open({ listLagMs: 100 });
	gcore.videos.add({ id: 5 });
	once(gcore, 'POST', /subtitles/, { kind: 'resetAfter' });
	const { json } = await runOn(gcore, {
		resource: 'video',
		operation: 'addSubtitles',
		videoId: '5',
		subtitlesSource: 'text',
		subtitlesText: 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n',
		language: 'eng',
	});
	expect(json[0]).toMatchObject([{ video_id: 5 }]);
	expect(gcore.videos.subtitles(5)).toHaveLength(1);
});

describe.each(ON_ERROR)('Create under Retry On Fail, On Error %s', (onError) => {
	const HOUR = 3_600_000;

	/** Three items, the first of which loses its response once. @returns the tasks of each, and the item's */
	async function create(
		options: StandInOptions,
		parameters: INodeParameters,
		fault: Fault,
		before: (gcore: StandIn) => void = () => {},
	) {
		const gcore = await open(options);
		for (const id of [0, 1, 2]) gcore.videos.add({ id: 70 + id, status: 'viewable' });
		before(gcore);
		const older = gcore.tasks.size;
		once(gcore, 'POST', TASKS, fault);
		const items = [0, 1, 2].map((n) => ({ n, id: 70 + n }));
		const all = creating({
			url: 'https://v.example/{{ $json.n }}.mp4',
			...parameters,
			...inTurn(),
		});
		const { json } = await runOn(gcore, all, items, { node, onError });
		return { gcore, json: json[0], started: gcore.tasks.size - older };
	}

	const url = '={{ "https://v.example/" + $json.n + ".mp4" }}';
	const lost: Fault = { kind: 'resetAfter' };

	it('addresses that are signed anew, and data with the time', async () => {
		const { json, started, gcore } = await create(
			{},
			{
				url: '={{ "https://v.example/" + $json.n + ".mp4?sign=" + Math.random() }}',
				additionalFields: { clientEntityData: '={{ $now.toMillis() + " " + Math.random() }}' },
			},
			lost,
		);
		expect([json.length, started, new Set(ids(json)).size]).toEqual([3, 3, 3]);
		for (const { task_id, url: sent } of json) {
			expect(gcore.tasks.get(String(task_id))?.task_data.url).toBe(sent);
		}
	});

	it('a Gcore video that gets one more rendition meanwhile', async () => {
		const parameters = { videoSource: 'gcoreVideo', videoId: '={{ $json.id }}' };
		const { json, started } = await create({}, parameters, lost, (gcore) => {
			const { answer } = gcore as unknown as { answer: (call: { method: string }) => unknown };
			Object.assign(gcore, {
				answer: (call: { method: string }) => {
					const given = answer(call);
					if (call.method === 'POST') {
						for (const id of [70, 71, 72])
							gcore.videos.add({ id, slug: `s${id}`, status: 'ready' });
					}
					return given;
				},
			});
		});
		expect([json.length, started]).toEqual([3, 3]);
		expect(json).toMatchObject([70, 71, 72].map((video_id) => ({ video_id })));
	});

	it.each<[string, unknown]>([
		['no ID', {}],
		['a number as ID', { task_id: 7 }],
		['a blank ID', { task_id: ' ' }],
	])('201 with %s', async (_name, body) => {
		const { json, started } = await create({}, { url }, { status: 201, body, effect: true });
		expect([json.length, started, new Set(ids(json)).size]).toEqual([3, 3, 3]);
	});

	it.each([-2, 2])("Gcore's clock is %s hours ahead", async (hours) => {
		const { json, started } = await create({ now: () => Date.now() + hours * HOUR }, { url }, lost);
		expect([json.length, started]).toEqual([3, 3]);
	});

	it('a list that lags', async () => {
		const { json, started } = await create({ listLagMs: 100 }, { url }, lost);
		expect([json.length, started]).toEqual([3, 3]);
	});

	it.each([
		['REVOKED', 0.5 / 60, false],
		['SUCCESS', 48, true],
		['FAILURE', 1, true],
	])('a %s of %s hours ago (rows without times: %s) is not it', async (status, hours, without) => {
		const at = (more: number) => new Date(Date.now() - (hours + more) * HOUR).toISOString();
		const { json, started, gcore } = await create(
			{ listWithoutTime: without },
			{ url },
			// It has not taken effect: the older task is all that there is.
			{ status: 500 },
			(standIn) =>
				standIn.tasks.add({
					task_id: 'older',
					status,
					task_data: { url: 'https://v.example/0.mp4' },
					processing_time: { started_at: at(0.001), completed_at: at(0), total_time_sec: 360 },
				}),
		);
		expect([json.length, started]).toEqual([3, 3]);
		expect(ids(json)).not.toContain('older');
		expect(gcore.count('POST', TASKS)).toBe(4);
	});
});
