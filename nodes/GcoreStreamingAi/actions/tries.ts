import type { IExecuteFunctions } from 'n8n-workflow';

/** Records of all workflows; the oldest go first. Most take some hundred bytes, one of Create up to 5 kB. */
const MOST_KEPT = 10_000;

/** n8n runs a node again in the same process. Nothing of a try reaches the next but what this module keeps. */
const kept = new Map<string, unknown>();

/**
 * What earlier tries of one run of the node have done. With Retry On Fail, n8n runs the node anew over all items, also
 * over those that are done and paid for. A try is recognised by workflow, execution, node, run and item, and not by what
 * the item asks for: an expression may give something else in each try.
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

	/**
	 * What an earlier try has recorded for an item.
	 * @param what the record is about, where an item has several
	 */
	recall<T>(item: number, what = ''): T | undefined {
		return kept.get(this.name(item, what)) as T | undefined;
	}

	/** All records of this run, of any item. */
	all(): unknown[] {
		return [...kept].filter(([name]) => name.startsWith(`${this.run}/`)).map(([, one]) => one);
	}

	keep(item: number, record: unknown, what = '') {
		if (this.run === undefined) return;
		this.forget(item, what);
		kept.set(this.name(item, what), record);
		for (const oldest of kept.keys()) {
			if (kept.size <= MOST_KEPT) break;
			kept.delete(oldest);
		}
	}

	/** The next try begins an item anew. */
	forget(item: number, what = '') {
		kept.delete(this.name(item, what));
	}

	private name(item: number, what: string) {
		return `${this.run}/${item}/${what}`;
	}
}
