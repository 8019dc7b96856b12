import type { INodeProperties } from 'n8n-workflow';

import { badParameter } from '../gcore/failures';
import { unquoted } from '../gcore/text';
import { present, type Given } from './values';

/** Date.parse also takes "5" and "May". */
const ISO_DATE =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Anything that an expression gives: a date of JavaScript, of n8n (Luxon), or text. */
function isoText(value: unknown): string {
	// Not by instanceof: expressions may run in a realm of their own.
	const isDate = Object.prototype.toString.call(value) === '[object Date]';
	if (isDate) return Number.isNaN(Number(value)) ? '' : (value as Date).toISOString();
	if (typeof value === 'string') return unquoted(value);
	return typeof value === 'object' && value !== null && 'toISO' in value ? String(value) : '';
}

/** How far a zone's clocks are ahead of UTC, in ms. @param zone its IANA name */
function offsetAt(instant: number, zone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
	const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
	const [year, month, day] = [part('year'), part('month') - 1, part('day')];
	const clock = Date.UTC(year, month, day, part('hour'), part('minute'), part('second'));
	return clock - Math.floor(instant / 1000) * 1000;
}

/** When a zone's clocks show a time. In an hour that they leave out, they are set forward as Luxon does. */
function instantOf(local: number, zone: string): number {
	const first = offsetAt(local - offsetAt(local, zone), zone);
	const second = offsetAt(local - first, zone);
	return local - Math.min(first, second);
}

/**
 * A date in ISO 8601, fit to be sent. A time without a zone, as n8n's picker stores it, is one of the workflow's zone
 * and becomes an instant. A day alone, and what names its zone, stay as they are.
 * @param zone the workflow's, by its IANA name
 * @throws GcoreFailure naming the field
 */
export function dateOf(field: INodeProperties, given: Given, zone: string): string {
	const text = isoText(present(field, given));
	const [, year, month, day, hour, minute, second = '0', fraction = '', offset] =
		ISO_DATE.exec(text) ?? [];
	const dayStart = Date.UTC(Number(year), Number(month) - 1, Number(day));
	// Date.UTC makes the 3rd of March of the 31st of February.
	const isDay = new Date(dayStart).getUTCDate() === Number(day);
	if (!isDay || Number.isNaN(Date.parse(text))) {
		throw badParameter(
			field.displayName,
			'is not a date',
			'Give a date in ISO 8601, for example 2026-01-31.',
		);
	}
	if (hour === undefined || offset !== undefined) return text;
	const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
	const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
	return new Date(instantOf(dayStart + 1000 * seconds, zone) + ms).toISOString();
}
