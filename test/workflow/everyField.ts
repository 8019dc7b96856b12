import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

import { shownFields } from '../e2e/shown';
import { OPERATIONS } from '../operations';

/** Values that expressions give: their names, and their sources. */
export const SOURCES = {
	undefined: 'undefined',
	null: 'null',
	'""': '""',
	blanks: '"  "',
	true: 'true',
	false: 'false',
	'"true"': '"true"',
	'" TRUE "': '" TRUE "',
	'"false"': '"false"',
	'"maybe"': '"maybe"',
	1: '1',
	0: '0',
	'"1"': '"1"',
	'" 5 "': '" 5 "',
	0.5: '0.5',
	'-1': '-1',
	NaN: 'NaN',
	Infinity: 'Infinity',
	'[]': '[]',
	'[1]': '[1]',
	'{}': '({})',
	'a time': '"2026-01-31T10:00:00"',
	'a Date': 'new Date(0)',
	'a DateTime': 'DateTime.fromISO("2026-01-31T10:00:00Z")',
};

export type Value = keyof typeof SOURCES;

export const VALUES = Object.keys(SOURCES) as Value[];

/** A field that is set to a value goes as with the saved one that is meant; `undefined` where it is refused. */
export type Meaning = (value: Value) => { saved: unknown } | undefined;

/** Within another field n8n makes a text of a DateTime (in the workflow's zone). */
const DATE_TIME = '2026-01-31T05:00:00.000-05:00';

const TEXTS: Partial<Record<Value, string>> = {
	'"true"': 'true',
	'" TRUE "': ' TRUE ',
	'"false"': 'false',
	'"maybe"': 'maybe',
	'"1"': '1',
	'" 5 "': ' 5 ',
	'a time': '2026-01-31T10:00:00',
};

const NUMBERS: Partial<Record<Value, number>> = { 1: 1, 0: 0, '"1"': 1, '" 5 "': 5, 0.5: 0.5 };

const SWITCHES: Partial<Record<Value, boolean>> = {
	true: true,
	false: false,
	'"true"': true,
	'" TRUE "': true,
	'"false"': false,
	1: true,
	0: false,
	'"1"': true,
};

const DIGITS: Partial<Record<Value, string>> = { 1: '1', 0: '0', 0.5: '0.5', '-1': '-1' };

const among =
	(
		meanings: Partial<Record<Value, unknown>>,
		holds: (saved: unknown) => boolean = () => true,
	): Meaning =>
	(value) =>
		value in meanings && holds(meanings[value]) ? { saved: meanings[value] } : undefined;

const number = (holds: (value: number) => boolean) =>
	among(NUMBERS, (saved) => holds(saved as number));

const NONE = among({});

/** What is said of fields by their names alone. */
const BY_NAME: Record<string, Meaning> = {
	maxRetries: number((value) => Number.isInteger(value)),
	maxCharactersPerLine: number((value) => Number.isInteger(value)),
	requestTimeout: number((value) => value > 0),
	waitTimeout: number((value) => value > 0),
	pollInterval: number((value) => value > 0),
	reuseHours: number((value) => value > 0),
	confidence: number((value) => value <= 1),
	// A text that is no number is no ID of a video, and a number none of a task.
	videoId: among({ 1: 1, '"1"': '1', '" 5 "': '5' }),
	taskId: among(TEXTS),
	// Neither an address, nor subtitles, nor the name of a file.
	url: NONE,
	subtitlesText: NONE,
	'binaryPropertyName of an input': NONE,
	audioLanguage: among({ '""': '', blanks: '' }),
	'audioLanguage of a check': NONE,
	'subtitlesLanguage of a check': among({ '""': 'none', blanks: 'none', null: 'none' }),
	subtitlesLanguage: NONE,
	language: NONE,
	clientUserId: among({ ...TEXTS, ...DIGITS, '""': '', blanks: '  ' }),
	subtitlesName: among({ ...TEXTS, ...DIGITS, '""': '', blanks: '' }),
	clientEntityData: among({
		...TEXTS,
		...DIGITS,
		'""': '',
		blanks: '  ',
		'[]': '[]',
		'[1]': '[1]',
		'{}': '{}',
		'a Date': '"1970-01-01T00:00:00.000Z"',
	}),
	// A part of a filter's text must not be a status; 0 is what expressions give for nothing.
	search: among({ ...TEXTS, 1: '1', 0.5: '0.5', '-1': '-1' }),
	// A number of the user's.
	'clientUserId of filters': number((value) => Number.isInteger(value) && value > 0),
};

