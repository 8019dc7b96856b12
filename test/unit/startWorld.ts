import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import type { Run } from '../../nodes/GcoreStreamingAi/actions/run';
import { Starts } from '../../nodes/GcoreStreamingAi/actions/task/start';
import { EarlierTries } from '../../nodes/GcoreStreamingAi/actions/tries';
import type { GcoreRequest, RawAnswer } from '../../nodes/GcoreStreamingAi/gcore/answers';
import { GcoreClient } from '../../nodes/GcoreStreamingAi/gcore/client';
import { pool } from '../../nodes/GcoreStreamingAi/gcore/pool';
import type { OpenAccount } from '../../nodes/GcoreStreamingAi/n8n/open';
import type { Wanted } from '../../nodes/GcoreStreamingAi/task/sameTask';
import type { Answer } from '../standin/answers';
import { createApi, type Call } from '../standin/api';
import { TaskStore } from '../standin/tasks';
import { VideoStore } from '../standin/videos';

/** What becomes of a create call: done, done without a response, neither, done without an ID, refused. */
export const FATES = ['done', 'lost', 'unsent', 'noId', 'refused'] as const;
export type Fate = (typeof FATES)[number];

export interface World {
	/** By how much Gcore's clock is ahead, in ms; and whether responses have a Date header. */
	clockOffset: number;
	hasDate: boolean;
	listLagMs: number;
	listWithoutTime: boolean;
	listWithoutData: boolean;
	/** What becomes of the create calls, in their order; behind the last all are done. */
	fates: Fate[];
}

const LATENCY_MS = 200;

let executions = 0;

/** Gcore on the clock of the test, which must be a virtual one, and an execution of n8n that tries again. */
export class StartWorld {
	readonly now = () => Date.now() + this.world.clockOffset;

	readonly tasks = new TaskStore({
		taskMs: 600_000,
		oldSpelling: false,
		clientId: 2675,
		now: this.now,
	});

	/** IDs of tasks that create calls have started. */
	readonly started: string[] = [];

	private execution = 0;

	private readonly api: (call: Call) => Answer;

	constructor(private readonly world: World) {
		const { tasks, now } = this;
		const videos = new VideoStore({ clientId: 2675, now });
		const account = { tasks, videos, featureDisabled: false, forbidden: false };
		const options = {
			queueLimit: Infinity,
			pastEnd: 'empty',
			maxLimit: 100,
			maxPerPage: 100,
		} as const;
		this.api = createApi(new Map([['key', account]]), { ...world, ...options }, () => undefined);
		this.nextExecution();
	}

	nextExecution() {
		this.execution = ++executions;
	}

	/**
	 * One try of n8n over all items.
	 * @param wanted what the expressions of this try give for an item
	 * @param stops whether On Error is Stop
	 * @returns the task of each item, undefined for one that has failed or was not reached, and the hints
	 */
	async attempt(
		items: number,
		wanted: (item: number) => Wanted,
		{ reuses, stops, atOnce = 1 }: { reuses: boolean; stops: boolean; atOnce?: number },
	) {
		const context = {
			getNode: () => ({ retryOnFail: true, id: 'node' }),
			getExecutionId: () => String(this.execution),
			getWorkflow: () => ({ id: 'workflow' }),
			evaluateExpression: () => 0,
		} as unknown as IExecuteFunctions;
		const run = {
			tries: new EarlierTries(context),
			hints: new Set(),
			startedTasks: new Set(),
			isTool: false,
			aborted: false,
			sleep: async (ms: number) => await sleep(ms),
		} as unknown as Run;
		const client = new GcoreClient({
			send: async (request) => await this.answer(request),
			now: () => performance.now(),
			random: () => 0,
			sleep: async (ms) => await sleep(ms),
			aborted: () => false,
			maxConcurrency: 50,
			maxRetries: 0,
		});
		const account = { number: 0, client } as OpenAccount;
		const starts = new Starts(run);
		const ids: Array<string | undefined> = [];
		const tasks = Array.from({ length: items }, (_, item) => {
			const asked = starts.before.of(item) ?? wanted(item);
			const reuseHours = reuses ? 24 : undefined;
			return { ...asked, item, account, outlivesStop: false, reuseHours };
		});
		starts.takeIn(tasks);
		let isStopped = false;
		await pool(
			items,
			atOnce,
			async (item) => {
				const started = await starts.start(tasks[item]).catch(() => undefined);
				ids[item] = started?.taskId;
				isStopped ||= !started && stops;
			},
			() => isStopped,
		);
		return { ids, hints: [...run.hints] };
	}

	private async answer({ method, path, qs, body }: GcoreRequest): Promise<RawAnswer> {
		await sleep(LATENCY_MS);
		const fate = (method === 'POST' && this.world.fates.shift()) || 'done';
		if (fate === 'refused') return this.respond(409, { error: 'busy' });
		if (fate === 'unsent') return { failure: 'timeout' };
		const query = Object.fromEntries(
			Object.entries(qs ?? {}).map(([key, value]) => [key, String(value)]),
		);
		const call = { method, path, query, body, authorization: 'apikey key' };
		const answer = this.api(call);
		const found = JSON.parse(String(answer.body)) as IDataObject;
		if (method === 'POST') this.started.push(String(found.task_id));
		if (fate === 'lost') return { failure: 'reset' };
		return this.respond(answer.status, fate === 'noId' ? {} : found);
	}

	private respond(status: number, body: IDataObject): RawAnswer {
		const date = new Date(this.now()).toUTCString();
		return { status, body, headers: this.world.hasDate ? { date } : {} };
	}
}
