import type { INodeParameters } from 'n8n-workflow';

import { runNode, type NodeRun } from '../engine';
import type { Fault, StandIn, StandInOptions } from '../standin/server';
import { closeAll, open, TASKS, VIDEOS } from '../standin/testing';
import { ON_ERROR } from './helpers';
import { cancelPath, creating, credentialOf, ids, runOn } from './operations';

afterEach(closeAll);

const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const url = '={{ "https://v.example/" + $json.n + ".mp4" }}';
const items = (...numbers: number[]) => numbers.map((n) => ({ n }));
const post = (fault: Fault, path?: string | RegExp): Fault => ({
	match: { method: 'POST', ...(path && { path }) },
	times: 1,
	...fault,
});
const LOST: Fault = { kind: 'resetAfter' };
const REFUSED: Fault = { status: 403 };

const puttingOn = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation: 'addSubtitles',
	videoId: '={{ $json.n }}',
	subtitlesSource: 'text',
	subtitlesText: 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n',
	language: 'eng',
	options: { maxRetries: 0 },
	...more,
});

describe.each(ON_ERROR)('Retry On Fail, On Error %s', (onError) => {
	it.each<[string, Fault]>([
		['reset', LOST],
		['a 502', { status: 502 }],
		['a 408', { status: 408 }],
		['half a response', { kind: 'truncate' }],
		['a page with status 200', { status: 200, body: '<html>' }],
		['a redirect', { status: 303, body: '' }],
		['nothing in a 201', { status: 201, body: '' }],
		['null as ID', { status: 201, body: { task_id: null } }],
		['a list', { status: 201, body: [] }],
	])('12 items of one video, all lost by %s: a task for each', async (_name, fault) => {
		const gcore = await open();
		gcore.plant({ match: { method: 'POST' }, times: 12, ...fault, effect: true });
		const { json } = await runOn(
			gcore,
			creating({ options: { maxRetries: 0 } }),
			items(...Array.from({ length: 12 }, (_, n) => n)),
			{ node, onError },
		);
		expect([json[0].length, gcore.tasks.size, new Set(ids(json[0])).size]).toEqual([12, 12, 12]);
	});

	it.each<[string, Fault, INodeParameters]>([
		[
			'what each try sends is other text',
			LOST,
			{ subtitlesText: '={{ "WEBVTT\\n\\n00:01.000 --> 00:02.000\\n" + Math.random() }}' },
		],
		['a page with status 201', { status: 201, body: '<html>', effect: true }, {}],
	])('subtitles, lost: %s', async (_name, fault, parameters) => {
		const gcore = await open();
		gcore.videos.add({ id: 5 });
		gcore.plant(post(fault));
		// The looks of the first try find nothing out.
		gcore.plant({ match: { method: 'GET' }, times: 1, ...REFUSED });
		const { json } = await runOn(gcore, puttingOn(parameters), items(5), { node, onError });
		expect(json[0]).toMatchObject([{ video_id: 5, replaced: false }]);
		expect(gcore.videos.subtitles(5)).toHaveLength(1);
	});

	it('a Gcore video without a slug, with data of the user', async () => {
		const gcore = await open();
		gcore.videos.add({ id: 70, status: 'viewable' });
		const video = { ...gcore.videos.get(70), slug: '' };
		gcore.plant({ match: { method: 'GET', path: `${VIDEOS}/70` }, body: video });
		gcore.plant(post(LOST));
		const parameters = {
			videoSource: 'gcoreVideo',
			videoId: '70',
			additionalFields: { clientEntityData: 'mine' },
			options: { maxRetries: 0 },
		};
		const { json } = await runOn(gcore, creating(parameters), [{}], { node, onError });
		expect([gcore.tasks.size, json[0].length]).toEqual([1, 1]);
	});

	it('a task that has failed is not taken for one whose response was lost later', async () => {
		const gcore = await open({ taskMs: 0 });
		// The second start is lost without effect.
		gcore.plant({ ...post({ kind: 'resetBefore' }, TASKS), skip: 1 });
		const parameters = {
			url: 'https://v.example/fail.mp4',
			waitForCompletion: true,
			outcomeHandling: 'fail',
			options: { maxRetries: 0, pollInterval: 0.01 },
		};
		await runOn(gcore, creating(parameters), [{}], { node, onError });
		expect([gcore.tasks.size, gcore.count('POST', TASKS)]).toEqual([2, 3]);
	});

	it('Cancel Many of two items: a task that the first is refused is its own in the next try', async () => {
		const gcore = await open();
		for (const task_id of ['a', 'b', 'c']) gcore.tasks.add({ task_id });
		gcore.plant(post({ status: 409 }, cancelPath('c')));
		const options = { maxRetries: 0, maxConcurrency: 1 };
		const parameters = { operation: 'cancelMany', limit: 3, options };
		const { json, hints } = await runOn(gcore, parameters, [{}, {}], { node, onError });
		expect(ids(json[0])).toEqual(['c', 'b', 'a']);
		expect(hints).toEqual([expect.stringMatching(/^'Limit' \(3\) was reached/)]);
		expect(gcore.count('POST')).toBe(4);
	});
});

