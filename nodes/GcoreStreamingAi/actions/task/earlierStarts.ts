import { createHash } from 'crypto';

import { mayHaveActed } from '../../gcore/failures';
import { workOf, type Wanted } from '../../task/sameTask';
import type { Run } from '../run';

/** What an earlier try has come to for an item. */
export interface EarlierStart extends Wanted {
	/** The task that it has; undefined when the response was lost. */
	taskId?: string;
	/** Whether that was there before, by Reuse Task. */
	wasThere?: boolean;
	/** When it was sent, in ms since 1970. */
	sentAt: number;
}

/** A task that an earlier try was raised for, because it has failed or was cancelled: it is none to hand on. */
interface EndedBadly {
	endedBadly: string;
}

type OfItem = Wanted & { item: number };

/** What earlier tries of Retry On Fail have started for the items of a run. */
export class EarlierStarts {
	/** The tasks that tries of this run have for any item. */
	readonly taken = new Set<string>();

	/** Those that an item was raised for. */
	readonly endedBadly = new Set<string>();

	constructor(private readonly run: Run) {
		for (const record of run.tries.all() as Array<Partial<EarlierStart & EndedBadly>>) {
			if (record.taskId !== undefined) this.taken.add(record.taskId);
			if (record.endedBadly !== undefined) this.endedBadly.add(record.endedBadly);
		}
	}

	/**
	 * What an earlier try has started for an item, or may have. It counts, whatever an expression gives in this try.
	 * @param wanted of a tool, which a model may call several times in a run
	 */
	of(item: number, wanted?: Wanted): EarlierStart | undefined {
		const earlier = this.run.tries.recall<EarlierStart>(item, this.about(wanted));
		return this.endedBadly.has(earlier?.taskId ?? '') ? undefined : earlier;
	}

	keep(task: OfItem, more: Pick<EarlierStart, 'taskId' | 'wasThere' | 'sentAt'>) {
		const { item, body, video } = task;
		const record: EarlierStart = { body, video, ...more };
		if (more.taskId !== undefined) this.taken.add(more.taskId);
		this.run.tries.keep(item, record, this.about(task));
	}

	/** Records a start that Gcore may have taken. The first one counts: what it has started can still appear. */
	keepLost(task: OfItem, reason: unknown, sentAt: number) {
		if (mayHaveActed(reason) && !this.of(task.item, task)) this.keep(task, { sentAt });
	}

	/** When n8n tries again because a task has not ended well, no item shall be handed the same task again. */
	forget(task: OfItem) {
		const taskId = this.of(task.item, task)?.taskId;
		if (taskId === undefined) return;
		const record: EndedBadly = { endedBadly: taskId };
		this.run.tries.keep(task.item, record, `ended badly: ${taskId}`);
	}

	private about(wanted?: Wanted): string {
		if (!this.run.isTool) return '';
		return createHash('sha256')
			.update(wanted ? workOf(wanted) : '')
			.digest('base64url');
	}
}
