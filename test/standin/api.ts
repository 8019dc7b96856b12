import { json, refuse, type Answer } from './answers';
import { readNewTask } from './create';
import { isSupported } from './languages';
import { listTasks, type ListOptions } from './list';
import { TEXT } from './samples';
import type { TaskStore } from './tasks';
import { videoRoutes } from './videoApi';
import type { VideoListOptions } from './videoList';
import type { VideoStore } from './videos';

/** An account of the stand-in; the flags may be changed while it runs. */
export interface Account {
	readonly tasks: TaskStore;
	readonly videos: VideoStore;
	/** Every AI call answers 422, and adding a subtitle. */
	featureDisabled: boolean;
	/** Every call answers 403. */
	forbidden: boolean;
}

/** A request, as far as the API looks at it. */
export interface Call {
	method: string;
	/** As sent, without the query. */
	path: string;
	query: Record<string, string>;
	authorization: string | undefined;
	body: unknown;
}

export interface ApiOptions extends ListOptions, VideoListOptions {
	/** Unfinished tasks an account may have. The published text speaks of 100. */
	queueLimit: number;
}

/** Answers a call; `ids` are what the groups of the route's path found, decoded. */
export type Handler = (account: Account, call: Call, ...ids: string[]) => Answer;
export type Route = [path: RegExp, methods: Record<string, Handler>];

/** Which of the accounts a header names: `apikey TOKEN`, one space, the word in any case. */
export function accountOf(
	accounts: Map<string, Account>,
	authorization: string | undefined,
): Account | 'none' | 'wrong' {
	const token = /^apikey (.+)$/i.exec(authorization ?? '')?.[1];
	if (token === undefined) return 'none';
	return accounts.get(token) ?? 'wrong';
}

/** The ID in a task's path, decoded; undefined for other paths. */
export function taskIdOf(path: string): string | undefined {
	const segment = /^\/streaming\/ai\/tasks\/([^/]*)(?:\/\w+)?$/.exec(path)?.[1];
	return segment === undefined ? undefined : decoded(segment);
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** Answers Gcore's calls from the accounts' tasks and videos. `onCancel` hears of each task that was cancelled. */
export function createApi(
	accounts: Map<string, Account>,
	options: ApiOptions,
	onCancel: () => void,
): (call: Call) => Answer {
	const create: Handler = ({ tasks }, { body }) => {
		const data = readNewTask(body);
		if (typeof data === 'string') return refuse(400, data);
		if (options.queueLimit !== Infinity && tasks.unfinished() >= options.queueLimit) {
			return refuse(400, TEXT.queueLimit(options.queueLimit));
		}
		return json(201, { task_id: tasks.create(data).task_id });
	};

	const list: Handler = ({ tasks }, { query }) => {
		const page = listTasks(tasks, query, options);
		if (!('status' in page)) return json(200, page);
		return json(page.status, { status: page.status, error: page.reason ?? TEXT.notFound });
	};

	const read: Handler = ({ tasks }, _call, id) => {
		const task = tasks.get(id);
		return task ? json(200, task) : refuse(404, TEXT.taskNotFound);
	};

	const cancel: Handler = ({ tasks }, _call, id) => {
		if (!id.trim()) return refuse(400, TEXT.noTaskId);
		const done = tasks.cancel(id);
		if (done === undefined) return refuse(404, TEXT.taskNotFound);
		if (done !== true) return refuse(412, TEXT.cannotCancel(done));
		onCancel();
		return json(202, { result: TEXT.cancelled });
	};

	const info: Handler = (_account, { query }) => {
		if (query.type !== 'language_support') return refuse(400, TEXT.badInfoType);
		// Published as required; its text is not, and takes the form of the other two.
		if (!query.audio_language) return refuse(400, '"audio_language" is not specified');
		return json(200, { supported: isSupported(query.audio_language, query.subtitles_language) });
	};

	const routes: Route[] = [
		[/^\/streaming\/ai\/tasks$/, { GET: list, POST: create }],
		[/^\/streaming\/ai\/tasks\/([^/]+)$/, { GET: read }],
		[/^\/streaming\/ai\/tasks\/([^/]*)\/cancel$/, { POST: cancel }],
		[/^\/streaming\/ai\/info$/, { GET: info }],
		...videoRoutes(options),
	];

	return (call) => {
		const route = routes.find(([path]) => path.test(call.path));
		// An unknown path is refused by the gateway, which has not looked at the key yet.
		if (!route) return json(404, { message: TEXT.noRoute });
		const account = accountOf(accounts, call.authorization);
		if (account === 'none') return refuse(401, TEXT.noCredentials);
		if (account === 'wrong') return refuse(401, TEXT.badToken);
		if (account.forbidden) return refuse(403, TEXT.forbidden);
		const methods = route[1];
		if (!Object.hasOwn(methods, call.method)) {
			const allow = Object.keys(methods).join(', ');
			return refuse(405, `Method "${call.method}" not allowed.`, { allow });
		}
		if (account.featureDisabled && call.path.startsWith('/streaming/ai/')) {
			return refuse(422, TEXT.featureDisabled);
		}
		const ids = route[0].exec(call.path)?.slice(1) ?? [];
		return methods[call.method](account, call, ...ids.map(decoded));
	};
}
