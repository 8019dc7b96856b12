import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from '../../nodes/GcoreStreamingAi/fields/reader';
import { EXPRESSION, field, readOf, readerOf } from './readers';

const OPTIONS = ['none', 'SUCCESS'].map((value) => ({ name: value, value }));

/** A kind of field, and what stands in its refusals. */
type Kind = [name: string, read: (reader: Reader) => unknown, refusal: string];

const of = (more: Partial<INodeProperties>) => field(more);

const SWITCH = of({ type: 'boolean', default: true });
const WHOLE = of({ type: 'number', default: 3, typeOptions: { minValue: 0, maxValue: 100 } });
const TIME = of({ type: 'number', default: 30 });
const FRACTION = of({ type: 'number', default: 0 });
const CHOICE = of({ type: 'options', default: 'none', options: OPTIONS });
const LIST = of({ type: 'multiOptions', default: ['none'], options: OPTIONS });
const TEXT = of({ default: 'data' });
const COLLECTION = of({ type: 'collection', default: {}, options: [TEXT] });

const KINDS: Record<string, Kind> = {
	switch: ['switch', (reader) => reader.switch(SWITCH), 'true or false'],
	whole: ['whole number', (reader) => reader.wholeNumber(WHOLE), 'a whole number from 0 to 100'],
	time: ['time', (reader) => reader.duration(TIME), 'a number above 0 and up to 1000000'],
	fraction: ['fraction', (reader) => reader.fraction(FRACTION), 'a number from 0 to 1'],
	choice: ['choice', (reader) => reader.choice(CHOICE), 'one of none, SUCCESS'],
	anyCase: ['any case', (reader) => reader.choiceInAnyCase(CHOICE), 'one of none, SUCCESS'],
	choices: ['choices', (reader) => reader.choices(LIST), 'one of none, SUCCESS'],
	text: ['text', (reader) => reader.text(TEXT), 'text'],
	label: ['label', (reader) => reader.label(TEXT), 'text'],
	json: ['json', (reader) => reader.json(TEXT), 'text'],
	binary: ['binary', (reader) => reader.binary(TEXT), 'text'],
	language: ['language', (reader) => reader.language(TEXT), 'a language code'],
	date: ['date', (reader) => reader.date(TEXT), 'a date'],
	collection: ['collection', (reader) => reader.collection(COLLECTION) && 'read', 'an object'],
};

const REFUSED = Symbol('refused');
const NOTHING = Symbol('gives nothing');

const BLANKS = ' \u00a0\u200b';

const FILE = { mimeType: 'text/vtt', data: 'V0VCVlRU' };

const STORED = { mimeType: 'text/vtt', id: 'filesystem-v2:a' };

const date = new Date('2026-01-31T10:00:00Z');

