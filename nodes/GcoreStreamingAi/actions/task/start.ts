import type { IDataObject } from 'n8n-workflow';

import { createTask, findTask, listTasks } from '../../gcore/calls';
import { GcoreFailure } from '../../gcore/failures';
import type { OpenAccount } from '../../n8n/open';
import { PAGE_SIZE } from '../../gcore/pages';
import {
	doesTheSame,
	mayComeFrom,
	searchFor,
	standsForNew,
	timeOf,
	workOf,
} from '../../task/sameTask';
import type { Task } from '../../gcore/task';
import type { Run } from '../run';
import { EarlierTries, type EarlierTry } from './tries';

/** A task that an item asks for. */
export interface NewTask {
	item: number;
	account: OpenAccount;
	/** Of the create call. */
	body: IDataObject;
	/** For how many hours a task that has succeeded stands for a new one; undefined: never. */
	reuseHours?: number;
	/** Whether to wait for the answer although the user has stopped: to cancel takes the ID. */
	outlivesStop: boolean;
}

export interface StartedTask {
	taskId: string;
	/** Whether the task was there before, and nothing was started. */
	reused: boolean;
}

const HOUR_MS = 3_600_000;

/** How far Gcore's clock may be behind ours. */
const CLOCKS_DIFFER_MS = 60_000;

/** Starts the tasks of a run, unless one that is paid for already does the same. */
export class Starts {
	private readonly tries: EarlierTries;

	/** Lists of the tasks of a video: each is read once. */
	private readonly lists = new Map<string, Promise<Task[]>>();

	/** With Reuse Task, items that ask for the same share a task. */
	private readonly shared = new Map<string, Promise<StartedTask>>();

	constructor(private readonly run: Run) {
		this.tries = new EarlierTries(run.context);
	}

	/**
	 * The task for an item: one that an earlier try of Retry On Fail has started, with Reuse Task one that does the
	 * same, else a new one.
	 * @throws GcoreFailure as `createTask` and `listTasks`
	 */
	async start(task: NewTask): Promise<StartedTask> {
		const { item, account, body, reuseHours } = task;
		const earlier = this.tries.of(item, body);
		const taskId = earlier && (earlier.taskId ?? (await this.lostTask(task, earlier)));
		if (taskId) {
			this.run.startedTasks.push(taskId);
			return { taskId, reused: true };
		}
		if (reuseHours === undefined) return await this.create(task);
		const name = `${account.number}/${workOf(body)}`;
		const known = this.shared.get(name);
		if (known) return { ...(await known), reused: true };
		const starting = this.reuseOrCreate(task, Date.now() - reuseHours * HOUR_MS);
		this.shared.set(name, starting);
		return await starting;
	}

	/** When n8n tries again because a task has not ended well, it shall not be handed the same task again. */
	forget({ item, body }: NewTask) {
		this.tries.forget(item, body);
	}

	private async create({ item, account, body, outlivesStop }: NewTask): Promise<StartedTask> {
		const sentAt = Date.now();
		const taskId = await createTask(account.client, body, outlivesStop).catch((reason) => {
			if (reason instanceof GcoreFailure && reason.note.mayHaveActed) {
				this.tries.keep(item, body, { sentAt });
			}
			throw reason;
		});
		this.tries.keep(item, body, { taskId, sentAt });
		this.run.startedTasks.push(taskId);
		return { taskId, reused: false };
	}

	private async reuseOrCreate(task: NewTask, since: number): Promise<StartedTask> {
		const { account, body } = task;
		for (const row of await this.tasksOf(account, body)) {
			if (!doesTheSame(body, row)) continue;
			const seen = standsForNew(row, since) ?? (await this.standsSince(account, row, since));
			if (seen) return { taskId: row.task_id, reused: true };
		}
		return await this.create(task);
	}

	/** For rows without times (older answers). */
	private async standsSince({ client }: OpenAccount, { task_id }: Task, since: number) {
		const task = await findTask(client, task_id);
		return task !== undefined && standsForNew(task, since) === true;
	}

	/** The newest tasks of a body's video. */
	private async tasksOf({ number, client }: OpenAccount, { url }: IDataObject): Promise<Task[]> {
		const name = `${number}/${String(url)}`;
		const list =
			this.lists.get(name) ??
			listTasks(client, { search: searchFor(String(url)), page: 1, limit: PAGE_SIZE }).then(
				({ rows }) => rows,
			);
		this.lists.set(name, list);
		return await list;
	}

	/** The task that an earlier try has started without an answer, if it has. */
	private async lostTask({ item, account, body }: NewTask, { sentAt }: EarlierTry) {
		const tasks = await this.tasksOf(account, body);
		// Two items may have asked for the same.
		const others = this.tries.taskIds();
		const task = tasks.find(
			(row) =>
				mayComeFrom(body, row) &&
				!others.has(row.task_id) &&
				(timeOf(row, 'started_at') ?? Infinity) >= sentAt - CLOCKS_DIFFER_MS,
		);
		if (task) this.tries.keep(item, body, { sentAt, taskId: task.task_id });
		return task?.task_id;
	}
}
