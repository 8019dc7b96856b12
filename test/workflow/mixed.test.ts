import type { OnError } from 'n8n-workflow';

import type { NodeRun } from '../engine';
import { inFull } from '../full';
import {
	CANCEL_PATH,
	indexesOf,
	mixedItems,
	ON_ERROR,
	pairs,
	quick,
	useGcore,
	VALUES,
	type Kind,
	type MixedItem,
} from './helpers';

const gcore = useGcore();

const SEEDS = Array.from({ length: inFull(1, 3) }, (_, n) => n + 1);

const STATUS = {
	cancelled: 202,
	badRequest: 400,
	notFound: 404,
	alreadyDone: 412,
	notEnabled: 422,
};

/** That an output holds just the items of these kinds, in order, paired, each telling its own end. */
function expectOutput(run: NodeRun, output: number, items: MixedItem[], kinds: readonly Kind[]) {
	const indexes = indexesOf(items, kinds);
	expect(pairs(run.outputs[output])).toEqual(indexes);
	run.json[output].forEach((json, position) => {
		const { kind, task_id } = items[indexes[position]];
		expect(json).toMatchObject({
			task_id,
			outcome: kind,
			cancelled: kind === 'cancelled',
			statusCode: STATUS[kind as keyof typeof STATUS],
		});
		expect(json).not.toHaveProperty('error');
	});
}

/** That an output holds just the failures of these kinds, in order, paired, with why. */
function expectFailures(run: NodeRun, output: number, items: MixedItem[], kinds: readonly Kind[]) {
	const failed = run.outputs[output].filter(({ json }) => json.error !== undefined);
	expect(pairs(failed)).toEqual(indexesOf(items, kinds));
	for (const { json, pairedItem } of failed) {
		const { kind } = items[(pairedItem as { item: number }).item];
		expect(json.error).toEqual(expect.stringMatching(/\w/));
		expect(json.details).toMatchObject({
			description: expect.stringMatching(/\.$/),
			...(kind !== 'undocumented' && { outcome: kind, cancelled: false }),
		});
		expect(json).not.toHaveProperty('cancelled', true);
		expect(JSON.stringify(json.details)).not.toContain('"cancelled":true');
	}
	return failed;
}

it('each documented answer leaves by its own output, as in the contract', async () => {
	const { tasks } = gcore.standIn;
	tasks.add({ task_id: 'a', status: 'PENDING' });
	tasks.add({ task_id: 'd', status: 'FAILURE' });
	gcore.plantFor('b', { status: 400, body: { error: 'Queue is closed' } });
	gcore.plantFor('e', { status: 422 });
	const { json, error, outputs } = await gcore.run({
		items: ['a', 'b', 'c', 'd', 'e'].map((task_id) => ({ task_id })),
	});
	expect(error).toBeUndefined();
	const missed = { cancelled: false, status: null };
	expect(json).toEqual([
		[
			{
				task_id: 'a',
				outcome: 'cancelled',
				cancelled: true,
				statusCode: 202,
				status: 'REVOKED',
				result: 'Task has been cancelled successfully.',
			},
		],
		[
			{
				...missed,
				task_id: 'b',
				outcome: 'badRequest',
				statusCode: 400,
				message: 'Queue is closed',
			},
		],
		[{ ...missed, task_id: 'c', outcome: 'notFound', statusCode: 404, message: 'Task not found' }],
		[
			{
				...missed,
				task_id: 'd',
				outcome: 'alreadyDone',
				statusCode: 412,
				status: 'FAILURE',
				message: 'Cannot cancel task because it is already in status FAILURE.',
			},
		],
		[
			{
				...missed,
				task_id: 'e',
				outcome: 'notEnabled',
				statusCode: 422,
				message: 'Feature is disabled. Contact support to enable.',
			},
		],
	]);
	expect(outputs.map(pairs)).toEqual([[0], [1], [2], [3], [4]]);
	expect(tasks.get('a')?.status).toBe('REVOKED');
});

