import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeRun, startWorkflow, workflowOf, type NodeSetup } from '../engine';
import { useGcore } from './helpers';
import { creating } from './operations';

const gcore = useGcore();

const ELSEWHERE: Array<[string, IDataObject, path: string | undefined]> = [
	['behind a Webhook', { body: { task_id: 't' } }, '$json.body.task_id'],
	['in a full response', { statusCode: 201, body: { taskId: 't' } }, '$json.body.taskId'],
	['in a wrapped task', { data: { task: { id: 't' } } }, '$json.data.task.id'],
	['alone', { id: 'aafe70c6-0000-4000-8000-327b65f7670f' }, '$json.id'],
	['nowhere', { name: 't', id: 7 }, undefined],
];

describe.each(ELSEWHERE)("a task's ID that stands %s", (_name, item, path) => {
	const advice = path && `This item has a task's ID elsewhere: put {{ ${path} }} into 'Task'`;

	it('leaves by Bad Request, and message and hint say where it is', async () => {
		const { json, hints } = await gcore.run({ items: [item] });
		const message = ['"task_id" is not specified', advice].filter(Boolean).join('. ');
		expect(json[1]).toEqual([expect.objectContaining({ outcome: 'badRequest', message })]);
		const counted = '1 of 1 task was not cancelled: 1 Bad Request';
		expect(hints).toEqual([[counted, advice].filter(Boolean).join('. ')]);
		expect(gcore.standIn.requests).toEqual([]);
	});

	it('is told by Get and Wait as well', async () => {
		for (const operation of ['get', 'wait']) {
			const { error } = await gcore.run({ items: [item], parameters: { operation } });
			expect(error?.description).toBe(
				`${advice ?? "Check what 'Task' resolves to for this item"}.`,
			);
		}
	});
});

describe('Always Output Data', () => {
	const always = { alwaysOutputData: true };

	it('with an empty first output is told', async () => {
		const { json, hints } = await gcore.run({ items: [{ task_id: 'gone' }], node: always });
		// What n8n does.
		expect(json[0]).toEqual([{}]);
		expect(hints).toHaveLength(2);
		expect(hints[1]).toMatch(/^No item has left by 'Cancelled', but 'Always Output Data' is on/);
	});

	it('is told when all that was first has failed, and n8n has moved it', async () => {
		gcore.standIn.plant({ status: 403 });
		const items = [{ task_id: 'a' }];
		const run = await gcore.run({ items, node: always, onError: 'continueErrorOutput' });
		expect(run.json[0]).toEqual([{}]);
		expect(run.hints).toContainEqual(expect.stringMatching(/'Always Output Data' is on/));
	});

	it.each<[string, Partial<NodeSetup>]>([
		['the first output has an item', { node: always }],
		['the setting is off', { items: [{ task_id: 'gone' }] }],
		[
			'there is but one output',
			{ items: [{ task_id: 'gone' }], node: always, parameters: { outcomeHandling: 'same' } },
		],
	])('is not spoken of when %s', async (_name, setup) => {
		const { task_id } = gcore.standIn.tasks.add();
		const { hints } = await gcore.run({ items: [{ task_id }], ...setup });
		expect(hints.join()).not.toMatch(/Always Output Data/);
	});
});

describe('the last node of a workflow that another one calls', () => {
	const hintsIn = async (
		mode: 'integrated' | 'trigger',
		parameters: INodeParameters = {},
		isLast = true,
	) => {
		const { task_id } = gcore.standIn.tasks.add();
		const workflow = workflowOf({ items: [{ task_id }], parameters });
		if (!isLast) {
			workflow.nodes.push({ ...workflow.nodes[0], id: 'end', name: 'End' });
			workflow.connections.Gcore = { main: [[{ node: 'End', type: 'main', index: 0 }]] };
		}
		const { finished } = await startWorkflow(workflow, gcore.credential, mode);
		return nodeRun(await finished).hints;
	};

	it('hears that the first output alone is handed back', async () => {
		expect(await hintsIn('integrated')).toEqual([
			expect.stringMatching(/hands back the items of 'Cancelled' alone\. .* to Same Output/),
		]);
	});

	const ITEMS = [{ task_id: 'gone' }, { task_id: 'gone too' }];
	const HINT =
		/links what has left by any output but the first to other items .* once for each item/;

	it.each<[string, Partial<NodeSetup>]>([
		['an output of an outcome', {}],
		[
			'the Error output',
			{ parameters: { outcomeHandling: 'fail' }, onError: 'continueErrorOutput' },
		],
	])('hears where item linking goes wrong, if it is not the last: %s', async (_name, setup) => {
		for (const [mode, items, isTold] of [
			['integrated', ITEMS, true],
			['integrated', ITEMS.slice(1), false],
			['trigger', ITEMS, false],
		] as const) {
			const workflow = workflowOf({ items: [...items], ...setup });
			workflow.nodes.push({ ...workflow.nodes[0], id: 'end', name: 'End' });
			workflow.connections.Gcore = { main: [[{ node: 'End', type: 'main', index: 0 }]] };
			const { finished } = await startWorkflow(workflow, gcore.credential, mode);
			const { hints } = nodeRun(await finished);
			expect(hints.filter((hint) => HINT.test(hint))).toHaveLength(isTold ? 1 : 0);
		}
	});

	it.each<[string, Parameters<typeof hintsIn>]>([
		['in a workflow of its own', ['trigger']],
		['with one output', ['integrated', { outcomeHandling: 'same' }]],
		['with a node behind it', ['integrated', {}, false]],
	])('not %s', async (_name, setup) => {
		expect(await hintsIn(...setup)).toEqual([]);
	});
});

