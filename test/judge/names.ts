import {
	describedCall,
	type DescribedCall,
	type Description,
	type Part,
} from '../../scripts/judge/description';

/** Names in a request. */
export interface Names {
	query: string[];
	body: string[];
}

/** The names of a schema's properties, wherever they come from. */
function propertiesOf(description: Description, schema: Part): string[] {
	const ref = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref))?.[1];
	const parts = [schema.allOf, schema.oneOf, schema.anyOf].flatMap((of) => (of ?? []) as Part[]);
	if (ref) parts.push(description.components.schemas[ref]);
	return [
		...Object.keys((schema.properties ?? {}) as Part),
		...parts.flatMap((part) => propertiesOf(description, part)),
	];
}

/** The names that a call knows: Prism passes over others, though a name that is misspelt does nothing. */
export function namesIn(description: Description, call: DescribedCall): Names {
	const schema = call.requestBody?.content['application/json'].schema;
	return {
		query: (call.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
		body: schema ? propertiesOf(description, schema) : [],
	};
}

/** What is wrong with the names of a request. */
export function unknownNames(description: Description, call: string, sent: Names): string[] {
	const known = namesIn(description, describedCall(description, call));
	return (['query', 'body'] as const).flatMap((part) =>
		sent[part]
			.filter((name) => !known[part].includes(name))
			.map((name) => `Nothing is called '${name}' in the ${part}`),
	);
}
