import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What an earlier try has come to. */
export interface EarlierTry {
	/** The task that it has started; undefined when its answer was lost. */
	taskId?: string;
	/** When it was sent, in ms since 1970. */
	sentAt: number;
}

/** Of all workflows; the oldest go first. Each takes some 200 bytes. */
const MOST_KEPT = 10_000;

/** n8n runs a node again in the same process, and nothing of a try reaches the next but what the module keeps. */
const kept = new Map<string, EarlierTry>();

/**
 * What earlier tries of one run of the node have started, when n8n's Retry On Fail is on: n8n runs the node anew over
 * all items, also over those whose task was started and is paid for.
 */
export class EarlierTries {
	/** What the tries of this run have in common; undefined when there is but one. */
	private readonly run?: string;

	constructor(context: IExecuteFunctions) {
		const { retryOnFail, id } = context.getNode();
		const execution = context.getExecutionId();
		if (retryOnFail !== true || !execution) return;
		const runIndex = context.evaluateExpression('{{ $runIndex }}', 0);
		this.run = [context.getWorkflow().id, execution, id, runIndex].join('/');
	}

	/** What an earlier try has come to for an item with the same body. */
	of(item: number, body: IDataObject): EarlierTry | undefined {
		return kept.get(this.name(item, body));
	}

	/** The tasks that earlier tries have started for any item. */
	taskIds(): Set<string | undefined> {
		const ofRun = [...kept].filter(([name]) => name.startsWith(`${this.run}/`));
		return new Set(ofRun.map(([, { taskId }]) => taskId));
	}

	keep(item: number, body: IDataObject, outcome: EarlierTry) {
		if (this.run === undefined) return;
		const name = this.name(item, body);
		kept.delete(name);
		kept.set(name, outcome);
		for (const oldest of kept.keys()) {
			if (kept.size <= MOST_KEPT) break;
			kept.delete(oldest);
		}
	}

	/** The next try shall start the task of an item anew. */
	forget(item: number, body: IDataObject) {
		kept.delete(this.name(item, body));
	}

	private name(item: number, body: IDataObject) {
		const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
		return `${this.run}/${item}/${hash}`;
	}
}
