import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEFAULT_RESOURCE, RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { propertiesOf } from '../../nodes/GcoreStreamingAi/actions/properties';
import { triggerProperties } from '../../nodes/GcoreStreamingAi/trigger/properties';
import { additionalData, nodeRun, toWorkflow, type NodeRun } from '../engine';
import { triggerFile } from '../engine/activeTrigger';
import { SAMPLE_URL } from '../standin/samples';
import type { StandIn } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import {
	everyField,
	everyFieldOfTrigger,
	SOURCES,
	VALUES,
	type EveryField,
	type Value,
} from './everyField';
import { credentialOf, runOn } from './operations';

afterEach(closeAll);

/** Of tasks: the texts among the values. */
const TASK_IDS = [
	...['true', 'TRUE', 'false', 'maybe', '1', '5', '0.5', '-1'],
	...['2026-01-31T10:00:00', '2026-01-31T05:00:00.000-05:00'],
];

/** A Gcore that has all that the values of the table can name. */
async function fullGcore() {
	const gcore = await open({ taskMs: 0 });
	for (const id of [1, 5]) gcore.videos.add({ id, slug: `slug${id}` });
	const before = Date.now() - 3_600_000;
	for (const task_id of TASK_IDS) {
		gcore.tasks.add({ task_id, status: 'SUCCESS', created_at: before });
	}
	// The trigger's test event is the newest end: no two may fall into one millisecond.
	const at = new Date(before).toISOString();
	const processing_time = { started_at: at, completed_at: at, total_time_sec: 0 };
	gcore.tasks.add({ task_id: 'revoked', status: 'REVOKED', created_at: before, processing_time });
	// One that Create can hand on in place of another.
	gcore.tasks.add({ task_id: 't', status: 'SUCCESS', task_data: { url: SAMPLE_URL } });
	return gcore;
}

const SRT = '1\n00:00:01,000 --> 00:00:02,000\nOne\n';

const itemOf = (value: number, task_id: string): INodeExecutionData => ({
	json: { task_id, n: 4, value },
	binary: { data: { data: Buffer.from(SRT).toString('base64'), mimeType: 'text/plain' } },
});

const EXPRESSION = `={{ [${Object.values(SOURCES).join(', ')}][$json.value] }}`;

/** A run of a node over an item for each of the values, by their places in the table. */
type Run = (gcore: StandIn, parameters: INodeParameters, places: number[]) => Promise<NodeRun>;

const runNode: Run = async (gcore, parameters, places) => {
	const isAboutRevoked = 'treatRevokedAsCancelled' in ((parameters.options ?? {}) as object);
	const items = places.map((place) => itemOf(place, isAboutRevoked ? 'revoked' : 't'));
	const onError = 'continueRegularOutput';
	return await runOn(gcore, parameters, items as unknown as IDataObject[], { onError });
};

/** By hand, as the editor fetches a test event. It has no items: the value's place stands in the expression. */
const runTrigger: Run = async (gcore, parameters, [place]) => {
	const placed = JSON.stringify(parameters).replaceAll('$json.value', String(place));
	const file = triggerFile(JSON.parse(placed) as INodeParameters);
	const workflow = await toWorkflow(file);
	const engine = new WorkflowExecute(
		await additionalData(credentialOf(gcore), 'manual', file),
		'manual',
	);
	const startNode = workflow.getNode('Trigger')!;
	return nodeRun(await engine.run({ workflow, startNode }), 'Trigger');
};

const ANY_ID = /[\da-f]{8}-[\da-f-]{27}/g;

/** What has been sent, once each, which fields items have, and what has gone wrong. */
async function seen(run: Run, parameters: INodeParameters, place = 0) {
	const gcore = await fullGcore();
	const { json, outputs, error } = await run(gcore, parameters, [place]);
	const sent = gcore.requests.map(({ method, path, query, body }) =>
		JSON.stringify([method, path, query, body]).replace(ANY_ID, 'ID'),
	);
	const items = outputs.map((output) =>
		output.map((item) => [Object.keys(item.json), Object.keys(item.binary ?? {})]),
	);
	const failed = [...json.flat().map((item) => item.error), error?.message].filter(Boolean);
	return { sent: [...new Set(sent)], items, failed };
}

