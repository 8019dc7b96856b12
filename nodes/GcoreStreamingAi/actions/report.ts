import type { INodeExecutionData } from 'n8n-workflow';

import { outcomesWithOutput, OUTCOME_ROWS, OUTCOMES_OF } from '../outcomes';
import { noteOf, taskNamed } from './raise';
import type { Run } from './run';

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
export function progress(run: Run, { item, reason }: { item: number; reason: unknown }): string {
	const { itemCount, startedTasks, parameters } = run;
	const { ofSetting, affectsAllItems } = noteOf(reason);
	// The credential cannot be used, and nothing was begun.
	if (item === 0 && ofSetting && affectsAllItems) return '';
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
function missedCancels(run: Run): string | undefined {
	const { parameters } = run;
	const outcomes = OUTCOMES_OF[String(parameters.operation)];
	if (parameters.dryRun === true || outcomes?.[0].value !== 'cancelled') return undefined;
	const counts = countOutcomes(run);
	const missed = [...outcomes.slice(1), UNANSWERED]
		.map(({ value, label }) => ({ label, count: counts.get(value) ?? 0 }))
		.filter(({ count }) => count > 0);
	if (missed.length === 0) return undefined;
	const sum = missed.reduce((total, { count }) => total + count, 0);
	const all = sum + (counts.get('cancelled') ?? 0);
	const list = missed.map(({ count, label }) => `${count} ${label}`).join(', ');
	const noun = `${all === 1 ? 'task' : 'tasks'} ${sum === 1 ? 'was' : 'were'}`;
	const advice = [...run.taskAdvices].slice(0, 1).map((text) => `. ${text}`);
	return `${sum} of ${all} ${noun} not cancelled: ${list}${advice.join('')}`;
}

/** n8n fills an empty first output, whatever the others hold (n8n 3 mends it). */
function filledByN8n({ context }: Run, outputs: INodeExecutionData[][], first: string) {
	const { alwaysOutputData, onError } = context.getNode();
	if (alwaysOutputData !== true) return undefined;
	const toErrorOutput = onError === 'continueErrorOutput';
	// Failed items are moved away before n8n looks.
	if (outputs[0].some(({ json }) => !(toErrorOutput && json.error))) return undefined;
	return `No item has left by '${first}', but 'Always Output Data' is on: n8n puts an empty item there, and what is behind it runs. Switch the setting off`;
}

/** What a workflow that calls this one receives. */
function lostToCaller({ context }: Run, first: string) {
	const isLast = context.getChildNodes(context.getNode().name).length === 0;
	if (context.getMode() !== 'integrated' || !isLast) return undefined;
	return `As the last node of a workflow that another one calls, this node hands back the items of '${first}' alone. Set 'Outcome Handling' to Same Output to hand back all`;
}

/** What the workflow's builder should know although the node has run. An agent has no use for it. */
export function hintsOf(run: Run, outputs: INodeExecutionData[][]): string[] {
	if (run.isTool) return [];
	const [first, ...others] = outcomesWithOutput(run.parameters, OUTCOME_ROWS);
	const ofOutputs =
		others.length > 0 ? [filledByN8n(run, outputs, first[1]), lostToCaller(run, first[1])] : [];
	return [missedCancels(run), ...ofOutputs].filter((hint) => hint !== undefined);
}
