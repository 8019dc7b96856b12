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
}

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
/** After so many requests in a row without an answer, the rest is left to the next poll. */
const MOST_UNANSWERED = 3;

/**
 * One poll. Nothing is remembered but in what is returned: when a request throws, the next poll starts
 * from the same state and catches up.
 * @param before the state that the last poll has returned; undefined to start afresh
 */
export async function endsSince(
	source: TaskSource,
	settings: TriggerSettings,
	before: TriggerState | undefined,
): Promise<Poll> {
	const { scope, key, statuses } = settings;
	const isKnown = before !== undefined && (await isSameAccount(source, before, key));
	const state = isKnown ? { ...before, key } : newState(scope, key);
	const now = source.now();
	const lists = await readLists(source.page, state, statuses);
	const news = compare(state, lists);
	// Those in no list have mostly ended in a way not asked for, or not at all.
	const least = lists.turn === undefined ? 1 : 0;
	const most = Math.max(least, MOST_REQUESTS - lists.requests);
	const { told, ...outcome } = await answersFor(source, settings, state, news, most);
	return { state: nextState(state, lists, { ...outcome, ...news }, now), ended: told };
}

/** Whether the tasks of the state are still to be seen with the key that is used now. */
async function isSameAccount(source: TaskSource, { key, told, open }: TriggerState, now: string) {
	if (key === now) return true;
	const known = [Object.values(told).flat()[0], open[0]].filter((task) => task !== undefined);
	for (const [id] of known) if (await source.get(id)) return true;
	return false;
}

interface Answers extends Outcome {
	/** Tasks to tell, the newest end last. */
	told: Task[];
}

/** Asks for the results of tasks. @param most how many that are in no list are asked for without news */
async function answersFor(
	source: TaskSource,
	{ statuses, withResult }: TriggerSettings,
	state: TriggerState,
	{ ended, missing }: News,
	most: number,
): Promise<Answers> {
	const told = new Map<string, Task>();
	const retry = new Map<string, string>();
	const done: string[] = [];
	let [asked, unanswered] = [0, 0];
	const nullIfPassing = (reason: unknown) => {
		if (!source.mayPass(reason)) throw reason;
		return null;
	};
	const answer = async (id: string, row?: Task) => {
		if (row && !withResult) return void told.set(id, row);
		asked++;
		const task = await source.get(id).catch(nullIfPassing);
		unanswered = task === null ? unanswered + 1 : 0;
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
	await ask([...missing.slice(0, rows.length > 0 ? Infinity : most), ...known]);
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
