import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { loadPackage, PACKAGE, type NodeSetup } from '../engine';
import { BASE_NODES } from '../engine/baseNodes';
import { indexesOf, mixedItems, pairs, quick, useGcore, VALUES, type Kind } from './helpers';

/** What n8n has gained since the oldest version that the package is for. */
const LATER_ADDITIONS = ['addExecutionHints', 'isToolExecution', 'getExecutionCancelSignal'];

const gcore = useGcore();

const OLDER = `${PACKAGE}.older`;

beforeAll(async () => {
	const type = (await loadPackage()).nodes[`${PACKAGE}.gcoreStreamingAi`];
	BASE_NODES[OLDER] = Object.assign(Object.create(type) as INodeType, {
		async execute(this: IExecuteFunctions) {
			const without = LATER_ADDITIONS.map((name) => [name, { value: undefined }]);
			const context = Object.create(this, Object.fromEntries(without)) as IExecuteFunctions;
			return await type.execute?.call(context);
		},
	});
});
afterAll(() => void delete BASE_NODES[OLDER]);

const run = async (setup: NodeSetup) => await gcore.run({ ...setup, type: 'older' });

it('items leave by their outputs as in a newer n8n', async () => {
	const items = mixedItems(gcore, 25, 4);
	const { outputs, hints } = await run({ items });
	expect(outputs.map(pairs)).toEqual(VALUES.map((value) => indexesOf(items, [value])));
	expect(hints).toEqual([]);
});

it('what is undocumented goes to the Error output', async () => {
	const kinds: Kind[] = ['cancelled', 'undocumented'];
	const items = mixedItems(gcore, 6, 4, kinds);
	const { outputs } = await run({ items, parameters: quick(), onError: 'continueErrorOutput' });
	expect(pairs(outputs[0])).toEqual(indexesOf(items, ['cancelled']));
	expect(pairs(outputs[5])).toEqual(indexesOf(items, ['undocumented']));
});

it('trouble is tried again, and time runs out', async () => {
	const { task_id } = gcore.standIn.tasks.add();
	gcore.plantFor(task_id, { kind: 'drip', times: 1 });
	const options = { requestTimeout: 0.1 };
	const { json } = await run({ items: [{ task_id }], parameters: { options } });
	expect(json[0]).toHaveLength(1);
});

it('On Error: Stop stops', async () => {
	const { error } = await run({
		items: mixedItems(gcore, 3, 4, ['cancelled', 'undocumented']),
		parameters: quick({ options: { maxConcurrency: 1 } }),
	});
	expect(error?.message).toBe('The address does not take this call (HTTP 405)');
});
