import type { INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../engine';
import type { Fault, StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { ON_ERROR, shortFor } from './helpers';
import { creating, runOn, VIDEO } from './operations';

afterEach(closeAll);

const VIDEOS = ['a', 'b', 'c'].map((name) => `https://videos.example/${name}.mp4`);

/** The tasks of each video that there are in the end. */
const madeFor = (gcore: StandIn) =>
	VIDEOS.map(
		(video) => gcore.tasks.all().filter(({ task_data }) => task_data.url === video).length,
	);

describe('Retry On Fail', () => {
	const RETRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	const createThree = async (gcore: StandIn, setup: object, parameters: INodeParameters = {}) =>
		await runOn(
			gcore,
			creating({
				url: '={{ $json.video }}',
				...parameters,
				options: {
					maxRetries: 0,
					maxConcurrency: 1,
					...(parameters.options as object),
				},
			}),
			// The failing one comes first: n8n looks at the first item to see whether to try again.
			VIDEOS.map((video) => ({ video })),
			{ ...setup, node: { ...RETRIES, ...('node' in setup ? (setup.node as object) : {}) } },
		);

	const FAULTS: Array<[string, Fault]> = [
		['500', { status: 500 }],
		['a lost answer', { kind: 'resetAfter' }],
		['a time-out', { kind: 'hang', effect: true }],
		['502 after it took effect', { status: 502, effect: true }],
	];

	describe.each(ON_ERROR)('On Error %s', (onError) => {
		it.each(FAULTS)('%s in the first try: one task for each video', async (_name, fault) => {
			const gcore = await open();
			gcore.plant({ match: { method: 'POST' }, times: 1, ...fault });
			const options = shortFor(fault);
			const { json, error, outputs } = await createThree(gcore, { onError }, { options });
			expect(error).toBeUndefined();
			expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				VIDEOS.map((_, item) => ({ item })),
			);
			expect(madeFor(gcore)).toEqual([1, 1, 1]);
			const ids = new Set(gcore.tasks.all().map(({ task_id }) => task_id));
			expect(new Set(json[0].map(({ task_id }) => task_id))).toEqual(ids);
		});
	});

	describe.each(ON_ERROR)('On Error %s, with a fault in every try', (onError) => {
		it.each<[string, Fault, tasks: number[]]>([
			['500', { status: 500 }, [0, 0, 0]],
			['a lost answer', { kind: 'resetAfter' }, [1, 1, 1]],
			['a time-out', { kind: 'hang', effect: true }, [1, 1, 1]],
		])('%s: at most one task for each video', async (_name, fault, tasks) => {
			const gcore = await open();
			gcore.plant({ match: { method: 'POST' }, ...fault });
			const options = shortFor(fault);
			await createThree(gcore, { onError }, { options });
			expect(madeFor(gcore)).toEqual(tasks);
		});
	});

	it('an item that always fails: the others have one task each after three tries, and say so', async () => {
		const gcore = await open();
		const bad = { video: 'no address' };
		const items = [bad, { video: VIDEOS[0] }, { video: VIDEOS[1] }];
		const parameters = creating({ url: '={{ $json.video }}' });
		const setup = { onError: 'continueErrorOutput' as const, node: RETRIES };
		const { json } = await runOn(gcore, parameters, items, setup);
		expect(gcore.count('POST', TASKS)).toBe(2);
		expect(json[0].map(({ url, reused }) => [url, reused])).toEqual([
			[VIDEOS[0], true],
			[VIDEOS[1], true],
		]);
		expect(json[1]).toHaveLength(1);
	});

	it('under Stop the message tells what the earlier tries have started', async () => {
		const gcore = await open();
		gcore.plant({ match: { method: 'POST' }, skip: 2, status: 403 });
		const { error } = await createThree(gcore, {});
		const ids = gcore.tasks.all().map(({ task_id }) => task_id);
		expect(ids).toHaveLength(2);
		expect(error?.description).toContain(`2 tasks had been started before: ${ids.join(', ')}.`);
		expect(gcore.count('POST', TASKS)).toBe(2 + 3);
	});

	it('a task that goes on when the wait for it is over is waited for again', async () => {
		const gcore = await open({ taskMs: 600_000 });
		const { error } = await createThree(
			gcore,
			{},
			{
				waitForCompletion: true,
				outcomeHandling: 'fail',
				options: { waitTimeout: 0.05, pollInterval: 0.02 },
			},
		);
		expect(error?.message).toMatch(/^Timed Out: /);
		expect(Math.max(...madeFor(gcore))).toBe(1);
	});

	it('a task that has failed is started anew, as it is what shall be tried again', async () => {
		const gcore = await open({ taskMs: 0 });
		gcore.plant({ match: { method: 'GET' }, times: 1, body: { status: 'FAILURE', result: {} } });
		const { json, error } = await createThree(
			gcore,
			{},
			{ waitForCompletion: true, outcomeHandling: 'fail', options: { pollInterval: 0.01 } },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toHaveLength(3);
		expect(madeFor(gcore).reduce((sum, count) => sum + count)).toBe(4);
	});

	it('without it nothing is kept: each run starts a task', async () => {
		const gcore = await open();
		for (let run = 0; run < 2; run++) {
			await createThree(gcore, { node: { retryOnFail: false } });
		}
		expect(madeFor(gcore)).toEqual([2, 2, 2]);
	});

	it('items with the same video have a task each', async () => {
		const gcore = await open();
		gcore.plant({ match: { method: 'POST' }, times: 1, kind: 'resetAfter' });
		const items = [{}, {}, {}];
		const { json } = await runOn(
			gcore,
			creating({ options: { maxRetries: 0, maxConcurrency: 1 } }),
			items,
			{
				onError: 'continueErrorOutput',
				node: RETRIES,
			},
		);
		expect(new Set(json[0].map(({ task_id }) => task_id)).size).toBe(3);
		expect(gcore.tasks.size).toBe(3);
	});
});

describe('Reuse Task', () => {
	const reuse = (parameters: INodeParameters = {}) =>
		creating({ ...parameters, options: { reuseTask: true, ...(parameters.options as object) } });

	const HOUR = 3_600_000;
	const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
	const data = { task_name: 'transcription', url: VIDEO };
	const succeeded = (hours: number) => ({
		status: 'SUCCESS',
		task_data: data,
		processing_time: { started_at: ago(hours + 1), completed_at: ago(hours), total_time_sec: 60 },
	});

	const expectStarted = ({ json }: NodeRun, gcore: StandIn) => {
		expect(gcore.count('POST', TASKS)).toBe(1);
		expect(json[0][0]).not.toHaveProperty('reused');
	};

	it.each([
		['unfinished', { status: 'STARTED', task_data: data }],
		['new', { status: 'PENDING', task_data: data }],
		['finished an hour ago', succeeded(1)],
		['finished 23 hours ago', succeeded(23)],
	])('a task that is %s is handed on', async (_name, task) => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add(task);
		const { json } = await runOn(gcore, reuse());
		expect(json[0]).toEqual([{ task_id, task_type: 'transcription', url: VIDEO, reused: true }]);
		expect(gcore.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it.each([
		['finished 25 hours ago', succeeded(25)],
		['failed', { status: 'FAILURE', task_data: data }],
		['cancelled', { status: 'REVOKED', task_data: data }],
		['of another video', { task_data: { ...data, url: `${VIDEO}?other` } }],
		[
			'of another type',
			{ task_data: { url: VIDEO, task_name: 'content-moderation', category: 'nsfw' } },
		],
		['of another spoken language', { task_data: { ...data, audio_language: 'ger' } }],
		['a translation', { task_data: { ...data, subtitles_language: 'ger' } }],
	])('a task that is %s is not', async (_name, task) => {
		const gcore = await open();
		gcore.tasks.add(task);
		expectStarted(await runOn(gcore, reuse()), gcore);
	});

	it('it counts from Reuse Hours on', async () => {
		const gcore = await open();
		gcore.tasks.add(succeeded(25));
		const { json } = await runOn(gcore, reuse({ options: { reuseHours: 26 } }));
		expect(json[0][0].reused).toBe(true);
	});

	it.each([0, -1, 'soon'])(
		'Reuse Hours of %s are refused, and nothing is sent',
		async (reuseHours) => {
			const gcore = await open();
			const { error } = await runOn(gcore, reuse({ options: { reuseHours } }));
			expect(error?.message).toMatch(/^'Reuse Hours' is not a number above 0/);
			expect(gcore.requests).toEqual([]);
		},
	);

	it('in rows without times, the task itself tells when it has succeeded', async () => {
		const gcore = await open({ listWithoutTime: true });
		gcore.tasks.add(succeeded(25));
		const { task_id } = gcore.tasks.add(succeeded(2));
		const { json } = await runOn(gcore, reuse());
		expect(json[0][0]).toMatchObject({ task_id, reused: true });
	});

	it('a video is found whatever its address is made of', async () => {
		const gcore = await open();
		const url = 'https://videos.example/a%20b.mp4?name=ä"\\&x=日本';
		const { task_id } = gcore.tasks.add({ task_data: { ...data, url } });
		const { json } = await runOn(gcore, reuse({ url }));
		expect(json[0][0]).toMatchObject({ task_id, reused: true });
	});

	it('1,000 items of ten videos: ten lists, ten tasks, every item has one', async () => {
		const gcore = await open();
		const items = Array.from({ length: 1000 }, (_, n) => ({
			video: `https://v.example/${n % 10}`,
		}));
		const { json } = await runOn(gcore, reuse({ url: '={{ $json.video }}' }), items);
		expect(gcore.requests.filter(({ method }) => method === 'GET')).toHaveLength(10);
		expect(gcore.tasks.size).toBe(10);
		expect(json[0].map(({ url }) => url)).toEqual(items.map(({ video }) => video));
		expect(json[0].filter(({ reused }) => reused)).toHaveLength(990);
	});

	it('a task that has succeeded is waited for in no time, and says that it was there', async () => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add(succeeded(1));
		const { json } = await runOn(gcore, reuse({ waitForCompletion: true }));
		expect(json[0][0]).toMatchObject({ task_id, outcome: 'succeeded', reused: true });
		expect(gcore.count('POST', TASKS)).toBe(0);
	});

	it('when the list cannot be read, nothing is started', async () => {
		const gcore = await open();
		gcore.plant({ match: { method: 'GET' }, status: 500 });
		const { error } = await runOn(gcore, reuse({ options: { maxRetries: 0 } }));
		expect(error?.message).toMatch(/^Gcore could not handle the request \(HTTP 500\)/);
		expect(gcore.count('POST', TASKS)).toBe(0);
	});
});
