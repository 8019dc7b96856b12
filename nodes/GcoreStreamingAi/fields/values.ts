import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { badParameter } from '../gcore/failures';
import { named, shown } from '../gcore/shown';
import { unquoted } from '../gcore/text';

/** Whether a saved value, or a part of it, is an expression. */
export const hasExpression = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);

/** Of seconds: timers take no more than 2^31 ms, and end at once when they are given more. */
const MOST = 1_000_000;

/**
 * The value of a field for a time, in the unit that the field has; a part of one will do.
 * @param value undefined where the option was not added
 * @throws GcoreFailure naming the field
 */
export function positive(
	{ displayName, default: preset }: INodeProperties,
	value: unknown,
): number {
	const number = Number(value === undefined ? preset : value);
	if (number > 0 && number <= MOST) return number;
	const wanted = `a number above 0 and up to ${MOST}`;
	throw badParameter(
		displayName,
		shown`is not ${wanted}`,
		shown`Set '${displayName}' to ${wanted}.`,
	);
}

/**
 * A number field's value, within the bounds that the field has.
 * @param value undefined where the option was not added
 * @throws GcoreFailure naming the field
 */
export function wholeNumber(
	{ displayName, default: preset, typeOptions = {} }: INodeProperties,
	value: unknown,
): number {
	const { minValue: least = 0, maxValue: most = Number.MAX_SAFE_INTEGER } = typeOptions;
	const number = Number(value === undefined ? preset : value);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const range = most === Number.MAX_SAFE_INTEGER ? `${least} up` : `${least} to ${most}`;
	const wanted = `a whole number from ${range}`;
	throw badParameter(
		displayName,
		shown`is not ${wanted}`,
		shown`Set '${displayName}' to ${wanted}.`,
	);
}

/**
 * The value of a list of options, which an expression may have made anything.
 * @param value nothing where the option was not added
 * @param anyCase whether letters may be large or small, and quotes or what cannot be seen stand around it
 * @throws GcoreFailure naming the field
 */
export function oneOf<T extends string>(
	{ displayName, default: preset, options = [] }: INodeProperties,
	value: unknown,
	anyCase = false,
): T {
	const known = (options as INodePropertyOptions[]).map((option) => option.value);
	const chosen = value ?? preset;
	const spelled = anyCase && typeof chosen === 'string' ? unquoted(chosen).toLowerCase() : chosen;
	const found = known.find((one) => (anyCase ? String(one).toLowerCase() : one) === spelled);
	if (found !== undefined) return found as T;
	throw badParameter(
		displayName,
		shown`is not one of ${known.join(', ')}`,
		'Choose from its list, or check what the expression gives for this item.',
	);
}

/**
 * The fields of a collection, which an expression may have made anything.
 * @throws GcoreFailure naming the collection, where it has a field that nobody knows
 */
export function fieldsOf(
	{ displayName, options = [] }: INodeProperties,
	value: unknown,
): IDataObject {
	const fields = value === undefined || value === null || value === '' ? {} : value;
	const known = options.map(({ name }) => name);
	const wanted = shown`Give an object with fields of ${known.join(', ')}, or choose them from the list.`;
	if (!isJsonObject(fields)) throw badParameter(displayName, 'is not an object', wanted);
	// n8n looks for a collection's fields in the text of an expression, and finds what every text has, such as search().
	if (Object.values(fields).some((field) => typeof field === 'function')) {
		throw badParameter(
			displayName,
			'is an expression as a whole, which n8n does not evaluate',
			shown`Give each field of '${displayName}' an expression of its own.`,
		);
	}
	const other = Object.keys(fields).find((name) => !known.includes(name));
	if (other === undefined) return fields;
	throw badParameter(
		displayName,
		shown`has the field '${named(other)}', which is none of ${known.join(', ')}`,
		wanted,
	);
}
