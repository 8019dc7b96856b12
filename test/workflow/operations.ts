/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { inspect } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	nodeRun,
	runNode,
	startWorkflow,
	workflowOf,
	type NodeRun,
	type NodeSetup,
} from '../engine';
import { REDACTED } from '../standin/log';
import type { StandIn } from '../standin/server';
import { KEY, TASKS } from '../standin/testing';

export { pairs, until } from './helpers';

/** Hundreds of requests take a while on a busy machine; no test of ours waits for its time to be over. */
jest.setTimeout(60_000);

export const credentialOf = (gcore: StandIn) => ({ apiKey: KEY, baseUrl: gcore.url });

/** That the key stands nowhere but in the header: in no item, message, hint or stack, and in no address or body. */
export function expectKeyKept(gcore: StandIn, run: NodeRun) {
	const all = inspect(run.run, { depth: 30, maxArrayLength: null, maxStringLength: null });
	expect(all).toContain('resultData');
	expect(all.includes(KEY)).toBe(false);
	const sent = gcore.requests.map(({ path, query, body }) => ({ path, query, body }));
	expect(JSON.stringify(sent).includes(REDACTED)).toBe(false);
}

export type Setup = Omit<NodeSetup, 'items' | 'parameters'>;

/** Runs our node on n8n's engine against a stand-in. Whatever happens, the key must not come out. */
export async function runOn(
	gcore: StandIn,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	setup: Setup = {},
): Promise<NodeRun> {
	const run = await runNode({ parameters, items, ...setup }, credentialOf(gcore));
	expectKeyKept(gcore, run);
	return run;
}

/** Starts our node, for a test that stops it. */
export async function startOn(gcore: StandIn, parameters: INodeParameters, items: IDataObject[]) {
	const workflow = workflowOf({ parameters, items });
	const { stop, finished } = await startWorkflow(workflow, credentialOf(gcore));
	return { stop, finished: finished.then((run) => nodeRun(run)) };
}

export const ids = (items: Array<{ task_id?: unknown }>) => items.map(({ task_id }) => task_id);

export const taskPath = (id: string) => `${TASKS}/${id}`;

export const cancelPath = (id: string) => `${TASKS}/${id}/cancel`;

export const statusOf = (gcore: StandIn, id: string) => gcore.tasks.get(id)?.status;

export const seconds = (from: number) => (performance.now() - from) / 1000;

export const VIDEO = 'https://demo-files.gvideo.io/apidocs/spritefright-blender-cut30sec.mp4';

/** Create, by default a transcription. */
export const creating = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'create',
	url: VIDEO,
	...parameters,
});
