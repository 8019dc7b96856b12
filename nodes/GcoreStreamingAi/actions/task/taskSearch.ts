import { findTask, listTasks, type Page } from '../../gcore/calls';
import { PAGE_SIZE, readPages } from '../../gcore/pages';
import type { Task } from '../../gcore/task';
import type { OpenAccount } from '../../n8n/open';
import { timeOf } from '../../task/sameTask';

/** Of one search. It bounds what a search costs that matches thousands of tasks. */
const MOST_PAGES = 20;

/** How many tasks are read one by one for an item because their rows do not say enough. */
const MOST_READ = 50;

export interface Found {
	/** In the order of the list: the newest first. */
	tasks: Task[];
	/** How many tasks could not be judged, since neither their rows nor their own answers say enough. */
	unknown: number;
}

/** What is looked for. */
export interface Wish {
	/** Of Gcore's search. */
	text: string;
	/** Tells reads of one text apart: the same page is read once in each. */
	round: number;
	/** How many tasks are wanted. */
	most: number;
	/** Whether tasks that began so (ms since 1970) are too old, and all behind them. */
	isOver(startedAt: number): boolean;
	/** Undefined where a task's row does not say enough: the task itself is read and judged then. */
	isIt(task: Task, isRow: boolean): boolean | undefined;
}

/** Tasks that are looked for among those of an account. Equal searches of a run share their requests. */
export class TaskSearch {
	private readonly pages = new Map<string, Promise<Required<Page<Task>>>>();

	private readonly tasks = new Map<string, Promise<Task | undefined>>();

	/**
	 * The tasks that are what is looked for. Reads pages as long as they may hold one.
	 * @throws GcoreFailure when a page or a task cannot be read
	 */
	async find(account: OpenAccount, { text, round, most, isOver, isIt }: Wish): Promise<Found> {
		const found: Found = { tasks: [], unknown: 0 };
		const met = new Set<string>();
		let read = 0;
		const judged = async (row: Task): Promise<Task | undefined> => {
			const verdict = isIt(row, true);
			if (verdict !== undefined) return verdict ? row : undefined;
			const isReadable = ++read <= MOST_READ;
			const task = isReadable ? await this.task(account, round, row.task_id) : undefined;
			const isTold = task && isIt(task, false);
			if (!isReadable || (task && isTold === undefined)) found.unknown++;
			return isTold ? task : undefined;
		};
		const take = async (rows: Task[]) => {
			for (const row of rows.filter(({ task_id: id }) => !met.has(id))) {
				met.add(row.task_id);
				const task = await judged(row);
				if (task) found.tasks.push(task);
				if (found.tasks.length === most) return false;
			}
			const [lowest] = rows.flatMap((row) => timeOf(row, 'started_at') ?? []).slice(-1);
			return lowest === undefined || !isOver(lowest);
		};
		await readPages(async (n) => await this.page(account, text, round, n), take, MOST_PAGES);
		return found;
	}

	private async page(
		{ number: of, client }: OpenAccount,
		search: string,
		round: number,
		page: number,
	) {
		const name = JSON.stringify([of, search, round, page]);
		const query = { ...(search && { search }), page, limit: PAGE_SIZE };
		const reading = this.pages.get(name) ?? listTasks(client, query);
		this.pages.set(name, reading);
		return await reading;
	}

	private async task({ number: of, client }: OpenAccount, round: number, id: string) {
		const name = JSON.stringify([of, round, id]);
		const reading = this.tasks.get(name) ?? findTask(client, id);
		this.tasks.set(name, reading);
		return await reading;
	}
}
