import type { IDataObject } from 'n8n-workflow';

import { endOf, type Task, UNFINISHED_STATUSES } from './task';
import { listTasks, type Page } from './calls';
import type { GcoreClient } from './client';
import { GcoreFailure } from './failures';
import { shown } from './shown';
import { listVideos } from './videoCalls';
import type { Video } from './video';

/** Rows to a page. The API names no limit; its default is 10. */
export const PAGE_SIZE = 100;

/** No account has so many: Gcore keeps tasks for a month, and queues 100 of an account. */
const MOST_PAGES = 2_000;

/** New rows push known ones to the next page, which then looks as the last one did; not twice in a row. */
const MOST_PAGES_WITHOUT_NEWS = 2;

/** Those that are listed, and what tells them apart. */
type Listed = Task | Video;
const idOf = (row: IDataObject) => row.task_id ?? row.id;

export interface Reading {
	/** How many rows there are, and whether they have become fewer, as far as the server tells. */
	total: number;
	shrank: boolean;
	pages: number;
	/** Whether the list was read to its end. */
	whole: boolean;
}

/**
 * Reads one page after the other, until there is none left or no more is wanted. A server that ignores which page it
 * is asked for does not hold it up for ever.
 * @param take is handed each page, and tells whether more is wanted
 * @param most pages
 */
export async function readPages<Row extends Listed>(
	readPage: (page: number) => Promise<Page<Row>>,
	take: (rows: Row[]) => boolean | Promise<boolean>,
	most = MOST_PAGES,
): Promise<Reading> {
	const known = new Set<unknown>();
	const reading: Reading = { total: 0, shrank: false, pages: 0, whole: false };
	let [received, withoutNews] = [0, 0];
	while (reading.pages < most && withoutNews < MOST_PAGES_WITHOUT_NEWS) {
		const { rows, length = rows.length, count, hasNext } = await readPage(++reading.pages);
		if (length === 0) return { ...reading, whole: true };
		reading.shrank ||= count !== undefined && count < reading.total;
		reading.total = count ?? 0;
		const before = known.size;
		for (const row of rows) known.add(idOf(row));
		withoutNews = known.size === before ? withoutNews + 1 : 0;
		// Counted in rows, not in pages: a server may give shorter pages than it is asked for.
		received += length;
		reading.whole = count !== undefined && received >= count && !hasNext;
		if (!(await take(rows)) || reading.whole) return reading;
	}
	return reading;
}

/** Lists change while they are read, and rows slip past: look again, but not for ever. */
const MOST_SWEEPS = 5;

/**
 * The rows of a list, each once, over as many pages as it takes. While it pages, new ones push known ones to the next
 * page, and those that leave the list pull others to a page that was read already: where the list tells how many there
 * are, it is read again until all are met.
 * @param most how many are wanted
 * @param seen IDs that are known already; those found are added
 * @throws GcoreFailure when the list does not end
 */
async function collect<Row extends Listed>(
	readPage: (page: number, limit: number) => Promise<Page<Row>>,
	most: number,
	seen: Set<unknown>,
): Promise<Row[]> {
	const found: Row[] = [];
	const met = new Set<unknown>();
	const limit = Math.min(PAGE_SIZE, most + seen.size);
	for (let sweep = 0; sweep < MOST_SWEEPS && found.length < most; sweep++) {
		const before = met.size;
		const { total, shrank, pages } = await readPages(
			async (page) => await readPage(page, limit),
			(rows) => {
				for (const row of rows) {
					const id = idOf(row);
					met.add(id);
					if (seen.has(id) || found.length >= most) continue;
					seen.add(id);
					found.push(row);
				}
				return found.length < most;
			},
		);
		if (pages === MOST_PAGES && found.length < most) {
			throw new GcoreFailure({
				message: shown`The list goes on after ${MOST_PAGES} pages`,
				description: shown`Set 'Limit', or narrow the list with 'Filters'.`,
			});
		}
		if ((met.size >= total && !shrank) || met.size === before) break;
	}
	return found;
}

/** The account's tasks that a query finds. @param most, @param seen, @throws as `collect` */
export const collectTasks = async (
	client: GcoreClient,
	query: IDataObject,
	most: number,
	seen: Set<unknown> = new Set(),
): Promise<Task[]> =>
	await collect(
		async (page, limit) => await listTasks(client, { ...query, limit, page }),
		most,
		seen,
	);

/** The account's videos that a query finds. @param most, @throws as `collect` */
export const collectVideos = async (
	client: GcoreClient,
	query: IDataObject,
	most: number,
): Promise<Video[]> =>
	await collect(
		async (page, limit) => await listVideos(client, { ...query, per_page: limit, page }),
		most,
		new Set(),
	);

/**
 * The unfinished tasks that a query finds, each once. The API filters by one status at a time, and while one list
 * is read, a task can move to another that was read before.
 * @param query may name one status
 * @param sweeps how often to look, at the most
 */
export async function collectUnfinished(
	client: GcoreClient,
	query: IDataObject,
	most: number,
	seen: Set<unknown> = new Set(),
	sweeps: number = MOST_SWEEPS,
): Promise<Task[]> {
	const found: Task[] = [];
	const statuses = query.status ? [query.status] : UNFINISHED_STATUSES;
	for (let sweep = 0; sweep < sweeps && found.length < most; sweep++) {
		const before = found.length;
		for (const status of statuses) {
			const tasks = await collectTasks(client, { ...query, status }, most - found.length, seen);
			for (const task of tasks) if (endOf(task.status) === undefined) found.push(task);
		}
		if (found.length === before) break;
	}
	return found;
}
