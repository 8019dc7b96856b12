import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode, type GcoreCredential } from '../engine';
import { ActiveTrigger } from '../engine/activeTrigger';
import { runAgent } from '../engine/agent';
import { startStandIn, type StandIn } from '../standin/server';
import type { Contract } from './contract';

const API_KEY = '1234$abcdef';
const VIDEO = 'https://example.com/video.mp4';
const QUICK = { pollInterval: 0.1, waitTimeout: 0.1 };

const SUBTITLES = { operation: 'get', options: { subtitlesFormat: 'srt' } };

/** A task's status, and the parameters that lead to an item of each kind. */
export const KINDS: Array<[string, string, INodeParameters]> = [
	['cancel', 'STARTED', {}],
	['cancel alreadyDone', 'SUCCESS', {}],
	['cancelMany', 'STARTED', { operation: 'cancelMany' }],
	['cancelMany dry run', 'STARTED', { operation: 'cancelMany', dryRun: true }],
	['create', 'STARTED', { operation: 'create', url: VIDEO }],
	['get', 'SUCCESS', { operation: 'get' }],
	['get with subtitles', 'SUCCESS', SUBTITLES],
	['getAll simple', 'SUCCESS', { operation: 'getAll' }],
	['getAll raw', 'SUCCESS', { operation: 'getAll', simplify: false }],
	['wait succeeded', 'SUCCESS', { operation: 'wait' }],
	['wait failed', 'FAILURE', { operation: 'wait' }],
	['wait timedOut', 'STARTED', { operation: 'wait', options: QUICK }],
	['checkSupport', 'STARTED', { resource: 'language', operation: 'checkSupport' }],
];

const typeOf = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** An item's fields, and those of what its details hold. */
const shapeOf = ({ json, binary }: INodeExecutionData): string =>
	[
		...Object.entries(json).map(([key, value]) =>
			key === 'details'
				? `details: {${shapeOf({ json: value as IDataObject })}}`
				: `${key}: ${typeOf(value)}`,
		),
		...Object.keys(binary ?? {}).map((field) => `binary ${field}`),
	].join(', ');

/** The fields of the items that leave the node, as expressions behind it read them. */
export async function itemShapes(): Promise<Contract> {
	const gcore = await startStandIn({ apiKey: API_KEY });
	const credential = { apiKey: API_KEY, baseUrl: gcore.url };
	const shapes: Contract = {};
	const add = (kind: string, item: INodeExecutionData | undefined) => {
		shapes[`item of ${kind}`] = item ? shapeOf(item) : 'none';
	};
	try {
		for (const [kind, status, parameters] of KINDS) {
			gcore.tasks.clear();
			const { task_id } = gcore.tasks.add({ status });
			const { outputs } = await runNode({ items: [{ task_id }], parameters }, credential);
			add(kind, outputs.flat()[0]);
		}
		const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
		add('get with subtitles, for an agent', await itemForAgent(task_id, credential));
		add('the trigger', await itemOfTrigger(gcore, credential));
		add('what has failed', await failedItem(gcore, credential));
	} finally {
		await gcore.close();
	}
	return shapes;
}

async function itemForAgent(taskId: string, credential: GcoreCredential) {
	const parameters = { ...SUBTITLES, taskId };
	const { handed } = await runAgent('asksEngine', [{}], { parameters }, credential);
	return { json: (handed[0] as IDataObject[])[0] };
}

async function itemOfTrigger(gcore: StandIn, credential: GcoreCredential) {
	const trigger = await ActiveTrigger.activate({ credential });
	gcore.tasks.add({ status: 'SUCCESS' });
	return { json: (await trigger.poll())[0] };
}

/** With all that a failed item can have: the outcome that was raised, and Gcore's status. */
async function failedItem(gcore: StandIn, credential: GcoreCredential) {
	const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
	const parameters = { operation: 'cancel', outcomeHandling: 'fail' };
	const onError = 'continueRegularOutput';
	const { outputs } = await runNode({ items: [{ task_id }], parameters, onError }, credential);
	return outputs[0][0];
}
