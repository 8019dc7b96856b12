import type { IDataObject } from 'n8n-workflow';

import { cancelTask } from '../../gcore/calls';
import { pool } from '../../gcore/pool';
import { endOrAbort, endWithin, sleepUnlessStopped } from '../../gcore/stop';
import { endOf, type Task } from '../../gcore/task';
import { msUntilTimeLimit } from '../../n8n/engine';
import { ofTask } from '../../n8n/errors';
import type { OpenAccount } from '../../n8n/open';
import { goesOn, isListWorth, lagsBehind, sortByList } from '../../task/statuses';
import { timedOutItem } from '../../task/timedOut';
import {
	isDue,
	isLastLook,
	isOverdue,
	LAST_LOOK_MS,
	nextTime,
	noteLook,
	waiting,
	type Waiting,
} from '../../task/waiting';
import type { Result, Run } from '../run';
import { cancelOverdue, lookAt, lookAtList } from './looks';
import { taskResult } from './taskResult';
import type { WatchOptions } from './watch.fields';

/** A list that takes longer, or longer than half a pause, is not waited for. */
const LISTING_MS = 2_000;

/** Nor one that takes so long before last looks. */
const LAST_LISTING_MS = LAST_LOOK_MS / 2;

/** How long to wait for all tasks to be there, at first and again. */
const ADDING_MS = 1_000;

/** The longest rest: timers cannot take just any time. */
const LONGEST_REST_MS = 30_000;

/** How long before n8n's time limit waiting ends, so that its outcomes can still be dealt with; a quarter at most. */
const BEFORE_LIMIT_MS = 5_000;

/** How long a stopped execution may still take to cancel what it was waiting for. */
const LAST_CALLS_MS = 1_500;

const LIMITED = "n8n's time limit for the workflow comes before 'Wait Timeout'";

/** A task to wait for. */
export interface ToWatch {
	item: number;
	account: OpenAccount;
	taskId: string;
	options: WatchOptions;
	/** Whether it was there before, where it might have been started just now: its item says so. */
	reused?: boolean;
}

type Watched = ToWatch & Waiting;

const earliest = (times: number[]) =>
	times.reduce((least, time) => Math.min(least, time), Infinity);

/** Waits for tasks, all at once, and settles each task's item when it ends. */
export class Watch {
	/** The tasks that have not ended, and whose items are not settled. */
	private readonly pending = new Set<Watched>();

	/** Where n8n's own time limit ends all waiting. */
	private readonly latest: number;

	/** When tasks were seen to have ended, by ID. */
	private readonly ended = new Map<string, number>();

	/** What is still being done for tasks whose time is over. */
	private readonly leaving: Array<Promise<void>> = [];

	/** Ends a rest. */
	private alarm = new AbortController();

	constructor(private readonly run: Run) {
		const left = msUntilTimeLimit(run.context) ?? Infinity;
		this.latest = performance.now() + left - Math.min(BEFORE_LIMIT_MS, left / 4);
		run.signal.addEventListener('abort', () => this.alarm.abort());
	}

	/** Begins the time of a task. One that has been started while the user stopped the execution ends at once. */
	async add(task: ToWatch) {
		if (this.run.stopped) return await this.cancelAfterStop([task]);
		const { options, reused } = task;
		const now = performance.now();
		const deadline = Math.min(now + 1000 * options.waitTimeout, this.latest);
		const isNew = reused === false;
		this.pending.add({
			...task,
			...waiting(now, deadline, 1000 * options.pollInterval, isNew),
		});
	}

	/**
	 * Looks at each task when it is due, until every one has ended or its time is over.
	 * @param adding goes on adding tasks
	 */
	async untilEnd(adding: Promise<void>): Promise<void> {
		const { run, pending } = this;
		// Mostly all are there in a moment, and can be looked at together.
		let isAdding = !(await endWithin(adding, ADDING_MS, run.signal));
		const added = adding.then(() => {
			isAdding = false;
			this.alarm.abort();
		});
		while ((isAdding || pending.size > 0) && !run.aborted) {
			this.alarm = new AbortController();
			this.giveUpOverdue();
			this.lookAtDue();
			await this.rest(isAdding ? ADDING_MS : LONGEST_REST_MS);
		}
		await endOrAbort(Promise.all([added, ...this.leaving]), run.signal);
		if (!run.stopped) return;
		await endWithin(Promise.all([this.cancelAfterStop([...pending]), added]), LAST_CALLS_MS);
	}

	/** Begins to look at the tasks that are due. A look that hangs is not waited for. */
	private lookAtDue() {
		const now = performance.now();
		const due = new Map<OpenAccount, Watched[]>();
		for (const task of this.pending) {
			if (!isDue(task, now)) continue;
			task.doing = 'look';
			const others = due.get(task.account);
			if (others) others.push(task);
			else due.set(task.account, [task]);
		}
		for (const [account, tasks] of due) void this.look(account, tasks);
	}

	/** Begins to give up tasks that have had a last look when their time was over, or whose last look hangs. */
	private giveUpOverdue() {
		const now = performance.now();
		for (const task of this.pending) {
			if (!isOverdue(task, now)) continue;
			task.doing = 'giveUp';
			this.leaving.push(this.giveUp(task));
		}
	}

