import { cancelTask, getTask } from '../../gcore/calls';
import { GcoreFailure } from '../../gcore/failures';
import type { OpenAccount } from '../../n8n/open';
import { pool } from '../../gcore/pool';
import { endOrAbort, endWithin } from '../../gcore/stop';
import { cancelOutcome } from '../../task/cancelOutcome';
import { endOf, type Task } from '../../gcore/task';
import { timedOutItem } from '../../task/timedOut';
import { msUntilTimeLimit } from '../../n8n/engine';
import { noteOf, ofTask } from '../../n8n/errors';
import type { Result, Run } from '../run';
import { taskResult } from './taskResult';
import type { WatchOptions } from './watch.fields';

/** The pause between two looks grows by this, up to Gcore's advice for long jobs (30 s). */
const GROWTH = 1.2;
const LONGEST_PAUSE_MS = 30_000;

/** How long behind the deadline the last look may take. */
const LAST_LOOK_MS = 2_000;

/** How long before n8n's time limit waiting ends, so that its outcomes can still be dealt with; a quarter at most. */
const BEFORE_LIMIT_MS = 5_000;

/** How long a stopped execution may still take to cancel what it was waiting for. */
const LAST_CALLS_MS = 1_500;

/** A task to wait for. */
export interface ToWatch {
	item: number;
	account: OpenAccount;
	taskId: string;
	options: WatchOptions;
	/** Whether the task was there before: its item says so. */
	reused?: boolean;
}

/** Times are elapsed ones (performance.now), in ms. */
interface Watched extends ToWatch {
	/** When the waiting begins and ends. */
	addedAt: number;
	deadline: number;
	/** When the latest look began that has ended. */
	lookedAt: number;
	/** When to look next, and how long to pause then. */
	lookAt: number;
	pause: number;
	done: boolean;
	/** As it was last seen. */
	last?: Task;
	/** Why it could not be seen, or not be cancelled. */
	trouble?: string;
}

/** When something has to be done for a task that is not being looked at. */
const dueAt = ({ lookAt, deadline }: Watched) => Math.min(lookAt, deadline);

const earliest = (times: number[]) => times.reduce((least, time) => Math.min(least, time));

/** Waits for tasks, all at once, and settles each task's item when it ends. */
export class Watch {
	private pending: Watched[] = [];

	/** Those whose time is over, and what is still being done for them. */
	private readonly overdue: Watched[] = [];

	private readonly leaving: Array<Promise<void>> = [];

	/** Where n8n's own time limit ends all waiting. */
	private readonly latest: number;

	constructor(private readonly run: Run) {
		const left = msUntilTimeLimit(run.context) ?? Infinity;
		this.latest = performance.now() + left - Math.min(BEFORE_LIMIT_MS, left / 4);
	}

	/** Begins the time of a task. One that has been started while the user stopped the execution ends at once. */
	async add(task: ToWatch) {
		if (this.run.stopped) return await this.cancelAfterStop([task]);
		const now = performance.now();
		const { options } = task;
		this.pending.push({
			...task,
			addedAt: now,
			deadline: Math.min(now + 1000 * options.waitTimeout, this.latest),
			lookedAt: -Infinity,
			lookAt: now,
			pause: 1000 * options.pollInterval,
			done: false,
		});
	}

	/**
	 * Looks at each task when it is due, until every one has ended or its time is over.
	 * @param adding goes on adding tasks, and is waited for first
	 */
	async untilEnd(adding: Promise<void>): Promise<void> {
		const { run } = this;
		await endOrAbort(adding, run.signal);
		while (this.pending.length > 0 && !run.aborted) {
			await run.sleep(earliest(this.pending.map(dueAt)) - performance.now());
			const now = performance.now();
			const due = this.pending.filter((task) => dueAt(task) <= now);
			const looks = this.each(due, async (task) => await this.look(task, 0));
			// A look that hangs must not hold up tasks whose time is over.
			while (!run.aborted && !(await this.endsInTime(looks))) this.giveUpOverdue();
			this.giveUpOverdue();
			// The same for all, so that they are looked at together again.
			const looked = performance.now();
			for (const task of due) {
				task.lookAt = looked + task.pause;
				task.pause = Math.min(task.pause * GROWTH, Math.max(task.pause, LONGEST_PAUSE_MS));
			}
		}
		await endOrAbort(Promise.all(this.leaving), run.signal);
		if (!run.stopped) return;
		const left = [...this.pending, ...this.overdue].filter(({ done }) => !done);
		const cancelling = Promise.all([this.cancelAfterStop(left), adding]);
		await endWithin(cancelling, LAST_CALLS_MS);
	}

	private async each(tasks: Watched[], work: (task: Watched) => Promise<void>) {
		await this.run.pool(tasks.length, async (index) => {
			const task = tasks[index];
			await this.run.attempt(task.item, async () => await work(task));
		});
		this.pending = this.pending.filter(({ done }) => !done);
	}

