import { backoffMs, retryAfterMs } from '../../nodes/GcoreStreamingAi/gcore/retry';

describe('the wait between tries', () => {
	it.each([
		[1, 500, 375],
		[2, 1000, 750],
		[3, 2000, 1500],
		[4, 4000, 3000],
		[5, 8000, 6000],
		[6, 8000, 6000],
		[100, 8000, 6000],
		[2000, 8000, 6000],
	])('after try %i is %i ms, and by chance down to %i ms', (tries, longest, shortest) => {
		expect(backoffMs(tries, 0)).toBe(longest);
		expect(backoffMs(tries, 1)).toBe(shortest);
		expect(backoffMs(tries, 0.5)).toBe((longest + shortest) / 2 + (tries === 1 ? 0.5 : 0));
	});
});

describe('Retry-After', () => {
	// jest.config.js sets a zone that is not UTC: a date that is read as local time shows.
	const NOW = Date.parse('2024-05-01T12:00:00Z');

	it.each<[string, unknown, number | undefined]>([
		['seconds', '2', 2000],
		['a number', 2, 2000],
		['part of a second', '0.5', 500],
		['nought', '0', 0],
		['seconds with white space', ' 3 ', 3000],
		['the first of several headers', ['4', '5'], 4000],
		['a minute', '60', 60_000],
		['an hour', '3600', 3_600_000],
		['years, which is cut to a day', '999999999', 86_400_000],
		['more than numbers can say', '9'.repeat(400), 86_400_000],
		['a date', 'Wed, 01 May 2024 12:00:10 GMT', 10_000],
		['a date that is past', 'Wed, 01 May 2024 11:00:00 GMT', 0],
		['a far date, which is cut to a day', 'Thu, 01 May 2025 12:00:00 GMT', 86_400_000],
		['a date as asctime writes it', 'Wed May  1 12:00:10 2024', 10_000],
		['a date as RFC 850 has it', 'Wednesday, 01-May-24 12:00:10 GMT', 10_000],
		['a date of ISO 8601', '2024-05-01T12:00:10Z', 10_000],
		['a date of ISO 8601 without a zone', '2024-05-01 12:00:10', 10_000],
		['a date with a zone in numbers', 'Wed, 01 May 2024 14:00:10 +0200', 10_000],
		['a megabyte with a colon', `${'1'.repeat(1_000_000)}:`, undefined],
		['nothing', undefined, undefined],
		['null', null, undefined],
		['an empty text', '', undefined],
		['no header of a list', [], undefined],
		['a word', 'soon', undefined],
		['less than nothing', '-5', undefined],
		['an unknown unit', '5s', undefined],
		['seconds with an unknown unit behind a time', '5:00 s', undefined],
		['a hundredth of a second', '1.25', 1250],
		['an object', {}, undefined],
		['infinity', 'Infinity', undefined],
	])('of %s', (_name, header, ms) => {
		expect(retryAfterMs(header, NOW)).toBe(ms);
	});
});
