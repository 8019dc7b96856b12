import type {
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { OPERATIONS, type Row } from '../operations';
import { SAMPLE_URL } from '../standin/samples';

/** One use of an operation. */
export interface Use {
	row: string;
	parameters: INodeParameters;
	/** The status of the task that the input item names. */
	task: string;
}

/** A task that any text may name. */
export const TASK = 'aafe70c6-0000-0000-0000-327b65f7670f';

const SUBTITLES = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello';

/** The item that the operations work on: with a task, a video by its number, and a file. */
export const ITEM: INodeExecutionData = {
	json: { task_id: TASK, n: 0 },
	binary: { data: { mimeType: 'text/vtt', data: Buffer.from(SUBTITLES).toString('base64') } },
};

/** What fields have to hold, where they are shown, for the operation to ask anything. */
const REQUIRED: INodeParameters = {
	url: SAMPLE_URL,
	videoId: { __rl: true, mode: 'id', value: '={{ $json.n + 1 }}' },
	language: 'eng',
	subtitlesText: SUBTITLES,
	binaryPropertyName: 'data',
};

/** Longer lists are languages, which the description names in its prose alone. */
const MOST_VALUES = 20;

function valuesOf(field: INodeProperties): unknown[] {
	const { name, type, options = [], typeOptions } = field;
	if (type === 'boolean') return [true];
	if (type === 'dateTime') return ['2026-06-26T16:26:29.250Z'];
	if (type === 'number') return [Math.max(Number(field.default), typeOptions?.minValue ?? 0)];
	if (type === 'string') return [REQUIRED[name] ?? TASK];
	if (type === 'options') {
		const values = options.map((option) => (option as { value: unknown }).value);
		return values.length > MOST_VALUES ? [values[0], values.at(-1)] : values;
	}
	if (type === 'collection') return (options as INodeProperties[]).flatMap(entriesOf);
	if (type === 'fixedCollection') {
		return (options as INodePropertyCollection[]).flatMap((group) =>
			entriesOf(group.values[0]).map((entry) => ({ [group.name]: [entry] })),
		);
	}
	return [];
}

const entriesOf = (field: INodeProperties): INodeParameters[] =>
	valuesOf(field).map((value) => ({ [field.name]: value }) as INodeParameters);

/** What shows a field in the editor. */
const shows = ({ displayOptions }: INodeProperties): INodeParameters =>
	Object.fromEntries(
		Object.entries(displayOptions?.show ?? {})
			.filter(([name]) => !name.startsWith('@'))
			.map(([name, values]) => [name, values![0]]),
	) as INodeParameters;

const isSame = ({ parameters: one }: Row, { parameters: other }: Row) =>
	one.resource === other.resource && one.operation === other.operation;

/** Each field of a row's operation on its own, with each value that there is to choose; of its first row alone. */
function everyField(row: Row): INodeParameters[] {
	if (Object.values(OPERATIONS).find((one) => isSame(one, row)) !== row) return [];
	const { resource, operation } = row.parameters;
	const all = RESOURCES.find(({ value }) => value === resource)!.operations;
	const { fields } = all.find(({ option }) => option.value === operation)!;
	return fields.flatMap((field) =>
		entriesOf(field).map((entry) => ({ ...REQUIRED, ...shows(field), ...entry })),
	);
}

/** Every use of every operation: what puts out the items of the table, and each field with each of its values. */
export const USES: readonly Use[] = Object.entries(OPERATIONS).flatMap(([row, of]) => {
	const use = (parameters: INodeParameters = {}, task = of.task ?? 'STARTED'): Use => ({
		row,
		task,
		parameters: { ...of.parameters, ...parameters },
	});
	return [
		use(),
		...Object.values(of.items).map(({ parameters, task }) => use(parameters, task ?? 'STARTED')),
		...everyField(of).map((fields) => use(fields)),
	];
});
