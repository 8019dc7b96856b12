import { isJsonObject } from '../gcore/answers';
import { pool } from '../gcore/pool';
import { endOf, type Task } from '../gcore/task';
import { compare, counts, nextState, type News, type Outcome } from './compare';
import { idsOf, readLists, type ReadPage } from './lists';
import { ALL, MISSING, newState, type TriggerState } from './state';

/** What the trigger asks Gcore for. */
export interface TaskSource {
	page: ReadPage;
	/** A task with its result; undefined when Gcore does not know it. */
	get(taskId: string): Promise<Task | undefined>;
	/** Whether what `get` has thrown may pass by itself. */
	mayPass(reason: unknown): boolean;
	now(): number;
	/** Whether the time is over that the poll has. */
	isLate?(): boolean;
}

/** What was read by polls whose time was over before they had read all: the next one goes on behind it. */
export interface Reading {
	/** When the first of them began, ms since 1970. */
	began: number;
	/** Answers in the order in which they were asked for. */
	answers: unknown[];
	/** Tasks that were asked for when the lists had been read; undefined: not known. */
	tasks: Map<string, Task | undefined>;
}

export const newReading = (began: number): Reading => ({ began, answers: [], tasks: new Map() });

/** What the user has set. */
export interface TriggerSettings {
	/** Address and filters, in one text. */
	scope: string;
	/** A short mark of the API key. */
	key: string;
	/** The statuses of the ends to tell. */
	statuses: string[];
	/** Whether a told task has its result, for one request each. */
	withResult: boolean;
}

export interface Poll {
	state: TriggerState;
	/** Tasks that have ended since the last poll, the newest last, as the list or `get` gives them. */
	ended: Task[];
}

/** What a poll without news may cost. */
const MOST_REQUESTS = 6;

/** Results read in one poll, for n8n holds them all in memory. */
const MOST_RESULTS = 500;
const CONCURRENCY = 10;
const MINUTE_MS = 60_000;
/** After so many requests in a row without an answer, the rest is left to the next poll. */
const MOST_UNANSWERED = 3;

/**
 * One poll. Nothing is remembered but in what is returned: when a request throws, the next poll starts
 * from the same state and catches up.
 * @param before the state that the last poll has returned; undefined to start afresh
 * @param reading what polls have read since, from the same state and with the same settings; this one adds to it. It
 * is of use to the next one where `source.isLate?.()` and this one throws
 */
export async function endsSince(
	source: TaskSource,
	settings: TriggerSettings,
	before: TriggerState | undefined,
	reading: Reading = newReading(source.now()),
): Promise<Poll> {
	const { scope, key, statuses } = settings;
	const { answers, began } = reading;
	const readBefore = answers.length;
	let asked = 0;
	/** The same state and the same answers lead to the same requests. */
	const once = async <T>(ask: () => Promise<T>): Promise<T> => {
		const number = asked++;
		if (number === answers.length) answers.push(await ask());
		return answers[number] as T;
	};
	const get = async (id: string) => await once(async () => await source.get(id));
	const isKnown = before !== undefined && (await isSameAccount(get, before, key));
	const state = isKnown ? { ...before, key } : newState(scope, key);
	const page: ReadPage = async (...which) => await once(async () => await source.page(...which));
	const lists = await readLists(page, state, statuses);
	const news = compare(state, lists);
	// Those in no list have mostly ended in a way not asked for, or not at all.
	const least = lists.turn === undefined ? 1 : 0;
	const most = Math.max(least, MOST_REQUESTS - lists.requests);
	const isResumed = readBefore > 0;
	const hasRead = answers.length > readBefore;
	// Where time is short, another one comes first in each poll.
	const first = isResumed || state.wasLate ? Math.floor(source.now() / MINUTE_MS) : 0;
	const asking = answersFor(source, settings, state, news, { most, first, tasks: reading.tasks });
	const { told, late, answered, ...outcome } = await asking;
	// The next poll has all of its time for what is left.
	const goesOn = isResumed ? hasRead || answered > 0 : answered === 0;
	if (late && goesOn) throw late;
	const after = nextState(state, lists, { ...outcome, ...news }, began);
	const readFrom = isResumed ? began : undefined;
	return { state: { ...after, wasLate: late !== undefined, readFrom }, ended: told };
}

