import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { ExecutionStopped, GcoreFailure, remedyText, type FailureNote } from '../gcore/failures';
import { plain, type Shown, shown } from '../gcore/shown';
import type { Outcome } from '../outcomes';
import { aboutFailed, aboutSentence, type About } from '../task/failedItem';
import { ERROR_ITEMS_MAY_HAVE_DETAILS } from './engine';

/**
 * What is raised for an outcome that the user gave no output.
 * @param json of the item; its message or reason is this node's own sentence where Gcore has said nothing
 * @param said Gcore's words
 */
export function raisedOutcome(
	{ label, meaning, remedy }: Outcome,
	json: IDataObject,
	said?: string,
): GcoreFailure {
	const own = said === undefined && (json.message ?? json.failureReason);
	return new GcoreFailure({
		message: shown`${label}: ${meaning}`,
		description: own ? shown`${String(own)}. ${remedy}.` : remedyText(remedy, said),
		...(json.statusCode !== undefined && { httpCode: String(json.statusCode) }),
		details: json,
	});
}

/** What a person is told of a failure, whoever has noticed it. */
export function noteOf(reason: unknown): FailureNote {
	if (reason instanceof GcoreFailure) return reason.note;
	const { message, description } = reason as { message?: string; description?: string | null };
	return {
		message: plain(String(message ?? 'The item could not be handled')),
		description: plain(String(description ?? "Check the node's fields for this item.")),
	};
}

/** A reason that names the task it is about: many may belong to one item, and one that was started costs money. */
export const ofTask = (reason: unknown, taskId: string): unknown =>
	reason instanceof ExecutionStopped
		? reason
		: new GcoreFailure({
				...noteOf(reason),
				details: { task_id: taskId, ...noteOf(reason).details },
			});

/** A sentence that names the task of a reason, if it has one. */
export function taskNamed(reason: unknown): Shown {
	const { task_id } = noteOf(reason).details ?? {};
	return task_id ? shown` This was task ${String(task_id)}.` : shown``;
}

/**
 * An item that n8n takes for a failed one: it moves it to the Error output and adds the input's fields. With a number
 * as `pairedItem` it would add none, and users rely on them.
 * @param about what the item is about, where the reason does not name it: `aboutFailed` finds it in the item again
 */
export function failedItem(
	reason: unknown,
	item: number,
	onError?: string,
	about?: About,
): INodeExecutionData {
	const { message, description, httpCode, details } = noteOf(reason);
	const status = httpCode ? { httpCode } : {};
	const json: IDataObject = {
		error: message,
		details: { description, ...status, ...about, ...details },
	};
	if (onError === 'continueErrorOutput' && !ERROR_ITEMS_MAY_HAVE_DETAILS) {
		const end = about
			? shown` ${aboutSentence({ ...about, ...aboutFailed(json) })}`
			: taskNamed(reason);
		const text = shown`${description}${end}`;
		return { json: { error: message, message: text }, pairedItem: { item } };
	}
	return { json, pairedItem: { item } };
}

/**
 * The error that stops the node.
 * @param context of the node
 * @param reason what has gone wrong
 * @param itemIndex the item it happened for, if it is one item's matter
 * @param further a sentence to add to what to do
 */
export function nodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	reason: unknown,
	itemIndex?: number,
	further = shown``,
): NodeApiError | NodeOperationError {
	const node = context.getNode();
	const { message, description: remedy, httpCode, ofSetting } = noteOf(reason);
	const description = shown`${remedy}${further}`;
	if (!(reason instanceof GcoreFailure)) {
		return new NodeOperationError(node, reason as Error, { message, itemIndex, description });
	}
	if (ofSetting) return new NodeOperationError(node, message, { description, itemIndex });
	return new NodeApiError(
		node,
		{ message, description, ...(httpCode && { httpCode }) },
		{ message, description, httpCode, itemIndex },
	);
}
