import fc from 'fast-check';

import { inFull } from '../full';
import { lettersOf } from '../unit/letters';
import { READERS, spoken, textOf, written, type Phrase } from '../unit/phrases';
import { CHECKED } from './checks';

/** A time as a result may have it, and the milliseconds that it means. */
type Told = [told: unknown, ms: number];

const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');

const clock = (ms: number, separator: string) =>
	`${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}${separator}${pad(ms % 1000, 3)}`;

/** Below a hundred hours: several parsers read two digits of them at most. */
const starts: fc.Arbitrary<Told> = fc
	.tuple(fc.integer({ min: -5_000, max: 350_000_000 }), fc.nat(6))
	.map(([ms, spelling]): Told => {
		if (ms < 0) return [`-${clock(-ms, '.')}`, 0];
		const day = `${Math.floor(ms / 86_400_000)} days, ${clock(ms % 86_400_000, '.')}`;
		const spellings = [clock(ms, '.'), clock(ms, ','), clock(ms, ':'), ms / 1000, `${ms / 1000}`];
		return [[...spellings, `${ms}ms`, day][spelling], ms];
	});

const ends = fc.oneof(
	{ weight: 3, arbitrary: starts.map(([told]) => told) },
	fc.constantFrom(null, undefined, '', 'None', 'later', NaN, -1, 0),
);

/** What some reader or other takes for a code. */
const AWKWARD = [
	'<b>',
	'</',
	'<Ten years ago>',
	'a < b',
	'I <3 you',
	'>> BOB: hello',
	'{\\an8}',
	'if {name}',
	'\\N',
	'C:\\new\\home',
	'&lt;b&gt;',
	'&nbsp;',
	'AT&T',
	'-->',
	'1\n00:00:01,000 --> 00:00:02,000\nx',
	'00:01.000 --> 00:02.000',
	'42',
	'WEBVTT',
	'STYLE',
	'- ',
	'\n\n',
	'\r',
	'\u2028',
	'\u0085',
	' \t ',
	'\u200b',
	'\uFEFF',
	'\0',
	'\ud83d',
	'\udc00',
	'\uFFFE',
	'👩‍👩‍👧',
	'שלום עולם',
	'日本語の字幕、です。',
	'ภาษาไทย',
];

const texts = fc
	.array(
		fc.oneof(
			fc.constantFrom(...AWKWARD),
			fc.string({ unit: 'binary', maxLength: 12 }),
			fc.string({ maxLength: 12 }),
		),
		{ maxLength: 6 },
	)
	.map((parts) => parts.join(' '));

const rows = fc.array(fc.tuple(starts, ends, texts), { maxLength: 8 });

const isSeen = (text: string) => text.replace(/[\s\p{Cc}\p{DI}\u2800\uFEFF]/gu, '') !== '';

/**
 * What the parsers themselves lose, though players do not: subtitle takes any line of a cue that begins with NOTE for a
 * comment, media-captions a first line such as "line: 1" for settings. AWKWARD has neither.
 */
async function readAll(format: 'srt' | 'vtt', file: string): Promise<Phrase[][]> {
	const readers = Object.entries(READERS[format]);
	return await Promise.all(readers.map(async ([, read]) => await read(file)));
}

/** webvtt-parser sorts what starts together by end. */
const inOneOrder = (phrases: Phrase[]) =>
	phrases.map(([startMs, , text]) => `${pad(startMs, 12)} ${lettersOf(text)}`).sort();

const numRuns = inFull(50, 2_000);

jest.setTimeout(60_000 + numRuns * 20);

it.each(['srt', 'vtt'] as const)('%s: every parser reads every word, in order', async (format) => {
	await fc.assert(
		fc.asyncProperty(rows, async (given) => {
			const said = given.filter(([, , text]) => isSeen(text));
			const told = given.map(([[start], end, text]): [unknown, unknown, string] => [
				start,
				end,
				text,
			]);
			if (said.length === 0) return;
			const wanted = [...said]
				.sort(([[, a]], [[, b]]) => a - b)
				.map(([[, ms], , text]): Phrase => [ms, 0, text]);
			for (const phrases of await readAll(format, textOf(spoken(...told), format))) {
				expect(phrases.map(([startMs]) => startMs)).toEqual(wanted.map(([ms]) => ms));
				expect(phrases.every(([startMs, endMs]) => endMs > startMs)).toBe(true);
				expect(inOneOrder(phrases)).toEqual(inOneOrder(wanted));
			}
		}),
		{ ...CHECKED, numRuns },
	);
});

it('our own WebVTT is well-formed to us, and read back the same', () => {
	fc.assert(
		fc.property(rows, (given) => {
			const told = given.map(([[start], end, text]): [unknown, unknown, string] => [
				start,
				end,
				text,
			]);
			if (!given.some(([, , text]) => isSeen(text))) return;
			const vttContent = textOf(spoken(...told), 'vtt');
			expect(textOf({ vttContent }, 'vtt')).toBe(vttContent);
			expect(textOf({ vttContent }, 'srt')).toBe(textOf(spoken(...told), 'srt'));
		}),
		{ ...CHECKED, numRuns },
	);
});

it('whatever stands in vttContent is read without a throw, and what is written of it is well-formed', async () => {
	const parts = fc.constantFrom(
		'WEBVTT',
		'\n',
		'\n\n',
		'NOTE',
		'a',
		'1',
		'<i>',
		'<',
		'&lt;',
		'-->',
		'\0',
		' ',
	);
	const times = fc.constantFrom(
		'00:01.000 --> 00:02.000',
		'00:02.000 --> 00:01.000',
		' 1:00:00 --> x',
		'x --> y',
	);
	const contents = fc.array(fc.oneof(parts, times), { maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(contents, async (lines) => {
			const { text } = written({ vttContent: lines.join('') + lines.join('\n') }, 'vtt');
			if (text === undefined) return;
			for (const phrases of await readAll('vtt', text)) {
				expect(phrases.length).toBeGreaterThan(0);
				expect(phrases.every(([startMs, endMs]) => endMs > startMs)).toBe(true);
			}
		}),
		{ ...CHECKED, numRuns: 3 * numRuns },
	);
});

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

it.each(['srt', 'vtt'] as const)('%s in lines has the same letters, in time', async (format) => {
	const turns = fc.array(texts.filter(isSeen), { minLength: 1, maxLength: 4 });
	await fc.assert(
		fc.asyncProperty(turns, fc.integer({ min: 1, max: 45 }), async (given, most) => {
			const result = spoken(
				...given.map((text, n) => [n * 10, n * 10 + 9, text] as [number, number, string]),
			);
			for (const phrases of await readAll(format, textOf(result, format, most))) {
				const lines = phrases.map(([, , text]) => text.split('\n'));
				expect(Math.max(...lines.map((of) => of.length))).toBeLessThanOrEqual(2);
				const widths = lines.flat().map((line) => [...graphemes.segment(line)].length);
				expect(Math.max(...widths)).toBeLessThanOrEqual(most);
				expect(lettersOf(lines.flat().join(''))).toBe(lettersOf(given.join('')));
				for (const [at, [startMs, endMs]] of phrases.entries()) {
					expect(endMs).toBeGreaterThan(startMs);
					expect(startMs).toBeGreaterThanOrEqual(phrases[at - 1]?.[1] ?? 0);
				}
			}
		}),
		{ ...CHECKED, numRuns },
	);
});
