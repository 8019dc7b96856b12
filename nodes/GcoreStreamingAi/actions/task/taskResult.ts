import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OutcomeValue } from '../../outcomes';
import { subtitlesFile, type SubtitlesFormat } from '../../task/subtitles';
import { taskItem, type Task } from '../../task/task';
import type { Result, Run } from '../run';

const DEFAULT_BINARY_FIELD = 'data';

/** Options of operations that hand on a task with its result. */
export const subtitlesOptions: INodeProperties[] = [
	{
		displayName: 'Put Subtitles in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: DEFAULT_BINARY_FIELD,
		description: 'Name of the binary field that the subtitles file is put in',
	},
	{
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
	},
];

/** The item for a task: its fields, how it ended, and its subtitles as a file (as text where an agent reads it). */
export async function taskResult(
	run: Run,
	item: number,
	task: Task,
	outcome?: OutcomeValue,
): Promise<Result> {
	const { task_id, ...fields } = taskItem(task);
	const json: IDataObject = { task_id, ...(outcome && { outcome }), ...fields };
	const options = run.param<IDataObject>('options', item, {});
	const format = (options.subtitlesFormat ?? 'none') as SubtitlesFormat | 'none';
	const file = format === 'none' ? undefined : subtitlesFile(task, format);
	if (!file) return { json, outcome };
	if (run.isTool) return { json: { ...json, subtitlesText: file.text }, outcome };
	const property = String(options.binaryPropertyName ?? '').trim() || DEFAULT_BINARY_FIELD;
	const binary = await run.context.helpers.prepareBinaryData(
		Buffer.from(file.text, 'utf8'),
		file.fileName,
		file.mimeType,
	);
	return { json, binary: { [property]: binary }, outcome };
}
