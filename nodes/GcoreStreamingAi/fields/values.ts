import type { IBinaryData, IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { badParameter } from '../gcore/failures';
import { named, shown } from '../gcore/shown';
import { trimmed, unquoted } from '../gcore/text';

/** Whether a saved value, or a part of it, is an expression. */
export const hasExpression = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);

/** What a field holds: its value for an item, and what is saved, which may be an expression. */
export interface Given {
	/** Anything. Undefined where the field is not set, or where its expression gives that. */
	value: unknown;
	raw: unknown;
}

/** Undefined, null, and a text in which nothing can be seen. */
export const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && !unquoted(value));

/** The value of a field, or its default where it is not set. What an expression gives is its value, nothing too. */
export const present = ({ default: preset }: INodeProperties, { value, raw }: Given): unknown =>
	value === undefined && !hasExpression(raw) ? preset : value;

/** What helps where an expression has set a field to nothing. */
const whyNothing = (displayName: string, { value, raw }: Given) =>
	isNothing(value) && hasExpression(raw)
		? `The expression in '${displayName}' gives nothing: check it, or take it out. `
		: '';

const refused = ({ displayName }: INodeProperties, given: Given, wanted: string) =>
	badParameter(
		displayName,
		shown`is not ${wanted}`,
		shown`${whyNothing(displayName, given)}Set '${displayName}' to ${wanted}.`,
	);

const SWITCH_WORDS = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

/**
 * A switch. Sheets and forms give text and numbers: "true" and "false" in any case, 1 and 0 count too, but not in
 * fields that take no expressions, since n8n shows fields and outputs by their exact value.
 * @throws GcoreFailure naming the field
 */
