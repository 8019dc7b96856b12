import { findTask, listTasks, type Page } from '../../gcore/calls';
import { PAGE_SIZE } from '../../gcore/pages';
import type { Task } from '../../gcore/task';
import type { OpenAccount } from '../../n8n/open';
import { timeOf } from '../../task/sameTask';

/** Of one search. It bounds what a search costs that matches thousands of tasks. */
const MOST_PAGES = 20;

/** New tasks push known ones to the next page. Not twice in a row: the server does not look which page it is asked for. */
const MOST_WITHOUT_NEWS = 2;

/** How many tasks are read one by one for an item because their rows do not say enough. */
const MOST_READ = 50;

export interface Found {
	/** In the order of the list: the newest first. */
	tasks: Task[];
	/** How many tasks could not be judged, since neither their rows nor their own answers say enough. */
	unknown: number;
}

/** Tasks that are looked for among those of an account. Equal searches of a run share their requests. */
export class TaskSearch {
	private readonly pages = new Map<string, Promise<Required<Page<Task>>>>();

	private readonly tasks = new Map<string, Promise<Task | undefined>>();

	/**
	 * The tasks that are what is looked for. Reads pages as long as they may hold one.
	 * @param text of Gcore's search
	 * @param round tells reads of one text apart: the same page is read once in each
	 * @param isOver whether tasks that began so (ms since 1970) are too old, and all behind them
	 * @param most how many are wanted
	 * @param isIt undefined where a task's row does not say enough: the task itself is read and judged then
	 * @throws GcoreFailure when a page or a task cannot be read
	 */
	async find(
		account: OpenAccount,
		text: string,
		round: number,
		most: number,
		isOver: (startedAt: number) => boolean,
		isIt: (task: Task, isRow: boolean) => boolean | undefined,
	): Promise<Found> {
		const tasks: Task[] = [];
		let [received, read, unknown, withoutNews] = [0, 0, 0, 0];
		const met = new Set<string>();
		for (let number = 1; number <= MOST_PAGES; number++) {
			const page = await this.page(account, text, round, number);
			const rows = page.rows.filter(({ task_id: id }) => !met.has(id));
			withoutNews = rows.length === 0 ? withoutNews + 1 : 0;
			for (const row of rows) {
				met.add(row.task_id);
				const verdict = isIt(row, true);
				if (verdict) tasks.push(row);
				if (tasks.length === most) return { tasks, unknown };
				if (verdict !== undefined) continue;
				if (++read > MOST_READ) {
					unknown++;
					continue;
				}
				const task = await this.task(account, round, row.task_id);
				const isTold = task && isIt(task, false);
				if (task && isTold) tasks.push(task);
				if (tasks.length === most) return { tasks, unknown };
				if (task && isTold === undefined) unknown++;
			}
			received += page.length;
			const [lowest] = page.rows.flatMap((row) => timeOf(row, 'started_at') ?? []).slice(-1);
			const isWhole = page.length === 0 || (received >= page.count && !page.hasNext);
			if (isWhole || withoutNews === MOST_WITHOUT_NEWS || (lowest !== undefined && isOver(lowest)))
				break;
		}
		return { tasks, unknown };
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
