import type { Moment } from './life';

/** What a task was asked to do, with the fields of the create call and the account's `client_id`. */
export interface TaskData {
	task_name: string;
	url: string;
	client_id: number;
	category?: string | null;
	audio_language?: string | null;
	subtitles_language?: string | null;
	stop_objects?: string | null;
	client_user_id?: string | null;
	client_entity_data?: string | null;
	[other: string]: unknown;
}

export interface ProcessingTime {
	started_at: string | null;
	completed_at: string | null;
	total_time_sec: number | null;
}

/** A task as the API shows it (`ai_results`). Always a snapshot: changing it changes nothing. */
export interface Task {
	task_id: string;
	task_data: TaskData;
	status: string;
	progress: number | null;
	processing_time: ProcessingTime | null;
	result: unknown;
}

/** What `add` takes; `created_at` is what the list's `date_created` looks at (default: `started_at`, then now). */
export interface TaskInput extends Partial<Omit<Task, 'task_data' | 'processing_time'>> {
	task_data?: Partial<TaskData>;
	processing_time?: Partial<ProcessingTime> | null;
	created_at?: string | number;
	/** In how many ms it ends by itself; without, it keeps its status. */
	task_ms?: number;
}

/** A stored task: what the list's filters need, the rest worked out when asked. */
export interface StoredTask {
	readonly seq: number;
	readonly id: string;
	readonly data: TaskData;
	readonly createdAt: number;
	/** For ordering; null where the task has no start time. */
	readonly startedAt: number | null;
	/** Set for tasks with a life of their own. */
	readonly taskMs?: number;
	/** Set once nothing about the task follows the clock any more. */
	end?: Moment;
	/** A `processing_time` given to `add`. */
	time?: ProcessingTime | null;
}