/** By name: a value, and what each kind makes of it, by default a refusal. */
const VALUES: Record<string, [value: unknown, read: Record<string, unknown>]> = {
	undefined: [undefined, { texts: NOTHING }],
	null: [null, { texts: NOTHING }],
	'an empty text': ['', { text: NOTHING, binary: NOTHING, label: '', json: '', language: '' }],
	blanks: [
		BLANKS,
		{ text: NOTHING, binary: NOTHING, label: BLANKS, json: BLANKS, language: BLANKS },
	],
	true: [true, { switch: true }],
	false: [false, { switch: false }],
	'"true"': ['true', { switch: true, '...': 'true' }],
	'" TRUE "': [' TRUE ', { switch: true, '...': ' TRUE ' }],
	'"False"': ['False', { switch: false, '...': 'False' }],
	'"maybe"': ['maybe', { '...': 'maybe' }],
	1: [1, { switch: true, whole: 1, time: 1, fraction: 1, texts: '1' }],
	0: [0, { switch: false, whole: 0, fraction: 0, texts: '0' }],
	'"1"': ['1', { switch: true, whole: 1, time: 1, fraction: 1, '...': '1' }],
	'" 0 "': [' 0 ', { switch: false, whole: 0, fraction: 0, '...': ' 0 ' }],
	2: [2, { whole: 2, time: 2, texts: '2' }],
	0.5: [0.5, { time: 0.5, fraction: 0.5, texts: '0.5' }],
	'".5e0"': ['.5e0', { time: 0.5, fraction: 0.5, '...': '.5e0' }],
	'"5.0"': ['5.0', { whole: 5, time: 5, '...': '5.0' }],
	101: [101, { time: 101, texts: '101' }],
	1e7: [1e7, { texts: '10000000' }],
	'-1': [-1, { texts: '-1' }],
	'"0x10"': ['0x10', { '...': '0x10' }],
	'"5 s"': ['5 s', { '...': '5 s' }],
	NaN: [NaN, {}],
	Infinity: [Infinity, {}],
	'"success"': [' "success" ', { anyCase: 'SUCCESS', '...': ' "success" ' }],
	'"SUCCESS"': [
		'SUCCESS',
		{ anyCase: 'SUCCESS', choice: 'SUCCESS', choices: ['SUCCESS'], '...': 'SUCCESS' },
	],
	'"constructor"': ['constructor', { '...': 'constructor' }],
	'an empty list': [[], { choices: REFUSED, json: '[]' }],
	'a list of a number': [[5], { json: '[5]' }],
	'a list': [['none', 'SUCCESS'], { choices: ['none', 'SUCCESS'], json: '["none","SUCCESS"]' }],
	'a list with null': [['none', null], { json: '["none",null]' }],
	'an object': [{ field: 'ä' }, { json: '{"field":"ä"}', collection: 'read' }],
	'a date': [date, { date: date.toISOString(), json: `"${date.toISOString()}"` }],
	'a file': [FILE, { json: JSON.stringify(FILE), binary: FILE, collection: 'read' }],
	'a file by ID': [STORED, { json: JSON.stringify(STORED), binary: STORED, collection: 'read' }],
	'a type alone': [{ mimeType: 'a/b' }, { json: '{"mimeType":"a/b"}', collection: 'read' }],
	'a day': ['2026-01-31', { date: '2026-01-31', '...': '2026-01-31' }],
	'a time': ['2026-01-31T10:00', { date: '2026-01-31T01:00:00.000Z', '...': '2026-01-31T10:00' }],
	'a BigInt': [5n, {}],
};

/** Texts, numbers too, and languages, which are texts alone. */
const TEXTS = ['text', 'label', 'json', 'binary'];

function expected(kind: string, read: Record<string, unknown>, refusal: string): unknown {
	const rest = [...TEXTS, 'language'].includes(kind) ? read['...'] : undefined;
	const texts = TEXTS.includes(kind) ? read.texts : undefined;
	const found = kind in read ? read[kind] : (rest ?? texts ?? REFUSED);
	if (found === NOTHING) return "'Field' is empty";
	return found === REFUSED ? `'Field' is not ${refusal}` : found;
}

describe.each(Object.entries(KINDS))('%s', (kind, [, read, refusal]) => {
	it.each(Object.entries(VALUES))('by an expression: %s', (_name, [value, results]) => {
		const reader = readerOf(value, EXPRESSION);
		expect(readOf(read, reader)).toEqual(expected(kind, results, refusal));
	});

	it('is its default where it is not set, and n8n has none', () => {
		const { switch: on, whole, time, choice, text } = KINDS;
		const defaults = new Map<unknown, unknown>([
			[on, true],
			[whole, 3],
			[time, 30],
			[choice, 'none'],
			[text, 'data'],
		]);
		const preset = defaults.get(KINDS[kind]);
		if (preset !== undefined) expect(readOf(read, readerOf(undefined))).toBe(preset);
	});
});

