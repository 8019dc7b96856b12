import { READERS, spoken, textOf, written, type Phrase } from './phrases';

/** Every phrase a second after the one before, so that each has a place of its own. */
const inTurn = (...texts: unknown[]) =>
	spoken(...texts.map((text, n): [number, number, unknown] => [n, n + 0.999, text]));

const phrasesInTurn = (...texts: string[]) =>
	texts.map((text, n): Phrase => [n * 1000, n * 1000 + 999, text]);

const ALL = (['srt', 'vtt'] as const).flatMap((format) =>
	Object.entries(READERS[format]).map(([name, read]) => ({ format, name, read })),
);

describe.each(ALL)('$format, read back by $name', ({ format, read }) => {
	it.each<[string, unknown, unknown, Phrase]>([
		['usual', '00:00:00.009', '00:00:03.689', [9, 3_689, 'text']],
		['hours', '00:59:59.999', '01:00:00.001', [3_599_999, 3_600_001, 'text']],
		['many hours', '26:00:00.500', '99:59:59.999', [93_600_500, 359_999_999, 'text']],
		['other spellings', 1.5, '1 day, 0:00:01', [1_500, 86_401_000, 'text']],
		['S2: an end before the start', 5.6, 5, [5_600, 6_600, 'text']],
		['S3: no length', 2, 2, [2_000, 3_000, 'text']],
		['S4: an end that is null', 5, null, [5_000, 6_000, 'text']],
		['S4: no end', 5, undefined, [5_000, 6_000, 'text']],
		['S4: an empty end', 5, '', [5_000, 6_000, 'text']],
		['S4: None for an end', 5, 'None', [5_000, 6_000, 'text']],
		['S7: a start before the start', '-00:00:00.120', 1, [0, 1_000, 'text']],
		['S7: all of it before the start', '-00:00:02.120', -1, [0, 1_000, 'text']],
	])('times, %s', async (_name, start, end, phrase) => {
		expect(await read(textOf(spoken([start, end, 'text']), format))).toEqual([phrase]);
	});

	it('S2 to S4: a phrase of unknown length stays until a later one starts', async () => {
		const result = spoken([5.6, 5, 'a'], [6, 7, 'b'], [8, 8, 'c'], [20, 21, 'd'], [20, 20, 'e']);
		expect(await read(textOf(result, format))).toEqual([
			[5_600, 6_000, 'a'],
			[6_000, 7_000, 'b'],
			[8_000, 20_000, 'c'],
			[20_000, 21_000, 'd'],
			[20_000, 21_000, 'e'],
		]);
	});

	it('S10: phrases are sorted by start, and stay in order where they start together', async () => {
		const result = spoken([5, 6, 'c'], [1, 4, 'a'], [2, 3, 'b'], [5, 6, 'd']);
		expect(await read(textOf(result, format))).toEqual([
			[1_000, 4_000, 'a'],
			[2_000, 3_000, 'b'],
			[5_000, 6_000, 'c'],
			[5_000, 6_000, 'd'],
		]);
	});

	it.each([
		['a word', 'Hello'],
		['marks', `"It's 5 o'clock", she said; 100%! ♪ la ♪ #1 - @you`],
		['a line break', 'two\nlines'],
		['right to left', 'שלום עולם، مرحبا 12 بالعالم'],
		['emoji', '🎬👩‍👩‍👧 🏳️‍🌈 é ❤️'],
		['an arrow', 'from a --> to b'],
		['an arrow at the start', '--> there'],
		['less than', '2 < 3 and I <3 you'],
		['greater than', '3 > 2 -> yes'],
		['an ampersand', 'AT&T & Q&A; 100 &'],
		['a backslash', 'C:\\Users \\'],
		['a number alone', '42'],
		['numbers alone', '42\n43'],
		['the header', 'WEBVTT'],
		['a note', 'NOTE to self'],
		['a style', 'STYLE\n::cue'],
		['a region', 'REGION\nid:fred'],
		['a time', '00:00:01,000'],
	])('%s is the same', async (_name, text) => {
		const result = inTurn('before', text, 'after');
		expect(await read(textOf(result, format))).toEqual(phrasesInTurn('before', text, 'after'));
	});

	it.each([
		['blank lines', 'a\n\nb\n \t\n\n\nc\u2028\n', 'a\nb\nc'],
		['lines of invisible characters', 'a\n\u200b\n\u3164\n\u00a0\nb', 'a\nb'],
		["other systems' line breaks", 'a\r\nb\rc\r\r\nd', 'a\nb\nc\nd'],
		['rare line breaks', 'a\u2028b\u2029c\u0085d\ve\ff', 'a\nb\nc\nd\ne\nf'],
		['white space around it', ' \n\ta \n', 'a'],
		['control characters', 'a\0b\u0007c\x1b[1m\x7f \u009dd', 'abc[1m d'],
		['a tab', 'a\tb', 'a b'],
		['byte order marks', '\uFEFFa\uFEFFb', 'ab'],
		['half a character', 'a\ud83d b\udc00', 'a\uFFFD b\uFFFD'],
		['what is no character', 'a\uFFFEb\uFDD0', 'a\uFFFDb\uFFFD'],
		['a number', 7, '7'],
		['true', true, 'true'],
	])('%s: what would end a phrase early is taken out', async (_name, text, words) => {
		expect(await read(textOf(inTurn(text, 'b'), format))).toEqual(phrasesInTurn(words, 'b'));
	});

	it.each([
		['nothing', ''],
		['null', null],
		['undefined', undefined],
		['blank', ' \n\t\n'],
		['invisible', '\u200b\u2060\uFEFF\0'],
		['an object', { a: 1 }],
	])('S6: %s is left out, and numbers go on', async (_name, text) => {
		const result = spoken([1, 2, 'a'], [3, 4, text], [5, 6, 'b']);
		const file = written(result, format);
		expect(file.skipped).toBe(0);
		expect(String(file.text).match(/^\d+$/gm)).toEqual(['1', '2']);
		expect(await read(String(file.text))).toEqual([
			[1_000, 2_000, 'a'],
			[5_000, 6_000, 'b'],
		]);
	});

	it('S14: what has no time is left out, and counted', async () => {
		const result = spoken(['soon', 2, 'a'], [3, 4, 'b'], [5, 'later', 'c'], [null, 7, 'd']);
		(result.subtitles as unknown[]).push(null, 'text', {}, { start_time: 5 }, []);
		const file = written(result, format);
		expect(file).toEqual({ skipped: 3, text: file.text });
		expect(await read(String(file.text))).toEqual([
			[3_000, 4_000, 'b'],
			[5_000, 6_000, 'c'],
		]);
	});

	it('S5: a blank line stands behind the last phrase', () => {
		expect(textOf(inTurn('last'), format)).toMatch(/\nlast\n\n$/);
	});
});

