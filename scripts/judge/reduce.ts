/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { DESCRIPTION_FILE, type Part } from './description';

/**
 * Makes test/judge/gcore.openapi.json of Gcore's published descriptions, for Prism to judge by: what a machine can check
 * of them, and none of their prose, which is Gcore's.
 *
 *     npx tsx scripts/judge/reduce.ts AI.yaml VIDEO.yaml
 */
const PROSE = [
	'description',
	'summary',
	'title',
	'example',
	'examples',
	'externalDocs',
	'operationId',
	'tags',
];

/** In these, keys are names that Gcore has given, and one of them may be `title`. */
const OF_NAMES = ['paths', 'properties', 'responses', 'schemas'];

function reduced(value: unknown, isOfNames = false): unknown {
	if (Array.isArray(value)) return value.map((one) => reduced(one)).filter((one) => !isEmpty(one));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => isOfNames || !PROSE.includes(key))
			.map(([key, part]) => [key, withId(key, reduced(part, OF_NAMES.includes(key)))]),
	);
}

/** An `allOf` has parts that were nothing but an example. */
const isEmpty = (value: unknown) =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Prism would make up IDs: 0, which is none, or those of other tasks than were asked for (test/judge/uses.ts). */
const IDS: Record<string, unknown> = { id: 1, task_id: 'aafe70c6-0000-0000-0000-327b65f7670f' };

const withId = (name: string, part: unknown): unknown =>
	['integer', 'string'].includes(String((part as Part)?.type)) && Object.hasOwn(IDS, name)
		? { ...(part as Part), example: IDS[name] }
		: part;

/** @throws Error when two descriptions mean something different by one name */
function merged(parts: Part[]): Part {
	const all: Part = {};
	for (const [name, part] of parts.flatMap((one) => Object.entries(one))) {
		if (name in all && !isDeepStrictEqual(all[name], part)) {
			throw new Error(`The descriptions mean different things by '${name}'`);
		}
		all[name] = part;
	}
	return all;
}

/** One description of several, each in YAML or JSON. */
export function reduce(texts: string[]): Part {
	const all = texts.map((text) => reduced(parse(text)) as Record<string, Part>);
	const components = all.map((one) => one.components as Record<string, Part>);
	return {
		openapi: all[0].openapi,
		info: { title: "Gcore's calls that the node may use, reduced", version: '1' },
		security: all[0].security,
		paths: merged(all.map(({ paths }) => paths)),
		components: {
			schemas: merged(components.map(({ schemas }) => schemas)),
			securitySchemes: merged(components.map(({ securitySchemes }) => securitySchemes)),
		},
	};
}

async function main(files: string[]): Promise<void> {
	if (files.length === 0) throw new Error('Give the files of the descriptions');
	const all = reduce(files.map((file) => readFileSync(file, 'utf8')));
	const options = { ...(await resolveConfig(DESCRIPTION_FILE)), parser: 'json' };
	writeFileSync(DESCRIPTION_FILE, await format(JSON.stringify(all), options));
}

if (require.main === module) void main(process.argv.slice(2));
