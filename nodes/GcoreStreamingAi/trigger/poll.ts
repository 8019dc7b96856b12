import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { findTask, listTasks } from '../gcore/calls';
import type { GcoreClient } from '../gcore/client';
import { ExecutionStopped, GcoreFailure } from '../gcore/failures';
import { PAGE_SIZE } from '../gcore/pages';
import { shown } from '../gcore/shown';
import type { Task } from '../gcore/task';
import { simplifyField } from '../fields/simplify';
import { failedItem, nodeError, noteOf } from '../n8n/errors';
import { accountOf, openClient } from '../n8n/open';
import { simpleResult } from '../task/simple';
import { taskItem } from '../task/task';
import type { TaskSource, TriggerSettings } from './ends';
import { Memory } from './memory';
import { pollOn } from './resume';
import { queryOf, readerOf, settingsOf } from './settings';
import { newestEnd } from './testEvent';

const CLIENT = { maxConcurrency: 10, maxRetries: 2, timeoutMs: 30_000 };

/** What n8n gives an activation's poll; what it gives a poll by its durable scheduler is less (36 s). */
const ACTIVATION_BUDGET_MS = 300_000;

/** What is taken for n8n's budget where it tells none: getPollBudgetMs came late in 2.x. */
const USUAL_BUDGET_MS = 60_000;

const budgetOf = (context: Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>) =>
	context.getPollBudgetMs?.();

/** One poll of the trigger node. @returns null when nothing has ended */
export async function pollTasks(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const memory = new Memory(this);
	const isManual = this.getMode() === 'manual';
	// The user has switched the workflow on. A restart has mode 'init', and a retry after a failure 'update'.
	if (!isManual && memory.isFirst && this.getActivationMode() === 'activate') {
		memory.forget(this.getWorkflowStaticData('node'));
	}
	try {
		const reader = readerOf(this);
		const query = queryOf(reader);
		const account = await accountOf(this);
		const settings = settingsOf(reader, query, account);
		// Before the ends are kept as told: an expression that fails must not cost them.
		const simplify = reader.switch(simplifyField);
		const item = simplify ? (task: Task) => simpleResult(task) : taskItem;
		const asked = `${settings.scope} ${settings.key}`;
		if (!isManual && memory.mustWait(asked, Date.now())) return null;
		// Half of the budget: n8n drops the items of a poll that is late, and what follows takes time as well.
		const deadline = AbortSignal.timeout((budgetOf(this) ?? USUAL_BUDGET_MS) / 2);
		const client = openClient(this, account, CLIENT, deadline);
		const polling = isManual
			? newestEnd(client, query, settings).then((task) => [task])
			: endsSinceLastPoll(this, memory, sourceOf(client, query, deadline), settings);
		const tasks = await polling.finally(() => memory.waitUntil(asked, client.notBefore));
		memory.noFailure();
		return tasks.length > 0 ? [tasks.map((task) => ({ json: item(task) }))] : null;
	} catch (thrown) {
		const reason = thrown instanceof ExecutionStopped ? tooSlow() : thrown;
		if (!(reason instanceof GcoreFailure)) {
			throw new NodeOperationError(this.getNode(), reason as Error, {
				message: noteOf(reason).message,
			});
		}
		return ofFailure(this, memory, advised(reason));
	}
}

/**
 * A failure as n8n wants it.
 * @returns nothing, or the item that n8n moves to the node's Error output
 * @throws the error that n8n shows as a failed execution, or for which it refuses to activate the workflow
 */
function ofFailure(context: IPollFunctions, memory: Memory, reason: GcoreFailure) {
	const passing = reason.note.passing === true;
	const { name, onError } = context.getNode();
	const budget = budgetOf(context) ?? Infinity;
	// To n8n a throw means that the workflow cannot be activated: it gives up after five, and polls no more.
	const mayRefuse = memory.isFirst && budget >= ACTIVATION_BUDGET_MS;
	if (context.getMode() === 'manual' || (mayRefuse && !passing)) throw nodeError(context, reason);
	const toErrorOutput = onError === 'continueErrorOutput';
	const isTold = !mayRefuse && !memory.isNewFailure(passing ? 'passing' : reason.message);
	// With durable cursors n8n waits longer after each throw, up to half an hour.
	const isDurable = budget < ACTIVATION_BUDGET_MS;
	if (mayRefuse || (isTold && (toErrorOutput || (isDurable && passing)))) {
		context.logger.warn(`${name}: ${reason.message}. The next poll tries again.`);
		return null;
	}
	if (!toErrorOutput) throw nodeError(context, reason);
	return [[{ json: failedItem(reason, 0, onError).json }]];
}

const tooSlow = () =>
	new GcoreFailure({
		message: shown`Gcore did not answer in the time that n8n gives a trigger's poll`,
		description: shown``,
		passing: true,
	});

/** What usually helps against passing trouble stands under Options, which the trigger does not need. */
const advised = (reason: GcoreFailure) =>
	reason.note.passing
		? new GcoreFailure({
				...reason.note,
				description: shown`Try again ${reason.note.notBefore ? 'then' : 'in a minute'}. An active workflow polls again by itself, and loses nothing.`,
			})
		: reason;

async function endsSinceLastPoll(
	context: IPollFunctions,
	memory: Memory,
	source: TaskSource,
	settings: TriggerSettings,
): Promise<Task[]> {
	const ended = await memory.alone(async () => {
		const data = context.getWorkflowStaticData('node');
		const before = memory.before(data, settings.scope);
		const next = await pollOn(source, settings, memory, before);
		if (next === undefined || memory.isSuperseded()) return [];
		memory.keep(data, next.state, next.ended.length > 0);
		return next.ended;
	});
	return ended ?? [];
}

const sourceOf = (client: GcoreClient, query: IDataObject, deadline: AbortSignal): TaskSource => ({
	page: async (status, page) =>
		await listTasks(client, { ...query, ...(status && { status }), page, limit: PAGE_SIZE }),
	get: async (taskId) => await findTask(client, taskId).catch(unknownIfRefused),
	mayPass: (reason) =>
		reason instanceof ExecutionStopped ||
		(reason instanceof GcoreFailure && reason.note.passing === true),
	now: () => Date.now(),
	isLate: () => deadline.aborted,
});

/**
 * One task that Gcore will not show, or whose ID cannot be asked for, must not keep the others from being told: it
 * counts as one not known.
 */
function unknownIfRefused(reason: unknown): undefined {
	if (reason instanceof ExecutionStopped) throw reason;
	if (!(reason instanceof GcoreFailure)) return;
	if (reason.note.passing || reason.note.affectsAllItems) throw reason;
}