/** As it stands in the file, for readers differ in what they show. */
const srtText = (text: string) => textOf(inTurn(text), 'srt').split('\n').slice(2, -2).join('\n');

it.each([
	['a MyValue<String> here', 'a MyValue‹String› here'],
	['<Ten years ago>', '‹Ten years ago›'],
	['close the </body> tag', 'close the ‹/body› tag'],
	['<b>bold</b> <font color="#fff">', '‹b›bold‹/b› ‹font color="#fff"›'],
	['never closed: <i and </', 'never closed: ‹i and ‹/'],
	// VLC passes over the space, and hides what follows.
	['if a < b then', 'if a ‹ b then'],
	['if a < b\nthen c > d', 'if a ‹ b\nthen c › d'],
	['<!-- no --> <?php', '‹!-- no --› ‹?php'],
	['<<b>>', '‹‹b››'],
	['2 < 3 but 5 > 4', '2 ‹ 3 but 5 › 4'],
	['<>', '‹›'],
	['a -> b <c> -> d', 'a -> b ‹c› -> d'],
	['>> BOB: hello >>> all', '›› BOB: hello ››› all'],
	['2 < 3', '2 < 3'],
	['I <3 you', 'I <3 you'],
	['a <', 'a <'],
	['<ü and <я', '‹ü and ‹я'],
])('S8: SRT has %j as %j', (text, shown) => {
	expect(srtText(text)).toBe(shown);
});

it.each([
	['if {name} is set', 'if ｛name｝ is set'],
	['{\\an8}top {y:i}', '｛\\an8｝top ｛y:i｝'],
	['C:\\new\\Notes\\home\\Hall', 'C:＼new＼Notes＼home＼Hall'],
	['C:\\temp\\', 'C:\\temp\\'],
	['&lt;b&gt; &amp;nbsp; &#65; &#x41;', '＆lt;b＆gt; ＆amp;nbsp; ＆#65; ＆#x41;'],
	['AT&T; Q & A; &; &é;', 'AT&T; Q & A; &; &é;'],
	['1\n00:00:01,000 --> 00:00:02,000\nx', '1\n00:00:01,000 -> 00:00:02,000\nx'],
	['-1:0:0,0-->-1:0:0,0', '-1:0:0,0->-1:0:0,0'],
	['1 --> 2 --> 3', '1 -> 2 -> 3'],
])('S9: SRT has %j as %j', (text, shown) => {
	expect(srtText(text)).toBe(shown);
});

it('WebVTT has escapes, and needs no look-alikes', async () => {
	const text = 'a < b & c > d <i>x</i> <00:00:05.000> &amp; &lt; &#65; {y} 1 --> 2';
	const file = textOf(inTurn(text), 'vtt');
	for (const read of Object.values(READERS.vtt)) {
		expect(await read(file)).toEqual(phrasesInTurn(text));
	}
});
