import type { INodeProperties } from 'n8n-workflow';

import { Figures, readSamples } from '../../bench/figures';
import { speedTable } from '../../bench/tables';
import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import type { Outcome } from '../../nodes/GcoreStreamingAi/outcomes';
import { triggerProperties } from '../../nodes/GcoreStreamingAi/trigger/properties';

type Row = string[];

const OPERATIONS = RESOURCES.flatMap(({ operations: all }) => all);

const markdown = (head: Row, rows: Row[]): string =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (text: unknown) => `\`${String(text)}\``;

/** How an operation can end, with the status that tells it where there is one. */
function outcomes(table: readonly Outcome[]): string {
	const hasStatus = table.some(({ statusCode }) => statusCode !== undefined);
	return markdown(
		['Output', ...(hasStatus ? ['Gcore answers'] : []), 'What it means', 'What to do'],
		table.map(({ label, value, statusCode, meaning, remedy }) => [
			`**${label}** (${code(value)})`,
			...(hasStatus ? [String(statusCode)] : []),
			meaning,
			remedy,
		]),
	);
}

/** A heading's address within a page, as GitHub makes it. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w -]/g, '')
		.replace(/ /g, '-');

/** What the headings of docs/reference.md are called. */
const headingOf = (resource: string, operation: string) => `${resource}: ${operation}`;

const operations = () =>
	markdown(
		['Operation', 'What it does'],
		RESOURCES.flatMap(({ name, operations: all }) =>
			all.map(({ option }) => {
				const heading = headingOf(name, option.name);
				return [`[${heading}](docs/reference.md#${anchor(heading)})`, option.description ?? ''];
			}),
		),
	);

/** Every entry of the operations' Options collections, with the operations that have it. */
const options = () => {
	const found = new Map<string, { field: INodeProperties; names: string[] }>();
	for (const { option, fields } of OPERATIONS) {
		const collections = fields.filter(({ name }) => name === 'options');
		const entriesOf = ({ options: all = [] }: INodeProperties) => all as INodeProperties[];
		const entries = new Map(collections.flatMap(entriesOf).map((entry) => [entry.name, entry]));
		for (const entry of entries.values()) {
			const isAlways = collections.every((one) =>
				entriesOf(one).some(({ name }) => name === entry.name),
			);
			const row = found.get(entry.name) ?? { field: entry, names: [] as string[] };
			row.names.push(isAlways ? option.name : `${option.name} when it waits`);
			found.set(entry.name, row);
		}
	}
	return markdown(
		['Option', 'Default', 'What it does', 'Operations'],
		[...found.values()]
			.sort((a, b) => a.field.displayName.localeCompare(b.field.displayName))
			.map(({ field, names }) => [
				field.displayName,
				code(field.default),
				field.description ?? '',
				names.length === OPERATIONS.length ? 'all' : names.join(', '),
			]),
	);
};

const failures = () =>
	markdown(
		['When', 'Message', 'What to do'],
		Object.entries(FAILURES).map(([when, { message, remedy }]) => [
			/^\d/.test(when) ? `HTTP ${when}` : when,
			message,
			remedy,
		]),
	);

/** Longer lists are those of languages and labels. */
const MOST_CHOICES = 12;

const isLocator = (value: unknown): value is { value: unknown } =>
	typeof value === 'object' && value !== null && 'mode' in value;

/** A field's default as the panel shows it. */
function presetOf({ default: preset, options = [] }: INodeProperties): string {
	const shown = [isLocator(preset) ? preset.value : preset].flat().map((value) => {
		const option = options.find((one) => 'value' in one && one.value === value);
		return option?.name ?? value;
	});
	const text = shown.map(String).join(', ');
	return text === '' ? '' : code(text);
}

/** A field with those of a collection behind it; what only a tool's panel shows is left out. */
function withInner(field: INodeProperties, before = ''): Row[] {
	const { displayName, type, description = '', options = [] } = field;
	const name = `${before}${displayName}`;
	if (type === 'collection' || type === 'fixedCollection') {
		const inner = options.flatMap((option) =>
			'values' in option ? option.values : [option as INodeProperties],
		);
		return inner.flatMap((one) => withInner(one, `${name} > `));
	}
	const isShort = /options$/i.test(type) && options.length <= MOST_CHOICES;
	const choices = isShort ? options.map((option) => option.name).join(', ') : '';
	return [[name, presetOf(field), choices, description]];
}

/** Every field of an operation besides its options, each once. */
function fields(all: INodeProperties[]): string {
	const rows = all
		.filter(({ name, displayOptions }) => name !== 'options' && !displayOptions?.show?.['@tool'])
		.flatMap((field) => withInner(field));
	const unique = new Map(rows.map((row) => [row[0], row]));
	return markdown(['Field', 'Default', 'Choices', 'What it does'], [...unique.values()]);
}

/** Every table of the documents, by its marker. Operations that end alike share a table of outcomes. */
export function tables(): Record<string, string> {
	const known = new Set<unknown>();
	const ofOperations = RESOURCES.flatMap(({ value, operations: all }) =>
		all.flatMap(({ option, outcomes: ends, fields: own }) => {
			const isNew = ends !== undefined && !ends.when && !known.has(ends.table);
			if (isNew) known.add(ends.table);
			return [
				[`table: fields of ${value} ${option.value}`, fields(own)],
				...(isNew ? [[`table: ${option.value} outcomes`, outcomes(ends.table)]] : []),
			];
		}),
	);
	const figures = new Figures(readSamples());
	return {
		...(Object.fromEntries(ofOperations) as Record<string, string>),
		'table: fields of the trigger': fields(triggerProperties),
		'table: operations': operations(),
		'table: options': options(),
		'table: messages': failures(),
		'table: speed': speedTable(figures),
	};
}
