import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OutcomeValue } from '../../outcomes';
import { subtitlesOf, type Subtitles, type SubtitlesFormat } from '../../task/subtitles';
import type { Task } from '../../gcore/task';
import { shown } from '../../gcore/shown';
import { itemForModel } from '../../task/forModel';
import { simpleResult } from '../../task/simple';
import { failureSaid, taskItem } from '../../task/task';
import type { Result, Run } from '../run';
import { NOT_ON_TOOLS } from '../../fields/tool';
import { optionsOf } from '../../fields/options';
import { simplifyField } from '../../fields/simplify';

const DEFAULT_BINARY_FIELD = 'data';

const subtitlesFormatOption: INodeProperties = {
	displayName: 'Subtitles File',
	name: 'subtitlesFormat',
	type: 'options',
	default: 'none',
	description: 'Adds the subtitles of a finished transcription or translation as a file',
	options: [
		{ name: 'None', value: 'none' },
		{ name: 'Plain Text (TXT)', value: 'txt', description: 'The text without times' },
		{ name: 'SubRip (SRT)', value: 'srt', description: 'For most players and editors' },
		{ name: 'WebVTT (VTT)', value: 'vtt', description: 'For web players, as Gcore gives it' },
	],
};

const maxCharactersOption: INodeProperties = {
	displayName: 'Max Characters per Line',
	name: 'maxCharactersPerLine',
	type: 'number',
	default: 0,
	typeOptions: { minValue: 0, maxValue: 1000 },
	description:
		'How many characters a line of the subtitles may have. Longer phrases get a second line, or become several in turn. Broadcasters use 42. With 0, lines stay as they come.',
	displayOptions: { show: { subtitlesFormat: ['srt', 'vtt'] } },
};

const binaryFieldOption: INodeProperties = {
	displayName: 'Put Subtitles in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: DEFAULT_BINARY_FIELD,
	description: 'Name of the binary field that the subtitles file is put in',
	// A model is handed subtitles as a text.
	displayOptions: NOT_ON_TOOLS,
};

/** Options of operations that hand on a task with its result. */
export const subtitlesOptions: INodeProperties[] = [
	binaryFieldOption,
	subtitlesFormatOption,
	maxCharactersOption,
];

/** How a task with its result is wanted. */
export interface ResultWish {
	format: SubtitlesFormat | 'none';
	/** Name of the binary field for subtitles. */
	field: string;
	/** Of a line of subtitles; 0 for lines as they come. */
	maxCharacters: number;
	simplify: boolean;
}

/** How an item's task is wanted. @throws GcoreFailure when an option cannot be used */
export function resultWishOf({ parameters }: Run, item: number): ResultWish {
	const reader = parameters.of(item);
	const options = optionsOf(reader);
	return {
		format: options.choice(subtitlesFormatOption),
		field: options.text(binaryFieldOption).trim() || DEFAULT_BINARY_FIELD,
		maxCharacters: options.wholeNumber(maxCharactersOption),
		simplify: reader.switch(simplifyField),
	};
}

const NOTHING: Subtitles = { skipped: 0 };

/** A task as Gcore tells it, with how it ended and what is to be said of its subtitles. */
function wholeItem(task: Task, { note, skipped }: Subtitles, outcome?: OutcomeValue): IDataObject {
	const { task_id, ...fields } = taskItem(task);
	return {
		task_id,
		...(outcome && { outcome }),
		...fields,
		...(note && { subtitlesNote: note }),
		...(skipped > 0 && { subtitlesSkipped: skipped }),
	};
}

/** The item for a task: its fields, how it ended, and its subtitles as a file (as text where a model reads it). */
export async function taskResult(
	run: Run,
	task: Task,
	{ format, field, maxCharacters, simplify }: ResultWish,
	outcome?: OutcomeValue,
): Promise<Result> {
	const subtitles = format === 'none' ? NOTHING : subtitlesOf(task, format, maxCharacters);
	const { file, note } = subtitles;
	const said = outcome === 'failed' ? failureSaid(task) : undefined;
	if (run.isTool) {
		const json = simplify
			? simpleResult(task, outcome, file?.text ?? note)
			: itemForModel(task, wholeItem(task, subtitles, outcome), file?.text);
		return { json, outcome };
	}
	if (simplify && note) run.hints.add(shown`${note}`);
	const json = simplify ? simpleResult(task, outcome) : wholeItem(task, subtitles, outcome);
	if (!file) return { json, outcome, said };
	const binary = await run.context.helpers.prepareBinaryData(
		Buffer.from(file.text, 'utf8'),
		file.fileName,
		file.mimeType,
	);
	// n8n offers to view what is of the type text, and then refuses to show text/vtt.
	if (file.mimeType === 'text/vtt') delete binary.fileType;
	return { json, binary: { [field]: binary }, outcome, said };
}
