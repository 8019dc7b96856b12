import { endOf, type Task } from '../gcore/task';

/** Gcore's advice for long jobs: look every 30 s. */
const LONGEST_PAUSE_MS = 30_000;

/** The part of the time waited so far within which an end is to be noticed. */
const PART_OF_WAIT = 1 / 10;

/** The part of its pause by which a task may be looked at early, together with others. */
const EARLY = 1 / 10;

/** How long behind the deadline the last look may take. */
const LAST_LOOK_MS = 2_000;

/** A task that is waited for. Times are elapsed ones (performance.now), in ms. */
export interface Waiting {
	/** When the waiting begins and ends. */
	addedAt: number;
	deadline: number;
	/** The pause at first, and the shortest. */
	interval: number;
	/** When to look next, and how long the pause before that is. */
	lookAt: number;
	pause: number;
	/** When the latest look began that has ended. */
	lookedAt: number;
	/** What is under way for it: a look, or when its time is over or it has ended all that is left to do. */
	doing?: 'look' | 'giveUp' | 'settle';
	/** As it was last seen. */
	last?: Task;
	/** Why it could not be seen, or not be cancelled. */
	problem?: string;
}

/**
 * The state of a task that is waited for from now on.
 * @param isNew whether it was started just now: then it has not ended yet
 */
export const waiting = (
	now: number,
	deadline: number,
	interval: number,
	isNew: boolean,
): Waiting => ({
	addedAt: now,
	deadline,
	interval,
	lookAt: isNew ? now + interval : now,
	pause: interval,
	lookedAt: -Infinity,
});

/** Whether to begin a look now; when its time is over a task has a last one. */
export const isDue = ({ doing, lookAt, pause, deadline }: Waiting, now: number) =>
	!doing && Math.min(lookAt - EARLY * pause, deadline) <= now;

/** Whether a task has had its last look and has to be given up, or that look hangs. */
export const isOverdue = ({ doing, deadline, lookedAt }: Waiting, now: number) =>
	(!doing || doing === 'look') && (deadline <= lookedAt || deadline + LAST_LOOK_MS <= now);

/** When there is something to begin for a task. */
export function nextTime({ doing, lookAt, deadline }: Waiting): number {
	if (!doing) return Math.min(lookAt, deadline);
	return doing === 'look' ? deadline + LAST_LOOK_MS : Infinity;
}

/** Notes that a look has ended, and the task goes on. @param began when the look began */
export function noteLook(
	task: Waiting,
	began: number,
	now: number,
	last?: Task,
	problem?: string,
): void {
	task.lookedAt = began;
	task.last = last;
	task.problem = problem;
	if (task.doing === 'look') task.doing = undefined;
	task.pause = pauseMs(now - task.addedAt, task.interval);
	// A look that took long does not make the next one follow at once.
	task.lookAt = Math.max(began + task.pause, now + task.pause / 2);
}

/**
 * How long to pause before looking at a task again, in ms.
 * @param waited since the waiting began
 * @param interval the shortest pause
 */
export const pauseMs = (waited: number, interval: number) =>
	Math.max(interval, Math.min(waited * PART_OF_WAIT, LONGEST_PAUSE_MS));

/** Up to so many tasks are looked at one by one: a list would take as many requests. */
const MOST_SINGLE = 3;

/** How many pages more than the wanted tasks fill may be read for them: others' tasks stand between. */
const PAGES_BETWEEN = 2;

export const isListWorth = (tasks: number) => tasks > MOST_SINGLE;

/** What lists tell of tasks that are waited for. */
export class Statuses {
	private readonly rows = new Map<string, Task | undefined>();

	private readonly missing: Set<string>;

	private pages = 0;

	/** @param wanted IDs of the tasks that the list is read for */
	constructor(private readonly wanted: readonly string[]) {
		this.missing = new Set(wanted);
	}

	/**
	 * Takes a page of a list.
	 * @returns whether the next one is worth its request
	 */
	take(rows: Task[]): boolean {
		for (const row of rows) {
			// The page before may have had it, too, when tasks were started between: then one of the rows is old.
			const isTold = !this.rows.has(row.task_id) || this.isAlike(row);
			const hasStatus = typeof row.status === 'string' && row.status !== '';
			this.rows.set(row.task_id, isTold && hasStatus ? row : undefined);
			this.missing.delete(row.task_id);
		}
		this.pages++;
		const filled = Math.ceil(this.wanted.length / Math.max(1, rows.length));
		return this.missing.size > 0 && this.pages < filled + PAGES_BETWEEN;
	}

	/** A task's row; undefined where it was not met, is there twice with two statuses, or tells none. */
	of(taskId: string): Task | undefined {
		return this.rows.get(taskId);
	}

	private isAlike({ task_id, status }: Task) {
		return this.rows.get(task_id)?.status === status;
	}
}

/** Whether a row says that its task goes on: what has ended is to be read for its result. */
export const goesOn = (row: Task | undefined): row is Task =>
	row !== undefined && endOf(row.status) === undefined;
