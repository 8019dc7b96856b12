import type { Task } from '../task/task';
import { endOf } from '../task/status';
import { advance, firstState, type TriggerState } from './state';

/** What the trigger asks Gcore for. */
export interface TaskSource {
	/** A page of the list, newest first, and how many tasks there are in all. */
	page(number: number): Promise<{ tasks: Task[]; count: number }>;
	/** All tasks that have not ended. */
	unfinished(): Promise<Task[]>;
	/** A task with its result; undefined when Gcore does not know it, 'later' when it cannot be told now. */
	get(taskId: string): Promise<Task | undefined | 'later'>;
	now(): number;
}

export interface Poll {
	state: TriggerState;
	/** Tasks that have ended since the last poll, the newest last, as the list or `get` gives them. */
	ended: Task[];
}

/** A guard against a list without end; 50,000 tasks between two polls are more than an account can have. */
const MOST_PAGES = 500;

/**
 * One poll. Nothing is remembered but in what is returned: when a request throws, the next poll starts
 * from the same state and catches up.
 * @param wants whether this end is to be told, and then with its result (one request each)
 */
export async function poll(
	source: TaskSource,
	scope: string,
	state: TriggerState | undefined,
	wants: { told(task: Task): boolean; withResult: boolean },
): Promise<Poll> {
	const rows = await topRows(source, state);
	const step = state && advance(state, rows, source.now());
	if (!step) {
		const unfinished = await source.unfinished();
		return { state: firstState(scope, rows, unfinished, source.now()), ended: [] };
	}
	const { state: next } = step;
	const ended: Task[] = [];
	const keepOpen = (id: string) => {
		next.open[id] ??= state.open[id] ?? source.now();
	};
	for (const id of step.unseen) {
		const task = await source.get(id);
		if (task === 'later') continue;
		if (task && endOf(task.status) === undefined) continue;
		delete next.open[id];
		if (task && wants.told(task)) ended.push(task);
	}
	for (const row of step.ended) {
		if (!wants.told(row)) continue;
		const task = wants.withResult ? await source.get(row.task_id) : row;
		if (task === 'later') keepOpen(row.task_id);
		else ended.push(task ?? row);
	}
	return { state: next, ended: ended.reverse() };
}

/** From the top of the list down to the page that has a task which was there before. */
async function topRows(source: TaskSource, state: TriggerState | undefined): Promise<Task[]> {
	const before = new Set(state?.top);
	const rows: Task[] = [];
	for (let number = 1; number <= MOST_PAGES; number++) {
		const { tasks, count } = await source.page(number);
		rows.push(...tasks);
		if (!state || tasks.length === 0 || rows.length >= count) break;
		if (tasks.some(({ task_id }) => before.has(task_id))) break;
	}
	return rows;
}
