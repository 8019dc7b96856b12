import fc from 'fast-check';
import type { INodeParameters, OnError } from 'n8n-workflow';

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

/** By the status of the task; without one there is no such task. */
const OUTCOME_OF = {
	SUCCESS: 'succeeded',
	FAILURE: 'failed',
	REVOKED: 'cancelled',
	STARTED: 'timedOut',
	NEW_IN_2030: 'timedOut',
	none: 'unknown',
} as const;

const OUTPUTS = ['succeeded', 'failed', 'cancelled', 'timedOut'];

const statuses = fc.array(
	fc.constantFrom(...(Object.keys(OUTCOME_OF) as Array<keyof typeof OUTCOME_OF>)),
	{
		minLength: 1,
		maxLength: 12,
	},
);

const onErrors = fc.constantFrom<OnError>('continueRegularOutput', 'continueErrorOutput');

const addAll = (wanted: string[]) => {
	gcore.tasks.clear();
	return wanted.map((status, n) => {
		const task_id = `task-${n}`;
		if (status !== 'none') gcore.tasks.add({ task_id, status });
		return { task_id };
	});
};

const credential = () => ({ apiKey: KEY, baseUrl: gcore.url });

it('Wait: every item leaves once, in order, by the output of how its task has ended', async () => {
	await fc.assert(
		fc.asyncProperty(statuses, onErrors, fc.boolean(), async (wanted, onError, cancelOnTimeout) => {
			const items = addAll(wanted);
			const parameters: INodeParameters = {
				operation: 'wait',
				options: { waitTimeout: 0.02, pollInterval: 0.01, cancelOnTimeout },
			};
			const run = await runNode({ parameters, items, onError }, credential());
			expect(run.error).toBeUndefined();
			expectEachItemOnce(run.outputs, wanted.length);
			run.outputs.forEach((left, output) => {
				for (const { json, pairedItem } of left) {
					const status = wanted[(pairedItem as { item: number }).item];
					const outcome = OUTCOME_OF[status];
					if (outcome === 'unknown') {
						expect(output).toBe(onError === 'continueErrorOutput' ? OUTPUTS.length : 0);
						expect(json.error).toContain('does not know the task');
						continue;
					}
					expect(output).toBe(OUTPUTS.indexOf(outcome));
					expect(json.outcome).toBe(outcome);
					const { status: now } = gcore.tasks.get(json.task_id as string) ?? {};
					const revoked = outcome === 'timedOut' && cancelOnTimeout;
					expect(now).toBe(revoked ? 'REVOKED' : status);
					if (outcome === 'timedOut') expect(json.cancelled).toBe(cancelOnTimeout);
				}
			});
		}),
		{ ...CHECKED, numRuns: inFull(12, 40) },
	);
});

it('Get: every item leaves once and in order, known or not', async () => {
	await fc.assert(
		fc.asyncProperty(statuses, onErrors, async (wanted, onError) => {
			const items = addAll(wanted);
			const run = await runNode({ parameters: { operation: 'get' }, items, onError }, credential());
			expect(run.error).toBeUndefined();
			expectEachItemOnce(run.outputs, wanted.length);
			for (const { json, pairedItem } of run.outputs.flat()) {
				const status = wanted[(pairedItem as { item: number }).item];
				if (status === 'none') expect(json.error).toContain('does not know the task');
				else expect(json).toMatchObject({ status });
			}
		}),
		{ ...CHECKED, numRuns: inFull(12, 40) },
	);
});

it('Create: as many tasks as usable items, and each is told', async () => {
	const url = fc.oneof(
		{ weight: 3, arbitrary: fc.webUrl({ validSchemes: ['https', 'http'] }) },
		fc.constantFrom('', 'no url', 'ftp://a.example/v.mp4', 'https://a.example/v.mp4'),
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(url, { minLength: 1, maxLength: 12 }),
			onErrors,
			async (urls, onError) => {
				gcore.tasks.clear();
				const parameters = { operation: 'create', url: '={{ $json.url }}' };
				const items = urls.map((address) => ({ url: address }));
				const run = await runNode({ parameters, items, onError }, credential());
				expectEachItemOnce(run.outputs, urls.length);
				const started = run.json.flat().filter(({ error }) => error === undefined);
				expect(started.map(({ task_id }) => task_id).sort()).toEqual(
					gcore.tasks
						.all()
						.map(({ task_id }) => task_id)
						.sort(),
				);
				for (const { json, pairedItem } of run.outputs.flat()) {
					const { item } = pairedItem as { item: number };
					if (json.error === undefined) expect(json.url).toBe(urls[item]);
				}
			},
		),
		{ ...CHECKED, numRuns: inFull(12, 40) },
	);
});