describe('Retry On Fail, On Error Stop: what was under way when another item failed', () => {
	const inFlight = { delayMs: 100 };

	async function run(
		parameters: INodeParameters,
		input: object[],
		prepare: (gcore: StandIn) => void,
		options: StandInOptions = {},
	): Promise<NodeRun & { gcore: StandIn }> {
		const gcore = await open(options);
		prepare(gcore);
		return { ...(await runOn(gcore, parameters, input as never, { node })), gcore };
	}

	const LOSSES: Array<[string, Fault]> = [
		['reset', LOST],
		['a 502', { status: 502, effect: true }],
	];

	it.each(LOSSES)('a start, lost by %s', async (_name, fault) => {
		const parameters = creating({ url, options: { maxRetries: 0 } });
		const { gcore, json } = await run(parameters, items(0, 1, 2), (standIn) => {
			standIn.plant(post(REFUSED));
			standIn.plant(post({ ...inFlight, ...fault }));
		});
		expect([gcore.tasks.size, json[0].length]).toEqual([3, 3]);
	});

	it.each(LOSSES)('a cancel, lost by %s', async (_name, fault) => {
		const tasks = ['a', 'b'].map((task_id) => ({ task_id }));
		const parameters = { operation: 'cancel' };
		const { json } = await run(parameters, tasks, (gcore) => {
			for (const task of tasks) gcore.tasks.add(task);
			gcore.plant(post(REFUSED, cancelPath('a')));
			gcore.plant(post({ ...inFlight, ...fault }, cancelPath('b')));
		});
		expect(json[0]).toMatchObject(tasks.map((task) => ({ ...task, outcome: 'cancelled' })));
	});

	it.each(LOSSES)('subtitles, lost by %s', async (_name, fault) => {
		const { gcore, json } = await run(puttingOn(), items(5, 6), (standIn) => {
			for (const id of [5, 6]) standIn.videos.add({ id });
			standIn.plant(post(REFUSED, `${VIDEOS}/5/subtitles`));
			standIn.plant(post({ ...inFlight, ...fault }, `${VIDEOS}/6/subtitles`));
		});
		expect(json[0]).toHaveLength(2);
		expect([5, 6].map((id) => gcore.videos.subtitles(id)?.length)).toEqual([1, 1]);
	});

	it.each<[string, Fault, skip: number, maxConcurrency: number]>([
		['paid for', REFUSED, 1, 1],
		['lost', LOST, 0, 2],
	])(
		'Reuse Task, a list that lags: items not reached share what was %s',
		async (_name, fault, skip, maxConcurrency) => {
			const options = { maxRetries: 0, maxConcurrency, reuseTask: true };
			const { gcore, json } = await run(
				creating({ url, options }),
				items(0, 1, 0, 0),
				(standIn) => standIn.plant({ ...post(fault, TASKS), skip }),
				{ listLagMs: 100 },
			);
			expect([gcore.tasks.size, json[0].length]).toEqual([2, 4]);
		},
	);

	it('Reuse Task: what was there before is not told as started', async () => {
		const parameters = creating({ url, options: { maxRetries: 0, reuseTask: true } });
		const { error } = await run(parameters, items(0, 0, 1), (gcore) => {
			gcore.tasks.add({ task_id: 'old', task_data: { url: 'https://v.example/0.mp4' } });
			gcore.plant({ ...post({ status: 400, body: { error: 'no' } }, TASKS), times: 3 });
		});
		expect(error?.description).toMatch(/This was item 2\.$/);
	});
});

it('Replace Existing, a list that lags: items of one video see what those before have put on', async () => {
	const gcore = await open({ listLagMs: 60_000 });
	gcore.videos.add({ id: 5 });
	const parameters = puttingOn({ options: { replaceExisting: true } });
	const { json } = await runOn(gcore, parameters, items(5, 5));
	expect(json[0]).toMatchObject([{ replaced: false }, { replaced: true }]);
	expect(gcore.videos.subtitles(5)).toHaveLength(1);
});

it('Cancel Many whose credential gives nothing in the next try: its item fails, and none passes as done', async () => {
	const gcore = await open();
	gcore.tasks.add({ task_id: 'a' });
	gcore.plant(post(REFUSED, cancelPath('a')));
	const good = credentialOf(gcore);
	// n8n reads the credential before a try's first request, and for each item again.
	const isRefused = () => gcore.count('POST', cancelPath('a')) > 0;
	const { json, error } = await runNode(
		{
			parameters: { operation: 'cancelMany', options: { maxRetries: 0 } },
			items: items(1),
			onError: 'continueRegularOutput',
			node,
		},
		() => (isRefused() ? { ...good, apiKey: '' } : good),
	);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject([{ error: expect.stringMatching(/'API Key' is empty/) }]);
});
