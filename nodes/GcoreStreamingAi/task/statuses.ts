import { PAGE_SIZE } from '../gcore/pages';
import { endOf, type Task } from '../gcore/task';
import { isLastLook, type Waiting } from './waiting';

/** Up to so many tasks are looked at one by one: a list would take as many requests. */
const MOST_SINGLE = 3;

/** How many pages more than the wanted tasks fill may be read for them: others' tasks stand between. */
const PAGES_BETWEEN = 2;

/** How long a list is believed that calls a task unfinished. */
const BELIEVED_MS = 60_000;

/** Then one of so many is looked at by itself, which takes as many requests as the list's pages. */
const ONE_OF = PAGE_SIZE;

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

/** What becomes of tasks behind a list. */
export interface Sorted<T> {
	/** To be looked at by themselves, the most urgent first. */
	alone: T[];
	/** Those that go on, as the list says. */
	goOn: T[];
}

/**
 * Sorts tasks by what a list tells of them. Lists may lag: the last look is at the task itself, and so is now and then
 * another one.
 * @param lags whether the list is known to lag
 * @param now when the look began
 */
export function sortByList<T extends Waiting & { taskId: string }>(
	tasks: T[],
	statuses: Statuses | undefined,
	lags: boolean,
	now: number,
): Sorted<T> {
	const [unfinished, others] = [[] as T[], [] as T[]];
	for (const task of tasks) {
		(goesOn(statuses?.of(task.taskId)) ? unfinished : others).push(task);
	}
	if (lags) return { alone: [...others, ...unfinished], goOn: [] };
	const last = unfinished.filter((task) => isLastLook(task, now));
	const rest = unfinished.filter((task) => !isLastLook(task, now));
	const tried = rest
		.filter(({ aloneAt }) => aloneAt + BELIEVED_MS <= now)
		.sort((a, b) => a.aloneAt - b.aloneAt)
		.slice(0, Math.ceil(rest.length / ONE_OF));
	const alone = [...others, ...last, ...tried];
	return { alone, goOn: rest.filter((task) => !tried.includes(task)) };
}

/**
 * Whether a list lags by more than a pause: it calls a task unfinished that was seen to have ended before.
 * @param ended when tasks were seen to have ended, by ID
 */
export const lagsBehind = (
	statuses: Statuses,
	ended: ReadonlyMap<string, number>,
	before: number,
): boolean => [...ended].some(([id, at]) => at <= before && goesOn(statuses.of(id)));
