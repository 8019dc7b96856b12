import { itemsOf } from '../../scripts/real-n8n/api';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { majorOf } from '../../scripts/real-n8n/versions';
import { KEYS } from '../real/fixtures';
import { expectSuccess, outputsOf, valuesOf } from '../real/run';
import { chain, GCORE, gcoreNode, overItems, plainNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

/** The workflow with our node changed. */
const withNode = (workflow: WorkflowDefinition, change: object): WorkflowDefinition => ({
	...workflow,
	nodes: workflow.nodes.map((node) => (node.name === GCORE ? { ...node, ...change } : node)),
});

test('a key by expression: each item is sent with its own', async ({ n8n, gcore, runOver }) => {
	const keys = [KEYS.usual, KEYS.many, KEYS.refused, KEYS.usual];
	const tasks = [KEYS.usual, KEYS.many].map((key) => gcore.account(key).tasks);
	for (const account of tasks) account.add({ task_id: 'of-each-customer' });
	const credential = await n8n.api.createCredential({
		name: 'Key of the item, as for one workflow with many customers',
		type: 'gcoreApi',
		data: { apiKey: '={{ $json.key }}', baseUrl: gcore.url },
	});
	const items = keys.map((key) => ({ key, task_id: 'of-each-customer' }));
	const onError = 'continueErrorOutput';
	const execution = await runOver(items, { parameters: {}, credential, onError });
	expectSuccess(execution);
	const cancelled = valuesOf(execution, 6, 'cancelled');
	expect(cancelled).toEqual([[true, true], [], [], [false], [], [undefined]]);
	for (const account of tasks) expect(account.get('of-each-customer')?.status).toBe('REVOKED');
});

test('Retry On Fail starts no task twice', async ({ gcore, run, credential }) => {
	const { tasks } = gcore.account(KEYS.many);
	const before = tasks.size;
	const match = { method: 'POST', path: '/streaming/ai/tasks' };
	gcore.plant({ match, times: 1, kind: 'resetAfter' });
	const workflow = overItems([{ n: 0 }, { n: 1 }, { n: 2 }], {
		parameters: {
			operation: 'create',
			url: '=https://videos.example/settings.mp4?{{ $json.n }}',
			options: { maxRetries: 0, maxConcurrency: 1 },
		},
		credential: await credential('many'),
	});
	const execution = await run(withNode(workflow, { retryOnFail: true, waitBetweenTries: 100 }));
	expectSuccess(execution);
	expect(tasks.size - before).toBe(3);
	expect(itemsOf(execution, GCORE)[0].json.reused).toBe(true);
});

test('Retry On Fail does nothing twice, and loses no item', async ({ gcore, run, credential }) => {
	const { tasks, videos } = gcore.account(KEYS.many);
	const retrying = async (parameters: Record<string, unknown>, items: object[], path: string) => {
		gcore.plant({ match: { method: 'POST', path }, times: 1, status: 409 });
		const options = { maxRetries: 0, maxConcurrency: 1, ...(parameters.options as object) };
		const workflow = overItems(items, {
			parameters: { ...parameters, options },
			credential: await credential('many'),
		});
		const execution = await run(withNode(workflow, { retryOnFail: true, waitBetweenTries: 100 }));
		expectSuccess(execution);
		return itemsOf(execution, GCORE).map(({ json }) => json);
	};
	const cancelPath = (id: string) => `/streaming/ai/tasks/${id}/cancel`;
	tasks.clear();
	const ids = ['tries-a', 'tries-b', 'tries-c'];
	for (const task_id of ids) tasks.add({ task_id });
	const items = ids.map((task_id) => ({ task_id }));
	const cancelled = await retrying({}, items, cancelPath(ids[0]));
	expect(cancelled).toMatchObject(ids.map((task_id) => ({ task_id, outcome: 'cancelled' })));
	for (const task_id of ids) tasks.add({ task_id });
	const many = await retrying({ operation: 'cancelMany' }, [{}], cancelPath(ids[2]));
	expect(many).toMatchObject([...ids].reverse().map((task_id) => ({ task_id, cancelled: true })));
	for (const id of [91, 92]) videos.add({ id });
	const putOn = await retrying(
		{
			resource: 'video',
			operation: 'addSubtitles',
			videoId: { __rl: true, mode: 'id', value: '={{ $json.video_id }}' },
			subtitlesSource: 'text',
			subtitlesText: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n',
			language: 'eng',
			options: { replaceExisting: true },
		},
		[{ video_id: 91 }, { video_id: 92 }],
		'/streaming/videos/91/subtitles',
	);
	expect(putOn).toMatchObject([
		{ video_id: 91, replaced: false },
		{ video_id: 92, replaced: false },
	]);
	expect([91, 92].map((id) => videos.subtitles(id)?.length)).toEqual([1, 1]);
});

test('Wait that is tried again knows which task it has cancelled', async ({
	gcore,
	run,
	credential,
}) => {
	const { task_id } = gcore.tasks.add();
	const workflow = overItems([{ task_id }], {
		parameters: {
			operation: 'wait',
			outcomeHandling: 'fail',
			options: { waitTimeout: 0.5, cancelOnTimeout: true },
		},
		credential: await credential(),
	});
	const execution = await run(withNode(workflow, { retryOnFail: true, waitBetweenTries: 100 }));
	expect(execution.data.resultData.error?.message).toMatch(/^Timed Out: /);
});

for (const binaryMode of ['separate', 'combined']) {
	test(`Add Subtitles finds a file in binary mode ${binaryMode}`, async ({
		gcore,
		run,
		credential,
		version,
	}) => {
		test.skip(binaryMode === 'combined' && majorOf(version) < 2, 'n8n 1 has no such mode');
		gcore.videos.add({ id: 93 });
		const text = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n';
		const parameters = {
			resource: 'video',
			operation: 'addSubtitles',
			videoId: { __rl: true, mode: 'id', value: '93' },
			subtitlesSource: 'binary',
			language: 'eng',
		};
		const execution = await run({
			name: `Binary mode ${binaryMode}`,
			settings: { binaryMode },
			nodes: [
				startNode(),
				plainNode(
					'Text',
					'n8n-nodes-base.set',
					[200, 0],
					{ mode: 'raw', jsonOutput: JSON.stringify({ text }), options: {} },
					3.4,
				),
				plainNode(
					'File',
					'n8n-nodes-base.convertToFile',
					[400, 0],
					{ operation: 'toText', sourceProperty: 'text', options: {} },
					1.1,
				),
				gcoreNode(GCORE, [600, 0], await credential(), parameters),
			],
			connections: chain('Start', 'Text', 'File', GCORE),
		});
		expectSuccess(execution);
		expect(itemsOf(execution, GCORE)[0].json).toMatchObject({ video_id: 93, cues: 1 });
	});
}

test("Wait ends before the workflow's time limit", async ({ gcore, run, credential }) => {
	const { task_id } = gcore.tasks.add();
	const workflow = overItems([{ task_id }], {
		parameters: { operation: 'wait', options: { pollInterval: 1, cancelOnTimeout: true } },
		credential: await credential(),
	});
	const execution = await run({ ...workflow, settings: { executionTimeout: 8 } });
	expectSuccess(execution);
	const [{ json }] = outputsOf(execution, 4)[3];
	expect(json.message).toMatch(/n8n's time limit for the workflow comes before/);
	expect(gcore.tasks.get(task_id)?.status).toBe('REVOKED');
});
