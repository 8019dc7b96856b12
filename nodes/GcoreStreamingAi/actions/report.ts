import type { INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { type Shown, shown } from '../gcore/shown';
import { ERROR_ITEMS_MAY_HAVE_DETAILS } from '../n8n/engine';
import { noteOf, taskNamed } from '../n8n/errors';
import { CANCEL_OUTCOMES } from '../outcomes';
import { aboutFailed } from '../task/failedItem';
import type { Operation } from './operation';
import type { Run } from './run';

/** Stands for items that Gcore gave no documented answer for. */
const UNANSWERED = { value: 'unanswered', label: 'Without a Documented Answer' };

/** Whether each item is one task; otherwise the operation finds the tasks itself. */
const hasTaskForItem = ({ item }: Operation) => item !== undefined;

const cancels = ({ outcomes }: Operation) => outcomes?.table === CANCEL_OUTCOMES;

function outcomeOf(operation: Operation, reason: unknown): unknown {
	const { outcome, task_id } = noteOf(reason).details ?? {};
	// When the list of tasks cannot be read, none was to be cancelled yet.
	const isTask = hasTaskForItem(operation) || task_id !== undefined;
	return outcome ?? (isTask ? UNANSWERED.value : undefined);
}

function countOutcomes(run: Run, operation: Operation) {
	const counts = new Map<string, number>();
	for (const entry of run.entries.flat()) {
		const outcome = 'reason' in entry ? outcomeOf(operation, entry.reason) : entry.result.outcome;
		if (typeof outcome === 'string') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return counts;
}

const MOST_IDS_SHOWN = 20;

const listed = (ids: unknown[]) =>
	shown`${ids.slice(0, MOST_IDS_SHOWN).join(', ')}${ids.length > MOST_IDS_SHOWN ? ', … (Get Many lists all)' : ''}`;

const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);

/** Which item failed, and what has taken effect already: the user must know before running it again. */
export function progress(
	run: Run,
	operation: Operation,
	{ item, reason }: { item: number; reason: unknown },
): Shown {
	const { itemCount, subtitledVideos } = run;
	const startedTasks = [...run.startedTasks];
	const { ofSetting, affectsAllItems } = noteOf(reason);
	// The credential cannot be used, and nothing was begun.
	if (item === 0 && ofSetting && affectsAllItems) return shown``;
	const done = countOutcomes(run, operation).get('cancelled') ?? 0;
	const parts = itemCount > 1 ? [shown` This was item ${item}.`] : [];
	if (cancels(operation) && hasTaskForItem(operation) && itemCount > 1) {
		parts.push(shown` ${done} of ${itemCount} tasks had been cancelled before.`);
	}
	if (cancels(operation) && !hasTaskForItem(operation)) {
		parts.push(taskNamed(reason));
		if (done > 0) parts.push(shown` ${tasks(done)} had been cancelled before.`);
	}
	if (startedTasks.length > 0) {
		parts.push(
			shown` ${tasks(startedTasks.length)} had been started before: ${listed(startedTasks)}.`,
		);
	}
	if (subtitledVideos.length > 0) {
		parts.push(
			shown` Subtitles had been put on before, on these videos: ${listed(subtitledVideos)}.`,
		);
	}
	return shown`${parts.join('')}`;
}

/** For operations that cancel: how many tasks were not, and why. */
function missedCancels(run: Run, operation: Operation): Shown | undefined {
	if (!cancels(operation)) return undefined;
	const counts = countOutcomes(run, operation);
	const missed = [...CANCEL_OUTCOMES.slice(1), UNANSWERED]
		.map(({ value, label }) => ({ label, count: counts.get(value) ?? 0 }))
		.filter(({ count }) => count > 0);
	if (missed.length === 0) return undefined;
	const sum = missed.reduce((total, { count }) => total + count, 0);
	const all = sum + (counts.get('cancelled') ?? 0);
	const list = missed.map(({ count, label }) => `${count} ${label}`).join(', ');
	const noun = `${all === 1 ? 'task' : 'tasks'} ${sum === 1 ? 'was' : 'were'}`;
	const advice = [...run.parameters.taskAdvices].slice(0, 1).map((text) => shown`. ${text}`);
	return shown`${sum} of ${all} ${noun} not cancelled: ${list}${advice.join('')}`;
}

const hasErrorOutput = ({ context }: Run) => context.getNode().onError === 'continueErrorOutput';

/** n8n fills an empty first output, whatever the others hold (n8n 3 when all are empty). */
function filledByN8n(run: Run, outputs: INodeExecutionData[][], first: string) {
	if (run.context.getNode().alwaysOutputData !== true) return undefined;
	// Failed items are moved away before n8n looks.
	if (outputs[0].some(({ json }) => !(hasErrorOutput(run) && json.error))) return undefined;
	return shown`No item has left by '${first}', but 'Always Output Data' is on: n8n before version 3 puts an empty item there, and what is behind it runs. Switch the setting off`;
}

/** What a workflow that calls this one receives. */
function lostToCaller({ context }: Run, first: string) {
	const isLast = context.getChildNodes(context.getNode().name).length === 0;
	if (context.getMode() !== 'integrated' || !isLast) return undefined;
	return shown`As the last node of a workflow that another one calls, this node hands back the items of '${first}' alone. Set 'Outcome Handling' to Same Output to hand back all`;
}

/**
 * A workflow that calls this one finds the item of its own that another belongs to by the place that this has among the
 * first output's, whichever it has left by (2.41, read).
 */
function linkedElsewhere(run: Run, outputs: INodeExecutionData[][]) {
	const { context, itemCount } = run;
	const isLast = context.getChildNodes(context.getNode().name).length === 0;
	if (context.getMode() !== 'integrated' || isLast || itemCount < 2) return undefined;
	const hasFailed = hasErrorOutput(run) && outputs[0].some(({ json }) => aboutFailed(json));
	if (!hasFailed && outputs.slice(1).every((items) => items.length === 0)) return undefined;
	return shown`n8n links what has left by any output but the first to other items than its own in the workflow that calls this one. Let that run this one once for each item, or read what you need from the item itself`;
}

/** n8n adds the input's fields to items on the Error output: what these name may be another task or video. */
function namedByInput(run: Run, [first]: INodeExecutionData[][]) {
	if (!hasErrorOutput(run)) return undefined;
	const input = run.context.getInputData();
	const names = (['task_id', 'video_id'] as const).filter((name) =>
		first.some(({ json, pairedItem }) => {
			const own = aboutFailed(json)?.[name];
			const given = input[(pairedItem as IPairedItemData).item].json[name] ?? own;
			return own !== undefined && String(given) !== String(own);
		}),
	);
	if (names.length === 0) return undefined;
	const place = ERROR_ITEMS_MAY_HAVE_DETAILS ? names.map((name) => `details.${name}`) : ['message'];
	return shown`Some items of the Error output have the ${names.join(' and the ')} of their input, for n8n adds its fields. What they are about stands in ${place.join(' and ')}, which 'Task' and 'Video' mean unless you set them`;
}

/** What the workflow's builder should know although the node has run. An agent has no use for it. */
export function hintsOf(run: Run, operation: Operation, outputs: INodeExecutionData[][]): Shown[] {
	if (run.isTool) return [];
	const [first, ...others] = run.outputs.names;
	const ofOutputs =
		others.length > 0 ? [filledByN8n(run, outputs, first), lostToCaller(run, first)] : [];
	return [
		...run.hints,
		missedCancels(run, operation),
		...ofOutputs,
		linkedElsewhere(run, outputs),
		namedByInput(run, outputs),
	].filter((hint) => hint !== undefined);
}
