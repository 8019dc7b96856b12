import { inFull } from '../full';
import { spoken, written } from './phrases';

const SIZE = inFull(1_000, 10_000);
const SIZE_IN_LINES = inFull(300, 1_000);
const PHRASES = inFull(20_000, 100_000);

/** Texts that make a careless pattern begin anew at each of their characters. */
const HOSTILE: Record<string, (size: number) => string> = {
	'<': (size) => '<'.repeat(size),
	'< and spaces': (size) => '<   '.repeat(size / 4),
	'a tag that never ends': (size) => '<c '.repeat(size / 3),
	'many ends': (size) => `<${'>'.repeat(size)}`,
	spaces: (size) => `1${' '.repeat(size)}x`,
	'blank lines': (size) => '\n '.repeat(size / 2),
	'entities that are none': (size) => '&aaaaaaaa'.repeat(size / 9),
	'digits and arrows': (size) => '1 -->'.repeat(size / 5),
	invisible: (size) => `a${'\u200b'.repeat(size)}b`,
	Japanese: (size) => '日本語'.repeat(size / 3),
	'marks, and a joiner at the end': (size) => `${'กำe\u0301'.repeat(size / 4)}\u200d`,
	words: (size) => 'ab '.repeat(size / 3),
};

const rowsOf = (text: string) => spoken([0, 1, text]);
const vttOf = (text: string) => ({ vttContent: `WEBVTT\n\n00:00.000 --> 00:01.000\n${text}\n` });

/** What Intl cuts takes some microseconds for each character, so lines are tried with less. */
const WRITERS: Array<[string, (text: string) => void, size?: number]> = [
	['SRT', (text) => written(rowsOf(text), 'srt')],
	['SRT in lines', (text) => written(rowsOf(text), 'srt', 42), SIZE_IN_LINES],
	['SRT from WebVTT', (text) => written(vttOf(text), 'srt')],
	['WebVTT', (text) => written({ ...rowsOf(text), ...vttOf(text) }, 'vtt')],
	['TXT', (text) => written({ concatenated_text: text }, 'txt')],
];

/** What takes long by itself does so each time; what another program takes away does not. */
const MOST_TRIES = 3;

function msOf(work: () => void): number {
	const began = performance.now();
	work();
	return performance.now() - began;
}

// Ten times as long as in proportion, for a busy machine. In proportion to its square it would be 10,000.
it.each(WRITERS)(
	'%s: a hundredfold text takes about a hundredfold time',
	(_name, write, size = SIZE) => {
		for (const [name, make] of Object.entries(HOSTILE)) {
			const [small, large] = [make(size), make(100 * size)];
			write(small);
			const fair = Math.max(
				1,
				msOf(() => write(small)),
			);
			let took = Infinity;
			for (let tries = 0; took >= 1000 * fair && tries < MOST_TRIES; tries++) {
				took = msOf(() => write(large));
			}
			expect([name, took < 1000 * fair]).toEqual([name, true]);
		}
	},
);

it('a result with very many phrases is written', () => {
	const subtitles = Array.from({ length: PHRASES }, (_, n) => ({ start_time: n, text: 'a' }));
	expect(written({ subtitles }, 'srt', 42).text?.endsWith('a\n\n')).toBe(true);
	expect(written({ subtitles }, 'txt').text).toHaveLength(2 * PHRASES - 1);
});
