import { randomUUID } from 'node:crypto';
import { failureOf, lifeAt, type Moment } from './life';
import { SAMPLE_URL, successResult } from './samples';
import type { ProcessingTime, StoredTask, Task, TaskData, TaskInput } from './task';

export interface TaskStoreOptions {
	taskMs: number;
	oldSpelling: boolean;
	clientId: number;
	now: () => number;
}

const FINAL = new Set(['SUCCESS', 'FAILURE', 'REVOKED']);
const PROGRESS: Record<string, number> = { RECEIVED: 0, PENDING: 0, RETRY: 0, SUCCESS: 100 };
const iso = (ms: number) => new Date(ms).toISOString();

/** The tasks of one account, newest last. Reading and cancelling one costs the same however many there are. */
export class TaskStore {
	private readonly tasks = new Map<string, StoredTask>();
	private seq = 0;

	/** `options` may be changed while it runs; a task keeps the `taskMs` it was created with. */
	constructor(readonly options: TaskStoreOptions) {}

	/**
	 * A task that keeps the given status for good, or with `task_ms` lives by the clock. Default: STARTED, a
	 * transcription; an ID already there is replaced.
	 */
	add(input: TaskInput = {}): Task {
		const now = this.options.now();
		const data: TaskData = {
			url: SAMPLE_URL,
			client_id: this.options.clientId,
			task_name: input.task_data?.category ? 'content-moderation' : 'transcription',
			...input.task_data,
		};
		const status = input.status ?? 'STARTED';
		const given = input.processing_time;
		const startedAt =
			given === null || given?.started_at === null ? null : ms(given?.started_at, now);
		const completed =
			given?.completed_at !== undefined ? given.completed_at : FINAL.has(status) ? now : null;
		const task: StoredTask = {
			seq: ++this.seq,
			id: input.task_id ?? randomUUID(),
			data,
			createdAt: ms(input.created_at, startedAt ?? now),
			startedAt,
			taskMs: input.task_ms,
		};
		if (input.task_ms === undefined) {
			task.end = {
				status,
				progress: input.progress !== undefined ? input.progress : (PROGRESS[status] ?? 50),
				completedAt: completed === null ? null : ms(completed, now),
				result: input.result !== undefined ? input.result : this.defaultResult(status, data),
			};
		}
		if (given === null) task.time = null;
		else if (given && task.end) {
			task.time = { ...this.timeOf(task, task.end.completedAt), ...given };
		}
		this.store(task);
		return this.show(task);
	}

	/** A task that lives by the clock, as one started through the API. */
	create(data: Omit<TaskData, 'client_id'> & { task_name: string; url: string }): Task {
		const now = this.options.now();
		const task: StoredTask = {
			seq: ++this.seq,
			id: randomUUID(),
			data: { ...data, client_id: this.options.clientId } as TaskData,
			createdAt: now,
			// The description has no null here, so a task that still waits shows the time it was created.
			startedAt: now,
			taskMs: this.options.taskMs,
		};
		this.store(task);
		return this.show(task);
	}

	get(id: string): Task | undefined {
		const task = this.tasks.get(id);
		return task && this.show(task);
	}

	all(): Task[] {
		return [...this.tasks.values()].map((task) => this.show(task));
	}

	get size(): number {
		return this.tasks.size;
	}

	clear(): void {
		this.tasks.clear();
	}

	/** Ends a task now, whatever it was. Throws on an unknown ID. */
	finish(id: string, status: 'SUCCESS' | 'FAILURE' | 'REVOKED', result?: unknown): Task {
		const task = this.tasks.get(id);
		if (!task) throw new Error(`The stand-in has no task ${id}`);
		const before = this.moment(task);
		task.end = {
			status,
			progress: status === 'SUCCESS' ? 100 : before.progress,
			completedAt: this.options.now(),
			result: result !== undefined ? result : this.defaultResult(status, task.data),
		};
		task.time = undefined;
		return this.show(task);
	}

	/** Tries to cancel: true when done, else the status that forbids it; undefined for an unknown task. */
	cancel(id: string): true | string | undefined {
		const task = this.tasks.get(id);
		if (!task) return undefined;
		const { status } = this.moment(task);
		if (FINAL.has(status)) return status;
		this.finish(id, 'REVOKED');
		return true;
	}

	/** How many tasks stand in Gcore's queue. */
	unfinished(): number {
		let count = 0;
		for (const task of this.tasks.values()) if (!FINAL.has(this.moment(task).status)) count++;
		return count;
	}

	/** For the list: the stored tasks, oldest first. */
	stored(): Iterable<StoredTask> {
		return this.tasks.values();
	}

	/** What a stored task is now. */
	moment(task: StoredTask): Moment {
		if (task.end) return task.end;
		const { now, oldSpelling } = this.options;
		const moment = lifeAt(task.data, task.createdAt, task.taskMs ?? 0, now(), oldSpelling);
		// An end does not change any more; keeping it spares long lists from building results.
		if (moment.completedAt !== null) task.end = moment;
		return moment;
	}

	/** A stored task as the API shows it now. */
	show(task: StoredTask): Task {
		const { status, progress, completedAt, result } = this.moment(task);
		return {
			task_id: task.id,
			task_data: { ...task.data },
			status,
			progress,
			processing_time: task.time === undefined ? this.timeOf(task, completedAt) : task.time,
			result,
		};
	}

	private timeOf(task: StoredTask, completedAt: number | null): ProcessingTime {
		const { startedAt } = task;
		return {
			started_at: startedAt === null ? null : iso(startedAt),
			completed_at: completedAt === null ? null : iso(completedAt),
			total_time_sec:
				completedAt === null || startedAt === null ? null : (completedAt - startedAt) / 1000,
		};
	}

	private defaultResult(status: string, data: TaskData): unknown {
		if (status === 'SUCCESS') return successResult(data, this.options.oldSpelling);
		if (status === 'FAILURE') {
			return { error: failureOf(data) ?? `Unsupported file type: ${data.url}` };
		}
		return null;
	}

	private store(task: StoredTask): void {
		// Deleting first keeps the map in the order of `seq` when an ID is used again.
		this.tasks.delete(task.id);
		this.tasks.set(task.id, task);
	}
}

function ms(time: string | number | null | undefined, otherwise: number): number {
	if (time === undefined || time === null) return otherwise;
	const value = typeof time === 'number' ? time : Date.parse(time);
	if (Number.isNaN(value)) throw new Error(`Not a time: ${time}`);
	return value;
}
