import { EXPRESSION, field, readOf, readerOf } from './readers';

const DATE = field({ displayName: 'Date Created', type: 'dateTime' });

const sent = (value: unknown, zone?: string) =>
	readOf((reader) => reader.date(DATE), readerOf(value, EXPRESSION, zone));

it.each([
	'2026-01-31',
	'2026-01-31T10:20:30.123Z',
	'2026-01-31T10:20:30.123+02:00',
	'2026-01-31T10:20:30-0530',
])('%s is sent as it is', (text) => {
	expect(sent(text)).toBe(text);
	expect(sent(` "${text}"\u200b`)).toBe(text);
});

it.each([
	['2026-01-31T10:00:00', 'Asia/Tokyo', '2026-01-31T01:00:00.000Z'],
	['2026-01-31T08:00', 'Asia/Tokyo', '2026-01-30T23:00:00.000Z'],
	['2026-01-31 10:20:30.5', 'UTC', '2026-01-31T10:20:30.500Z'],
	['2026-01-31T10:20:30.1234567', 'Asia/Kathmandu', '2026-01-31T04:35:30.123Z'],
	['2026-01-01T00:00:00', 'America/New_York', '2026-01-01T05:00:00.000Z'],
	['2026-07-01T00:00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
	// The last minute before the clocks change, the hour that is left out, and the first one after it.
	['2026-03-08T01:59:00', 'America/New_York', '2026-03-08T06:59:00.000Z'],
	['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
	['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
	['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
	['2024-02-29T12:00:00', 'UTC', '2024-02-29T12:00:00.000Z'],
	['2026-01-31T24:00:00', 'UTC', '2026-02-01T00:00:00.000Z'],
])('%s in %s is sent as %s', (text, zone, instant) => {
	expect(sent(text, zone)).toBe(instant);
});

it('dates of JavaScript and of n8n are instants', () => {
	expect(sent(new Date('2026-01-31T10:20:30Z'))).toBe('2026-01-31T10:20:30.000Z');
	const luxon = { toISO: () => '', toString: () => '2026-01-31T10:20:30.000+09:00' };
	expect(sent(luxon)).toBe('2026-01-31T10:20:30.000+09:00');
});

it.each([
	'yesterday',
	'5',
	'May',
	'31.01.2026',
	'2026-1-5',
	'2026-13-01',
	'2026-02-30',
	'2026-02-29T00:00:00',
	'2026-01-31T25:00:00',
	'2026-01-31T10:20:30+99:99',
	{},
	['2026-01-31'],
	new Date(NaN),
	0,
	5,
	NaN,
	true,
	false,
])('%p is refused', (value) => {
	expect(sent(value)).toBe("'Date Created' is not a date");
});
