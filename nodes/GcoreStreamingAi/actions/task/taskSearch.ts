import { findTask, listTasks, type Page } from '../../gcore/calls';
import { PAGE_SIZE } from '../../gcore/pages';
import type { Task } from '../../gcore/task';
import type { OpenAccount } from '../../n8n/open';
import { timeOf } from '../../task/sameTask';

/** Of one search. It bounds what a search costs that matches thousands of tasks. */
const MOST_PAGES = 20;

/** How many tasks are read one by one for an item because their rows do not say enough. */
const MOST_READ = 50;

export interface Found {
	task?: Task;
	unknown: number;
}

/** Tasks that are looked for among those of an account. Equal searches of a run share their requests. */
export class TaskSearch {
	private readonly pages = new Map<string, Promise<Required<Page<Task>>>>();

	private readonly tasks = new Map<string, Promise<Task | undefined>>();

	/**
	 * The first task, newest first, that is the one. Reads pages as long as they may hold it.
	 * @returns also how many tasks it could not judge, since neither their rows nor their own answers say enough
	 * @param text of Gcore's search
	 * @param round tells reads of one text apart: the same page is read once in each
	 * @param isOver whether tasks that began so (ms since 1970) are too old, and all behind them
	 * @param isIt undefined where a task's row does not say enough: the task itself is read and judged then
	 * @throws GcoreFailure when a page or a task cannot be read
	 */
	async find(
		account: OpenAccount,
		text: string,
		round: number,
		isOver: (startedAt: number) => boolean,
		isIt: (task: Task, isRow: boolean) => boolean | undefined,
	): Promise<Found> {
		let [received, read, unknown] = [0, 0, 0];
		for (let number = 1; number <= MOST_PAGES; number++) {
			const page = await this.page(account, text, round, number);
			for (const row of page.rows) {
				const verdict = isIt(row, true);
				if (verdict) return { task: row, unknown };
				if (verdict === false) continue;
				if (++read > MOST_READ) {
					unknown++;
					continue;
				}
				const task = await this.task(account, round, row.task_id);
				const isTold = task && isIt(task, false);
				if (task && isTold) return { task, unknown };
				if (task && isTold === undefined) unknown++;
			}
			received += page.length;
			const [lowest] = page.rows.flatMap((row) => timeOf(row, 'started_at') ?? []).slice(-1);
			const isWhole = page.length === 0 || (received >= page.count && !page.hasNext);
			if (isWhole || (lowest !== undefined && isOver(lowest))) break;
		}
		return { unknown };
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
