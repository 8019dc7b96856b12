import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { createTask } from '../../gcore/calls';
import { GcoreFailure } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import type { OpenAccount } from '../../n8n/open';
import {
	canBeFrom,
	doesTheSame,
	earliestStart,
	mayComeFrom,
	searchFor,
	standsForNew,
	workOf,
	type Wanted,
} from '../../task/sameTask';
import { lookAgain, LOOK_PAUSES_MS } from '../looking';
import type { Run } from '../run';
import { TaskSearch } from './taskSearch';

/** A task that an item wants. */
export interface NewTask extends Wanted {
	item: number;
	account: OpenAccount;
	/** For how many hours a task that has succeeded is handed on in place of a new one; undefined: never. */
	reuseHours?: number;
	/** Whether to wait for the response although the user has stopped: to cancel takes the ID. */
	outlivesStop: boolean;
}

export interface StartedTask {
	taskId: string;
	/** Whether the task was there before, and nothing was started. */
	reused: boolean;
}

/** What an earlier try has come to for an item. */
interface EarlierStart extends Wanted {
	/** The task that it has started; undefined when the response was lost. */
	taskId?: string;
	/** When it was sent, in ms since 1970. */
	sentAt: number;
}

const HOUR_MS = 3_600_000;

/** A task that ended within Reuse Hours began at most so long before its end. */
const LONGEST_TASK_MS = 24 * HOUR_MS;

/** The round of reads that Reuse Task makes. Those for a lost task count from 0. */
const REUSE = -1;

const couldNotTell = (count: number) =>
	shown`'Reuse Task' could not tell what ${count === 1 ? '1 task does' : `${count} tasks do`}: Gcore's list does not say. A new task was started`;

/** Starts the tasks of a run, unless one that is paid for already does the same. */
export class Starts {
	private readonly search = new TaskSearch();

	/** With Reuse Task, items that want the same share a task. */
	private readonly shared = new Map<string, Promise<StartedTask>>();

	/** Between looks for tasks whose responses were lost, by round. */
	private readonly pauses = new Map<number, Promise<void>>();

	constructor(private readonly run: Run) {}

	/**
	 * What an earlier try has started for an item, or may have. It counts, whatever an expression gives in this try.
	 * @param body of a tool, which a model may call several times in a run
	 */
	earlier(item: number, body?: IDataObject): EarlierStart | undefined {
		return this.run.tries.recall<EarlierStart>(item, this.about(body));
	}

	/**
	 * The task for an item: one that an earlier try of Retry On Fail has started, with Reuse Task one that does the
	 * same, else a new one.
	 * @throws GcoreFailure as `createTask` and `listTasks`
	 */
	async start(task: NewTask): Promise<StartedTask> {
		const earlier = this.earlier(task.item, task.body);
		const taskId = earlier && (earlier.taskId ?? (await this.lostTask(task, earlier)));
		if (taskId) {
			this.run.startedTasks.push(taskId);
			return { taskId, reused: true };
		}
		const sentAt = Date.now();
		if (task.reuseHours === undefined) return await this.create(task);
		const name = `${task.account.number}/${workOf(task)}`;
		const known = this.shared.get(name);
		const starting = known ?? this.reuseOrCreate(task, task.reuseHours * HOUR_MS);
		this.shared.set(name, starting);
		const started = await starting.catch((reason: unknown) => {
			this.keepLost(task, reason, sentAt);
			throw reason;
		});
		// An address that is signed anew would not find it in the next try.
		this.keep(task, { taskId: started.taskId, sentAt });
		return known ? { ...started, reused: true } : started;
	}

	/** When n8n tries again because a task has not ended well, it shall not be handed the same task again. */
	forget({ item, body }: NewTask) {
		this.run.tries.forget(item, this.about(body));
	}

	private async create(task: NewTask): Promise<StartedTask> {
		const { account, body, outlivesStop } = task;
		const sentAt = Date.now();
		const taskId = await createTask(account.client, body, outlivesStop).catch((reason) => {
			this.keepLost(task, reason, sentAt);
			throw reason;
		});
		this.keep(task, { taskId, sentAt });
		this.run.startedTasks.push(taskId);
		return { taskId, reused: false };
	}

	/** Records a start that Gcore may have taken. The first one counts: what it has started can still appear. */
	private keepLost(task: NewTask, reason: unknown, sentAt: number) {
		const isLost = reason instanceof GcoreFailure && reason.note.mayHaveActed;
		if (isLost && !this.earlier(task.item, task.body)) this.keep(task, { sentAt });
	}

	private keep(task: NewTask, { taskId, sentAt }: { taskId?: string; sentAt: number }) {
		const { item, body, video } = task;
		const record: EarlierStart = { body, video, taskId, sentAt };
		this.run.tries.keep(item, record, this.about(body));
	}

	private about(body: IDataObject = {}): string {
		if (!this.run.isTool) return '';
		return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
	}

	private async reuseOrCreate(task: NewTask, reuseMs: number): Promise<StartedTask> {
		const { account } = task;
		const since = () => account.client.gcoreTime - reuseMs;
		const { task: found, unknown } = await this.search.find(
			account,
			searchFor(task),
			REUSE,
			(startedAt) => startedAt < since() - LONGEST_TASK_MS,
			(row) => both(doesTheSame(task, row), standsForNew(row, since())),
		);
		if (found) return { taskId: found.task_id, reused: true };
		if (unknown > 0) this.run.hints.add(couldNotTell(unknown));
		return await this.create(task);
	}

	/** The task that an earlier try has started and whose response was lost, if it has. */
	private async lostTask(task: NewTask, { sentAt }: EarlierStart) {
		const { account, reuseHours } = task;
		const { client } = account;
		// Two items may want the same, and each has a task. With Reuse Task they share one.
		const isFree = (id: string) => reuseHours !== undefined || !this.tasksOfTries().has(id);
		const look = async (round: number) => {
			const { task: found } = await this.search.find(
				account,
				searchFor(task),
				round,
				(startedAt) => startedAt < earliestStart(sentAt, client.clockOffset),
				(row, isRow) =>
					both(mayComeFrom(task, row), canBeFrom(sentAt, client.clockOffset, row, isRow)) &&
					isFree(row.task_id),
			);
			if (!found || !isFree(found.task_id)) return undefined;
			this.keep(task, { taskId: found.task_id, sentAt });
			return found.task_id;
		};
		return await lookAgain(this.run, look, async (round) => await this.pause(round));
	}

	/** All responses were lost before this try, so its items share the pauses. */
	private async pause(round: number) {
		const pausing = this.pauses.get(round) ?? this.run.sleep(LOOK_PAUSES_MS[round]);
		this.pauses.set(round, pausing);
		await pausing;
	}

	/** The tasks that tries of this run have started for any item. */
	private tasksOfTries(): Set<string | undefined> {
		return new Set((this.run.tries.all() as EarlierStart[]).map(({ taskId }) => taskId));
	}
}

/** Whether both hold; undefined where that cannot be told. */
const both = (one?: boolean, other?: boolean) =>
	one === false || other === false ? false : one && other;
