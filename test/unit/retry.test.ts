import {
	backoffMs,
	clockOffsetIn,
	refusalIn,
	retryAfterMs,
	Tries,
	type Refusal,
} from '../../nodes/GcoreStreamingAi/gcore/retry';
import type { RawAnswer } from '../../nodes/GcoreStreamingAi/gcore/answers';

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
		['such a date with a T', '2024-05-01T12:00:10', 10_000],
		['a day of the week before it', 'Wed 2024-05-01 12:00:10', 10_000],
		['a date of 60 characters', `Wed, 01 May 2024${' '.repeat(32)}12:00:10 GMT`, 10_000],
		['a date of more', `Wed, 01 May 2024${' '.repeat(33)}12:00:10 GMT`, undefined],
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

describe('an answer that says that the server is asked too much', () => {
	const NOW = Date.parse('2024-05-01T12:00:00Z');
	const hour = { notBefore: NOW + 3_600_000, waitMs: 0 };

	it.each<[number, Record<string, string>, Partial<Refusal> | undefined]>([
		[200, { 'retry-after': '5' }, undefined],
		[500, { 'retry-after': '5' }, undefined],
		[429, {}, { countsRequests: true, waitMs: 700 }],
		[429, { 'retry-after': '5' }, { countsRequests: true, waitMs: 5000 }],
		[429, { 'retry-after': '0' }, { waitMs: 700 }],
		[429, { 'retry-after': '60' }, { waitMs: 60_000 }],
		[429, { 'retry-after': '3600' }, { countsRequests: true, ...hour }],
		[503, {}, { countsRequests: false, waitMs: 0 }],
		[503, { 'retry-after': '5' }, { countsRequests: false, waitMs: 5000 }],
		[503, { 'retry-after': '0' }, { waitMs: 700 }],
		[503, { 'retry-after': '3600' }, { countsRequests: false, ...hour }],
		// A server whose clock is an hour ahead.
		[
			429,
			{ date: 'Wed, 01 May 2024 13:00:00 GMT', 'retry-after': 'Wed, 01 May 2024 13:00:09 GMT' },
			{ waitMs: 9000 },
		],
	])('%i with %j', (status, headers, refusal) => {
		const told = refusalIn({ status, headers, body: {} }, 700, NOW);
		if (refusal) expect(told).toMatchObject(refusal);
		else expect(told).toBeUndefined();
		expect(told?.notBefore).toBe(refusal?.notBefore);
	});

	it('is none where no answer came', () => {
		expect(refusalIn({ failure: 'timeout' }, 700, NOW)).toBeUndefined();
	});
});

describe('the tries of a call', () => {
	const refused: Refusal = { waitMs: 0, countsRequests: true };
	const busy: Refusal = { waitMs: 0, countsRequests: false };

	/** How many tries are made when each ends the same, while the server takes so many others in between. */
	function made(maxRetries: number, othersTaken: number, refusal?: Refusal): number {
		const tries = new Tries(maxRetries, 0);
		for (let taken = othersTaken; tries.count(taken, refusal); taken += othersTaken);
		return tries.made;
	}

	it.each<[string, number, number, Refusal | undefined, number]>([
		['what is refused alone', 3, 0, refused, 4],
		['what is refused while others are taken: twenty more', 3, 1, refused, 24],
		['the same without retries', 0, 1, refused, 1],
		['what the server has no time for', 3, 1, busy, 4],
		['what is lost', 3, 1, undefined, 4],
	])('of %s', (_name, maxRetries, othersTaken, refusal, count) => {
		expect(made(maxRetries, othersTaken, refusal)).toBe(count);
	});

	it('of which one was lost have all their turns left', () => {
		const tries = new Tries(1, 0);
		tries.count(0);
		for (let taken = 1; tries.count(taken, refused); taken++);
		expect(tries.made).toBe(1 + 20 + 1);
	});

	it('count from the last try', () => {
		const tries = new Tries(1, 5);
		expect(tries.count(6, refused)).toBe(true);
		expect(tries.count(6, refused)).toBe(true);
		expect(tries.backoffMs(0)).toBe(1000);
		expect(tries.count(6, refused)).toBe(false);
	});
});

it.each<[string, RawAnswer, number | undefined]>([
	['ahead', { status: 200, headers: { date: 'Wed, 01 Jul 2026 10:00:05 GMT' }, body: {} }, 5_000],
	[
		'behind',
		{ status: 503, headers: { date: 'Wed, 01 Jul 2026 09:00:00 GMT' }, body: {} },
		-3_600_000,
	],
	['not told', { status: 200, headers: {}, body: {} }, undefined],
	['no date', { status: 200, headers: { date: 'soon' }, body: {} }, undefined],
	['no answer', { failure: 'timeout' }, undefined],
])("a server's clock that is %s", (_name, raw, offset) => {
	expect(clockOffsetIn(raw, Date.parse('2026-07-01T10:00:00Z'))).toBe(offset);
});
