/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOutputSchema } from 'n8n-core';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { schemas, type Schema } from '../../scripts/docs/schemas';
import { loadPackage, PACKAGE, PROJECT } from '../engine';
import { itemsByOperation } from './items';

const SAVED = join(PROJECT, 'nodes/GcoreStreamingAi/__schema__');

/** A value's fields, each with its type; a field of a list's entries is a field of `list[]`. */
function fieldsOf(value: unknown, at = ''): string[] {
	if (Array.isArray(value)) {
		return [`${at}: array`, ...value.flatMap((entry) => fieldsOf(entry, `${at}[]`))];
	}
	if (typeof value !== 'object' || value === null) {
		return [`${at}: ${value === null ? 'null' : typeof value}`];
	}
	const fields = Object.entries(value).flatMap(([key, of]) => fieldsOf(of, `${at}.${key}`));
	return [`${at}: object`, ...fields];
}

/** Likewise, of the values that a schema allows. */
const fieldsAllowed = ({ type, properties = {}, items }: Schema, at = ''): string[] => [
	...[type].flat().map((one) => `${at}: ${one}`),
	...Object.entries(properties).flatMap(([key, of]) => fieldsAllowed(of, `${at}.${key}`)),
	...(items ? fieldsAllowed(items, `${at}[]`) : []),
];

/** n8n's editor looks into an object only where nothing else may stand in its place. */
const withoutNullForMore = (fields: string[]) =>
	fields.filter((field) => {
		const [at, type] = field.split(': ');
		return (
			type !== 'null' || !['object', 'array'].some((more) => fields.includes(`${at}: ${more}`))
		);
	});

const unique = (fields: string[]) => [...new Set(fields)].sort();

describe('the schemas of items', () => {
	let items: Awaited<ReturnType<typeof itemsByOperation>>;
	beforeAll(async () => {
		items = await itemsByOperation();
	});

	it('are as generated (else run: npm run docs)', () => {
		const files = readdirSync(SAVED, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.json'))
			.map((name): [string, unknown] => [
				name.replaceAll('\\', '/'),
				JSON.parse(readFileSync(join(SAVED, name), 'utf8')),
			]);
		expect(Object.fromEntries(files)).toEqual(schemas(items));
	});

	const operations = RESOURCES.flatMap(({ value: resource, operations: all }) =>
		all.map(({ option }) => ({ resource, operation: option.value })),
	);

	it.each([...operations, {}])(
		'are found by n8n for %j, with every field that items have, and no other',
		async (of: { resource?: string; operation?: string }) => {
			const { nodes } = await loadPackage();
			const name = of.operation ? 'gcoreStreamingAi' : 'gcoreStreamingAiTrigger';
			const { version } = nodes[`${PACKAGE}.${name}`].description;
			const nodeDir = join(PROJECT, 'dist/nodes/GcoreStreamingAi');
			const schema = loadOutputSchema({ nodeDir, version: String(version), ...of });
			const those = items[Object.values(of).join('/')];
			expect(unique(fieldsAllowed(schema as unknown as Schema))).toEqual(
				unique(withoutNullForMore(those.flatMap((item) => fieldsOf(item)))),
			);
		},
	);
});
