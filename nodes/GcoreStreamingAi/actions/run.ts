import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeParameterResourceLocator,
	NodeParameterValueType,
} from 'n8n-workflow';

import { badParameter, ExecutionStopped } from '../api/failure';
import { Halt } from '../api/halt';
import { Accounts, type OpenAccount } from '../api/open';
import { pool } from '../api/pool';
import { outputOf, type OutcomeValue, type Parameters } from '../outcomes';
import { adviceForTask } from '../task/foundId';
import { parseTaskId } from '../task/taskId';
import { runsAsTool } from './engine';
import { maxConcurrencyOption, maxRetriesOption, requestTimeoutOption } from './fields';
import { hasExpression, positive, wholeNumber } from './values';
import { raisedOutcome } from './raise';

/** One item that leaves the node. */
export interface Result {
	json: IDataObject;
	binary?: IBinaryKeyData;
	/** How it ended, for operations that end in outcomes. */
	outcome?: OutcomeValue;
}

/** A result with the number of the output it leaves by, or why there is none. */
export type Entry = { result: Result; output: number } | { reason: unknown };

const READS_OWN_FIELD = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

/** One execution of the node: its items, parameters and client, and what has become of each item so far. */
export class Run {
	readonly isTool: boolean;

	readonly itemCount: number;

	/** What each input item has led to, by its index. */
	readonly entries: Entry[][];

	/** The first failure in time. */
	firstFailure?: { item: number; reason: unknown };

	/** IDs of tasks that this run has started: they may cost money, so nobody must lose sight of them. */
	readonly startedTasks: string[] = [];

	/** What has helped with items whose 'Task' cannot be used. */
	readonly taskAdvices = new Set<string>();

	private accounts!: Accounts;

	private readonly node: INode;

	/** Follows the signal of the execution, which lives on when the node is one of a loop: what listens here does not. */
	private readonly stop = new AbortController();

	/** Comes when the user stops the execution. */
	readonly signal = this.stop.signal;

	private readonly follow = () => this.stop.abort();

	private readonly halt: Halt;

	private readonly fixed = new Map<string, unknown>();

	private maxConcurrency!: number;

	private constructor(
		readonly context: IExecuteFunctions,
		readonly parameters: Parameters,
		readonly keepsGoing: boolean,
	) {
		this.node = context.getNode();
		this.isTool = runsAsTool(context);
		this.itemCount = context.getInputData().length;
		this.entries = Array.from({ length: this.itemCount }, () => []);
		this.halt = new Halt(this.signal);
	}

	/**
	 * @param keepsGoing whether items go on after one has failed (On Error is not Stop)
	 * @throws GcoreFailure when an option that holds for all items cannot be used
	 */
	static start(context: IExecuteFunctions, parameters: Parameters, keepsGoing: boolean): Run {
		const run = new Run(context, parameters, keepsGoing);
		const options = run.param<IDataObject>('options', 0, {});
		run.maxConcurrency = wholeNumber(maxConcurrencyOption, options.maxConcurrency);
		const maxRetries = wholeNumber(maxRetriesOption, options.maxRetries);
		const timeoutMs = 1000 * positive(requestTimeoutOption, options.requestTimeout);
		const settings = { maxConcurrency: run.maxConcurrency, maxRetries, timeoutMs };
		run.accounts = new Accounts(context, settings, run.signal, run.halt);
		const signal = context.getExecutionCancelSignal?.();
		if (signal?.aborted) run.follow();
		signal?.addEventListener('abort', run.follow);
		return run;
	}

	/** Leaves nothing of the run behind. */
	end() {
		this.context.getExecutionCancelSignal?.()?.removeEventListener('abort', this.follow);
	}

	get stopped() {
		return this.signal.aborted;
	}

	/** Whether nothing more should be begun: the user has stopped, or an item has failed under On Error: Stop. */
	get halted() {
		return this.halt.halted;
	}