export function switchOf(field: INodeProperties, given: Given): boolean {
	const value = present(field, given);
	if (typeof value === 'boolean') return value;
	const isWord = typeof value === 'string' || typeof value === 'number';
	const word = isWord ? trimmed(String(value)).toLowerCase() : '';
	const on = field.noDataExpression ? undefined : SWITCH_WORDS.get(word);
	if (on !== undefined) return on;
	throw refused(field, given, 'true or false');
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number, or a text that is one. Number() makes one of "", null, lists and dates too. */
function numberIn(value: unknown): number {
	if (typeof value === 'number') return value;
	const text = typeof value === 'string' ? trimmed(value) : '';
	return DECIMAL.test(text) ? Number(text) : NaN;
}

/** Of seconds: timers take no more than 2^31 ms, and end at once when they are given more. */
const MOST = 1_000_000;

/** A length of time above 0, in the unit that the field has; a part of one will do. @throws GcoreFailure naming the field */
export function durationOf(field: INodeProperties, given: Given): number {
	const number = numberIn(present(field, given));
	if (number > 0 && number <= MOST) return number;
	throw refused(field, given, `a number above 0 and up to ${MOST}`);
}

/** A whole number within the bounds that the field has. @throws GcoreFailure naming the field */
export function wholeNumber(field: INodeProperties, given: Given): number {
	const { minValue: least = 0, maxValue: most = Number.MAX_SAFE_INTEGER } = field.typeOptions ?? {};
	const number = numberIn(present(field, given));
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const range = most === Number.MAX_SAFE_INTEGER ? `${least} up` : `${least} to ${most}`;
	throw refused(field, given, `a whole number from ${range}`);
}

/** A number from 0 to 1. @throws GcoreFailure naming the field */
export function fractionOf(field: INodeProperties, given: Given): number {
	const number = numberIn(present(field, given));
	if (number >= 0 && number <= 1) return number;
	throw refused(field, given, 'a number from 0 to 1');
}

const knownBy = ({ options }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => String(value));

const notOneOf = ({ displayName }: INodeProperties, known: string[]) =>
	badParameter(
		displayName,
		shown`is not one of ${known.join(', ')}`,
		'Choose from its list, or check what the expression gives for this item.',
	);

/**
 * One of a field's options.
 * @param anyCase whether letters may be large or small, and quotes or what cannot be seen stand around it
 * @throws GcoreFailure naming the field
 */
export function choiceOf<T extends string>(
	field: INodeProperties,
	given: Given,
	anyCase = false,
): T {
	const value = present(field, given);
	const known = knownBy(field);
	const text = anyCase && typeof value === 'string' ? unquoted(value).toLowerCase() : value;
	const found = known.find((one) => (anyCase ? one.toLowerCase() : one) === text);
	if (found !== undefined) return found as T;
	throw notOneOf(field, known);
}

/** Some of a field's options; a single one counts as a list of one. @throws GcoreFailure naming the field */
export function choicesOf<T extends string>(field: INodeProperties, given: Given): T[] {
	const values = [present(field, given)].flat();
	// Nobody can have meant an expression to choose nothing.
	const isMissing = values.length === 0 && hasExpression(given.raw);
	if (isMissing) throw notOneOf(field, knownBy(field));
	return values.map((value) => choiceOf(field, { value: value ?? '', raw: undefined }));
}

/** Whether a value is a file of an item, as n8n keeps it. */
export const isBinary = (value: unknown): value is IBinaryData =>
	isJsonObject(value) && 'mimeType' in value && ('data' in value || 'id' in value);

/** The name of a binary field, or the file itself, which an expression may give. @throws GcoreFailure naming the field */
export const binaryOf = (field: INodeProperties, given: Given): string | IBinaryData =>
	isBinary(given.value) ? given.value : textOf(field, given);

/** @returns undefined for what is no text and no number */
const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined;

/**
 * A text, as it is given; a number is its digits.
 * @throws GcoreFailure naming the field, where it is no text, or an expression gives nothing: that is not a field left empty
 */
export function textOf(field: INodeProperties, given: Given): string {
	const { displayName } = field;
	const why = whyNothing(displayName, given);
	if (why) throw badParameter(displayName, 'is empty', shown`${why.trim()}`);
	const text = textIn(present(field, given) ?? '');
	if (text !== undefined) return text;
	throw badParameter(displayName, 'is not text', shown`Give '${displayName}' as text.`);
}

/**
 * As `textOf`, for a label that may be left out: an empty text of an expression leaves it out as well, because a cell
 * of a sheet may be empty. Undefined and null are no text: mostly the name of a field is misspelled then.
 */
export const labelOf = (field: INodeProperties, given: Given): string =>
	typeof given.value === 'string' ? given.value : textOf(field, given);

/** As `labelOf`; an object or a list is its JSON. @throws GcoreFailure naming the field */
export function jsonOf(field: INodeProperties, given: Given): string {
	const { value } = given;
	return typeof value === 'object' && value !== null
		? JSON.stringify(value)
		: labelOf(field, given);
}

/**
 * A language as it is given, by code or by name, or one of the field's other options. An empty text is left to the
 * field, as with `labelOf`.
 * @throws GcoreFailure naming the field
 */
export function languageOf(field: INodeProperties, given: Given): string {
	const value = present(field, given) ?? (hasExpression(given.raw) ? undefined : '');
	if (typeof value === 'string') return value;
	throw badParameter(
		field.displayName,
		'is not a language code',
		'Choose a language from the list, or give its code or English name, for example eng, en or English.',
	);
}

/**
 * The fields of a collection.
 * @param anyName whether fields that nobody knows are passed over
 * @throws GcoreFailure naming the collection
 */
export function fieldsOf(field: INodeProperties, given: Given, anyName: boolean): IDataObject {
	const { displayName } = field;
	const value = present(field, given);
	const isEmpty = !hasExpression(given.raw) && (value === null || value === '');
	const fields = isEmpty ? {} : value;
	const known = field.options!.map(({ name }) => name);
	const wanted = shown`Give an object with fields of ${known.join(', ')}, or choose them from the list.`;
	if (!isJsonObject(fields) || fields instanceof Date) {
		throw badParameter(displayName, 'is not an object', wanted);
	}
	// n8n looks for a collection's fields in the text of an expression, and finds what every text has, such as search().
	if (Object.values(fields).some((one) => typeof one === 'function')) {
		throw badParameter(
			displayName,
			'is an expression as a whole, which n8n does not evaluate',
			shown`Give each field of '${displayName}' an expression of its own.`,
		);
	}
	const other = Object.keys(fields).find((name) => !known.includes(name));
	if (other === undefined || anyName) return fields;
	throw badParameter(
		displayName,
		shown`has the field '${named(other)}', which is none of ${known.join(', ')}`,
		wanted,
	);
}
