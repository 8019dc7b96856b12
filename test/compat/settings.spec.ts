import { itemsOf } from '../../scripts/real-n8n/api';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { KEYS } from '../real/fixtures';
import { expectSuccess, outputsOf, valuesOf } from '../real/run';
import { GCORE, overItems } from '../real/workflows';
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