	/** Whether looks end before the time of a pending task is over. */
	private async endsInTime(looks: Promise<void>): Promise<boolean> {
		if (this.pending.length === 0) return true;
		const deadline = earliest(this.pending.map((task) => task.deadline)) + LAST_LOOK_MS;
		// In parts, so that it is noticed when the run is aborted meanwhile.
		return await endWithin(looks, Math.min(deadline - performance.now(), LONGEST_PAUSE_MS));
	}

	/**
	 * One look. Trouble that may pass is sat out: the task goes on whether it is seen or not.
	 * @param retries undefined for as many as the user has set
	 */
	private async look(task: Watched, retries: number | undefined) {
		if (task.done) return;
		const began = performance.now();
		let seen: Task;
		try {
			seen = await getTask(task.account.client, task.taskId, retries);
		} catch (reason) {
			if (task.done) return;
			if (reason instanceof GcoreFailure && reason.note.passing) {
				task.lookedAt = began;
				task.trouble = reason.note.message;
				return;
			}
			task.done = !this.run.stopped;
			this.run.fail(task.item, ofTask(reason, task.taskId));
			return;
		}
		if (task.done) return;
		task.lookedAt = began;
		task.last = seen;
		task.trouble = undefined;
		const outcome = endOf(seen.status);
		if (!outcome) return;
		task.done = true;
		const result = taskResult(this.run, seen, task.options.subtitles, outcome);
		this.settle(
			task,
			await result.catch((reason) => {
				throw ofTask(reason, task.taskId);
			}),
		);
	}

	/** Gives up tasks that have had a last look when their time was over, or whose last look hangs. */
	private giveUpOverdue() {
		const now = performance.now();
		const isOverdue = ({ deadline, lookedAt }: Watched) =>
			deadline <= lookedAt || deadline + LAST_LOOK_MS <= now;
		const overdue = this.pending.filter(isOverdue);
		if (overdue.length === 0) return;
		this.pending = this.pending.filter((task) => !isOverdue(task));
		this.overdue.push(...overdue);
		// To cancel them may take a while, which must not hold up the others.
		this.leaving.push(this.each(overdue, async (task) => await this.giveUp(task)));
	}

	private async giveUp(task: Watched) {
		const cancelled = task.options.cancelOnTimeout && (await this.cancelOverdue(task));
		// It may have ended at the last moment, which is better than to have timed out.
		if (task.done || this.run.stopped) return;
		task.done = true;
		const { taskId, last, trouble, addedAt, deadline, options } = task;
		const isEarly = deadline === this.latest;
		const why = [isEarly && LIMITED, trouble].filter(Boolean).join('. ');
		const waited = isEarly
			? Math.max(0, Math.round((deadline - addedAt) / 100) / 10)
			: options.waitTimeout;
		const json = timedOutItem(taskId, waited, cancelled, last, why);
		this.settle(task, { outcome: 'timedOut', json });
	}

	private settle({ item, reused }: Watched, { json, ...result }: Result) {
		this.run.settle(item, { ...result, json: { ...json, ...(reused && { reused }) } });
	}

	/** @returns whether the task is cancelled now */
	private async cancelOverdue(task: Watched): Promise<boolean> {
		try {
			const answer = await cancelTask(task.account.client, task.taskId);
			const { outcome, json } = cancelOutcome(task.taskId, answer, true);
			if (outcome === 'alreadyDone') await this.lookAtEnded(task, json.status);
			else if (outcome !== 'cancelled') task.trouble = notCancelled(json.message);
			return outcome === 'cancelled';
		} catch (reason) {
			// What is known of the task is worth more to the user than that cancelling did not work.
			task.trouble = notCancelled(noteOf(reason).message);
			return false;
		}
	}

	/** The last look at a task that has ended just before it was to be cancelled. */
	private async lookAtEnded(task: Watched, status: unknown) {
		await this.look(task, undefined);
		if (task.done || typeof status !== 'string') return;
		task.last = { ...task.last, task_id: task.taskId, status };
		const unread = task.trouble && `Its result could not be read: ${task.trouble}`;
		task.trouble = [`It has ended as ${status} since`, unread].filter(Boolean).join('. ');
	}

	private async cancelAfterStop(tasks: ToWatch[]) {
		const wanted = tasks.filter(({ options }) => options.cancelOnStop);
		await pool(wanted.length, wanted.length, async (index) => {
			// Nobody is left to be told when this does not work.
			const { account, taskId } = wanted[index];
			await cancelTask(account.afterStopClient, taskId).catch(() => undefined);
		});
	}
}

const LIMITED = "n8n's time limit for the workflow comes before 'Wait Timeout'";

const notCancelled = (why: unknown) => `It could not be cancelled: ${String(why)}`;
