import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeRun, runWorkflow, workflowOf } from '../engine';
import type { Fault } from '../standin/server';
import { SAMPLE_URL } from '../standin/samples';
import { quick, useGcore } from './helpers';

const gcore = useGcore({ taskMs: 60_000 });

const OLD = 'old-task';
const FIRST = { operation: 'create', url: SAMPLE_URL };
const NOW = { pollInterval: 0.01, waitTimeout: 0.01, maxRetries: 0 };
const CREATE_AND_WAIT = {
	...FIRST,
	waitForCompletion: true,
	outcomeHandling: 'fail',
	options: NOW,
};
const WAIT = {
	operation: 'wait',
	taskId: by('={{ $json.mine }}'),
	outcomeHandling: 'fail',
	options: NOW,
};

function by(value: string) {
	return { __rl: true, mode: 'id', value };
}

const TEXT = 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n';
const OF_ITEM = { operation: 'create', videoSource: 'gcoreVideo', videoId: by('') };

/** Runs one node over an item, and another behind its Error output. */
async function behind(
	first: INodeParameters,
	second: INodeParameters,
	item: IDataObject = { task_id: OLD, name: 'kept' },
) {
	const file = workflowOf({ items: [item], parameters: first, onError: 'continueErrorOutput' });
	const [, node] = file.nodes;
	file.nodes.push({
		...node,
		id: 'second',
		name: 'Second',
		parameters: quick(second),
		onError: 'continueRegularOutput',
	});
	const to = [{ node: 'Second', type: 'main' as const, index: 0 }];
	// Whatever number the Error output has: only failed items are there.
	file.connections.Gcore = { main: Array.from({ length: 6 }, () => to) };
	const run = await runWorkflow(file, gcore.credential);
	const [failed] = nodeRun(run).json.flat();
	const [after] = nodeRun(run, 'Second').json.flat();
	return {
		failed,
		after: after as IDataObject & { details: IDataObject },
		hints: nodeRun(run).hints,
	};
}

const statusOf = (id: unknown) => gcore.standIn.tasks.get(String(id))?.status;

beforeEach(() => gcore.standIn.tasks.add({ task_id: OLD }));

const plant = (match: Fault['match'], status: number) => gcore.standIn.plant({ match, status });

describe('Task at its default, behind the Error output', () => {
	it('means the task that Create has started, not that of the input', async () => {
		const { failed, after, hints } = await behind(CREATE_AND_WAIT, { operation: 'cancel' });
		const { task_id } = failed.details as IDataObject;
		expect(failed).toMatchObject({ task_id: OLD, name: 'kept' });
		expect(after).toMatchObject({ task_id, outcome: 'cancelled' });
		expect([statusOf(OLD), statusOf(task_id)]).toEqual(['STARTED', 'REVOKED']);
		expect(hints).toEqual([
			expect.stringMatching(/have the task_id of their input.* details\.task_id/),
		]);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['Cancel', { operation: 'cancel' }, { outcome: 'cancelled' }],
		['Get', { operation: 'get' }, { status: 'STARTED' }],
		['Wait', { operation: 'wait', options: NOW }, { outcome: 'timedOut' }],
		['an expression without blanks', { operation: 'get', taskId: by('={{$json.task_id}}') }, {}],
		[
			'an expression with brackets',
			{ operation: 'get', taskId: by('={{ $json["task_id"] }}') },
			{},
		],
		['by URL', { operation: 'get', taskId: { ...by('={{ $json.task_id }}'), mode: 'url' } }, {}],
	])('means the task of a Wait whose time was over: %s', async (_name, second, item) => {
		gcore.standIn.tasks.add({ task_id: 'mine' });
		const { after } = await behind(WAIT, second, { task_id: OLD, mine: 'mine' });
		expect(after).toMatchObject({ task_id: 'mine', ...item });
	});

	it.each<[string, INodeParameters, string]>([
		['another field', { operation: 'get', taskId: by('={{ $json.mine }}') }, 'mine'],
		['another node', { operation: 'get', taskId: by("={{ $('Start').item.json.task_id }}") }, OLD],
		['text', { operation: 'get', taskId: by(OLD) }, OLD],
	])('but not where it is set to %s', async (_name, second, task_id) => {
		gcore.standIn.tasks.add({ task_id: 'mine' });
		const { after } = await behind(WAIT, second, { task_id: OLD, mine: 'mine' });
		expect(after).toMatchObject({ task_id });
	});

	const WHY = /details name no task\. The task_id beside them .* is not taken/;
	const refused = {
		error: expect.stringMatching(/^'Task' cannot be used/),
		details: { description: expect.stringMatching(WHY) },
	};

	it.each<[string, INodeParameters, IDataObject]>([
		[
			'Cancel',
			{ operation: 'cancel', outcomeHandling: 'same' },
			{ outcome: 'badRequest', task_id: null, message: expect.stringMatching(WHY) },
		],
		['Get', { operation: 'get' }, refused],
		['Wait', { operation: 'wait', options: NOW }, refused],
		['Add Subtitles', { resource: 'video', operation: 'addSubtitles', videoId: by('1') }, refused],
	])('finds none where none was started: %s', async (_name, second, item) => {
		plant({ path: '/streaming/ai/tasks', method: 'POST' }, 403);
		const { failed, after } = await behind(FIRST, second);
		expect(failed.details).not.toHaveProperty('task_id');
		expect(after).toMatchObject(item);
		expect(statusOf(OLD)).toBe('STARTED');
		expect(gcore.standIn.requests.filter(({ path }) => path.includes(OLD))).toEqual([]);
	});

	it("takes the input's field of an item that is none of this node", async () => {
		const items = [{ task_id: OLD, error: 'Oops', details: { code: 7 } }];
		const { json } = await gcore.run({ items });
		expect(json[0]).toMatchObject([{ task_id: OLD, outcome: 'cancelled' }]);
	});

	it('means the task of an item that has left by Continue', async () => {
		const { task_id } = gcore.standIn.tasks.add();
		const items = [{ error: 'Gcore is busy', details: { description: 'Try later.', task_id } }];
		const { json } = await gcore.run({ items });
		expect(json[0]).toMatchObject([{ task_id, outcome: 'cancelled' }]);
	});
});

