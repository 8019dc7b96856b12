import { createTask } from '../../gcore/calls';
import { shown } from '../../gcore/shown';
import type { Task } from '../../gcore/task';
import type { OpenAccount } from '../../n8n/open';
import {
	canBeFrom,
	doesTheSame,
	earliestStart,
	earliestUnfinished,
	mayComeFrom,
	searchFor,
	standsForNew,
	timeOf,
	workOf,
	type Wanted,
} from '../../task/sameTask';
import { lookAgain, LOOK_PAUSES_MS } from '../looking';
import type { Run } from '../run';
import { type EarlierStart, EarlierStarts } from './earlierStarts';
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
	/** Whether that was so in the first try already, by Reuse Task. */
	wasThere?: boolean;
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

	/** With Reuse Task: what earlier tries have come to, by what is wanted. */
	private readonly sharedBefore = new Map<string, EarlierStart>();

	/** What earlier tries have come to. */
	readonly before: EarlierStarts;

	constructor(private readonly run: Run) {
		this.before = new EarlierStarts(run);
	}

	/** Takes in the tasks that items want, before the first is started: items that share one may be done already. */
	takeIn(tasks: NewTask[]) {
		for (const task of tasks) {
			const earlier = this.before.of(task.item, task);
			const name = nameOf(task);
			if (!earlier || this.sharedBefore.get(name)?.taskId) continue;
			this.sharedBefore.set(name, earlier);
		}
	}

	/**
	 * The task for an item: one that an earlier try of Retry On Fail has started, with Reuse Task one that does the
	 * same, else a new one.
	 * @throws GcoreFailure as `createTask` and `listTasks`
	 */
	async start(task: NewTask): Promise<StartedTask> {
		const own = this.before.of(task.item, task);
		if (task.reuseHours === undefined || own?.taskId) {
			return (await this.again(task, own)) ?? (await this.create(task));
		}
		const name = nameOf(task);
		const known = this.shared.get(name);
		const starting = known ?? this.startShared(task, this.sharedBefore.get(name) ?? own);
		this.shared.set(name, starting);
		const sentAt = Date.now();
		const { taskId, reused, wasThere } = await starting.catch((reason: unknown) => {
			this.before.keepLost(task, reason, sentAt);
			throw reason;
		});
		// An address that is signed anew would not find it in the next try.
		this.before.keep(task, { taskId, wasThere, sentAt });
		return { taskId, reused: reused || known !== undefined };
	}

	private async startShared(task: NewTask, earlier?: EarlierStart): Promise<StartedTask> {
		return (await this.again(task, earlier)) ?? (await this.reuseOrCreate(task));
	}

	/** The task that an earlier try has, or has started although the response was lost. */
	private async again(task: NewTask, earlier?: EarlierStart): Promise<StartedTask | undefined> {
		const taskId = earlier && (earlier.taskId ?? (await this.lostTask(task, earlier)));
		if (taskId === undefined) return undefined;
		if (!earlier?.wasThere) this.run.startedTasks.add(taskId);
		return { taskId, reused: true, wasThere: earlier?.wasThere };
	}

	private async create(task: NewTask): Promise<StartedTask> {
		const { account, body, outlivesStop } = task;
		const sentAt = Date.now();
		const taskId = await createTask(account.client, body, outlivesStop).catch((reason) => {
			this.before.keepLost(task, reason, sentAt);
			throw reason;
		});
		this.before.keep(task, { taskId, sentAt });
		this.run.startedTasks.add(taskId);
		return { taskId, reused: false };
	}

	private async reuseOrCreate(task: NewTask): Promise<StartedTask> {
		const { account, reuseHours = 0 } = task;
		const since = () => account.client.gcoreTime - reuseHours * HOUR_MS;
		const { tasks, unknown } = await this.search.find(account, {
			text: searchFor(task),
			round: REUSE,
			most: 1,
			isOver: (startedAt) => startedAt < since() - LONGEST_TASK_MS,
			isIt: (row) =>
				!this.before.endedBadly.has(row.task_id) &&
				both(doesTheSame(task, row), standsForNew(row, since())),
		});
		if (tasks.length > 0) return { taskId: tasks[0].task_id, reused: true, wasThere: true };
		if (unknown > 0) this.run.hints.add(couldNotTell(unknown));
		return await this.create(task);
	}

	/** The task that an earlier try has started and whose response was lost, if it has. */
	private async lostTask(task: NewTask, earlier: EarlierStart) {
		const { account, reuseHours } = task;
		const { client } = account;
		const { sentAt, body, video } = earlier;
		const wanted = { ...task, body, video };
		// Two items may want the same, and each has a task. With Reuse Task they share one.
		const mayTake = ({ task_id: id }: Task) =>
			!this.before.endedBadly.has(id) && (reuseHours !== undefined || !this.before.taken.has(id));
		const look = async (round: number) => {
			const { tasks } = await this.search.find(account, {
				text: searchFor(wanted),
				round,
				most: Infinity,
				isOver: (startedAt) => startedAt < earliestUnfinished(sentAt, client.clockOffset),
				isIt: (row, isRow) =>
					mayTake(row) &&
					both(mayComeFrom(wanted, row), canBeFrom(sentAt, client.clockOffset, row, isRow)),
			});
			// Another item may have taken one since. Items that were sent later can have none but newer ones.
			const free = tasks.filter(mayTake);
			const from = earliestStart(sentAt, client.clockOffset);
			const later = free.filter((one) => (timeOf(one, 'started_at') ?? from) >= from);
			const found = later.at(-1) ?? free[0];
			if (found) this.before.keep(wanted, { taskId: found.task_id, sentAt });
			return found?.task_id;
		};
		return await lookAgain(this.run, look, async (round) => await this.pause(round));
	}

	/** All responses were lost before this try, so its items share the pauses. */
	private async pause(round: number) {
		const pausing = this.pauses.get(round) ?? this.run.sleep(LOOK_PAUSES_MS[round]);
		this.pauses.set(round, pausing);
		await pausing;
	}
}

/** The same for all items that share a task. */
const nameOf = (task: NewTask) => `${task.account.number}/${workOf(task)}`;

/** Whether both hold; undefined where that cannot be told. */
const both = (one?: boolean, other?: boolean) =>
	one === false || other === false ? false : one && other;
