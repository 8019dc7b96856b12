import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { filterQuery } from '../actions/task/filters';
import { nodeError } from '../actions/raise';
import { findTask, getTask, listTasks } from '../api/calls';
import type { GcoreClient } from '../api/client';
import { GcoreFailure } from '../api/failure';
import { openClient } from '../api/open';
import { collectUnfinished } from '../api/pages';
import { accountOf } from '../api/transport';
import { endOf, STATUS_OF_END } from '../task/status';
import { taskItem, type Task } from '../task/task';
import { poll, type TaskSource } from './poll';
import { parseState, TOP_SIZE } from './state';

const SETTINGS = { maxConcurrency: 10, maxRetries: 2, timeoutMs: 30_000 };

/** Polls under way, by node: one that takes longer than the interval must not be joined by the next. */
const underWay = new Set<string>();

/**
 * Contexts that have polled. n8n makes one for each activation, so a new one with mode 'activate' means that the
 * user has switched the workflow on: what ended while it was off is not told. A restart of n8n has mode 'init'.
 */
const active = new WeakSet<IPollFunctions>();

/** One poll of the trigger node. @returns null when nothing has ended */
export async function pollTasks(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const events = this.getNodeParameter('events', []) as string[];
	const withResult = this.getNodeParameter('includeResult', true) as boolean;
	const told = ({ status }: Task) => events.includes(endOf(status) ?? '');
	try {
		const query = filterQuery(this.getNodeParameter('filters', {}) as IDataObject);
		const client = await openClient(this, SETTINGS);
		if (this.getMode() === 'manual') {
			return asItems([await newestEnd(client, query, events, withResult)]);
		}
		return await pollOnce(this, client, query, { told, withResult });
	} catch (reason) {
		if (reason instanceof GcoreFailure) throw nodeError(this, reason);
		throw new NodeOperationError(this.getNode(), reason as Error);
	}
}

async function pollOnce(
	context: IPollFunctions,
	client: GcoreClient,
	query: IDataObject,
	wants: { told(task: Task): boolean; withResult: boolean },
): Promise<INodeExecutionData[][] | null> {
	const node = context.getNode();
	const key = `${context.getWorkflow().id}:${node.id}`;
	if (underWay.has(key)) return null;
	underWay.add(key);
	try {
		const { baseUrl } = await accountOf(context);
		const account = [baseUrl, node.credentials?.gcoreApi?.id];
		const scope = JSON.stringify([...account, query]);
		const data = context.getWorkflowStaticData('node');
		const switchedOn = context.getActivationMode() === 'activate' && !active.has(context);
		const state = switchedOn ? undefined : parseState(data.state, scope);
		const { state: next, ended } = await poll(sourceOf(client, query), scope, state, wants);
		data.state = next as unknown as IDataObject;
		active.add(context);
		return ended.length > 0 ? asItems(ended) : null;
	} finally {
		underWay.delete(key);
	}
}

const asItems = (tasks: Task[]): INodeExecutionData[][] => [
	tasks.map((task) => ({ json: taskItem(task) })),
];

/** Trouble that may pass holds up one task until the next poll, not the others. */
function laterUnlessLasting(reason: unknown): 'later' {
	if (reason instanceof GcoreFailure && reason.note.passing) return 'later';
	throw reason;
}

const sourceOf = (client: GcoreClient, query: IDataObject): TaskSource => ({
	page: async (page) => await listTasks(client, { ...query, page, limit: TOP_SIZE }),
	unfinished: async () => await collectUnfinished(client, query, Infinity),
	get: async (taskId) => await findTask(client, taskId).catch(laterUnlessLasting),
	now: () => Date.now(),
});

/** For "Fetch Test Event": the newest task that has ended in one of the ways asked for. */
async function newestEnd(
	client: GcoreClient,
	query: IDataObject,
	events: string[],
	withResult: boolean,
): Promise<Task> {
	const newest: Task[] = [];
	for (const event of events) {
		const { tasks } = await listTasks(client, { ...query, status: STATUS_OF_END[event], limit: 1 });
		newest.push(...tasks.slice(0, 1));
	}
	const [task] = newest.sort((a, b) => endTime(b).localeCompare(endTime(a)));
	if (task) return withResult ? await getTask(client, task.task_id) : task;
	throw new GcoreFailure({
		message: 'No task has ended yet that matches',
		description: "Start a task and wait for its end, or change 'Events' and 'Filters'.",
	});
}

const endTime = (task: Task): string => {
	const { completed_at, started_at } = (task.processing_time ?? {}) as IDataObject;
	return String(completed_at ?? started_at ?? '');
};
