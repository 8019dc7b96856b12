import type { INodeExecutionData } from 'n8n-workflow';

import { OUTCOMES_OF, outputCount } from '../outcomes';
import { showHint } from './engine';
import { failedItem, nodeError, noteOf, taskNamed } from './raise';
import type { Run } from './run';

/**
 * Sorts what a run has led to into the node's outputs, in the order of the input items.
 * @throws NodeApiError, NodeOperationError when an item has failed and On Error is Stop
 */
export function collect(run: Run): INodeExecutionData[][] {
	const { firstFailure, context } = run;
	if (firstFailure && !run.keepsGoing) {
		throw nodeError(context, firstFailure.reason, firstFailure.item, progress(run, firstFailure));
	}
	const outputs: INodeExecutionData[][] = Array.from(
		{ length: run.isTool ? 1 : outputCount(run.parameters) },
		() => [],
	);
	const { onError } = context.getNode();
	run.entries.forEach((entries, item) => {
		for (const entry of entries) {
			if ('reason' in entry) {
				outputs[0].push(failedItem(entry.reason, item, onError));
			} else {
				const { json, binary } = entry.result;
				outputs[entry.output].push({ json, ...(binary && { binary }), pairedItem: { item } });
			}
		}
	});
	const hint = hintOf(run);
	if (hint) showHint(context, hint);
	return outputs;
}

/** Stands for items that Gcore gave no documented answer for. */
const UNANSWERED = { value: 'unanswered', label: 'Without a Documented Answer' };

function outcomeOf({ parameters }: Run, reason: unknown): unknown {
	const { outcome, task_id } = noteOf(reason).details ?? {};
	// When Cancel Many cannot read its list, no task was to be cancelled yet.
	const isTask = parameters.operation !== 'cancelMany' || task_id !== undefined;
	return outcome ?? (isTask ? UNANSWERED.value : undefined);
}

function countOutcomes(run: Run) {
	const counts = new Map<string, number>();
	for (const entry of run.entries.flat()) {
		const outcome = 'reason' in entry ? outcomeOf(run, entry.reason) : entry.result.outcome;
		if (typeof outcome === 'string') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return counts;
}

const MOST_IDS_SHOWN = 20;

const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);

/** Which item failed, and what has taken effect already: the user must know before running it again. */
function progress(run: Run, { item, reason }: { item: number; reason: unknown }): string {
	const { itemCount, startedTasks, parameters } = run;
	const done = countOutcomes(run).get('cancelled') ?? 0;
	const parts = itemCount > 1 ? [` This was item ${item}.`] : [];
	if (parameters.operation === 'cancel' && itemCount > 1) {
		parts.push(` ${done} of ${itemCount} tasks had been cancelled before.`);
	}
	if (parameters.operation === 'cancelMany') {
		parts.push(taskNamed(reason));
		if (done > 0) parts.push(` ${tasks(done)} had been cancelled before.`);
	}
	if (startedTasks.length > 0) {
		const ids = startedTasks.slice(0, MOST_IDS_SHOWN).join(', ');
		const more = startedTasks.length > MOST_IDS_SHOWN ? ', … (Get Many lists all)' : '';
		parts.push(` ${tasks(startedTasks.length)} had been started before: ${ids}${more}.`);
	}
	return parts.join('');
}

/** For operations that cancel: how many tasks were not, and why. */
function hintOf(run: Run): string | undefined {
	const { isTool, parameters } = run;
	const outcomes = OUTCOMES_OF[String(parameters.operation)];
	if (isTool || parameters.dryRun === true || outcomes?.[0].value !== 'cancelled') return undefined;
	const counts = countOutcomes(run);
	const missed = [...outcomes.slice(1), UNANSWERED]
		.map(({ value, label }) => ({ label, count: counts.get(value) ?? 0 }))
		.filter(({ count }) => count > 0);
	if (missed.length === 0) return undefined;
	const sum = missed.reduce((total, { count }) => total + count, 0);
	const all = sum + (counts.get('cancelled') ?? 0);
	const list = missed.map(({ count, label }) => `${count} ${label}`).join(', ');
	const noun = `${all === 1 ? 'task' : 'tasks'} ${sum === 1 ? 'was' : 'were'}`;
	return `${sum} of ${all} ${noun} not cancelled: ${list}`;
}
