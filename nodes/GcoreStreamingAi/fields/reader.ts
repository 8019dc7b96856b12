import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { badParameter } from '../gcore/failures';
import { shown } from '../gcore/shown';

import { dateOf } from './dates';
import {
	binaryOf,
	choiceOf,
	choicesOf,
	durationOf,
	fieldsOf,
	fractionOf,
	hasExpression,
	isNothing,
	jsonOf,
	labelOf,
	languageOf,
	switchOf,
	textOf,
	wholeNumber,
	type Given,
} from './values';

const part = (value: unknown, name: string | number): unknown =>
	typeof value === 'object' && value !== null
		? (value as Record<string | number, unknown>)[name]
		: undefined;

/** What is saved for a part of a field; an expression for the whole is one for each part. */
const rawPart = (raw: unknown, name: string | number) =>
	typeof raw === 'string' && hasExpression(raw) ? raw : part(raw, name);

/**
 * Reads fields by their kind: each takes its name, bounds and default from the field's description, and throws a
 * GcoreFailure that names the field where its value cannot be used. Nothing else reads the value of a field.
 */
export class Reader {
	/**
	 * @param give what a field holds
	 * @param zone the workflow's time zone
	 */
	constructor(
		private readonly give: (field: INodeProperties) => Given,
		private readonly zone: () => string,
	) {}

	/** Whether a field of a collection is there. */
	isAdded = (field: INodeProperties): boolean => {
		const { value, raw } = this.give(field);
		return value !== undefined || raw !== undefined;
	};

	/** Whether a field is not set, or set to nothing. Not where an expression gives nothing: its reader refuses that. */
	isEmpty(field: INodeProperties): boolean {
		const { value, raw } = this.give(field);
		return !hasExpression(raw) && isNothing(value);
	}

	/** Whether a field holds a number, not the digits of one. */
	isNumber = (field: INodeProperties) => typeof this.give(field).value === 'number';

	isNull = (field: INodeProperties) => this.give(field).value === null;

	switch = (field: INodeProperties) => switchOf(field, this.give(field));

	wholeNumber = (field: INodeProperties) => wholeNumber(field, this.give(field));

	/** In the unit that the field has. */
	duration = (field: INodeProperties) => durationOf(field, this.give(field));

	fraction = (field: INodeProperties) => fractionOf(field, this.give(field));

	choice = <T extends string>(field: INodeProperties) => choiceOf<T>(field, this.give(field));

	/** For what Gcore's lists take: in any case, with quotes or what cannot be seen around it. */
	choiceInAnyCase = <T extends string>(field: INodeProperties) =>
		choiceOf<T>(field, this.give(field), true);

	choices = <T extends string>(field: INodeProperties) => choicesOf<T>(field, this.give(field));

	text = (field: INodeProperties) => textOf(field, this.give(field));

	/** A text that may be left out. */
	label = (field: INodeProperties) => labelOf(field, this.give(field));

	/** A text that may be left out, or JSON. */
	json = (field: INodeProperties) => jsonOf(field, this.give(field));

	/** The name of a binary field, or the file itself. */
	binary = (field: INodeProperties) => binaryOf(field, this.give(field));

	language = (field: INodeProperties) => languageOf(field, this.give(field));

	/** In ISO 8601; an instant where the time is one of the workflow's zone. */
	date = (field: INodeProperties) => dateOf(field, this.give(field), this.zone());

	/** The fields of a collection. */
	collection = (field: INodeProperties) => this.within(field, true);

	/** As `collection`; refuses fields that nobody knows, which Gcore would pass over. */
	filters = (field: INodeProperties) => this.within(field, false);

	private within(field: INodeProperties, anyName: boolean): Reader {
		const given = this.give(field);
		const fields = fieldsOf(field, given, anyName);
		return this.of(fields, given.raw);
	}

	private of = (value: unknown, raw: unknown) =>
		new Reader(({ name }) => ({ value: part(value, name), raw: rawPart(raw, name) }), this.zone);

	/** A reader for each row of a fixedCollection that has rows of one kind. */
	rows(field: INodeProperties): Reader[] {
		const [{ name }] = field.options as INodePropertyCollection[];
		const { value, raw } = this.give(field);
		const rows = part(value, name) ?? [];
		if (!Array.isArray(rows)) {
			throw badParameter(
				field.displayName,
				'is not a list of objects',
				shown`Give each object of '${field.displayName}' by itself.`,
			);
		}
		return rows.map((row, index) => this.of(row, rawPart(rawPart(raw, name), index)));
	}
}
