import type { IExecuteFunctions } from 'n8n-workflow';

/** Records of all workflows; the oldest go first. Most take some hundred bytes, one of Create up to 5 kB. */
const MOST_KEPT = 10_000;

/**
 * Records by run, then by item and subject. n8n runs a node again in the same process, and nothing of a try reaches the
 * next but what this module keeps.
 */
const kept = new Map<string, Map<string, unknown>>();
let count = 0;

function dropOldest() {
	for (const [run, records] of kept) {
		for (const name of records.keys()) {
			if (count <= MOST_KEPT) return;
			records.delete(name);
			count--;
		}
		kept.delete(run);
	}
}

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
		return this.records?.get(`${item}/${what}`) as T | undefined;
	}

	/** All records of this run, of any item. */
	all(): unknown[] {
		return [...(this.records?.values() ?? [])];
	}

	keep(item: number, record: unknown, what = '') {
		if (this.run === undefined) return;
		this.forget(item, what);
		const records = this.records ?? new Map<string, unknown>();
		records.set(`${item}/${what}`, record);
		// The run that is at work is the newest.
		kept.delete(this.run);
		kept.set(this.run, records);
		count++;
		dropOldest();
	}

	/** The next try begins an item anew. */
	forget(item: number, what = '') {
		if (this.records?.delete(`${item}/${what}`)) count--;
	}

	private get records() {
		return kept.get(this.run ?? '');
	}
}