/** Whether the tasks of the state are still to be seen with the key that is used now. */
async function isSameAccount(
	get: TaskSource['get'],
	{ key, told, open }: TriggerState,
	now: string,
) {
	if (key === now) return true;
	const known = [Object.values(told).flat()[0], open[0]].filter((task) => task !== undefined);
	for (const [id] of known) if (await get(id)) return true;
	return false;
}

interface Answers extends Outcome {
	/** Tasks to tell, the newest end last. */
	told: Task[];
	/** What was thrown, where the poll's time was over. */
	late?: Error;
	/** How many tasks were asked for and answered. */
	answered: number;
}

const rotated = (ids: string[], by: number) => {
	const start = by % Math.max(1, ids.length);
	return [...ids.slice(start), ...ids.slice(0, start)];
};

interface Asking {
	/** How many that are in no list are asked for without news. */
	most: number;
	/** Which of those that are not fresh is asked for first, counted over and over. */
	first: number;
	/** What earlier polls of the reading were answered; new answers are added. */
	tasks: Reading['tasks'];
}

/** Asks for the results of tasks. */
async function answersFor(
	source: TaskSource,
	{ statuses, withResult }: TriggerSettings,
	state: TriggerState,
	{ ended, missing }: News,
	{ most, first, tasks }: Asking,
): Promise<Answers> {
	const told = new Map<string, Task>();
	const retry = new Map<string, string>();
	const done: string[] = [];
	let [asked, answered, unanswered] = [0, 0, 0];
	let late: Error | undefined;
	const nullIfPassing = (reason: Error) => {
		if (!source.mayPass(reason)) throw reason;
		if (source.isLate?.()) late = reason;
		return null;
	};
	const answer = async (id: string, row?: Task) => {
		if (row && !withResult) return void told.set(id, row);
		asked++;
		const task = tasks.has(id) ? tasks.get(id) : await source.get(id).catch(nullIfPassing);
		unanswered = task === null ? unanswered + 1 : 0;
		if (task !== null && !tasks.has(id)) {
			answered++;
			tasks.set(id, task);
		}
		if (task === null) return void retry.set(id, statusOf(row) ?? ALL);
		// The list may know of an end earlier than the task itself.
		const status = statusOf(task)!;
		if (task && !endOf(status)) return void retry.set(id, status);
		const news = task && statuses.includes(status) && counts(state, status) ? task : row;
		if (news) told.set(id, news);
		if (!row) done.push(id);
	};
	const aborted = () => unanswered >= MOST_UNANSWERED || asked >= MOST_RESULTS;
	const ask = async (ids: string[]) =>
		await pool(
			ids.length,
			CONCURRENCY,
			async (n) => await answer(ids[n], ended.get(ids[n])),
			aborted,
		);
	// Others first, so that tasks which are never answered do not hold them up.
	const open = new Set(idsOf(state.open));
	const rows = [...ended.keys()];
	const [known, fresh] = [rows.filter((id) => open.has(id)), rows.filter((id) => !open.has(id))];
	await ask(fresh);
	await ask(rotated([...missing.slice(0, rows.length > 0 ? Infinity : most), ...known], first));
	if (told.size > 0) await ask(missing.filter((id) => !retry.has(id) && !done.includes(id)));
	const isLeft = (id: string) => !told.has(id) && !retry.has(id) && !done.includes(id);
	for (const id of [...missing, ...known].filter(isLeft)) {
		retry.set(id, statusOf(ended.get(id)) ?? MISSING);
	}
	const places = new Map([...missing, ...rows].map((id, index) => [id, index]));
	const place = ({ task_id }: Task) => places.get(task_id)!;
	return {
		told: [...told.values()].sort((a, b) => byEnd(a, b) || place(a) - place(b)),
		done,
		retry,
		left: fresh.filter(isLeft),
		late,
		answered,
	};
}

const statusOf = (task?: Task) => task?.status as string | undefined;

const endTime = ({ processing_time: time }: Task): string => {
	const end = isJsonObject(time) && (time.completed_at ?? time.started_at);
	return typeof end === 'string' ? end : '';
};

/** To sort tasks by their end, the newest last; where rows have no times they stay as they are. */
export const byEnd = (a: Task, b: Task) =>
	Number(endTime(a) > endTime(b)) - Number(endTime(a) < endTime(b));
