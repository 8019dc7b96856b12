import { createHash } from 'crypto';
import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { filterQuery } from '../actions/task/filters';
import { nodeError } from '../actions/raise';
import { findTask, listTasks } from '../api/calls';
import type { GcoreClient } from '../api/client';
import { badParameter, GcoreFailure } from '../api/failure';
import { openClient } from '../api/open';
import { collectUnfinished, PAGE_SIZE } from '../api/pages';
import { accountOf } from '../api/transport';
import { FINISHED_STATUSES, STATUS_OF_END, UNFINISHED_STATUSES } from '../task/status';
import { taskItem, type Task } from '../task/task';
import { poll, type TaskSource, type Wants } from './poll';
import { parseState } from './state';

const SETTINGS = { maxConcurrency: 10, maxRetries: 2, timeoutMs: 30_000 };

/** The context whose poll is under way, by node. n8n makes a context for each activation. */
const underWay = new Map<string, IPollFunctions>();

/** Contexts that have polled: only the first poll of an activation may have to start afresh. */
const active = new WeakSet<IPollFunctions>();

/** One poll of the trigger node. @returns null when nothing has ended */
export async function pollTasks(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const query = filterQuery(this.getNodeParameter('filters', {}) as IDataObject);
		checkSearch(query.search);
		const account = await accountOf(this);
		const client = openClient(this, account, SETTINGS);
		const wants: Wants = {
			events: endsOf(this.getNodeParameter('events', [])),
			withResult: this.getNodeParameter('includeResult', true) as boolean,
			scope: JSON.stringify([account.baseUrl, query]),
			key: markOf(account.token),
		};
		const tasks =
			this.getMode() === 'manual'
				? [await newestEnd(client, query, wants)]
				: await endsSinceLastPoll(this, sourceOf(client, query), wants);
		return tasks.length > 0 ? [tasks.map((task) => ({ json: taskItem(task) }))] : null;
	} catch (reason) {
		if (reason instanceof GcoreFailure) throw nodeError(this, advised(reason));
		throw new NodeOperationError(this.getNode(), reason as Error);
	}
}

/** What usually helps against passing trouble stands under Options, which the trigger does not need. */
const advised = (reason: GcoreFailure) =>
	reason.note.passing
		? new GcoreFailure({
				...reason.note,
				description:
					'Try again in a minute. An active workflow polls again by itself, and loses nothing.',
			})
		: reason;

async function endsSinceLastPoll(
	context: IPollFunctions,
	source: TaskSource,
	wants: Wants,
): Promise<Task[]> {
	const place = `${context.getWorkflow().id}:${context.getNode().id}`;
	// A poll that takes longer than the interval must not be joined by the next.
	if (underWay.get(place) === context) return [];
	underWay.set(place, context);
	try {
		const data = context.getWorkflowStaticData('node');
		// The user has switched the workflow on: what ended while it was off is not told. A restart has mode 'init'.
		const switchedOn = context.getActivationMode() === 'activate' && !active.has(context);
		const before = switchedOn ? undefined : parseState(data.state, wants.scope);
		const { state, ended } = await poll(source, wants, before);
		// The workflow has been activated anew meanwhile, and the new poll tells what this one has found.
		if (underWay.get(place) !== context) return [];
		data.state = state as unknown as IDataObject;
		active.add(context);
		return ended;
	} finally {
		if (underWay.get(place) === context) underWay.delete(place);
	}
}

/** An expression may give anything; one end alone is taken as a list of one. */
function endsOf(value: unknown): string[] {
	const events = [value].flat();
	const known = Object.keys(STATUS_OF_END);
	if (events.every((event) => known.includes(event as string))) return events as string[];
	throw badParameter(
		'Events',
		'holds something that is no end of a task',
		`Give a list of ${known.join(', ')}.`,
	);
}

/** With a status' name in reach of the search, tasks come into the list when they end, anywhere in it. */
function checkSearch(search: unknown) {
	const text = String(search ?? '').toUpperCase();
	const status = [...UNFINISHED_STATUSES, ...FINISHED_STATUSES].find((name) => name.includes(text));
	if (!text || !status) return;
	throw badParameter(
		'Search',
		`is a part of the status ${status}, so it would find tasks by how they stand`,
		"Choose how tasks end under 'Events', and search for something longer.",
	);
}

/** 32 bits that tell keys apart, from which the key cannot be had. */
const markOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 8);

const sourceOf = (client: GcoreClient, query: IDataObject): TaskSource => ({
	page: async (page) => await listTasks(client, { ...query, page, limit: PAGE_SIZE }),
	unfinished: async (thoroughly) =>
		await collectUnfinished(client, query, Infinity, new Set(), thoroughly ? undefined : 1),
	get: async (taskId) => await findTask(client, taskId).catch(unknownIfRefused),
	mayPass: (reason) => reason instanceof GcoreFailure && reason.note.passing === true,
	now: () => Date.now(),
});

/** One task that Gcore will not show must not keep the others from being told: it counts as one not known. */
function unknownIfRefused(reason: unknown): undefined {
	const ofThisTask =
		reason instanceof GcoreFailure && !reason.note.passing && !reason.note.affectsAllItems;
	if (!ofThisTask) throw reason;
}

/** For "Fetch Test Event": the newest task that has ended in one of the ways asked for. */
async function newestEnd(
	client: GcoreClient,
	query: IDataObject,
	{ events, withResult }: Wants,
): Promise<Task> {
	const newest: Task[] = [];
	for (const event of events) {
		const { tasks } = await listTasks(client, { ...query, status: STATUS_OF_END[event], limit: 1 });
		newest.push(...tasks.slice(0, 1));
	}
	const [task] = newest.sort((a, b) => endTime(b).localeCompare(endTime(a)));
	if (task) return (withResult && (await findTask(client, task.task_id))) || task;
	throw new GcoreFailure({
		message: 'No matching task has ended yet',
		description: "Start a task and wait for its end, or change 'Events' and 'Filters'.",
	});
}

const endTime = (task: Task): string => {
	const { completed_at, started_at } = (task.processing_time ?? {}) as IDataObject;
	return String(completed_at ?? started_at ?? '');
};
