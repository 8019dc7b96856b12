import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { readSrt } from '../unit/phrases';
import { ids, runOn, statusOf } from './operations';

afterEach(closeAll);

const VIDEO = 'https://example.com/video.mp4';
const QUICK = { pollInterval: 0.01, waitTimeout: 0.05 };

/** What an agent gets back from the node as its tool. */
async function told(gcore: StandIn, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	const { outputs, error, hints } = await runOn(gcore, parameters, items, {
		type: 'gcoreStreamingAiTool',
	});
	expect(outputs.length).toBeLessThanOrEqual(1);
	expect(hints).toEqual([]);
	for (const { binary } of outputs[0] ?? []) expect(binary).toBeUndefined();
	return { items: (outputs[0] ?? []).map(({ json }) => json), error };
}

async function account() {
	const gcore = await open({ taskMs: 50 });
	gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
	gcore.tasks.add({ task_id: 'bad', status: 'FAILURE' });
	gcore.tasks.add({ task_id: 'running' });
	return gcore;
}

it.each<[string, INodeParameters, (items: IDataObject[]) => void]>([
	[
		'Create',
		{ operation: 'create', url: VIDEO },
		([item]) => expect(item).toMatchObject({ task_id: expect.any(String), url: VIDEO }),
	],
	[
		'Create that waits',
		{ operation: 'create', url: VIDEO, waitForCompletion: true, options: { pollInterval: 0.02 } },
		([item]) => expect(item).toMatchObject({ outcome: 'succeeded', succeeded: true }),
	],
	[
		'Create that waits for a task that fails',
		{
			operation: 'create',
			url: 'https://example.com/fail.mp4',
			waitForCompletion: true,
			options: { pollInterval: 0.02 },
		},
		([item]) => {
			expect(item).toMatchObject({ outcome: 'failed', failureReason: expect.any(String) });
		},
	],
	[
		'Wait that times out',
		{ operation: 'wait', taskId: 'running', options: QUICK },
		([item]) => expect(item).toMatchObject({ task_id: 'running', outcome: 'timedOut' }),
	],
	[
		'Wait whose outcomes are to be raised',
		{ operation: 'wait', taskId: 'bad', outcomeHandling: 'fail', options: QUICK },
		([item]) => expect(item).toMatchObject({ task_id: 'bad', outcome: 'failed' }),
	],
	[
		'Get',
		{ operation: 'get', taskId: 'good' },
		([item]) => expect(item).toMatchObject({ task_id: 'good', finished: true }),
	],
	[
		'Get Many',
		{ operation: 'getAll' },
		(items) => expect(ids(items)).toEqual(['running', 'bad', 'good']),
	],
	[
		'Cancel Many',
		{ operation: 'cancelMany' },
		(items) => expect(items).toMatchObject([{ task_id: 'running', outcome: 'cancelled' }]),
	],
	[
		'Cancel Many, dry',
		{ operation: 'cancelMany', dryRun: true, limit: 1 },
		(items) => expect(ids(items)).toEqual(['running']),
	],
	[
		'Check Support',
		{ resource: 'language', operation: 'checkSupport', subtitlesLanguage: 'uzb' },
		([item]) => expect(item).toMatchObject({ supported: false }),
	],
])('%s tells the agent all it needs', async (_name, parameters, expectItems) => {
	const { items, error } = await told(await account(), parameters);
	expect(error).toBeUndefined();
	expectItems(items);
});

it.each(['get', 'wait'])('%s gives subtitles as text in the item', async (operation) => {
	const gcore = await account();
	const { items } = await told(gcore, {
		operation,
		taskId: 'good',
		options: { subtitlesFormat: 'srt' },
	});
	expect(readSrt(String(items[0].subtitlesText))).toHaveLength(2);
});

it('Cancel Many tells every outcome by one output', async () => {
	const gcore = await account();
	gcore.tasks.add({ task_id: 'gone' });
	gcore.plant({ match: { task: 'gone' }, status: 404 });
	const { items } = await told(gcore, { operation: 'cancelMany' });
	expect(items.map(({ task_id, outcome }) => [task_id, outcome])).toEqual([
		['gone', 'notFound'],
		['running', 'cancelled'],
	]);
	expect(statusOf(gcore, 'running')).toBe('REVOKED');
});

it.each<[string, INodeParameters, RegExp]>([
	['Get', { operation: 'get', taskId: 'gone' }, /^Gcore does not know the task 'gone'\. .*Check/],
	['Create', { operation: 'create', url: 'video' }, /^'Video URL' is not .*\. Give the public/],
	['Wait', { operation: 'wait', taskId: '' }, /^'Task' cannot be used: .*\. Check what 'Task'/],
	['Get Many', { operation: 'getAll', limit: 0 }, /^'Limit' is not .* Set 'Limit' to/],
])(
	'%s says in its message what to do, for an agent is handed nothing else',
	async (_name, parameters, message) => {
		const { error } = await told(await account(), parameters);
		expect(error?.message).toMatch(message);
	},
);