describe.each(SEEDS)('items for every outcome in the order of seed %i', (seed) => {
	it.each(ON_ERROR)('separate outputs, On Error %s', async (onError) => {
		const items = mixedItems(gcore, 50, seed);
		const run = await gcore.run({ items, onError });
		expect(run.error).toBeUndefined();
		VALUES.forEach((value, output) => expectOutput(run, output, items, [value]));
		expect(run.outputs.slice(VALUES.length).flat()).toEqual([]);
	});

	it.each(ON_ERROR)('same output, On Error %s', async (onError) => {
		const items = mixedItems(gcore, 50, seed);
		const run = await gcore.run({ items, onError, parameters: { outcomeHandling: 'same' } });
		expect(run.error).toBeUndefined();
		expectOutput(run, 0, items, VALUES);
		expect(run.outputs.slice(1).flat()).toEqual([]);
	});
});

const WITH_UNDOCUMENTED = [...VALUES, 'undocumented'] as const;

/** What each setting leaves without an output. */
const LEFT_OUT: Array<[string, object, Kind[]]> = [
	['separate', {}, ['undocumented']],
	['same', { outcomeHandling: 'same' }, ['undocumented']],
	[
		'separate for two outcomes',
		{ separateOutcomes: ['alreadyDone', 'notFound'] },
		['badRequest', 'notEnabled', 'undocumented'],
	],
	[
		'separate for none',
		{ separateOutcomes: [] },
		['badRequest', 'notFound', 'alreadyDone', 'notEnabled', 'undocumented'],
	],
	[
		'fail',
		{ outcomeHandling: 'fail' },
		['badRequest', 'notFound', 'alreadyDone', 'notEnabled', 'undocumented'],
	],
];

describe.each(LEFT_OUT)('what has no output, with %s', (_name, settings, raised) => {
	const parameters = quick({ ...settings });
	const separate = !('outcomeHandling' in settings);
	const kept = VALUES.filter((value) => !raised.includes(value));
	const outputs: Array<readonly Kind[]> = separate ? kept.map((value) => [value]) : [kept];

	const runMixed = async (onError: OnError) => {
		const items = mixedItems(gcore, 60, 7, WITH_UNDOCUMENTED);
		return { items, run: await gcore.run({ items, onError, parameters }) };
	};

	it('goes to the Error output, with the fields of the input', async () => {
		const { items, run } = await runMixed('continueErrorOutput');
		outputs.forEach((kinds, output) => expectOutput(run, output, items, kinds));
		const failed = expectFailures(run, outputs.length, items, raised);
		expect(run.outputs[outputs.length]).toHaveLength(failed.length);
		for (const { json, pairedItem } of failed) {
			expect(json).toMatchObject(items[(pairedItem as { item: number }).item]);
		}
	});

	it('stays with the first output under Continue, and does not look cancelled', async () => {
		const { items, run } = await runMixed('continueRegularOutput');
		expectFailures(run, 0, items, raised);
		expect(pairs(run.outputs[0])).toEqual(indexesOf(items, [...outputs[0], ...raised]));
		run.outputs[0] = run.outputs[0].filter(({ json }) => json.error === undefined);
		run.json[0] = run.outputs[0].map(({ json }) => json);
		outputs.forEach((kinds, output) => expectOutput(run, output, items, kinds));
	});

	it('stops the node under Stop', async () => {
		const { items, run } = await runMixed('stopWorkflow');
		expect(run.outputs.flat()).toEqual([]);
		const { itemIndex } = (run.error as { context?: { itemIndex?: number } }).context ?? {};
		expect(raised).toContain(items[itemIndex as number].kind);
		expect(run.error?.description).toMatch(/ \d+ of 60 tasks had been cancelled before\.$/);
	});
});

const ITEMS = inFull(200, 600);

it(`${ITEMS} mixed items: none lost, each by its own output, in order and paired`, async () => {
	const items = mixedItems(gcore, ITEMS, 42);
	const run = await gcore.run({ items });
	VALUES.forEach((value, output) => expectOutput(run, output, items, [value]));
	expect(run.outputs.flatMap(pairs).sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
	expect(run.outputs.map((output) => output.length)).toEqual(VALUES.map(() => ITEMS / 5));
	// Each was asked for once, but those without an ID.
	expect(gcore.standIn.count('POST', CANCEL_PATH)).toBe(0.9 * ITEMS);
	expect(gcore.standIn.requests).toHaveLength(0.9 * ITEMS);
	expect(gcore.standIn.stats.cancelled).toBe(ITEMS / 5);
});
