import { formatTime } from '../../nodes/GcoreStreamingAi/task/subtitles';
import { readSrt, readVtt, spoken, textOf, type Phrase } from './phrases';

const READERS = { srt: readSrt, vtt: readVtt };

describe.each(['srt', 'vtt'] as const)('%s, read back', (format) => {
	it.each<[string, string, Phrase]>([
		['00:00:00.009', '00:00:03.689', [9, 3_689, 'text']],
		['00:59:59.999', '01:00:00.001', [3_599_999, 3_600_001, 'text']],
		['26:00:00.500', '99:59:59.999', [93_600_500, 359_999_999, 'text']],
		['00:00:05', '00:00:06.7', [5_000, 6_700, 'text']],
		['00:01.05', '01:02.0050', [1_050, 62_005, 'text']],
		['00:00:01.1239', '00:00:01.9999', [1_123, 1_999, 'text']],
	])('the times %s to %s are the same', (start, end, phrase) => {
		const result = spoken([start, end, 'text']);
		expect(READERS[format](textOf(result, format))).toEqual([phrase]);
	});

	it.each([
		['a word', 'Hello'],
		['marks', `"It's 5 o'clock", she said; 100%!`],
		['a line break', 'two\nlines'],
		['right to left', 'שלום עולם، مرحبا 12 بالعالم'],
		['emoji', '🎬👩‍👩‍👧 🏳️‍🌈 é'],
		['an arrow', 'from a --> to b'],
		['an arrow at the start', '--> there'],
		['markup', 'a < b & c > d <i>x</i> <00:00:05.000> &amp; &lt; &#65;'],
		['a number alone', '42'],
		['the header', 'WEBVTT'],
		['a note', 'NOTE to self'],
		['nothing', ''],
	])('%s is the same', (_name, text) => {
		const phrases = ['before', text, 'after'].map((words, n): Phrase => {
			return [n * 1000, n * 1000 + 999, words];
		});
		const result = spoken(
			...phrases.map(([from, until, words]): [string, string, string] => [
				formatTime(from, '.'),
				formatTime(until, '.'),
				words,
			]),
		);
		expect(READERS[format](textOf(result, format))).toEqual(phrases);
	});

	it.each([
		['blank lines', 'a\n\nb\n \t\n\n\nc\u2028\n', 'a\nb\nc'],
		["other systems' line breaks", 'a\r\nb\rc\r\r\nd', 'a\nb\nc\nd'],
		['white space around it', ' \n a \n', 'a'],
		['no text', null, ''],
		['a number', 7, '7'],
	])('%s: what would end a phrase early is taken out', (_name, text, words) => {
		const result = spoken(
			['00:00:01.000', '00:00:02.000', text],
			['00:00:03.000', '00:00:04.000', 'b'],
		);
		expect(READERS[format](textOf(result, format))).toEqual([
			[1000, 2000, words],
			[3000, 4000, 'b'],
		]);
	});

	it('what cannot be a phrase is left out', () => {
		const result = spoken(
			['soon', '00:00:02.000', 'a'],
			['00:00:03.000', '00:00:04.000', 'b'],
			['00:00:05.000', 'later', 'c'],
		);
		(result.subtitles as unknown[]).push(null, 'text', {}, { start_time: '00:00:05.000' });
		expect(READERS[format](textOf(result, format))).toEqual([[3000, 4000, 'b']]);
	});

	it.each([
		['silence', { speech_detected: false, subtitles: [], vttContent: '', concatenated_text: '' }],
		['silence without fields', { speech_detected: false }],
		['a list that is none', { speech_detected: true, subtitles: 'none' }],
	])('%s has no phrases', (_name, result) => {
		expect(readAll(textOf(result, format), format)).toEqual([]);
	});
});

/** An SRT file without phrases is empty, which its parser takes for a flaw. */
const readAll = (text: string, format: 'srt' | 'vtt') =>
	format === 'srt' && text === '' ? [] : READERS[format](text);

it('SRT: speech that looks like a line of times does not begin a phrase', () => {
	const text = '1\n00:00:01,000 --> 00:00:02,000\nx';
	expect(readSrt(textOf(spoken(['00:00:05.000', '00:00:06.000', text]), 'srt'))).toEqual([
		[5000, 6000, '1\n00:00:01,000 -> 00:00:02,000\nx'],
	]);
});
