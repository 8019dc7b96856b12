import getPort from 'get-port';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { Item } from '../../scripts/real-n8n/types';
import { OUTCOMES } from '../real/cases';
import { expectSuccess, outputsOf, valuesOf } from '../real/run';
import { behind, GCORE, gcoreNode, overItems, to } from '../real/workflows';
import { expect, test as base } from './fixtures';

/** n8n puts the Error output behind the node's own. */
const ERROR_OUTPUT = OUTCOMES.length;
const NO_RETRIES = { options: { maxRetries: 0 } };

/** Answers that Gcore does not document for the cancel call: 500 and 403. */
const test = base.extend<{ mixed: Array<{ task_id: string }> }>({
	mixed: async ({ cases }, use) => {
		await use([
			cases.ending('cancelled'),
			cases.answering(500),
			cases.ending('alreadyDone'),
			cases.ending('cancelled'),
			// A key that is refused is used no more, so it comes last.
			cases.answering(403),
		]);
	},
});

/** Where an item on the Error output says what to do: in `details`, or in `message` where n8n allows no other field. */
const toDo = (json: Item['json']): unknown =>
	(json.details as { description?: string } | undefined)?.description ?? json.message;

test('On Error: Stop ends with what happened and what to do', async ({ cases, runOver }) => {
	const items = [cases.ending('cancelled'), cases.answering(500)];
	const execution = await runOver(items, { parameters: NO_RETRIES });
	expect(execution.status).toBe('error');
	const { error } = execution.data.resultData;
	expect(error?.message).toBeTruthy();
	expect(error?.description).toMatch(/item 1/);
});

test('On Error: Continue marks refused items, and only them', async ({ mixed, runOver }) => {
	const execution = await runOver(mixed, {
		parameters: NO_RETRIES,
		onError: 'continueRegularOutput',
	});
	expectSuccess(execution);
	const [first, , , done] = outputsOf(execution, ERROR_OUTPUT);
	expect(first.map(({ json }) => Boolean(json.error))).toEqual([false, true, false, true]);
	expect(done.map(({ json }) => json.task_id)).toEqual([mixed[2].task_id]);
});

test('On Error: Error Output takes refused items, and only them', async ({ mixed, runOver }) => {
	const execution = await runOver(mixed, {
		parameters: NO_RETRIES,
		onError: 'continueErrorOutput',
		outputs: ERROR_OUTPUT + 1,
	});
	expectSuccess(execution);
	const [a, b, c, d, e] = mixed.map(({ task_id }) => task_id);
	const ids = valuesOf(execution, ERROR_OUTPUT + 1, 'task_id');
	expect(ids).toEqual([[a, d], [], [], [c], [], [b, e]]);
	expect(valuesOf(execution, 1, 'cancelled')).toEqual([[true, true]]);
	for (const { json } of itemsOf(execution, GCORE, ERROR_OUTPUT)) {
		expect(json.error).toBeTruthy();
		expect(toDo(json)).toBeTruthy();
	}
	const linked = itemsOf(execution, behind(ERROR_OUTPUT)).map(({ json }) => json.n);
	expect(linked).toEqual([1, 4]);
});

for (const [name, parameters, fault] of [
	['has started a task', { waitForCompletion: true, options: { waitTimeout: 0.1 } }, undefined],
	['has started none', {}, 403],
] as const) {
	test(`Cancel behind the Error output of a Create that ${name}`, async ({
		gcore,
		credential,
		run,
	}) => {
		const { tasks } = gcore;
		const old = tasks.add().task_id;
		const url = `https://example.com/${old}.mp4`;
		if (fault) gcore.plant({ match: { method: 'POST' }, times: 1, status: fault });
		const create = { operation: 'create', url, outcomeHandling: 'fail', ...parameters };
		const cancel = { operation: 'cancel', outcomeHandling: 'same' };
		const onError = 'continueErrorOutput';
		const definition = overItems([{ task_id: old }], {
			parameters: create,
			credential: await credential(),
			onError,
		});
		definition.nodes.push(gcoreNode('Cancel', [800, 0], await credential(), cancel));
		definition.connections[GCORE] = { main: [[], [to('Cancel')]] };
		const execution = await run(definition);
		expectSuccess(execution);
		const [{ json }] = itemsOf(execution, 'Cancel');
		const isNew = json.task_id !== null && json.task_id !== old;
		expect([json.outcome, isNew]).toEqual(fault ? ['badRequest', false] : ['cancelled', true]);
		expect(tasks.get(old)?.status).toBe('STARTED');
		if (isNew) expect(tasks.get(String(json.task_id))?.status).toBe('REVOKED');
	});
}

test("'fail' with Error Output: only cancelled tasks leave by Success", async ({
	cases,
	runOver,
}) => {
	const items = OUTCOMES.map((outcome) => cases.ending(outcome));
	const execution = await runOver(items, {
		parameters: { outcomeHandling: 'fail' },
		onError: 'continueErrorOutput',
	});
	expectSuccess(execution);
	const [cancelled, ...others] = items.map(({ task_id }) => task_id);
	expect(valuesOf(execution, 2, 'task_id')).toEqual([[cancelled], others]);
});

test('outcomes without an output of their own go to the Error output', async ({
	cases,
	runOver,
}) => {
	const items = OUTCOMES.map((outcome) => cases.ending(outcome));
	const execution = await runOver(items, {
		parameters: { separateOutcomes: ['alreadyDone'] },
		onError: 'continueErrorOutput',
	});
	expectSuccess(execution);
	expect(outputsOf(execution, 3).map((left) => left.length)).toEqual([1, 1, 3]);
});

test('a credential that cannot be used sends all items to Error output', async ({
	n8n,
	gcore,
	cases,
	runOver,
}) => {
	const data = { apiKey: 'any', baseUrl: 'http://gcore.example' };
	const input = { name: 'Plain http', type: 'gcoreApi', data };
	const credential = await n8n.api.createCredential(input);
	const items = [cases.ending('cancelled'), cases.ending('cancelled')];
	const onError = 'continueErrorOutput';
	const execution = await runOver(items, { parameters: {}, credential, onError });
	expectSuccess(execution);
	expect(itemsOf(execution, GCORE, 0)).toEqual([]);
	expect(itemsOf(execution, GCORE, ERROR_OUTPUT)).toHaveLength(2);
	expect(gcore.tasks.get(items[0].task_id)?.status).toBe('STARTED');
});

test('trouble with the connection is named', async ({ n8n, runOver }) => {
	const data = { apiKey: 'any', baseUrl: `http://127.0.0.1:${await getPort()}` };
	const input = { name: 'Nobody there', type: 'gcoreApi', data };
	const credential = await n8n.api.createCredential(input);
	const execution = await runOver([{ task_id: 'any' }], { parameters: NO_RETRIES, credential });
	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error?.message).toMatch(/refuse/i);
});

test('a server that does not answer is named', async ({ gcore, runOver }) => {
	const { task_id } = gcore.tasks.add();
	gcore.plant({ kind: 'hang', match: { task: task_id } });
	const execution = await runOver([{ task_id }], {
		parameters: { options: { maxRetries: 0, requestTimeout: 0.5 } },
	});
	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error?.message).toMatch(/did not answer|in time/i);
});
