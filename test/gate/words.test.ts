import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { loadPackage } from '../engine';
import { FRIGHTENING, ownWords } from '../engine/wording';

/** n8n's rules for words on screen, checked over everything that a person can read in `dist`. */
interface Shown {
	where: string;
	property: INodeProperties;
}

/** n8n adds its own field to every trigger that polls. */
const isOurs = ({ name }: INodeProperties) => name !== 'pollTimes';

const isProperty = (option: object): option is INodeProperties =>
	'type' in option && 'default' in option;

const nested = (where: string, properties: INodeProperties[]): Shown[] =>
	properties.flatMap((property) => {
		const at = `${where} > ${property.displayName}`;
		const inner = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : isProperty(option) ? [option] : [],
		);
		return [{ where: at, property }, ...nested(at, inner)];
	});

async function everythingShown(): Promise<Shown[]> {
	const { nodes, credential } = await loadPackage();
	return [
		...Object.entries(nodes).flatMap(([name, { description }]) =>
			nested(name, description.properties.filter(isOurs)),
		),
		...nested(credential.name, credential.properties),
	];
}

const choices = ({ property }: Shown): INodePropertyOptions[] =>
	(property.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);

/** Words that stay small within a title. */
const SMALL = /^(a|an|and|as|at|by|for|from|in|into|of|on|or|per|the|to|with)$/;

const isTitleCase = (title: string) =>
	title
		.split(/[\s(]+/)
		.filter((word) => /^[a-z]/i.test(word))
		.every(
			(word, index) =>
				(index > 0 && SMALL.test(word)) || /^[A-Z]/.test(word) || /^[a-z]{3}\)$/.test(word),
		);

const offending = async (rule: (shown: Shown) => string[]) =>
	(await everythingShown()).flatMap((shown) =>
		rule(shown).map((text) => `${shown.where}: ${text}`),
	);

describe('words on screen', () => {
	it('covers what is there', async () => {
		expect((await everythingShown()).length).toBeGreaterThan(80);
	});

	it('has names in Title Case', async () => {
		const wrong = await offending((shown) =>
			[shown.property.displayName, ...choices(shown).map(({ name }) => name)].filter(
				(name) => !isTitleCase(name),
			),
		);
		expect(wrong).toEqual([]);
	});

	it('has descriptions that begin with a capital, and end with a full stop only when there are more sentences', async () => {
		const wrong = await offending((shown) =>
			[shown.property.description, ...choices(shown).map(({ description }) => description)]
				.filter((text): text is string => Boolean(text))
				.filter((text) => {
					const sentences = text.split(/[.:] [A-Z]/).length;
					return !/^[A-Z]/.test(text) || text.endsWith('.') !== sentences > 1;
				}),
		);
		expect(wrong).toEqual([]);
	});

	it('has switches that begin with Whether', async () => {
		const wrong = await offending(({ property }) =>
			property.type === 'boolean' && !property.description?.startsWith('Whether')
				? [String(property.description)]
				: [],
		);
		expect(wrong).toEqual([]);
	});

	it('has placeholders that give an example, or say what is added', async () => {
		const wrong = await offending(({ property }) =>
			[
				property.placeholder,
				...(property.modes ?? []).map(({ placeholder }) => placeholder),
			].filter(
				(text): text is string => Boolean(text) && !/^(e\.g\. |Add |Select[ ,])/.test(String(text)),
			),
		);
		expect(wrong).toEqual([]);
	});

	it('says what happened and what to do without words that frighten', async () => {
		const wrong = await offending((shown) =>
			[shown.property.description, ...choices(shown).map(({ description }) => description)].filter(
				(text): text is string => FRIGHTENING.test(ownWords(text)),
			),
		);
		expect(wrong).toEqual([]);
		for (const { message, remedy } of Object.values(FAILURES)) {
			expect(`${message}. ${remedy}`).not.toMatch(FRIGHTENING);
		}
	});

	it('has names of other fields in single quotes', async () => {
		const shown = await everythingShown();
		// A name of one word may be just that word.
		const names = [...new Set(shown.map(({ property }) => property.displayName))].filter((name) =>
			name.includes(' '),
		);
		expect(names.length).toBeGreaterThan(20);
		const outcomes = RESOURCES.flatMap(({ operations }) =>
			operations.flatMap(({ outcomes: of }) => of?.table ?? []),
		);
		const texts = [
			...shown.flatMap((one) => [
				one.property.description,
				...choices(one).map((c) => c.description),
			]),
			...Object.values(FAILURES).flatMap(({ message, remedy }) => [message, remedy]),
			...outcomes.flatMap(({ meaning, remedy }) => [meaning, remedy]),
		].filter((text) => text !== undefined);
		const bare = texts.filter((text) =>
			names.some((name) => text.replaceAll(`'${name}'`, '').includes(name)),
		);
		expect(bare).toEqual([]);
	});

	it('has actions without articles, in sentence case', async () => {
		const actions = (await everythingShown())
			.flatMap(choices)
			.flatMap(({ action }) => action ?? []);
		expect(actions.length).toBeGreaterThanOrEqual(7);
		for (const action of actions)
			expect(action).toMatch(/^[A-Z][a-z]+( (?!an? |the )([a-z]+|AI))+$/);
	});
});
