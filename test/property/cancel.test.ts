import fc from 'fast-check';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { runNode } from '../engine';
import { inFull } from '../full';
import { startStandIn, type StandIn } from '../standin/server';
import { CHECKED, expectEachItemOnce, KEY } from './checks';

let gcore: StandIn;

jest.setTimeout(60_000);

beforeAll(async () => {
	gcore = await startStandIn({ apiKey: KEY });
});
afterAll(async () => await gcore.close());

const OUTCOMES = ['cancelled', 'badRequest', 'notFound', 'alreadyDone', 'notEnabled'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** What an item's task ID is, and what becomes of it. */
interface Case {
	id: unknown;
	status?: string;
	outcome: Outcome;
}

const named = fc
	.tuple(
		fc.constantFrom('task', 'Ünïcode', 'a b', '%41', "it's", '日本', '$&', '__proto__', 'a.b', '+'),
		fc.uuid(),
	)
	.map(([name, unique]) => `${name}-${unique}`);

const withStatus = (outcome: Outcome, ...statuses: string[]) =>
	fc.record({ id: named, status: fc.constantFrom(...statuses), outcome: fc.constant(outcome) });

const unusable = fc.oneof(
	fc.constantFrom(
		undefined,
		null,
		'',
		' ',
		'..',
		'a/b',
		'a?b',
		'a#b',
		'a\\b',
		'a\nb',
		'../tasks',
		'\ud800',
	),
	fc.integer(),
	fc.boolean(),
	fc.array(fc.string(), { maxLength: 2 }),
	fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
);

const anyCase: fc.Arbitrary<Case> = fc.oneof(
	{ weight: 3, arbitrary: withStatus('cancelled', 'RECEIVED', 'PENDING', 'STARTED', 'RETRY') },
	{ weight: 2, arbitrary: withStatus('alreadyDone', 'SUCCESS', 'FAILURE', 'REVOKED') },
	{ weight: 1, arbitrary: fc.record({ id: named, outcome: fc.constant<Outcome>('notFound') }) },
	{
		weight: 1,
		arbitrary: fc.record({ id: unusable, outcome: fc.constant<Outcome>('badRequest') }),
	},
);

const settings = fc.record({
	onError: fc.constantFrom<OnError>('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	outcomeHandling: fc.constantFrom('separate', 'same', 'fail'),
	separateOutcomes: fc.option(fc.subarray([...OUTCOMES].slice(1)), { nil: undefined }),
	// Both ways in which the node reads the ID: by itself, and through n8n's expressions.
	expression: fc.constantFrom('={{ $json.task_id }}', "={{ $json['task_id'] }}"),
	maxConcurrency: fc.constantFrom(1, 3, 50),
	treatRevokedAsCancelled: fc.boolean(),
});

type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function outputsOf({ outcomeHandling, separateOutcomes }: Settings): Outcome[] | 'one' {
	if (outcomeHandling === 'same') return 'one';
	if (outcomeHandling === 'fail') return ['cancelled'];
	return OUTCOMES.filter(
		(outcome) => outcome === 'cancelled' || (separateOutcomes ?? OUTCOMES).includes(outcome),
	);
}

it('Cancel: every item leaves once, in order, by the output of what became of its task', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(anyCase, { minLength: 1, maxLength: 25 }),
			settings,
			async (cases, set) => {
				gcore.tasks.clear();
				gcore.clearLog();
				for (const { id, status } of cases) {
					if (status) gcore.tasks.add({ task_id: id as string, status });
				}
				const parameters: INodeParameters = {
					taskId: { __rl: true, mode: 'id', value: set.expression },
					outcomeHandling: set.outcomeHandling,
					...(set.separateOutcomes && { separateOutcomes: set.separateOutcomes }),
					options: {
						maxConcurrency: set.maxConcurrency,
						treatRevokedAsCancelled: set.treatRevokedAsCancelled,
					},
				};
				const items = cases.map(({ id }, n) => ({ json: { task_id: id as string, n } }));
				const run = await runNode(
					{ parameters, items, onError: set.onError },
					{ apiKey: KEY, baseUrl: gcore.url },
				);

				const outcomes = cases.map(({ outcome, status }) =>
					status === 'REVOKED' && set.treatRevokedAsCancelled ? 'cancelled' : outcome,
				);
				const outputs = outputsOf(set);
				const raised = outcomes.map((outcome) => outputs !== 'one' && !outputs.includes(outcome));
				const said = run.json.flat().filter(({ cancelled }) => cancelled === true);
				for (const { task_id } of said) {
					expect(gcore.tasks.get(task_id as string)?.status).toBe('REVOKED');
				}
				if (set.onError === 'stopWorkflow' && raised.includes(true)) {
					expect(run.error).toBeDefined();
					return;
				}
				expect(run.error).toBeUndefined();
				expectEachItemOnce(run.outputs, cases.length);
				const expected = (item: number) => {
					if (raised[item]) return set.onError === 'continueErrorOutput' ? 'last' : 0;
					return outputs === 'one' ? 0 : outputs.indexOf(outcomes[item]);
				};
				run.outputs.forEach((left, output) => {
					for (const { json, pairedItem } of left) {
						const { item } = pairedItem as { item: number };
						const there = expected(item);
						expect(output).toBe(there === 'last' ? run.outputs.length - 1 : there);
						expect(raised[item]).toBe(typeof json.error === 'string');
						const facts = (raised[item] ? json.details : json) as IDataObject;
						expect(facts).toMatchObject({
							outcome: outcomes[item],
							cancelled: outcomes[item] === 'cancelled',
						});
					}
				});
				// What is unusable is not sent, and the rest once.
				const sendable = cases.filter(({ outcome }) => outcome !== 'badRequest');
				expect(gcore.stats.requests).toBe(sendable.length);
			},
		),
		{ ...CHECKED, numRuns: inFull(30, 100) },
	);
});

it('Task: n8n and the node read the same from an item', async () => {
	const credential = { apiKey: KEY, baseUrl: gcore.url };
	const read = async (field: string, items: IDataObject[]) => {
		const value = `={{ ${field} }}`;
		const parameters = { taskId: { __rl: true, mode: 'id', value }, outcomeHandling: 'same' };
		const { json, error } = await runNode({ parameters, items }, credential);
		return error?.message ?? json[0];
	};
	const value = fc.oneof(
		{ weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
		fc.date({ noInvalidDate: true }),
		fc.constantFrom(undefined, '={{ 1 + 1 }}', '{{ $json.other }}', ' a ', 'toString'),
	);
	gcore.tasks.clear();
	await fc.assert(
		fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 10 }), async (values) => {
			const items = values.map((task_id) => ({ task_id: task_id as string, other: 'x' }));
			expect(await read('$json.task_id', items)).toEqual(await read("$json['task_id']", items));
		}),
		{ ...CHECKED, numRuns: inFull(20, 60) },
	);
	// A name that every object has, without being a field of the item.
	expect(await read('$json.toString', [{}])).toEqual(await read("$json['toString']", [{}]));
	expect(await read('$json.hasOwnProperty', [{}])).toEqual(
		await read("$json['hasOwnProperty']", [{}]),
	);
});