describe('a field that decides the outputs', () => {
	it.each<[string, INodeParameters]>([
		['Resource', { resource: '={{ "task" }}' }],
		['Operation', { operation: '={{ "cancel" }}' }],
		['Outcome Handling', { outcomeHandling: '={{ "same" }}' }],
		['Separate Outcomes', { separateOutcomes: ['={{ "notFound" }}'] }],
		['Wait for Completion', creating({ waitForCompletion: '={{ true }}' })],
		['Dry Run', { operation: 'cancelMany', dryRun: '={{ true }}' }],
	])("'%s' as an expression is refused, and nothing is sent", async (field, parameters) => {
		const { task_id } = gcore.standIn.tasks.add();
		const items = [{ task_id }];
		const { error } = await gcore.run({ items, parameters });
		expect(error?.message).toBe(
			`'${field}' is an expression, and the node's outputs cannot depend on one`,
		);
		const failed = await gcore.run({ items, parameters, onError: 'continueRegularOutput' });
		expect(failed.json[0]).toEqual([expect.objectContaining({ error: error?.message })]);
		expect(gcore.standIn.requests).toEqual([]);
	});
});

it.each<[string, INodeParameters]>([
	["'Wait for Completion' is not true or false", creating({ waitForCompletion: 'true' })],
	["'Dry Run' is not true or false", { operation: 'cancelMany', dryRun: 1 }],
	["'Outcome Handling' is not one of separate, same, fail", { outcomeHandling: 'Same' }],
	["'Task Type' is not one of hard_nudity, nsfw, .*", creating({ taskType: 'Sport' })],
	["'Video Source' is not one of gcoreVideo, url", creating({ videoSource: 'URL' })],
])(
	'%s, as an imported workflow has it, is refused, and nothing is sent',
	async (told, parameters) => {
		const { task_id } = gcore.standIn.tasks.add();
		const { error } = await gcore.run({ items: [{ task_id }], parameters });
		expect(error?.message).toMatch(new RegExp(`^${told}$`));
		expect(gcore.standIn.requests).toEqual([]);
	},
);

describe('Get Many with several items', () => {
	const getAll = { operation: 'getAll' };

	it('reads equal lists once, pairs each item with its own, and says how to have each once', async () => {
		for (const task_id of ['a', 'b']) gcore.standIn.tasks.add({ task_id });
		const parameters = { ...getAll, simplify: false, limit: '={{ $json.limit }}' };
		const items = [{ limit: 5 }, { limit: 1 }, { limit: 5 }];
		const { outputs, hints } = await gcore.run({ items, parameters });
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 2, 2].map((item) => ({ item })),
		);
		expect(gcore.standIn.requests).toHaveLength(2);
		expect(hints).toEqual([expect.stringMatching(/switch on 'Execute Once'/)]);
		// Nodes behind may change what they are handed.
		const [first, , , again] = outputs[0].map(({ json }) => json.task_data);
		expect(again).toEqual(first);
		expect(again).not.toBe(first);
	});

	it.each([
		['one item', [{}]],
		['lists that differ', [{ limit: 5 }, { limit: 1 }]],
		['a list beside an item that cannot be used', [{ limit: 5 }, { limit: 'x' }]],
	])('says nothing for %s', async (_name, items) => {
		const parameters = { ...getAll, limit: '={{ $json.limit ?? 3 }}' };
		const { hints } = await gcore.run({
			items: items as IDataObject[],
			parameters,
			onError: 'continueRegularOutput',
		});
		expect(hints).toEqual([]);
	});
});

describe("n8n's time limit", () => {
	const wait = async (seconds: number, parameters: INodeParameters = {}) => {
		const { task_id } = gcore.standIn.tasks.add();
		const workflow = workflowOf({
			items: [{ task_id }],
			parameters: {
				operation: 'wait',
				...parameters,
				options: { pollInterval: 0.1, ...(parameters.options as object) },
			},
		});
		workflow.settings = { executionTimeout: seconds };
		const { finished } = await startWorkflow(workflow, gcore.credential);
		return { task_id, ...nodeRun(await finished) };
	};

	it('that comes before Wait Timeout ends waiting, with Cancel on Timeout', async () => {
		const { task_id, json } = await wait(1, { options: { cancelOnTimeout: true } });
		expect(json[3]).toEqual([
			expect.objectContaining({
				cancelled: true,
				// A quarter before the limit, less the time that it took to begin.
				message: expect.stringMatching(
					/^The task had not ended after 0(\.\d)? seconds\. n8n's time limit for the workflow comes before 'Wait Timeout'$/,
				),
			}),
		]);
		expect(gcore.standIn.tasks.get(task_id)?.status).toBe('REVOKED');
	});

	it.each([1000, -1])('of %i does not shorten a Wait Timeout before it', async (limit) => {
		const { json } = await wait(limit, { options: { waitTimeout: 0.3 } });
		expect(json[3][0].message).toBe('The task had not ended after 0.3 seconds');
	});
});
