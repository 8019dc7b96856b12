import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeRun, runNode, startWorkflow, workflowOf, type NodeSetup } from '../engine';
import { startStandIn, type StandIn } from '../standin/server';
import { pairs, quick, until } from './helpers';
import { VIDEO } from './operations';

/** Two customers of one workflow. */
const ANNA = '1111$anna-anna';
const BEN = '2222$ben-ben-b';

let gcore: StandIn;
beforeEach(async () => {
	gcore = await startStandIn({ apiKey: ANNA, accounts: { [ANNA]: {}, [BEN]: {} }, taskMs: 0 });
});
afterEach(async () => await gcore.close());

/** As a credential whose API Key is `{{ $json.key }}`. */
const credential = ({ key }: IDataObject) => ({ apiKey: key as string, baseUrl: gcore.url });

const run = async (parameters: INodeParameters, items: IDataObject[], setup = {}) =>
	await runNode({ parameters, items, ...setup } as NodeSetup, credential);

/** The items of both customers in turn, with the same IDs. */
const bothIn = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ key: n % 2 ? BEN : ANNA, task_id: `t${n >> 1}` }));

const tasksOf = (key: string) => gcore.account(key).tasks;

describe('an expression in the credential', () => {
	it('Cancel: each item stops the task of its own customer', async () => {
		for (const id of ['t0', 't1', 't2']) tasksOf(ANNA).add({ task_id: id });
		tasksOf(BEN).add({ task_id: 't0' });
		tasksOf(BEN).add({ task_id: 't1', status: 'SUCCESS' });
		const { outputs } = await run({}, bothIn(6));
		expect(outputs.map(pairs)).toEqual([[0, 1, 2, 4], [], [5], [3], []]);
		expect(tasksOf(BEN).get('t1')?.status).toBe('SUCCESS');
	});

	it('Create: each task is made, and waited for, in the account of its own customer', async () => {
		const parameters = {
			operation: 'create',
			url: VIDEO,
			waitForCompletion: true,
			options: { pollInterval: 0.01 },
		};
		const { json, outputs } = await run(parameters, bothIn(4));
		expect(outputs.map(pairs)).toEqual([[0, 1, 2, 3], [], [], []]);
		const made = json[0].map(({ task_id }) => task_id);
		const kept = (key: string) =>
			tasksOf(key)
				.all()
				.map(({ task_id }) => task_id);
		expect(kept(ANNA).sort()).toEqual([made[0], made[2]].sort());
		expect(kept(BEN).sort()).toEqual([made[1], made[3]].sort());
	});

	it('Wait and Get: the same ID is another task in another account', async () => {
		tasksOf(ANNA).add({ task_id: 't0', status: 'SUCCESS' });
		tasksOf(BEN).add({ task_id: 't0', status: 'REVOKED' });
		const waited = await run({ operation: 'wait' }, bothIn(2));
		expect(waited.outputs.map(pairs)).toEqual([[0], [], [1], []]);
		const got = await run({ operation: 'get' }, bothIn(2));
		expect(got.json[0].map(({ status }) => status)).toEqual(['SUCCESS', 'REVOKED']);
	});

	it('Get Many: equal queries of two accounts are two lists', async () => {
		tasksOf(ANNA).add({ task_id: 'a' });
		tasksOf(BEN).add({ task_id: 'b' });
		const { json } = await run({ operation: 'getAll' }, bothIn(4));
		expect(json[0].map(({ task_id }) => task_id)).toEqual(['a', 'b', 'a', 'b']);
		expect(gcore.requests).toHaveLength(2);
	});

	it('Cancel Many: tasks of two accounts with the same ID are two tasks', async () => {
		for (const key of [ANNA, BEN]) tasksOf(key).add({ task_id: 'same' });
		const { outputs } = await run({ operation: 'cancelMany' }, bothIn(4));
		expect(outputs.map(pairs)).toEqual([[0, 1], [], [], [], []]);
		for (const key of [ANNA, BEN]) expect(tasksOf(key).get('same')?.status).toBe('REVOKED');
	});

	it('Cancel on Stop: each task is stopped in its own account', async () => {
		for (const key of [ANNA, BEN]) tasksOf(key).add({ task_id: 't0' });
		const parameters = { operation: 'wait', options: { cancelOnStop: true } };
		const workflow = workflowOf({ parameters, items: bothIn(2) });
		const { stop, finished } = await startWorkflow(workflow, credential);
		await until(() => gcore.requests.filter(({ status }) => status === 200).length >= 2);
		stop();
		nodeRun(await finished);
		for (const key of [ANNA, BEN]) expect(tasksOf(key).get('t0')?.status).toBe('REVOKED');
	});
});

describe.each([
	['empty', undefined],
	['no text', { a: 1 }],
	['refused', '3333$unknown'],
])('a key that is %s', (_name, bad) => {
	const items = [
		{ key: ANNA, task_id: 't0' },
		{ key: bad, task_id: 't0' },
		{ key: BEN, task_id: 't0' },
		{ key: bad, task_id: 't0' },
	] as IDataObject[];

	it('fails its items alone', async () => {
		for (const key of [ANNA, BEN]) tasksOf(key).add({ task_id: 't0' });
		const { outputs } = await run({}, items, { onError: 'continueErrorOutput' });
		expect(outputs.map(pairs)).toEqual([[0, 2], [], [], [], [], [1, 3]]);
	});

	it('that fails under Stop is told with its item', async () => {
		for (const key of [ANNA, BEN]) tasksOf(key).add({ task_id: 't0' });
		const parameters = quick({ operation: 'get', options: { maxConcurrency: 1 } });
		const { error } = await run(parameters, items);
		expect(error?.message).toMatch(
			bad === '3333$unknown' ? /^Gcore refused the API key/ : /^The credential cannot be used: /,
		);
		expect(error?.description).toMatch(/ This was item 1\.$/);
	});
});

it('with a key that cannot be used Create starts nothing under Stop, whichever item has it', async () => {
	const items = [{ key: ANNA }, { key: BEN }, { key: '' }];
	const { error } = await run({ operation: 'create', url: VIDEO }, items);
	expect(error?.message).toBe("The credential cannot be used: 'API Key' is empty");
	expect(gcore.requests).toEqual([]);
});
