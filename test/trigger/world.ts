import { endOf, type Task } from '../../nodes/GcoreStreamingAi/gcore/task';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** What is known of Gcore's list leaves these open. */
export interface Habits {
	/** Where tasks without a start stand; `none`: a task has its start from its creation. */
	nulls: 'first' | 'last' | 'none';
	/** Whether a task that is taken up again has a new start. */
	restarts: boolean;
	/** Whether rows have `processing_time`. */
	times: boolean;
	/** The longest page it gives. */
	cap: number;
	/** Whether pages tell how many tasks there are. */
	counts: boolean;
	/** How long a task is kept after its end. */
	keptFor: number;
}

/** A task's life: statuses in the order of the moments at which they begin, the last one its end. */
export interface Life {
	id: string;
	created: number;
	steps: Array<[at: number, status: string]>;
}

export const endAt = ({ steps }: Life) => steps[steps.length - 1][0];
export const endStatus = ({ steps }: Life) => steps[steps.length - 1][1];

/** A Gcore in memory whose tasks live by the clock. */
export class World {
	now = 0;
	private readonly lives = new Map<string, Life>();

	constructor(readonly habits: Habits) {}

	add(life: Life) {
		this.lives.set(life.id, life);
		this.next = -1;
	}

	forget(id: string) {
		this.lives.delete(id);
		this.next = -1;
	}

	all(): Life[] {
		return [...this.lives.values()];
	}

	private isThere(life: Life) {
		return life.created <= this.now && this.now < endAt(life) + this.habits.keptFor;
	}

	private statusOf({ steps }: Life) {
		let status = 'RECEIVED';
		for (const [at, next] of steps) if (at <= this.now) status = next;
		return status;
	}

	private startOf({ created, steps }: Life): number | null {
		const { nulls, restarts } = this.habits;
		if (nulls === 'none') return created;
		let start: number | null = null;
		for (const [at, status] of steps) {
			if (at <= this.now && status === 'STARTED' && (restarts || start === null)) start = at;
		}
		return start;
	}

	/** Tasks as they are shown until the next change. */
	private readonly shown = new Map<string, Task>();

	private show(life: Life): Task {
		const task = this.shown.get(life.id) ?? this.row(life);
		this.shown.set(life.id, task);
		return task;
	}

	private row(life: Life): Task {
		const start = this.startOf(life);
		const status = this.statusOf(life);
		const iso = (at: number) => new Date(at).toISOString();
		return {
			task_id: life.id,
			status,
			...(this.habits.times && {
				processing_time: {
					started_at: start === null ? null : iso(start),
					completed_at: endOf(status) ? iso(endAt(life)) : null,
				},
			}),
		};
	}

	/** The list in its order, and until when it stays so. */
	private inOrder: Life[] = [];
	private changes: number[] = [];
	private next = -1;

	private sorted(): Life[] {
		if (this.next < 0) {
			const moments = this.all().flatMap((life) => [
				life.created,
				...life.steps.map(([at]) => at),
				endAt(life) + this.habits.keptFor,
			]);
			this.changes = [...moments, Infinity].sort((a, b) => a - b);
			this.next = 0;
		}
		if (this.now >= this.changes[this.next]) {
			while (this.now >= this.changes[this.next]) this.next++;
			this.shown.clear();
			this.inOrder = this.sort();
		}
		return this.inOrder;
	}

	/** Newest start first; of two with the same the one created later, else by ID. */
	private sort(): Life[] {
		const missing = this.habits.nulls === 'first' ? Infinity : -Infinity;
		return this.all()
			.filter((life) => this.isThere(life))
			.map((life) => ({ life, start: this.startOf(life) ?? missing }))
			.sort(
				(a, b) =>
					(a.start === b.start ? 0 : b.start - a.start) ||
					b.life.created - a.life.created ||
					(a.life.id < b.life.id ? 1 : -1),
			)
			.map(({ life }) => life);
	}

	/** A page of the tasks with a status; of all tasks without one. */
	page(number: number, limit: number, status = ''): { rows: Task[]; count: number } {
		const lives = this.sorted().filter((life) => !status || this.show(life).status === status);
		const size = Math.min(limit, this.habits.cap);
		const tasks = lives.slice((number - 1) * size, number * size).map((life) => this.show(life));
		return { rows: tasks, count: this.habits.counts ? lives.length : Infinity };
	}

	get(id: string): Task | undefined {
		this.sorted();
		const life = this.lives.get(id);
		if (!life || !this.isThere(life)) return undefined;
		const task = this.show(life);
		return endOf(task.status) ? { ...task, result: {} } : task;
	}
}
