import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodeParameterValue,
} from 'n8n-workflow';

/** What the editor has to show of a node's description. Nothing here looks at the editor. */

type Values = Record<string, unknown>;

/** n8n's own field of triggers that poll. */
const POLL_TIMES = 'pollTimes';

/** The fields that a node with these settings shows, by their display rules, in order. */
export function shownFields(properties: INodeProperties[], chosen: Values): INodeProperties[] {
	const values: Values = {};
	const shown: INodeProperties[] = [];
	for (const property of properties) {
		const rules = Object.entries(property.displayOptions?.show ?? {});
		const isShown = rules.every(([name, allowed]) =>
			(allowed as NodeParameterValue[]).includes(values[name] as NodeParameterValue),
		);
		if (!isShown || property.name === POLL_TIMES || property.type === 'notice') continue;
		values[property.name] = chosen[property.name] ?? property.default;
		shown.push(property);
	}
	return shown;
}

/** Collections with each of their fields in them, so that the editor shows those. */
export function filledIn(fields: INodeProperties[]): Values {
	const filled: Values = {};
	for (const { name, type, options } of fields) {
		if (type === 'collection') {
			const inner = (options ?? []) as INodeProperties[];
			filled[name] = Object.fromEntries(inner.map((field) => [field.name, field.default]));
			// A field that is there for some values of another one: the first of them.
			for (const { displayOptions } of inner) {
				for (const [other, allowed] of Object.entries(displayOptions?.show ?? {})) {
					Object.assign(filled[name] as Values, { [other]: (allowed as unknown[])[0] });
				}
			}
		}
		if (type === 'fixedCollection') {
			const groups = (options ?? []) as INodePropertyCollection[];
			filled[name] = Object.fromEntries(
				groups.map(({ name: group, values }) => [
					group,
					[Object.fromEntries(values.map((field) => [field.name, field.default]))],
				]),
			);
		}
	}
	return filled;
}

/** Fields and those within them. */
export const nested = (fields: INodeProperties[]): INodeProperties[] =>
	fields.flatMap((field) => [field, ...innerOf(field)]);

const innerOf = ({ type, options = [] }: INodeProperties): INodeProperties[] => {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
};

/** The words that the parameter view shows for the fields: their names, and what is chosen where many may be. */
export const expectedLines = (fields: INodeProperties[], values: Values): string[] =>
	nested(fields).flatMap(({ displayName, name, type, options, default: preset }) => {
		if (type !== 'multiOptions') return [displayName];
		const chosen = (values[name] ?? preset) as string[];
		const labels = chosen.map(
			(one) => (options as INodePropertyOptions[]).find(({ value }) => value === one)!.name,
		);
		return [displayName, ...labels];
	});