const BY_TYPE: Partial<Record<INodeProperties['type'], Meaning>> = {
	boolean: among(SWITCHES),
	number: number((value) => Number.isInteger(value) && value > 0),
	string: among({ ...TEXTS, ...DIGITS }),
	options: NONE,
	multiOptions: NONE,
	dateTime: among({
		'a time': '2026-01-31T10:00:00',
		'a Date': '1970-01-01T00:00:00.000Z',
		'a DateTime': DATE_TIME,
	}),
};

function meaningOf({ name, type }: INodeProperties, isWithin: boolean, of?: string): Meaning {
	const found = BY_NAME[`${name} of ${of}`] ?? BY_NAME[name] ?? BY_TYPE[type]!;
	const takesText = isWithin && found('"maybe"') !== undefined;
	return (value) => (takesText && value === 'a DateTime' ? { saved: DATE_TIME } : found(value));
}

/** A field, and how to set it. */
export interface EveryField {
	field: INodeProperties;
	/** The settings in which it is there, with a value in it. */
	with(value: unknown): INodeParameters;
	meaning: Meaning;
	/** One of its values that can be used, where none of the table can. */
	good?: unknown;
	/** Read for the first item only. */
	isOnce: boolean;
}

type Values = Record<string, unknown>;

const goodOf = ({ type, options }: INodeProperties) =>
	type === 'options' || type === 'multiOptions'
		? (options as INodePropertyOptions[]).at(-1)?.value
		: undefined;

const asItIs = (value: unknown) => value;

/** The fields in a field, each by itself. @param base what else is set */
function within(property: INodeProperties, base: Values, of: string | undefined): EveryField[] {
	const { name, type, options = [] } = property;
	const entry = (field: INodeProperties, wrap: (value: unknown) => unknown, owner = of) => ({
		field,
		with: (value: unknown) => ({ ...base, [name]: wrap(value) }) as INodeParameters,
		meaning: meaningOf(field, wrap !== asItIs, owner),
		good: goodOf(field),
		isOnce: /for the first item only/.test(field.description ?? ''),
	});
	if (type === 'collection') {
		return (options as INodeProperties[]).map((field) => {
			// Another field of the collection that this one is shown for.
			const shown = Object.entries(field.displayOptions?.show ?? {}).map(([other, allowed]) => [
				other,
				(allowed as unknown[])[0],
			]);
			// Its last look at a task comes then, however long it pauses.
			const ends = field.name === 'pollInterval' && { waitTimeout: 0.3 };
			const others = { ...(base[name] as IDataObject), ...Object.fromEntries(shown), ...ends };
			const owner = name === 'options' ? undefined : name;
			return entry(field, (value) => ({ ...others, [field.name]: value }), owner);
		});
	}
	if (type === 'fixedCollection') {
		const [{ name: group, values }] = options as INodePropertyCollection[];
		const row = Object.fromEntries(values.map((field) => [field.name, goodOf(field) ?? 1]));
		return values.map((field) =>
			entry(field, (value) => ({ [group]: [{ ...row, [field.name]: value }] })),
		);
	}
	if (type === 'resourceLocator') {
		return [entry(property, (value) => ({ __rl: true, mode: 'id', value }))];
	}
	return [entry(property, asItIs)];
}

const OFTEN = { pollInterval: 0.1 };

/** Decide what n8n shows, and are chosen by the settings themselves. */
const CHOSEN = ['resource', 'operation', 'toolDescription'];

const OWNERS: Record<string, string> = { checkSupport: 'a check', addSubtitles: 'an input' };

/** Every field of a node's description in the settings that show it, by name, once for each operation. */
export function everyField(properties: INodeProperties[]): Map<string, EveryField> {
	const found = new Map<string, EveryField>();
	for (const { parameters, fields } of Object.values(OPERATIONS)) {
		for (const more of Object.values(fields)) {
			const waits = parameters.operation === 'wait' || more.waitForCompletion === true;
			const base: Values = { ...parameters, ...more, ...(waits && { options: OFTEN }) };
			for (const property of shownFields(properties, base)) {
				if (CHOSEN.includes(property.name)) continue;
				for (const one of within(property, base, OWNERS[parameters.operation])) {
					const owner = one.field === property ? '' : `${property.displayName} > `;
					const kind = property.type === 'fixedCollection' ? `${String(base.taskType)}, ` : '';
					const operation = `${parameters.resource} ${parameters.operation}`;
					const name = `${operation}: ${kind}${owner}${one.field.displayName}`;
					if (!found.has(name)) found.set(name, one);
				}
			}
		}
	}
	return found;
}

/** Every field of the trigger. */
export const everyFieldOfTrigger = (properties: INodeProperties[]): Map<string, EveryField> =>
	new Map(
		properties
			.flatMap((property) => within(property, {}, undefined))
			.map((one) => [`trigger: ${one.field.displayName}`, { ...one, isOnce: true }]),
	);
