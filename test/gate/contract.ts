import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { loadPackage } from '../engine';

/** What saved workflows depend on, one line each: where it is, and what it is. */
export type Contract = Record<string, string>;

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const text = (value: unknown) => JSON.stringify(value) ?? 'undefined';

/** A parameter may stand in the list several times, each for other settings. */
function addProperties(lines: Contract, where: string, properties: INodeProperties[]) {
	for (const property of properties) {
		const { show, hide = {} } = property.displayOptions ?? {};
		const at = `${where}.${property.name}${show ? ` shown for ${text({ show })}` : ''}`;
		// What hides a field is added for values that saved workflows cannot have, and has lines of its own.
		for (const [name, values] of Object.entries(hide)) {
			if (name === '@tool') lines[`${at} hidden on tools`] = 'true';
			else lines[`${at} hidden for ${name}`] = text(values);
		}
		lines[`${at} type`] = property.type;
		// On a tool it is words for the model, which may get better.
		if (!property.displayOptions?.show?.['@tool']) lines[`${at} default`] = text(property.default);
		if (property.noDataExpression) lines[`${at} takes no expression`] = 'true';
		// Bounds, among others: a value that was saved may lie outside of narrower ones.
		if (property.typeOptions) lines[`${at} type options`] = text(property.typeOptions);
		for (const mode of property.modes ?? []) lines[`${at} mode ${mode.name}`] = mode.type;
		for (const option of (property.options ?? []) as Entry[]) {
			if ('values' in option) addProperties(lines, `${at}.${option.name}`, option.values);
			else if ('type' in option && 'default' in option) addProperties(lines, at, [option]);
			else lines[`${at} option ${text((option as INodePropertyOptions).value)}`] = 'there';
		}
	}
}

/** Names, types, defaults, option values and display rules of every parameter in `dist`, and of the credential. */
export async function contractOfDist(): Promise<Contract> {
	const { nodes, credential } = await loadPackage();
	const lines: Contract = {};
	for (const [name, { description }] of Object.entries(nodes)) {
		lines[`${name} version`] = text(description.version);
		lines[`${name} credentials`] = text(description.credentials?.map((entry) => entry.name));
		lines[`${name} inputs`] = text(description.inputs);
		lines[`${name} usable as tool`] = text(description.usableAsTool ?? false);
		// n8n adds its own field to every trigger that polls.
		addProperties(
			lines,
			name,
			description.properties.filter((property) => property.name !== 'pollTimes'),
		);
	}
	addProperties(lines, `credential ${credential.name}`, credential.properties);
	return lines;
}

export interface Difference {
	/** Gone, or other than it was: workflows that people have saved may do something else now. */
	breaking: string[];
	added: string[];
}

export function differenceOf(before: Contract, after: Contract): Difference {
	const breaking = Object.entries(before)
		.filter(([at, what]) => after[at] !== what)
		.map(([at, what]) =>
			at in after ? `changed: ${at}: was ${what}, is ${after[at]}` : `gone: ${at} (${what})`,
		);
	return { breaking, added: Object.keys(after).filter((at) => !(at in before)) };
}

/** What a person who has made the change should do about it; undefined when nothing differs. */
export function advice({ breaking, added }: Difference): string | undefined {
	if (breaking.length > 0) {
		return [
			'Saved workflows depend on what this change takes away or alters:',
			...breaking.map((line) => `  ${line}`),
			...(added.length > 0 ? ['It adds, perhaps in their place:'] : []),
			...added.map((line) => `  ${line}`),
			'Keep it, or give the node a new version that has the change (version: [1, 2], the old form shown for',
			"version 1 by displayOptions' @version), and add a migration note to CHANGELOG.md.",
			'If nobody can have saved it yet, accept the change: npm run contract',
		].join('\n');
	}
	if (added.length > 0) {
		return [
			'The contract with saved workflows has grown:',
			...added.map((line) => `  ${line}`),
			'If that is what you want, accept it: npm run contract',
		].join('\n');
	}
	return undefined;
}
