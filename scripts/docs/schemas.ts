/** Part of JSON Schema, as n8n's editor reads it. */
export interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown) => (value === null ? 'null' : typeof value);

/**
 * A schema of values that stand in the same place. The editor looks into an object or a list only where that is the one
 * type, and else shows the first type: null stands last, and is left out beside objects and lists.
 */
function schemaOf(values: unknown[]): Schema {
	const objects = values.filter(isObject);
	if (objects.length > 0) {
		const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
		const at = (key: string) =>
			schemaOf(objects.filter((object) => key in object).map((object) => object[key]));
		return { type: 'object', properties: Object.fromEntries(keys.map((key) => [key, at(key)])) };
	}
	const lists = values.filter(Array.isArray);
	if (lists.length > 0) {
		const entries: unknown[] = lists.flat();
		return { type: 'array', ...(entries.length > 0 && { items: schemaOf(entries) }) };
	}
	const types = [...new Set(values.map(typeOf))].sort(
		(a, b) => Number(a === 'null') - Number(b === 'null'),
	);
	return { type: types.length === 1 ? types[0] : types };
}

/** The version of both nodes, as n8n names folders of schemas. */
const VERSION = 'v1.0.0';

/**
 * What fields the items of each operation and of the trigger have, by file in `__schema__`.
 * @param items by 'resource/operation', and under '' those of the trigger
 */
export const schemas = (items: Readonly<Record<string, unknown[]>>): Record<string, Schema> =>
	Object.fromEntries(
		Object.entries(items).map(([operation, those]) => [
			`${[VERSION, operation].filter(Boolean).join('/')}.json`,
			schemaOf(those),
		]),
	);