it.each([
	['switch', '', 'true or false'],
	['switch', null, 'true or false'],
	['whole', '', 'a whole number from 0 to 100'],
	['whole', null, 'a whole number from 0 to 100'],
	['time', '', 'a number above 0 and up to 1000000'],
	['choice', '', 'one of none, SUCCESS'],
	['choice', null, 'one of none, SUCCESS'],
])('%s: %p that is saved is refused', (kind, value, refusal) => {
	expect(readOf(KINDS[kind][1], readerOf(value))).toBe(`'Field' is not ${refusal}`);
});

it.each(['text', 'label', 'json', 'language'])('%s: what is left empty is empty', (kind) => {
	for (const value of ['', null]) expect(readOf(KINDS[kind][1], readerOf(value))).toBe('');
});

describe('a field that takes no expressions', () => {
	const fixed = { noDataExpression: true };

	it.each(['true', 1, 'TRUE', 0])(
		'a switch is not %p: n8n shows fields by exact values',
		(value) => {
			const read = (reader: Reader) => reader.switch({ ...SWITCH, ...fixed });
			expect(readOf(read, readerOf(value))).toBe("'Field' is not true or false");
			expect([true, false].map((one) => readOf(read, readerOf(one)))).toEqual([true, false]);
		},
	);
});

describe('within a collection', () => {
	const option = of({ name: 'option', displayName: 'Option', type: 'number', default: 7 });
	const outer = of({ type: 'collection', default: {}, options: [option] });
	const read = (reader: Reader) => reader.collection(outer).wholeNumber(option);

	it('an option that was not added has its default', () => {
		for (const none of [{}, undefined, null, '']) expect(readOf(read, readerOf(none))).toBe(7);
	});

	it.each([undefined, null, ''])('an expression of its own that gives %p is refused', (option) => {
		const reader = readerOf({ option }, { option: EXPRESSION });
		const refusal = "'Option' is not a whole number from 0 up";
		expect(readOf(read, reader)).toBe(refusal);
	});

	it('an expression for the whole is one for each', () => {
		expect(readOf(read, readerOf({ option: 5 }, EXPRESSION))).toBe(5);
		expect(readOf(read, readerOf({ option: undefined }, EXPRESSION))).toMatch(/^'Option' is not/);
		expect(readOf(read, readerOf(undefined, EXPRESSION))).toBe("'Field' is not an object");
	});

	it('an expression for the whole that n8n has lost is refused: texts have functions', () => {
		const reader = readerOf({ option: String.prototype.search });
		expect(readOf(read, reader)).toMatch(
			/^'Field' is an expression as a whole, which n8n does not/,
		);
	});

	it('fields that nobody knows are passed over, but not among filters', () => {
		const other = readerOf({ other: 1 });
		expect(readOf(read, other)).toBe(7);
		expect(readOf((reader) => reader.filters(outer), other)).toBe(
			"'Field' has the field 'other', which is none of option",
		);
	});
});

describe('rows', () => {
	const number = of({ name: 'number', displayName: 'Number', type: 'number', default: 7 });
	const values = [{ displayName: 'Object', name: 'objects', values: [number] }];
	const outer = of({ type: 'fixedCollection', default: {}, options: values });
	const read = (reader: Reader) => reader.rows(outer).map((row) => row.wholeNumber(number));

	it.each([undefined, '', {}, { objects: null }, { objects: [] }])('none in %j', (none) => {
		expect(readOf(read, readerOf(none))).toEqual([]);
	});

	it('each has values of its own', () => {
		const rows = { objects: [{ number: 5 }, {}, { number: '6' }] };
		expect(readOf(read, readerOf(rows))).toEqual([5, 7, 6]);
	});

	it('an expression that gives nothing is refused', () => {
		const raw = { objects: [{ number: EXPRESSION }] };
		const refusal = "'Number' is not a whole number from 0 up";
		expect(readOf(read, readerOf({ objects: [{ number: null }] }, raw))).toBe(refusal);
	});

	it('a text in their place is refused', () => {
		expect(readOf(read, readerOf({ objects: 'A' }))).toBe("'Field' is not a list of objects");
	});
});