	async sleep(ms: number) {
		await this.halt.sleep(ms);
	}

	/** The account that an item is for. @throws what keeps its credential from being used */
	async account(item: number): Promise<OpenAccount> {
		return await this.accounts.of(item);
	}

	/** A parameter's value for an item. One that is the same for all items is read once: reading costs. */
	param<T>(name: string, item: number, fallback?: T): T {
		if (this.fixed.has(name)) return this.fixed.get(name) as T;
		const raw = this.node.parameters[name];
		const value = this.context.getNodeParameter(name, item, fallback as object) as T;
		if (!hasExpression(raw)) this.fixed.set(name, value);
		return value;
	}

	/** A parameter that is not there under all settings of the node. */
	optionalParam(name: string, item: number): unknown {
		return this.param<unknown>(name, item, '');
	}

	/** The task ID that 'Task' means for an item. @throws GcoreFailure when it cannot be used */
	taskId(item: number): string {
		const { id, flaw } = parseTaskId(this.taskLocator(item));
		if (flaw === undefined) return id;
		const advice = this.taskAdvice(item) ?? "Check what 'Task' resolves to for this item";
		throw badParameter('Task', `cannot be used: ${flaw}`, `${advice}.`);
	}

	/** What helps where 'Task' cannot be used. An agent's tool has no items that a person could look at. */
	taskAdvice(item: number): string | undefined {
		if (this.isTool) return undefined;
		const advice = adviceForTask(this.context.getInputData()[item].json);
		if (advice) this.taskAdvices.add(advice);
		return advice;
	}

	/**
	 * The raw locator of the 'Task' parameter. An expression that only reads a field of the item, as the default
	 * does, is read without n8n's expression engine: that would cost more than half as much as the request. Not
	 * so for an agent's tool, where $json is the agent's item while the input is what the model has filled in.
	 */
	taskLocator(item: number): NodeParameterValueType {
		const raw = this.node.parameters.taskId as INodeParameterResourceLocator | undefined;
		const field = READS_OWN_FIELD.exec(String(raw?.value ?? ''))?.[1];
		const { json } = this.context.getInputData()[item];
		// A name that every object has, such as toString, is n8n's to judge.
		if (field && !this.isTool && Object.hasOwn(json, field)) {
			return { ...raw, value: json[field] } as INodeParameterResourceLocator;
		}
		return this.param('taskId', item, '');
	}

	/** Does work on every item, a bounded number at a time; an item's failure is kept, not thrown. */
	async forEachItem(work: (item: number) => Promise<Result | Result[]>): Promise<void> {
		await this.pool(this.itemCount, async (item) => {
			await this.attempt(item, async () => {
				for (const result of [await work(item)].flat()) this.settle(item, result);
			});
		});
	}

	/** Does work for an item and keeps its failure, if there is one. */
	async attempt(item: number, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (reason) {
			this.fail(item, reason);
		}
	}

	/** Takes what an item has led to; an outcome that has no output counts as a failure of the item. */
	settle(item: number, result: Result) {
		const { outcome, json } = result;
		const output = outcome === undefined || this.isTool ? 0 : outputOf(outcome, this.parameters);
		if (output === 'raise') this.fail(item, raisedOutcome(this.parameters, outcome, json));
		else this.entries[item].push({ result, output });
	}

	/** Keeps why an item has led to nothing. What comes after the user has stopped the execution is nobody's concern. */
	fail(item: number, reason: unknown) {
		if (this.stopped || reason instanceof ExecutionStopped) return;
		this.firstFailure ??= { item, reason };
		if (!this.keepsGoing) this.halt.now();
		this.entries[item].push({ reason });
	}

	/** Does work for 0 to count - 1, in that order, until there is nothing more to be begun. */
	async pool(count: number, work: (index: number) => Promise<void>): Promise<void> {
		await pool(count, this.maxConcurrency, work, () => this.halted);
	}
}
