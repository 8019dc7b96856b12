import { itemsOf } from '../../scripts/real-n8n/api';
import { itemTests } from '../compat/items';
import { CANCEL_LABELS, OUTCOMES } from '../real/cases';
import { expectSuccess } from '../real/run';
import { branchesWorkflow, chain, GCORE, overItems, plainNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

/** What each engine says of the same mistake. */
const WORDS_OF = {
	vm: 'Cannot read properties of null',
	quickjs: "cannot read property 'x' of null",
};

test('expressions are evaluated by the engine that is asked for', async ({ run, expressions }) => {
	const words = '={{ (() => { try { return null.x } catch (error) { return error.message } })() }}';
	const fields = { assignments: [{ id: 'a', name: 'words', type: 'string', value: words }] };
	const parameters = { assignments: fields, options: {} };
	const execution = await run({
		name: 'Expression',
		nodes: [startNode(), plainNode('Set', 'n8n-nodes-base.set', [200, 0], parameters, 3.4)],
		connections: chain('Start', 'Set'),
	});
	expectSuccess(execution);
	expect(itemsOf(execution, 'Set')[0].json.words).toContain(WORDS_OF[expressions]);
});

// The engine's database sorts fields.
itemTests(test, { inOrder: false });

test('each outcome of Cancel has its branch', async ({ cases, run, credential }) => {
	const tasks = OUTCOMES.map((outcome) => cases.ending(outcome));
	const execution = await run(branchesWorkflow(tasks, await credential()));
	expectSuccess(execution);
	const left = CANCEL_LABELS.map((label) => itemsOf(execution, label));
	expect(left.map((items) => items.map(({ json }) => json.outcome))).toEqual(
		OUTCOMES.map((outcome) => [outcome]),
	);
});

test('On Error: Continue marks the item that was refused', async ({ cases, runOver }) => {
	const execution = await runOver([cases.ending('cancelled'), cases.answering(500)], {
		parameters: { options: { maxRetries: 0 } },
		onError: 'continueRegularOutput',
	});
	expectSuccess(execution);
	const failed = itemsOf(execution, GCORE).map(({ json }) => Boolean(json.error));
	expect(failed).toEqual([false, true]);
});

// The README says so: it is to be changed when one of these turns red.
test.describe('what the engine does not do yet', () => {
	test('the Error output: such a workflow is refused', async ({ gcore, cases, runOver }) => {
		const { task_id, n } = cases.ending('cancelled');
		const running = runOver([{ task_id, n }], { parameters: {}, onError: 'continueErrorOutput' });
		await expect(running).rejects.toThrow('onError=continueErrorOutput');
		expect(gcore.tasks.get(task_id)?.status).toBe('STARTED');
	});

	test('Stop: a Wait goes on to its end', async ({ gcore, n8n: { api }, credential }) => {
		const { task_id } = gcore.tasks.add();
		const parameters = { operation: 'wait', options: { pollInterval: 0.5, cancelOnStop: true } };
		const workflow = overItems([{ task_id }], { parameters, credential: await credential() });
		const settings = { engineType: 'v2' };
		const id = await api.start((await api.createWorkflow({ ...workflow, settings })).id);
		const looks = () => gcore.count('GET', `/streaming/ai/tasks/${task_id}`);
		await expect.poll(looks, { timeout: 30_000 }).toBeGreaterThan(0);
		await expect(api.stop(id)).rejects.toThrow('/stop with 500');
		const before = looks();
		await expect.poll(looks).toBeGreaterThan(before + 2);
		gcore.tasks.finish(task_id, 'SUCCESS');
		expectSuccess(await api.waitForEnd(id));
	});
});
