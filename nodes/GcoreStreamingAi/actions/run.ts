import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { NetworkSettings } from '../fields/options';
import { ExecutionStopped } from '../gcore/failures';
import { pool } from '../gcore/pool';
import type { Shown } from '../gcore/shown';
import { Abort } from '../gcore/stop';
import { runsAsTool, tellsInItems } from '../n8n/engine';
import { raisedOutcome } from '../n8n/errors';
import { Accounts, type OpenAccount } from '../n8n/open';
import type { OutcomeValue } from '../outcomes';
import type { Outcomes, Outputs } from '../outputs';
import type { About } from '../task/failedItem';
import type { ItemParameters } from './parameters';
import { EarlierTries } from './tries';

/** One item that leaves the node. */
export interface Result {
	json: IDataObject;
	binary?: IBinaryKeyData;
	/** How it ended, for operations that end in outcomes. */
	outcome?: OutcomeValue;
	/** What Gcore has said of it, in its own words. */
	said?: string;
}

/** A result with the number of the output it leaves by, or why there is none. */
export type Entry = { result: Result; output: number } | { reason: unknown };

/** One execution of the node: its items, their accounts, and what has become of each item so far. */
export class Run {
	/** Whether a model is what reads the items. */
	readonly isTool: boolean;

	/** Whether items go on after one has failed: On Error is not Stop, or a model is to hear of it. */
	readonly keepsGoing: boolean;

	readonly itemCount: number;

	/** What each input item has led to, by its index. Places of what is still to come, or never will, are empty. */
	readonly entries: Entry[][];

	/** What items have turned out to be about, beyond what their fields say. */
	private readonly found = new Map<number, About>();

	/** The first failure in time. */
	firstFailure?: { item: number; reason: unknown };

	/** What the workflow's builder should know although the node has run. */
	readonly hints = new Set<Shown>();

	/** IDs of tasks that this run has started: they may cost money, so nobody must lose sight of them. */
	readonly startedTasks = new Set<string>();

	/** IDs of videos that this run has put subtitles on. */
	readonly subtitledVideos: number[] = [];

	/** What earlier tries of Retry On Fail have done. */
	readonly tries: EarlierTries;

	private readonly accounts: Accounts;

	/** Follows the signal of the execution, which lives on when the node is one of a loop: what listens here does not. */
	private readonly stop = new AbortController();

	/** Comes when the user stops the execution. */
	readonly signal = this.stop.signal;

	private readonly follow = () => this.stop.abort();

	private readonly abort = new Abort(this.signal);

	constructor(
		readonly context: IExecuteFunctions,
		readonly parameters: ItemParameters,
		readonly settings: NetworkSettings,
		readonly outcomes: Outcomes | undefined,
		readonly outputs: Outputs,
	) {
		this.isTool = runsAsTool(context);
		this.keepsGoing = tellsInItems(context);
		this.itemCount = context.getInputData().length;
		this.entries = Array.from({ length: this.itemCount }, () => []);
		this.tries = new EarlierTries(context);
		this.accounts = new Accounts(context, settings, this.signal, this.abort);
		const signal = context.getExecutionCancelSignal?.();
		if (signal?.aborted) this.follow();
		signal?.addEventListener('abort', this.follow);
	}

	/** Leaves nothing of the run behind. */
	end() {
		this.context.getExecutionCancelSignal?.()?.removeEventListener('abort', this.follow);
	}

	get stopped() {
		return this.signal.aborted;
	}

	/** Whether nothing more should be begun: the user has stopped, or an item has failed under On Error: Stop. */
	get aborted() {
		return this.abort.aborted;
	}

	async sleep(ms: number) {
		await this.abort.sleep(ms);
	}

	/** The account that an item is for. @throws what keeps its credential from being used */
	async account(item: number): Promise<OpenAccount> {
		return await this.accounts.of(item);
	}

	/** Keeps what an item is about: it is named where the item fails. */
	note(item: number, about: About) {
		this.found.set(item, { ...this.found.get(item), ...about });
	}

	/** What `note` has kept of an item. */
	noted(item: number): About | undefined {
		return this.found.get(item);
	}

	/**
	 * Does work for an item and keeps its failure, if there is one.
	 * @param place among what the item leads to; by default behind what it has led to so far
	 */
	async attempt(item: number, work: () => Promise<void>, place?: number): Promise<void> {
		try {
			await work();
		} catch (reason) {
			this.fail(item, reason, place);
		}
	}

	/** Takes what an item has led to; an outcome that has no output counts as a failure of the item. */
	settle(item: number, result: Result, place = this.entries[item].length) {
		const { outcome, json, said } = result;
		const output = outcome === undefined || this.isTool ? 0 : this.outputs.of(outcome);
		const row = this.outcomes?.table.find(({ value }) => value === outcome);
		if (output === 'raise') this.fail(item, raisedOutcome(row!, json, said), place);
		else this.entries[item][place] = { result, output };
	}

	/** Keeps why an item has led to nothing. What comes after the user has stopped the execution is nobody's concern. */
	fail(item: number, reason: unknown, place = this.entries[item].length) {
		if (this.stopped || reason instanceof ExecutionStopped) return;
		this.firstFailure ??= { item, reason };
		if (!this.keepsGoing) this.abort.now();
		this.entries[item][place] = { reason };
	}

	/** Does work for 0 to count - 1, in that order, until there is nothing more to be begun. */
	async pool(count: number, work: (index: number) => Promise<void>): Promise<void> {
		await pool(count, this.settings.maxConcurrency, work, () => this.aborted);
	}
}
