import type { StandIn } from '../standin/server';

/** The outcomes of Cancel in output order. */
export const OUTCOMES = [
	'cancelled',
	'badRequest',
	'notFound',
	'alreadyDone',
	'notEnabled',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const STATUS_CODES: Record<Outcome, number> = {
	cancelled: 202,
	badRequest: 400,
	notFound: 404,
	alreadyDone: 412,
	notEnabled: 422,
};

/** The outputs of Cancel, as the canvas shall show them. */
export const CANCEL_LABELS = [
	'Cancelled',
	'Bad Request',
	'Not Found',
	'Already Done',
	'Not Enabled',
];

export interface CancelCase {
	task_id: string;
	/** Which case it is, to follow it through the workflow. */
	n: number;
}

/** Tasks at the stand-in that answer a cancel as wished, and are marked with `n`. */
export class CancelCases {
	private n = 0;

	constructor(private readonly gcore: StandIn) {}

	ending(outcome: Outcome): CancelCase {
		return { task_id: this.taskId(outcome), n: this.n++ };
	}

	/** A task whose cancel is answered with a status that Gcore does not document for it. */
	answering(status: number): CancelCase {
		const { task_id } = this.gcore.tasks.add();
		this.gcore.plant({ match: { method: 'POST', task: task_id }, status });
		return { task_id, n: this.n++ };
	}

	private taskId(outcome: Outcome): string {
		const { tasks } = this.gcore;
		if (outcome === 'cancelled') return tasks.add().task_id;
		if (outcome === 'alreadyDone') return tasks.add({ status: 'SUCCESS' }).task_id;
		if (outcome === 'badRequest') return '';
		if (outcome === 'notFound')
			return `00000000-0000-4000-8000-${String(this.n).padStart(12, '0')}`;
		const { task_id } = tasks.add();
		this.gcore.plant({ match: { method: 'POST', task: task_id }, status: 422 });
		return task_id;
	}
}