/** What is said against each of the values, and how many requests that takes. */
async function refusalsOf(run: Run, { with: set, isOnce }: EveryField, values: Value[]) {
	const gcore = await fullGcore();
	const refusals: string[] = [];
	for (const group of isOnce ? values.map((value) => [value]) : [values]) {
		const places = group.map((value) => VALUES.indexOf(value));
		const { json, error } = await run(gcore, set(EXPRESSION), places);
		// A task that cannot be used is an outcome of Cancel.
		const items = json.flat().map((item) => String(item.error ?? item.message));
		refusals.push(...(error ? [error.message] : items));
	}
	return { refusals, requests: gcore.requests.length };
}

/** Tasks that are there at once show no difference in these, and other tests do. */
const UNSEEN = ['Cancel on Stop', 'Cancel on Timeout', 'Treat Revoked as Cancelled'];

/** How many pairs of field and value have been tried. */
let tried = 0;

/** A field that decides which others are there: no value of an expression counts. */
async function triesFixed(run: Run, one: EveryField) {
	const { refusals, requests } = await refusalsOf(run, one, ['true']);
	expect(refusals).toEqual([expect.stringMatching(`^'${one.field.displayName}' is an expression`)]);
	expect(requests).toBe(0);
}

async function tries(run: Run, one: EveryField) {
	const { field, with: set, meaning, good } = one;
	const refused = VALUES.filter((value) => !meaning(value));
	const { refusals, requests } = await refusalsOf(run, one, refused);
	const named = expect.stringContaining(`'${field.displayName}'`) as string;
	expect(refused.map((value, n) => [value, refusals[n]])).toEqual(
		refused.map((value) => [value, named]),
	);
	expect(requests).toBe(0);
	const controls = new Map<unknown, Awaited<ReturnType<typeof seen>>>();
	for (const value of VALUES) {
		const meant = meaning(value);
		if (!meant) continue;
		const control = controls.get(meant.saved) ?? (await seen(run, set(meant.saved)));
		controls.set(meant.saved, control);
		expect(control.failed).toEqual([]);
		const result = await seen(run, set(EXPRESSION), VALUES.indexOf(value));
		expect([value, result]).toEqual([value, control]);
	}
	if (field.type === 'boolean' && !UNSEEN.includes(field.displayName)) {
		expect(controls.get(true)).not.toEqual(controls.get(false));
	}
	tried += VALUES.length;
	if (good === undefined) return;
	const control = await seen(run, set(good));
	expect(control.failed).toEqual([]);
	expect(await seen(run, set(`={{ ${JSON.stringify(good)} }}`))).toEqual(control);
}

const ofNode = [...everyField(propertiesOf(RESOURCES, DEFAULT_RESOURCE))];
const ofTrigger = [...everyFieldOfTrigger(triggerProperties)];
const all: Array<[string, Run, EveryField]> = [
	...ofNode.map(([name, one]): [string, Run, EveryField] => [name, runNode, one]),
	...ofTrigger.map(([name, one]): [string, Run, EveryField] => [name, runTrigger, one]),
];
const free = all.filter(([, , { field }]) => !field.noDataExpression);
const fixed = all.filter(([, , { field }]) => field.noDataExpression);

describe(`what an expression gives is meant, or refused by name: ${free.length} fields with ${VALUES.length} values each`, () => {
	it.each(free)('%s', async (_name, run, one) => await tries(run, one));

	it('all have been tried', () => expect(tried).toBe(free.length * VALUES.length));
});

describe(`an expression is refused by name: ${fixed.length} fields`, () => {
	it.each(fixed)('%s', async (_name, run, one) => await triesFixed(run, one));
});