	/** Until something is to be begun, or what is under way has ended. */
	private async rest(longest: number) {
		const now = performance.now();
		const times = [...this.pending].map(nextTime);
		await sleepUnlessStopped(Math.min(earliest(times) - now, longest), this.alarm.signal);
	}

	/** Looks at tasks of one account: by its list, and at those by themselves that it does not settle. */
	private async look({ client }: OpenAccount, tasks: Watched[]) {
		const began = performance.now();
		const ids = tasks.map(({ taskId }) => taskId);
		const pause = earliest(tasks.map((task) => task.pause));
		const isLast = tasks.some((task) => isLastLook(task, began));
		const ms = isLast ? LAST_LISTING_MS : Math.max(LISTING_MS, pause / 2);
		const statuses = isListWorth(ids.length) ? await lookAtList(client, ids, ms) : undefined;
		const lags = statuses !== undefined && lagsBehind(statuses, this.ended, began - pause);
		const { alone, goOn } = sortByList(tasks, statuses, lags, began);
		for (const task of goOn) this.seen(task, began, statuses?.of(task.taskId));
		await this.run.pool(alone.length, async (index) => {
			const task = alone[index];
			// Its time may be over before it is reached.
			if (task.doing !== 'look') return;
			const row = statuses?.of(task.taskId);
			if (goesOn(row)) task.last = row;
			await this.lookAt(task, 0);
		});
	}

	/**
	 * Looks at one task by itself. Trouble that may pass is sat out: the task goes on whether it is seen or not.
	 * @param retries undefined for as many as the user has set
	 */
	private async lookAt(task: Watched, retries: number | undefined) {
		const { item, account, taskId, options } = task;
		const began = performance.now();
		task.aloneAt = began;
		const look = await lookAt(account.client, taskId, retries);
		if (task.doing === 'settle' || this.run.stopped) return;
		if ('problem' in look) return this.seen(task, began, task.last, look.problem);
		const outcome = 'seen' in look ? endOf(look.seen.status) : undefined;
		if ('seen' in look && !outcome) return this.seen(task, began, look.seen);
		task.doing = 'settle';
		if (outcome) this.ended.set(taskId, performance.now());
		const overdue = outcome === 'cancelled' && this.run.tries.recall<IDataObject>(item, taskId);
		if (overdue) {
			this.settle(task, { outcome: 'timedOut', json: overdue });
			return this.done(task);
		}
		try {
			if ('failure' in look) throw look.failure;
			this.settle(task, await taskResult(this.run, look.seen, options.result, outcome));
		} catch (reason) {
			this.run.fail(item, ofTask(reason, taskId));
		}
		this.done(task);
	}

	/** @param began when the look began */
	private seen(task: Watched, began: number, last?: Task, problem?: string) {
		noteLook(task, began, performance.now(), last, problem);
		this.alarm.abort();
	}

	/** Only when its item is settled: without pending tasks the node ends. */
	private done(task: Watched) {
		this.pending.delete(task);
		this.alarm.abort();
	}

	private settle({ item, reused }: Watched, { json, ...result }: Result) {
		this.run.settle(item, { ...result, json: { ...json, ...(reused && { reused }) } });
	}

	private async giveUp(task: Watched) {
		const { account, taskId, options, addedAt, deadline } = task;
		let [cancelled, mayBeCancelled] = [false, false];
		if (options.cancelOnTimeout) {
			const cancelling = await cancelOverdue(account.client, taskId);
			({ cancelled, mayBeCancelled = false } = cancelling);
			if (cancelling.problem) task.problem = cancelling.problem;
			if (cancelling.endedAs !== undefined) await this.lookAtEnded(task, cancelling.endedAs);
		}
		// It may have ended at the last moment, which is better than to have timed out.
		if (task.doing === 'settle' || this.run.stopped) return;
		task.doing = 'settle';
		const isEarly = deadline === this.latest;
		const why = [isEarly && LIMITED, task.problem].filter(Boolean).join('. ');
		const waited = isEarly
			? Math.max(0, Math.round((deadline - addedAt) / 100) / 10)
			: options.waitTimeout;
		const json = timedOutItem(taskId, waited, cancelled, task.last, why);
		// The next try of Retry On Fail finds it cancelled: it was this node, also where the response was lost.
		if (cancelled || mayBeCancelled) {
			const asCancelled = timedOutItem(taskId, waited, true, task.last, isEarly ? LIMITED : '');
			this.run.tries.keep(task.item, asCancelled, taskId);
		}
		this.settle(task, { outcome: 'timedOut', json });
		this.done(task);
	}

	/** The last look at a task that has ended just before it was to be cancelled. @param status '' where not told */
	private async lookAtEnded(task: Watched, status: string) {
		await this.lookAt(task, undefined);
		if (task.doing === 'settle' || !status) return;
		task.last = { ...task.last, task_id: task.taskId, status };
		const unread = task.problem && `Its result could not be read: ${task.problem}`;
		task.problem = [`It has ended as ${status} since`, unread].filter(Boolean).join('. ');
	}

	private async cancelAfterStop(tasks: Array<ToWatch & Partial<Waiting>>) {
		const wanted = tasks.filter(({ options, doing }) => options.cancelOnStop && doing !== 'settle');
		await pool(wanted.length, wanted.length, async (index) => {
			// Nobody is left to be told when this does not work.
			const { account, taskId } = wanted[index];
			await cancelTask(account.afterStopClient, taskId).catch(() => undefined);
		});
	}
}
