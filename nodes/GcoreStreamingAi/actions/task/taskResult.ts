import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OutcomeValue } from '../../outcomes';
import { subtitlesOf, type Subtitles, type SubtitlesFormat } from '../../task/subtitles';
import type { Task } from '../../gcore/task';
import { taskItem } from '../../task/task';
import type { Result, Run } from '../run';
import { oneOf, wholeNumber } from '../../fields/values';

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

/** Options of operations that hand on a task with its result. */
export const subtitlesOptions: INodeProperties[] = [
	{
		displayName: 'Put Subtitles in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: DEFAULT_BINARY_FIELD,
		description: 'Name of the binary field that the subtitles file is put in',
	},
	subtitlesFormatOption,
	maxCharactersOption,
];

/** Which subtitles go with an item, and where. */
export interface SubtitlesWish {
	format: SubtitlesFormat | 'none';
	/** Name of the binary field. */
	field: string;
	/** Of a line; 0 for lines as they come. */
	maxCharacters: number;
}

/** @param options an item's Options collection @throws GcoreFailure when an option cannot be used */
export const subtitlesWishOf = (options: IDataObject): SubtitlesWish => ({
	format: oneOf(subtitlesFormatOption, options.subtitlesFormat),
	field: String(options.binaryPropertyName ?? '').trim() || DEFAULT_BINARY_FIELD,
	maxCharacters: wholeNumber(maxCharactersOption, options.maxCharactersPerLine),
});

const NOTHING: Subtitles = { skipped: 0 };

/** The item for a task: its fields, how it ended, and its subtitles as a file (as text where an agent reads it). */
export async function taskResult(
	run: Run,
	task: Task,
	{ format, field, maxCharacters }: SubtitlesWish,
	outcome?: OutcomeValue,
): Promise<Result> {
	const { task_id, ...fields } = taskItem(task);
	const { file, note, skipped } =
		format === 'none' ? NOTHING : subtitlesOf(task, format, maxCharacters);
	const json: IDataObject = {
		task_id,
		...(outcome && { outcome }),
		...fields,
		...(note && { subtitlesNote: note }),
		...(skipped > 0 && { subtitlesSkipped: skipped }),
	};
	if (!file) return { json, outcome };
	if (run.isTool) return { json: { ...json, subtitlesText: file.text }, outcome };
	const binary = await run.context.helpers.prepareBinaryData(
		Buffer.from(file.text, 'utf8'),
		file.fileName,
		file.mimeType,
	);
	// n8n offers to view what is of the type text, and then refuses to show text/vtt.
	if (file.mimeType === 'text/vtt') delete binary.fileType;
	return { json, binary: { [field]: binary }, outcome };
}
