import type { INodeProperties } from 'n8n-workflow';

import { Figures, readSamples } from '../../bench/figures';
import { speedTables } from '../../bench/tables';
import type { Operation } from '../../nodes/GcoreStreamingAi/actions/operation';
import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import type { Outcome } from '../../nodes/GcoreStreamingAi/outcomes';

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

const fieldNames = (fields: INodeProperties[]) =>
	[...new Set(fields.map(({ displayName }) => displayName))].join(', ');

const operations = () =>
	markdown(
		['Resource', 'Operation', 'What it does', 'Fields'],
		RESOURCES.flatMap(({ name, operations: all }) =>
			all.map(({ option, fields }) => [
				name,
				`**${option.name}**`,
				option.description ?? '',
				fieldNames(fields),
			]),
		),
	);

/** Every entry of the operations' Options collections, with the operations that have it. */
const options = () => {
	const found = new Map<string, { field: INodeProperties; operations: Set<string> }>();
	for (const { option, fields } of OPERATIONS) {
		const collections = fields.filter(({ name }) => name === 'options');
		const entriesOf = ({ options: entries }: INodeProperties) => entries as INodeProperties[];
		for (const entry of collections.flatMap(entriesOf)) {
			const isAlways = collections.every((one) =>
				entriesOf(one).some(({ name }) => name === entry.name),
			);
			const row = found.get(entry.name) ?? { field: entry, operations: new Set<string>() };
			row.operations.add(isAlways ? option.name : `${option.name} when it waits`);
			found.set(entry.name, row);
		}
	}
	return markdown(
		['Option', 'Default', 'What it does', 'Operations'],
		[...found.values()]
			.sort((a, b) => a.field.displayName.localeCompare(b.field.displayName))
			.map(({ field, operations: ofOption }) => [
				field.displayName,
				code(field.default),
				field.description ?? '',
				ofOption.size === OPERATIONS.length ? 'all' : [...ofOption].join(', '),
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

/** The tables that the README must have, besides those of outcomes. */
const TABLES: Readonly<Record<string, () => string>> = {
	'table: operations': operations,
	'table: options': options,
	'table: messages': failures,
	'table: speed': () => speedTables(new Figures(readSamples())),
};

const outcomesMarker = ({ option }: Operation) => `table: ${option.value} outcomes`;

const outcomesAt = (marker: string) =>
	OPERATIONS.find((operation) => outcomesMarker(operation) === marker)?.outcomes?.table;

/** The markers that the README must have; operations that end alike share a table. */
function missing(markers: string[], items: Record<string, string>): string[] {
	const shown = markers.map(outcomesAt);
	const ends = OPERATIONS.filter(({ outcomes: of }) => of && !shown.includes(of.table));
	return [...Object.keys(TABLES), ...ends.map(outcomesMarker), ...Object.keys(items)].filter(
		(marker) => !markers.includes(marker),
	);
}

const PART = /^<!-- ((?:table|item): .+) -->\n(?:(?!<!-- )[^])*^<!-- end -->$/gm;

/**
 * A text with what stands between each pair of markers made anew.
 * @param items what stands at each marker of an item
 * @throws Error when a pair is missing, or means nothing
 */
export function generated(text: string, items: Record<string, string>): string {
	const markers = [...text.matchAll(PART)].map(([, marker]) => marker);
	const lost = missing(markers, items).map((marker) => `\n<!-- ${marker} -->\n<!-- end -->`);
	if (lost.length > 0) throw new Error(`README.md needs, where it is to stand:${lost.join('')}`);
	return text.replace(PART, (_all, marker: string) => {
		const table = outcomesAt(marker);
		const part = table ? outcomes(table) : (TABLES[marker]?.() ?? items[marker]);
		if (part === undefined) throw new Error(`README.md has a place for '${marker}': there is none`);
		return `<!-- ${marker} -->\n${part}\n<!-- end -->`;
	});
}
