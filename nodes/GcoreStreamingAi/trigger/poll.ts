import { pool } from '../api/pool';
import { endOf, UNFINISHED_STATUSES } from '../task/status';
import type { Task } from '../task/task';
import { readTop, type ReadPage } from './readTop';
import { advance, firstState, nextState, type TriggerState } from './state';

/** What the trigger asks Gcore for. */
export interface TaskSource {
	page: ReadPage;
	/** The tasks that have not ended; `thoroughly` also those that change their status while they are looked for. */
	unfinished(thoroughly: boolean): Promise<Task[]>;
	/** A task with its result; undefined when Gcore does not know it. */
	get(taskId: string): Promise<Task | undefined>;
	/** Whether what `get` has thrown may pass by itself. */
	mayPass(reason: unknown): boolean;
	now(): number;
}

/** What the user has set. */
export interface Wants {
	/** Address and filters, in one text. */
	scope: string;
	/** A short mark of the API key. */
	key: string;
	/** Ends to tell. */
	events: string[];
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
	wants: Wants,
	before: TriggerState | undefined,
): Promise<Poll> {
	const state = before && (await isSameAccount(source, before, wants.key)) ? before : undefined;
	const reading = await readTop(source.page, state);
	if (!state) {
		const unfinished = await source.unfinished(true);
		return { state: firstState(identityOf(wants), reading, unfinished, source.now()), ended: [] };
	}
	const { ended, unseen, hidden } = advance(state, reading);
	const events = wants.events.filter((event) => state.events.includes(event));
	const search = hidden || unseen.length > UNFINISHED_STATUSES.length;
	const unfinished = new Set(
		search ? (await source.unfinished(false)).map(({ task_id }) => task_id) : [],
	);
	for (const { task_id } of reading.rows) unfinished.delete(task_id);
	const gone = unseen.filter((id) => !unfinished.has(id));
	const due: Due[] = [
		...gone.map((id) => ({ id, known: true })),
		...ended
			.reverse()
			.map((row) => ({ id: row.task_id, row, known: Object.hasOwn(state.open, row.task_id) })),
	];
	const answers = await answersFor(source, due, { ...wants, events });
	const waiting = due.filter((_, index) => answers[index] === 'later').map(({ id }) => id);
	const next = nextState({ ...state, ...identityOf(wants) }, reading, {
		done: gone.filter((_, index) => answers[index] !== undefined && answers[index] !== 'later'),
		waiting: [...waiting, ...[...unfinished].reverse()],
		notYet: new Set(due.filter((_, index) => answers[index] === undefined).map(({ id }) => id)),
		now: source.now(),
	});
	return { state: next, ended: answers.filter((answer) => typeof answer === 'object') };
}

const identityOf = ({ scope, key, events }: Wants) => ({ scope, key, events });

/** Whether the tasks of the state are still to be seen with the key that is used now. */
async function isSameAccount(source: TaskSource, state: TriggerState, key: string) {
	if (state.key === key) return true;
	const known = [state.anchors[0], Object.keys(state.open)[0]].filter((id) => id !== undefined);
	for (const id of known) if (await source.get(id)) return true;
	return false;
}

interface Due {
	id: string;
	/** It has been asked for before, perhaps in vain. */
	known: boolean;
	/** The row that tells that it has ended; without one, that is to be asked. */
	row?: Task;
}

/** A task to tell, or why not: it is not to be told, or no answer came. Undefined: not looked at in this poll. */
type Answer = Task | 'no' | 'later' | undefined;

async function answersFor(
	source: TaskSource,
	due: Due[],
	{ events, withResult }: Pick<Wants, 'events' | 'withResult'>,
): Promise<Answer[]> {
	const isWanted = ({ status }: Task) => (events as unknown[]).includes(endOf(status));
	let [asked, unanswered] = [0, 0];
	const answer = async ({ id, row }: Due): Promise<Answer> => {
		if (row && !isWanted(row)) return 'no';
		if (row && !withResult) return row;
		asked++;
		const task = await source.get(id).catch((reason: unknown) => laterIfPassing(source, reason));
		unanswered = task === 'later' ? unanswered + 1 : 0;
		if (task === 'later') return 'later';
		// The list may know of an end earlier than the task itself.
		if (task && endOf(task.status) === undefined) return 'later';
		return task && isWanted(task) ? task : (row ?? 'no');
	};
	const answers: Answer[] = due.map(() => undefined);
	// Others first, so that tasks which are never answered do not hold them up.
	const order = due
		.map((_, index) => index)
		.sort((a, b) => Number(due[a].known) - Number(due[b].known));
	await pool(
		due.length,
		CONCURRENCY,
		async (turn) => {
			const index = order[turn];
			answers[index] = await answer(due[index]);
		},
		() => unanswered >= MOST_UNANSWERED || asked >= MOST_RESULTS,
	);
	return answers;
}

function laterIfPassing(source: TaskSource, reason: unknown): 'later' {
	if (!source.mayPass(reason)) throw reason;
	return 'later';
}