describe('Video left empty, behind the Error output', () => {
	const onVideo = (videoId: string, more: INodeParameters = {}) => ({
		resource: 'video',
		operation: 'addSubtitles',
		subtitlesSource: 'text',
		subtitlesText: TEXT,
		language: 'eng',
		videoId: by(videoId),
		...more,
	});
	const NEXT = onVideo('');
	const BY_FIELD = onVideo('={{ $json.video_id }}');
	const CREATE = {
		operation: 'create',
		videoSource: 'gcoreVideo',
		videoId: by('={{ $json.mine }}'),
	};

	it.each<[string, INodeParameters, INodeParameters]>([
		['Create', CREATE, NEXT],
		['Create, by its field', CREATE, BY_FIELD],
		['Add Subtitles', onVideo('={{ $json.mine }}'), OF_ITEM],
	])('means the video that the item is about: %s', async (_name, first, second) => {
		for (const id of [5, 6]) gcore.standIn.videos.add({ id });
		gcore.standIn.plant({ match: { method: 'POST' }, status: 405, times: 1 });
		const { after, hints } = await behind(first, second, { video_id: 5, mine: 6 });
		expect(after).toMatchObject({ video_id: 6 });
		expect(hints).toEqual([expect.stringMatching(/have the video_id of their input/)]);
	});

	it.each<[string, INodeParameters]>([
		["'Video' is empty, and the item names no video", NEXT],
		["'Video' is an expression that gives nothing for this item", BY_FIELD],
	])('finds none where the details name none: %s', async (error, second) => {
		gcore.standIn.videos.add({ id: 5 });
		const wrong = onVideo('={{ $json.none }}');
		const { failed, after } = await behind(wrong, second, { video_id: 5 });
		expect(failed.details).not.toHaveProperty('video_id');
		expect(after).toMatchObject({
			error,
			details: { description: expect.stringMatching(/details name no video\. The video_id/) },
		});
		expect(gcore.standIn.videos.subtitles(5)).toEqual([]);
	});
});

describe('a failed item names what it was about', () => {
	const TASK = { task_id: OLD };
	const VIDEO = { video_id: 5 };
	const ADD = { resource: 'video', operation: 'addSubtitles' };
	const CREATE = OF_ITEM;
	const OF_TEXT = { ...ADD, subtitlesSource: 'text', subtitlesText: TEXT, language: 'eng' };
	const rows: Array<[string, INodeParameters, IDataObject, IDataObject]> = [
		['Cancel', { operation: 'cancel' }, TASK, TASK],
		['Get', { operation: 'get' }, TASK, TASK],
		['Wait', { operation: 'wait' }, TASK, TASK],
		['Cancel Many', { operation: 'cancelMany' }, {}, TASK],
		['Add Subtitles', ADD, { ...TASK, ...VIDEO }, { ...TASK, ...VIDEO }],
		['Add Subtitles of a text', OF_TEXT, { ...TASK, ...VIDEO }, VIDEO],
		['Create', FIRST, { ...TASK, ...VIDEO }, {}],
		['Create with a Gcore video', CREATE, { ...TASK, ...VIDEO }, VIDEO],
		['Check Support', { resource: 'language', operation: 'checkSupport' }, TASK, {}],
	];
	const aboutIn = ({ task_id, video_id }: IDataObject) => ({
		...(task_id !== undefined && { task_id }),
		...(video_id !== undefined && { video_id }),
	});
	const failing = async (parameters: INodeParameters, item: IDataObject) => {
		const onError = 'continueRegularOutput';
		const { json } = await gcore.run({ parameters: quick(parameters), items: [item], onError });
		return json[0].map(({ error, details }) => [error, aboutIn(details as IDataObject)]);
	};

	it.each(rows)('when Gcore refuses: %s', async (_name, parameters, item, about) => {
		gcore.standIn.videos.add({ id: 5 });
		const match = parameters.operation === 'cancelMany' ? { method: 'POST' } : {};
		gcore.standIn.plant({ match, status: 403 });
		expect(await failing(parameters, item)).toEqual([[expect.any(String), about]]);
	});

	it.each(rows.filter(([name]) => name !== 'Cancel Many'))(
		'when a setting cannot be used: %s',
		async (_name, parameters, item, about) => {
			const options = { maxConcurrency: 0 };
			expect(await failing({ ...parameters, options }, item)).toEqual([
				[expect.stringMatching(/^'Max Concurrency'/), about],
			]);
			expect(gcore.standIn.requests).toEqual([]);
		},
	);
});
