import type { StoredTask, Task } from './task';
import type { TaskStore } from './tasks';

export type ListQuery = Record<string, string | undefined>;

export interface ListOptions {
	/** Rows without `processing_time`, as in earlier versions of the description. */
	listWithoutTime: boolean;
	/** Rows with an empty `task_data`, as in the published example. */
	listWithoutData: boolean;
	/** How long after its start a task appears in lists, in ms. */
	listLagMs: number;
	/** A page past the last: an empty one, or the documented 404. Which of them Gcore does is not published. */
	pastEnd: 'empty' | '404';
	/** Highest `limit` honoured; Gcore publishes none. */
	maxLimit: number;
}

export type TaskRow = Omit<Task, 'result' | 'processing_time'> &
	Partial<Pick<Task, 'processing_time'>>;

export interface TaskPage {
	count: number;
	next: string | null;
	previous: string | null;
	results: TaskRow[];
}

/** An answer that is no page: which status, and for a value that cannot be read the reason. */
export interface NoPage {
	status: 400 | 404;
	reason?: string;
}

const DEFAULT_LIMIT = 10;

/**
 * `GET /streaming/ai/tasks`: filters, order and one page. `next` and `previous` are of the published
 * form `page=2`, without the other parameters.
 */
export function listTasks(
	store: TaskStore,
	query: ListQuery,
	options: ListOptions,
): TaskPage | NoPage {
	const page = query.page ? wholeNumber(query.page) : 1;
	if (page === undefined) return { status: 404 };
	const limit = Math.min(wholeNumber(query.limit) ?? DEFAULT_LIMIT, options.maxLimit);
	const created = query.date_created ? timeSpan(query.date_created) : undefined;
	if (created === null) {
		// The description has no answer for this. A loud one serves tests better than an empty list.
		return { status: 400, reason: '"date_created" is not a date or a time in ISO 8601 format' };
	}

	const found: StoredTask[] = [];
	for (const task of store.stored()) {
		const isThere = store.options.now() - task.createdAt >= options.listLagMs;
		if (isThere && matches(store, task, query, created)) found.push(task);
	}
	found.sort(order(store, query.ordering));

	const pages = Math.max(1, Math.ceil(found.length / limit));
	if (page > pages && options.pastEnd === '404') return { status: 404 };
	return {
		count: found.length,
		next: page < pages ? `page=${page + 1}` : null,
		previous: page > 1 ? `page=${Math.min(page - 1, pages)}` : null,
		results: found.slice((page - 1) * limit, page * limit).map((task) => row(store, task, options)),
	};
}

function row(store: TaskStore, stored: StoredTask, options: ListOptions): TaskRow {
	const { task_id, task_data, progress, status, processing_time } = store.show(stored);
	const data = options.listWithoutData ? ({} as typeof task_data) : task_data;
	const brief = { task_id, task_data: data, progress, status };
	return options.listWithoutTime ? brief : { ...brief, processing_time };
}

function wholeNumber(text: string | undefined): number | undefined {
	return text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

type Span = [from: number, until: number];

function matches(store: TaskStore, task: StoredTask, query: ListQuery, created?: Span): boolean {
	if (query.task_id && task.id !== query.task_id) return false;
	if (query.task_name && task.data.task_name !== query.task_name) return false;
	if (query.status && store.moment(task).status !== query.status) return false;
	if (created && !(task.createdAt >= created[0] && task.createdAt < created[1])) return false;
	return !query.search || searchText(store, task).includes(query.search.toLowerCase());
}

// "Combined text search in the following fields: task_id, task_name, status, and task_data", the last
// taken as its JSON text, so that the names of its fields are found too.
function searchText(store: TaskStore, task: StoredTask): string {
	const { status } = store.moment(task);
	return [task.id, status, JSON.stringify(task.data)].join('\n').toLowerCase();
}

/**
 * The span of time that an ISO 8601 text names, by its own precision: a day (UTC), a minute, a second,
 * or a millisecond. Null when it cannot be read.
 */
export function timeSpan(text: string): Span | null {
	const parts =
		/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?:(:\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
			// A plus that was not encoded arrives as a space.
			text.trim().replace(/(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$/, '$1+$2'),
		);
	if (!parts) return null;
	const [, day, minute, second = ':00', fraction, zone = 'Z'] = parts;
	const from = Date.parse(
		`${day}T${minute ?? '00:00'}${second}${fraction?.slice(0, 4) ?? ''}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`,
	);
	if (Number.isNaN(from)) return null;
	const length = !minute ? 86_400_000 : fraction ? 1 : parts[3] ? 1000 : 60_000;
	return [from, from + length];
}

type Compare = (a: StoredTask, b: StoredTask) => number;

const newestFirst: Compare = (a, b) => started(b) - started(a) || b.seq - a.seq;

// Tasks without a start time count as the newest, as PostgreSQL puts nulls.
const started = (task: StoredTask) => task.startedAt ?? Number.MAX_SAFE_INTEGER;

// "Sorting is done in ascending order"; the minus for descending is the habit of such APIs, and
// anything unknown is ignored like there.
function order(store: TaskStore, ordering = ''): Compare {
	const down = ordering.startsWith('-');
	const field = down ? ordering.slice(1) : ordering;
	if (field === 'started_at') return down ? newestFirst : (a, b) => newestFirst(b, a);
	const keys: Record<string, (task: StoredTask) => string> = {
		task_id: (task) => task.id,
		task_name: (task) => task.data.task_name,
		status: (task) => store.moment(task).status,
	};
	if (!Object.hasOwn(keys, field)) return newestFirst;
	const key = keys[field];
	return (a, b) => {
		const [x, y] = down ? [key(b), key(a)] : [key(a), key(b)];
		return x < y ? -1 : x > y ? 1 : newestFirst(a, b);
	};
}
