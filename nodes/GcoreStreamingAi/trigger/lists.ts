import { endOf, type Task, UNFINISHED_STATUSES } from '../gcore/task';
import { isJsonObject } from '../gcore/answers';
import type { Page } from '../gcore/calls';
import { readPages } from '../gcore/pages';
import { ALL, MISSING, MOST_OPEN, MOST_TOLD, type TriggerState } from './state';

/** A page of the tasks with a status (ALL: of all tasks), and how many there are (Infinity where that is not told). */
export type ReadPage = (status: string, page: number) => Promise<Page<Task>>;

export interface List {
	rows: Task[];
	/** Whether the rows are all there are. */
	whole: boolean;
	pages: number;
}

/** What one poll has read. */
export interface Lists {
	/** The list whose turn it was; none where a task that is to be asked for takes its place. */
	turn?: string;
	requests: number;
	/** Whether one page holds all tasks. */
	onePage: boolean;
	/** Read before the ends: what ends meanwhile is among those. */
	unfinished: Task[];
	/** By the status asked for. */
	ends: Map<string, List>;
	/** Tasks that have ended otherwise, as far as they are known. */
	otherEnds: Task[];
}

/** Whether a task has a place in its list: one that was cancelled before it started may have no start to be sorted by. */
export function hasStart({ status, processing_time: time }: Task): boolean {
	if (time === undefined || endOf(status) === 'succeeded') return true;
	return isJsonObject(time) && Boolean(time.started_at);
}

/** When a task started (ms since 1970), as far as its row tells that. */
export function startOf({ processing_time: time }: Task): number | undefined {
	const text = isJsonObject(time) && time.started_at;
	const start = typeof text === 'string' ? Date.parse(text) : NaN;
	return Number.isFinite(start) ? start : undefined;
}

/** Guards against a list, and pages, without end. */
const MOST_PAGES = 100;
const MOST_ROWS = 10_000;

/** Read in turns, for a task is rarely met in them first. In the list of all, it may have a status of any name. */
export const TURNS = [ALL, 'RECEIVED', 'RETRY'];

/** Reads the lists of one poll: six where all ends are asked for, or one page where that holds all tasks. */
export async function readLists(
	readPage: ReadPage,
	state: TriggerState,
	statuses: string[],
): Promise<Lists> {
	let requests = 0;
	const read: ReadPage = async (...page) => {
		requests++;
		return await readPage(...page);
	};
	const isFirst = state.turns === 0;
	// A task that is to be asked for takes the turn, and its request.
	const isTaken = !state.onePage && state.open.some(([, , status]) => status === MISSING);
	const turn = state.onePage ? ALL : TURNS[state.turns % TURNS.length];
	const newest: List = isTaken
		? { rows: [], whole: false, pages: 0 }
		: await readList(read, turn, ({ length }) => length >= MOST_TOLD);
	const onePage = turn === ALL && newest.whole && newest.pages === 1;
	let unfinished = newest.rows;
	// Twice at first, for a task may change its status, and so its list, while it is looked for.
	const others = isFirst
		? [...UNFINISHED_STATUSES, ...UNFINISHED_STATUSES]
		: ['PENDING', 'STARTED'];
	for (const status of onePage ? [] : others) {
		const { rows } = await readList(read, status, ({ length }) => length >= MOST_OPEN);
		unfinished = [...unfinished, ...rows];
	}
	const ends = new Map<string, List>();
	for (const status of state.told[ALL] ? [ALL, ...statuses] : statuses) {
		const list = onePage ? newest : await readEnds(read, status, state);
		const isOne = (task: Task) => (status === ALL ? endOf(task.status) : task.status === status);
		ends.set(status, { ...list, rows: list.rows.filter(isOne) });
	}
	return {
		turn: isTaken ? undefined : turn,
		requests,
		onePage,
		unfinished: unfinished.filter(({ status }) => endOf(status) === undefined),
		ends,
		otherEnds: newest.rows.filter(({ status }) => endOf(status) && !ends.has(status as string)),
	};
}

/** A list of ends from its top down to what is told (at activation: to as many as the state can hold). */
async function readEnds(readPage: ReadPage, status: string, state: TriggerState): Promise<List> {
	const known = state.told[status];
	const told = known && new Set(placeMarks(known, state.readFrom));
	const passed = new Set([...state.others, ...idsOf(state.open)]);
	return await readList(readPage, status, (rows) => {
		if (!told) return rows.filter(hasStart).length >= MOST_TOLD;
		// Not any known row: what has no start may be sorted above what is new.
		const placed = rows.filter((task) => hasStart(task) && !passed.has(task.task_id));
		const isTold = placed.map(({ task_id }) => told.has(task_id));
		const below = isTold.length - 1 - isTold.lastIndexOf(true);
		// Rows below are old; but the lowest that was told may have vanished.
		return (
			isTold.includes(true) && (below === 0 ? rows.length >= known.length : below >= MOST_TOLD)
		);
	});
}

/** Those of the known tasks above which all that is new stands: not what has started while the lists were read. */
function placeMarks(known: TriggerState['told'][string], readFrom = Infinity): string[] {
	const before = known.filter(([, since]) => since < readFrom);
	return idsOf(before.length > 0 ? before : known);
}

export const idsOf = (seen: Array<[id: string, ...rest: unknown[]]>) => seen.map(([id]) => id);

/** Reads a list until there is none left, or enough. */
async function readList(
	readPage: ReadPage,
	status: string,
	isEnough: (rows: Task[]) => boolean,
): Promise<List> {
	const found = new Map<string, Task>();
	const { pages, whole } = await readPages(
		async (page) => await readPage(status, page),
		(tasks) => {
			for (const task of tasks) if (!found.has(task.task_id)) found.set(task.task_id, task);
			return found.size < MOST_ROWS && !isEnough([...found.values()]);
		},
		MOST_PAGES,
	);
	return { rows: [...found.values()], whole, pages };
}
