import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { getTask } from '../../gcore/calls';
import type { GcoreClient } from '../../gcore/client';
import { badParameter, GcoreFailure } from '../../gcore/failures';
import { endOf, type Task } from '../../gcore/task';
import { apiText, shown } from '../../gcore/shown';
import { isTranscription, languageOf, subtitlesOf } from '../../task/subtitles';
import { readSubtitles, tooLarge } from '../../task/subtitlesText';
import type { Run } from '../run';
import { binaryField, textOfFile } from './subtitlesFile';

/** Subtitles that are to be put onto a video. */
export interface SourceText {
	/** WebVTT or SRT. */
	text: string;
	/** How many subtitles they are. */
	cues: number;
	/** Their language, where it is told. */
	language?: string;
	/** The task they come from. */
	task?: Task;
}

/** What an item itself tells of the language of its subtitles. */
const languageIn = (json: IDataObject): string | undefined =>
	languageOf(json as Task, isTranscription(json.result) ? json.result : {});

/** The subtitles of an item's task. What the item has of the task is not read again. @throws GcoreFailure */
export async function fromTask(
	run: Run,
	item: number,
	client: GcoreClient,
	taskId: string,
): Promise<SourceText> {
	const { json } = run.context.getInputData()[item];
	const isThere = json.task_id === taskId && isTranscription(json.result);
	const task = isThere ? (json as Task) : await getTask(client, taskId);
	const { file, note, skipped } = subtitlesOf(task, 'vtt');
	if (!file) throw noSubtitles(task, note);
	const { text, cues } = file;
	const excess = tooLarge(text);
	if (excess) {
		throw new GcoreFailure({
			message: shown`The subtitles of the task '${taskId}' cannot be put on: ${excess}`,
			description: shown`Save them as a file with Get, shorten it, and put it on with 'Source' Binary Field.`,
		});
	}
	if (skipped > 0) {
		run.hints.add(
			shown`${skipped} phrases of the task ${taskId} are not in the subtitles, because nobody can say when they were spoken`,
		);
	}
	const result = isTranscription(task.result) ? task.result : {};
	return { text, cues, language: languageOf(task, result), task };
}

function noSubtitles({ task_id, status }: Task, note?: string): GcoreFailure {
	const end = endOf(status);
	const [message, description] =
		end === 'succeeded'
			? [note ?? 'It is no transcription or translation', 'Choose a task that has heard speech.']
			: end
				? [`It has ended as ${String(status)}`, 'Start a new task, and put its subtitles on.']
				: [
						`It has not ended: its status is ${apiText(status) ?? 'not told'}`,
						"Put Wait between this node and the one that starts the task, or switch on 'Wait for Completion' there.",
					];
	return new GcoreFailure({
		message: shown`The task '${task_id}' has no subtitles to put on. ${message}`,
		description: shown`${description}`,
	});
}

export const textField: INodeProperties = {
	displayName: 'Subtitles Text',
	name: 'subtitlesText',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	required: true,
	placeholder: 'e.g. WEBVTT',
	description: 'WebVTT or SRT, up to 5 MB',
};

/** The subtitles in 'Subtitles Text'. @throws GcoreFailure that tells what is wrong and in which line */
export function fromText(run: Run, item: number): SourceText {
	return checked(run, item, run.parameters.of(item).text(textField), textField.displayName);
}

function checked(run: Run, item: number, given: string, field: string): SourceText {
	const read = readSubtitles(given);
	if ('flaw' in read)
		throw badParameter(field, shown`cannot be put on: ${read.flaw}`, shown`${read.remedy}`);
	const { text, cues } = read;
	const language = languageIn(run.context.getInputData()[item].json);
	return { text, cues: cues.length, language };
}

/** The subtitles in a file of the item. @throws as `fromText`, and when there is no such file or it is no text */
export async function fromBinary(run: Run, item: number): Promise<SourceText> {
	return checked(run, item, await textOfFile(run, item), binaryField.displayName);
}
