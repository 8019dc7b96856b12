import type { Task } from '../gcore/task';

/** Gcore's advice for long jobs: look every 30 s. */
const LONGEST_PAUSE_MS = 30_000;

/** The part of the time waited so far within which an end is to be noticed. */
const PART_OF_WAIT = 1 / 10;

/** The part of its pause by which a task may be looked at early, together with others. */
const EARLY = 1 / 10;

/** How long behind the deadline the last look may take. */
export const LAST_LOOK_MS = 2_000;

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
	/** When it was last looked at by itself. */
	aloneAt: number;
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
	aloneAt: now,
});

/** Whether to begin a look now; when its time is over a task has a last one. */
export const isDue = ({ doing, lookAt, pause, deadline }: Waiting, now: number) =>
	!doing && Math.min(lookAt - EARLY * pause, deadline) <= now;

/** Whether a look that begins now is the last one. */
export const isLastLook = ({ deadline }: Waiting, now: number) => deadline <= now;

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
