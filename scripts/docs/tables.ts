import type { INodeProperties } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { CANCEL_OUTCOMES, WAIT_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';

type Row = string[];

const markdown = (head: Row, rows: Row[]): string =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (text: unknown) => `\`${String(text)}\``;

const cancelOutcomes = () =>
	markdown(
		['Output', 'Gcore answers', 'What it means', 'What to do'],
		CANCEL_OUTCOMES.map(({ label, value, statusCode, meaning, remedy }) => [
			`**${label}** (${code(value)})`,
			String(statusCode),
			meaning,
			remedy,
		]),
	);

const waitOutcomes = () =>
	markdown(
		['Output', 'What it means', 'What to do'],
		WAIT_OUTCOMES.map(({ label, value, meaning, remedy }) => [
			`**${label}** (${code(value)})`,
			meaning,
			remedy,
		]),
	);

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
	const all = RESOURCES.flatMap(({ operations: ofResource }) => ofResource);
	for (const { option, fields } of all) {
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
				ofOption.size === all.length ? 'all' : [...ofOption].join(', '),
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

/** The parts of the README that are made from the code's own tables, by the name of their marker. */
export const TABLES: Readonly<Record<string, () => string>> = {
	'cancel outcomes': cancelOutcomes,
	'wait outcomes': waitOutcomes,
	operations,
	options,
	messages: failures,
};

/** A text with the table of each marker pair made anew. @throws Error when a marker pair is missing */
export function withTables(text: string): string {
	return Object.entries(TABLES).reduce((done, [name, table]) => {
		const [begin, end] = [`<!-- table: ${name} -->`, '<!-- end -->'];
		const from = done.indexOf(begin);
		const to = done.indexOf(end, from);
		if (from === -1 || to === -1) throw new Error(`README.md has no place for the table '${name}'`);
		return `${done.slice(0, from)}${begin}\n${table()}\n${done.slice(to)}`;
	}, text);
}
