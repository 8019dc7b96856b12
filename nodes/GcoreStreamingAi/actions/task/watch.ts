import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { cancelTask, getTask } from '../../api/calls';
import { GcoreFailure } from '../../api/failure';
import { pool } from '../../api/pool';
import type { CancelOutcome } from '../../outcomes';
import { cancelOutcome } from '../../task/cancelOutcome';
import { endOf } from '../../task/status';
import type { Task } from '../../task/task';
import { noteOf } from '../raise';
import { positiveNumber, type Run } from '../run';
import { taskResult } from './taskResult';

/** The pause between two looks grows by this, up to Gcore's advice for long jobs (30 s). */
const GROWTH = 1.2;
const LONGEST_PAUSE_MS = 30_000;

/** How long a stopped execution may still take to cancel what it was waiting for. */
const LAST_CALLS_MS = 1_500;

export const watchOptions: INodeProperties[] = [
	{
		displayName: 'Cancel on Stop',
		name: 'cancelOnStop',
		type: 'boolean',
		default: false,
		description:
			'Whether to cancel the tasks at Gcore when the execution is stopped while it waits',
	},
	{
		displayName: 'Cancel on Timeout',
		name: 'cancelOnTimeout',
		type: 'boolean',
		default: false,
		description: 'Whether to cancel a task at Gcore when it has not ended within the wait timeout',
	},
	{
		displayName: 'Poll Interval',
		name: 'pollInterval',
		type: 'number',
		default: 5,
		typeOptions: { minValue: 1 },
		description:
			'How many seconds to pause before looking again. The pause grows slowly, up to 30 seconds.',
	},
	{
		displayName: 'Wait Timeout',
		name: 'waitTimeout',
		type: 'number',
		default: 600,
		typeOptions: { minValue: 1 },
		description:
			'How many seconds to wait for the end of a task before its item leaves as Timed Out',
	},
];

const DEFAULTS = { pollInterval: 5, waitTimeout: 600 };

interface Watched {
	item: number;
	taskId: string;
	/** Elapsed time (performance.now) at which the waiting ends. */
	deadline: number;
	options: IDataObject;
	done: boolean;
	/** As it was last seen. */
	last?: Task;
	/** Why it could not be seen the last time. */
	trouble?: string;
}

/** Waits for tasks, all at once, and settles each task's item when it ends. Make with the options of the items. */
export class Watch {
	private pending: Watched[] = [];

	constructor(private readonly run: Run) {}

	/** The options of an item. @throws GcoreFailure when one cannot be used */
	check(item: number): IDataObject & typeof DEFAULTS {
		const options = { ...DEFAULTS, ...this.run.param<IDataObject>('options', item, {}) };
		positiveNumber('Wait Timeout', options.waitTimeout);
		positiveNumber('Poll Interval', options.pollInterval);
		return options;
	}

	/** Begins the time of a task. @throws GcoreFailure when an option of the item cannot be used */
	add(item: number, taskId: string) {
		const options = this.check(item);
		const deadline = performance.now() + 1000 * options.waitTimeout;
		this.pending.push({ item, taskId, deadline, options, done: false });
	}

	/** Looks at all tasks, then pauses, until every one has ended or its time is over. */
	async untilEnd(): Promise<void> {
		const { run } = this;
		let pause = 1000 * Number(this.pending[0]?.options.pollInterval);
		while (this.pending.length > 0 && !run.halted) {
			await this.each(this.pending, async (task) => await this.look(task));
			const overdue = this.pending.filter(({ deadline }) => performance.now() >= deadline);
			await this.each(overdue, async (task) => await this.giveUp(task));
			if (this.pending.length === 0 || run.halted) break;
			const nearest = this.pending.reduce(
				(least, { deadline }) => Math.min(least, deadline),
				Infinity,
			);
			await run.sleep(Math.min(pause, Math.max(0, nearest - performance.now())));
			pause = Math.min(pause * GROWTH, Math.max(pause, LONGEST_PAUSE_MS));
		}
		if (run.stopped) await this.cancelAfterStop();
	}

	private async each(tasks: Watched[], work: (task: Watched) => Promise<void>) {
		await this.run.pool(tasks.length, async (index) => {
			const task = tasks[index];
			await this.run.attempt(task.item, async () => await work(task));
		});
		this.pending = this.pending.filter(({ done }) => !done);
	}

	/** One look. Trouble that may pass is sat out: the task goes on whether it is seen or not. */
	private async look(task: Watched) {
		try {
			task.last = await getTask(this.run.client, task.taskId, 0);
			task.trouble = undefined;
		} catch (reason) {
			if (reason instanceof GcoreFailure && reason.note.passing) {
				task.trouble = reason.note.message;
				return;
			}
			task.done = !this.run.stopped;
			this.run.fail(task.item, reason);
			return;
		}
		const outcome = endOf(task.last.status);
		if (!outcome) return;
		task.done = true;
		this.run.settle(task.item, await taskResult(this.run, task.item, task.last, outcome));
	}

	private async giveUp(task: Watched) {
		const cancelled =
			task.options.cancelOnTimeout === true && (await this.cancelOverdue(task)) === 'cancelled';
		// It may have ended at the last moment, which is better than to have timed out.
		if (task.done) return;
		task.done = true;
		const seconds = String(task.options.waitTimeout);
		this.run.settle(task.item, {
			outcome: 'timedOut',
			json: {
				task_id: task.taskId,
				outcome: 'timedOut',
				status: cancelled ? 'REVOKED' : (task.last?.status ?? null),
				progress: task.last?.progress ?? null,
				cancelled,
				message: [`The task had not ended after ${seconds} seconds`, task.trouble]
					.filter(Boolean)
					.join('. '),
			},
		});
	}

	private async cancelOverdue(task: Watched): Promise<CancelOutcome | undefined> {
		try {
			const answer = await cancelTask(this.run.client, task.taskId);
			const { outcome } = cancelOutcome(task.taskId, answer, true);
			if (outcome === 'alreadyDone') await this.look(task);
			return outcome;
		} catch (reason) {
			// What is known of the task is worth more to the user than that cancelling did not work.
			task.trouble = `It could not be cancelled: ${noteOf(reason).message}`;
			return undefined;
		}
	}

	private async cancelAfterStop() {
		const tasks = this.pending.filter(({ options }) => options.cancelOnStop === true);
		const cancelling = pool(tasks.length, tasks.length, async (index) => {
			// Nobody is left to be told when this does not work.
			await cancelTask(this.run.afterStopClient, tasks[index].taskId).catch(() => undefined);
		});
		await Promise.race([cancelling, this.run.sleepAfterStop(LAST_CALLS_MS)]);
	}
}
