import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../engine';
import { startStandIn } from '../standin/server';
import type { Contract } from './contract';

const API_KEY = '1234$abcdef';
const VIDEO = 'https://example.com/video.mp4';
const QUICK = { pollInterval: 0.1, waitTimeout: 0.1 };

/** A task's status, and the parameters that lead to an item of each kind. */
const KINDS: Array<[string, string, INodeParameters]> = [
	['cancel', 'STARTED', {}],
	['cancel alreadyDone', 'SUCCESS', {}],
	['cancelMany', 'STARTED', { operation: 'cancelMany' }],
	['cancelMany dry run', 'STARTED', { operation: 'cancelMany', dryRun: true }],
	['create', 'STARTED', { operation: 'create', url: VIDEO }],
	['get', 'SUCCESS', { operation: 'get' }],
	['getAll simple', 'SUCCESS', { operation: 'getAll' }],
	['getAll raw', 'SUCCESS', { operation: 'getAll', simplify: false }],
	['wait succeeded', 'SUCCESS', { operation: 'wait' }],
	['wait failed', 'FAILURE', { operation: 'wait' }],
	['wait timedOut', 'STARTED', { operation: 'wait', options: QUICK }],
	['checkSupport', 'STARTED', { resource: 'language', operation: 'checkSupport' }],
];

const typeOf = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

const shapeOf = (item: IDataObject) =>
	Object.entries(item)
		.map(([key, value]) => `${key}: ${typeOf(value)}`)
		.join(', ');

/** The fields of the items that leave the node, as expressions behind it read them. */
export async function itemShapes(): Promise<Contract> {
	const gcore = await startStandIn({ apiKey: API_KEY });
	const shapes: Contract = {};
	try {
		for (const [kind, status, parameters] of KINDS) {
			gcore.tasks.clear();
			const { task_id } = gcore.tasks.add({ status });
			const credential = { apiKey: API_KEY, baseUrl: gcore.url };
			const { json } = await runNode({ items: [{ task_id }], parameters }, credential);
			shapes[`item of ${kind}`] = shapeOf(json.flat()[0] ?? {});
		}
	} finally {
		await gcore.close();
	}
	return shapes;
}
