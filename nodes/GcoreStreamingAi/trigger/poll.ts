import { isJsonObject } from '../api/answers';
import { pool } from '../api/pool';
import { endOf, FINISHED_STATUSES } from '../task/status';
import type { Task } from '../task/task';
import { compare, counts, nextState, type Candidate, type Outcome } from './ends';
import { idsOf, readLists, type ReadPage } from './lists';
import { newState, type TriggerState } from './state';

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
export async function poll(
	source: TaskSource,
	settings: TriggerSettings,
	before: TriggerState | undefined,
): Promise<Poll> {
	const { scope, key, statuses } = settings;
	const isKnown = before !== undefined && (await isSameAccount(source, before, key));
	const state = isKnown ? { ...before, key } : newState(scope, key);
	const now = source.now();
	const lists = await readLists(source.page, state, statuses);
	const { ended, missing, unchanged } = compare(state, lists);
	// What has ended in a way not asked for is no news, and there may be hundreds: some now, some in later polls.
	const isQuiet = ended.length === 0 && statuses.length < FINISHED_STATUSES.length;
	const most = isQuiet ? FINISHED_STATUSES.length - statuses.length : missing.length;
	const asked = [...missing.slice(0, most), ...ended];
	const { told, ...outcome } = await answersFor(source, asked, settings, state);
	const kept = [...missing.slice(most).map(({ id }) => id), ...unchanged];
	const next = nextState(state, lists, outcome, kept, now);
	return { state: next, ended: told };
}

/** Whether the tasks of the state are still to be seen with the key that is used now. */
async function isSameAccount(source: TaskSource, { key, told, open }: TriggerState, now: string) {
	if (key === now) return true;
	const known = [Object.values(told).flat()[0], open[0]].filter((task) => task !== undefined);
	for (const [id] of known) if (await source.get(id)) return true;
	return false;
}

/** What has come of the candidates. */
interface Answers extends Outcome {
	/** Tasks to tell, the newest end last. */
	told: Task[];
}

async function answersFor(
	source: TaskSource,
	candidates: Candidate[],
	{ statuses, withResult }: TriggerSettings,
	state: TriggerState,
): Promise<Answers> {
	const told = new Map<string, Task>();
	const [done, retry]: string[][] = [[], []];
	let [asked, unanswered] = [0, 0];
	const answer = async ({ id, row }: Candidate) => {
		if (row && !withResult) return void told.set(id, row);
		asked++;
		let task: Task | undefined;
		try {
			task = await source.get(id);
			unanswered = 0;
		} catch (reason) {
			if (!source.mayPass(reason)) throw reason;
			unanswered++;
			return void retry.push(id);
		}
		// The list may know of an end earlier than the task itself.
		if (task && endOf(task.status) === undefined) return void retry.push(id);
		const isWanted =
			statuses.includes(task?.status as string) && counts(state, task?.status as string);
		const news = task && isWanted ? task : row;
		if (news) told.set(id, news);
		if (!row) done.push(id);
	};
	// Others first, so that tasks which are never answered do not hold them up.
	const open = new Set(idsOf(state.open));
	const isOpen = ({ id }: Candidate) => open.has(id);
	const order = [...candidates.filter((task) => !isOpen(task)), ...candidates.filter(isOpen)];
	const halted = () => unanswered >= MOST_UNANSWERED || asked >= MOST_RESULTS;
	await pool(order.length, CONCURRENCY, async (turn) => await answer(order[turn]), halted);
	const handled = new Set([...told.keys(), ...done, ...retry]);
	const rest = candidates.filter(({ id }) => !handled.has(id));
	const places = new Map(candidates.map(({ id }, index) => [id, index]));
	const place = ({ task_id }: Task) => places.get(task_id)!;
	return {
		told: [...told.values()].sort((a, b) => byEnd(a, b) || place(a) - place(b)),
		done,
		retry: [...retry, ...rest.filter(isOpen).map(({ id }) => id)],
		left: rest.filter((task) => !isOpen(task)).map(({ id }) => id),
	};
}

const endTime = ({ processing_time: time }: Task): string => {
	const end = isJsonObject(time) && (time.completed_at ?? time.started_at);
	return typeof end === 'string' ? end : '';
};

/** To sort tasks by their end, the newest last; where rows have no times they stay as they are. */
export const byEnd = (a: Task, b: Task) =>
	Number(endTime(a) > endTime(b)) - Number(endTime(a) < endTime(b));
