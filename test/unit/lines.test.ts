import { fitLines } from '../../nodes/GcoreStreamingAi/task/lines';
import { readSrt, readVtt, spoken, textOf } from './phrases';

const fit = (text: string, most: number, startMs = 0, endMs = 10_000) =>
	fitLines([{ startMs, endMs, text }], most).map((phrase) => [
		phrase.startMs,
		phrase.endMs,
		phrase.text,
	]);

const shown = (text: string, most: number) => fit(text, most).map(([, , lines]) => lines);

it.each([
	['fits', 'one two', 7, ['one two']],
	['has two lines that fit', '- Yes?\n- No.', 7, ['- Yes?\n- No.']],
	['has lines of its own that just fit', 'a\nbb cc', 5, ['a\nbb cc']],
	['is too long for a line', 'one two', 6, ['one\ntwo']],
	['has a line that is too long', 'a\nbb cc', 4, ['a bb\ncc']],
	['has two speakers', '- Are you\nthere?\n– No.', 12, ['- Are you\nthere?', '– No.']],
	['has three lines', 'a\nb\nc', 5, ['a b c']],
	['is too long for two lines', 'one two three four', 5, ['one\ntwo', 'three\nfour']],
	['has a word that is too long', 'a abcdefgh b', 5, ['a\nabcde', 'fgh b']],
	['has spaces of all kinds', 'aa  bb\u2003cc', 5, ['aa bb\ncc']],
	['has spaces that hold together', 'un deux\u00a0! six', 8, ['un\ndeux\u00a0!', 'six']],
	['is a character for each line', 'abc', 1, ['a\nb', 'c']],
])('a text that %s', (_name, text, most, lines) => {
	expect(shown(text, most)).toEqual(lines);
});

it.each([
	['Japanese', '東京タワーは高い。カメラは安い。', 7, ['東京タワーは\n高い。カメラは', '安い。']],
	['Chinese', '我们今天去公园散步，然后回家。', 6, ['我们今天去\n公园散步，', '然后回家。']],
	['Thai', 'ภาษาไทยไม่มีช่องว่าง', 7, ['ภาษาไทย\nไม่มีช่อง', 'ว่าง']],
	['brackets', '東京「大阪」京都', 4, ['東京\n「大阪」', '京都']],
	['a word behind a space', 'OK 東京', 4, ['OK\n東京']],
	['a mark at the start', '…東京大阪', 3, ['…東京\n大阪']],
	['a mixture', 'iPhoneと「カメラ」です OK', 9, ['iPhoneと\n「カメラ」です', 'OK']],
])('%s is broken between words', (_name, text, most, lines) => {
	expect(shown(text, most)).toEqual(lines);
});

it.each([
	['families', '👩‍👩‍👧‍👧👩‍👩‍👧‍👧👩‍👩‍👧‍👧', 2, ['👩‍👩‍👧‍👧👩‍👩‍👧‍👧\n👩‍👩‍👧‍👧']],
	['flags', '🇫🇷🇩🇪🇮🇹', 1, ['🇫🇷\n🇩🇪', '🇮🇹']],
	['accents', 'e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301\ne\u0301']],
	['a soft hyphen', 'a\u00adb c', 5, ['a\u00adb c']],
])('characters of several parts stay whole: %s', (_name, text, most, lines) => {
	expect(shown(text, most)).toEqual(lines);
});

it('characters stay whole in long words too', () => {
	for (const character of ['👩‍👩‍👧‍👧', 'e\u0301', '🇫🇷', '🎬']) {
		const lines = shown(character.repeat(300), 7).flatMap((text) => String(text).split('\n'));
		expect(lines.slice(0, -1)).toEqual(Array(42).fill(character.repeat(7)));
		expect(lines.at(-1)).toBe(character.repeat(6));
	}
});

it('no half characters where one is longer than any', () => {
	const lines = shown(`a${'\u{e0061}'.repeat(1000)} b`, 3).join('');
	expect(lines).not.toMatch(/\p{Cs}/u);
	expect(lines.match(/\u{e0061}/gu)).toHaveLength(1000);
});

it('a character stays whole where a piece would end within its last half', () => {
	const text = `a${'👍🏽'.repeat(64)}b`;
	expect(shown(text, 1).join('\n').split('\n')).toEqual(['a', ...Array(64).fill('👍🏽'), 'b']);
});

it.each([
	'กำลังไป',
	'ຄຳ',
	'e\u0301\u0323x\u20dd',
	'1\ufe0f\u20e3#',
	'\u06001a',
	'क्षत्रिय',
	'가\u11a8\u1100\u1161',
	'か\u3099ｶﾞ',
	'x\u200dx\u200c\u0301',
	'\ud800\u0301\udc00a',
	'\ud800\u0483',
	'‹«\u0301»›',
	'©\u200d®\ufe0f',
])('%p is broken where Unicode has its characters end', (text) => {
	const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
	// Longer than a line of Thai words may be, so that it is broken at each character.
	for (const whole of [text, text.repeat(300)]) {
		const characters = Array.from(segmenter.segment(whole), ({ segment }) => segment);
		expect(shown(whole, 1).join('\n').split('\n')).toEqual(characters);
	}
});

it('what is as long as a piece is segmented in one go', () => {
	const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
	const text = '👍🏽'.repeat(64);
	shown(text, 7);
	expect(new Set(segment.mock.calls.map(([piece]) => piece))).toEqual(new Set([text]));
	segment.mockRestore();
});

it('a word without end is broken anywhere', () => {
	expect(shown('あ。'.repeat(1500), 3)[0]).toBe('あ。あ\n。あ。');
	expect(shown('あ。'.repeat(1000), 3)[0]).toBe('あ。\nあ。');
});

it.each([
	[
		'shares of the time',
		0,
		10_000,
		[
			[0, 6_000],
			[6_000, 10_000],
		],
	],
	[
		'rounded',
		1_000,
		1_999,
		[
			[1_000, 1_599],
			[1_599, 1_999],
		],
	],
	[
		'a millisecond at least',
		5,
		6,
		[
			[5, 6],
			[6, 7],
		],
	],
])('a phrase in parts: %s', (_name, startMs, endMs, times) => {
	expect(fit('aaa bbb cccc', 3, startMs, endMs)).toEqual([
		[...times[0], 'aaa\nbbb'],
		[...times[1], 'ccc\nc'],
	]);
});

it('parts are sorted in among phrases that are spoken at the same time', () => {
	const phrases = [
		{ startMs: 0, endMs: 1_000, text: 'a b c d' },
		{ startMs: 200, endMs: 300, text: 'x' },
	];
	expect(fitLines(phrases, 1).map(({ text }) => text)).toEqual(['a\nb', 'x', 'c\nd']);
	expect(fitLines(phrases, 0)).toBe(phrases);
});

it('SRT and WebVTT have such lines, WebVTT then from phrases though Gcore gives it', () => {
	const text = 'one two <b> four five six';
	const vttContent = `WEBVTT\nX-TIMESTAMP-MAP=a\n\n00:00.000 --> 00:10.000\none two &lt;b> four five six\n`;
	const result = { ...spoken([0, 10, text]), vttContent };
	expect(textOf(result, 'vtt')).toBe(vttContent);
	const parts = ['one two\n<b> four', 'five six'];
	const fitted = textOf(result, 'vtt', 8);
	expect(fitted).toMatch(/^WEBVTT\nX-TIMESTAMP-MAP=a\n\n1\n/);
	expect(readVtt(fitted.replace('X-TIMESTAMP-MAP=a\n', '')).map(([, , lines]) => lines)).toEqual(
		parts,
	);
	expect(readSrt(textOf(result, 'srt', 8)).map(([, , lines]) => lines)).toEqual([
		'one two\n‹b› four',
		parts[1],
	]);
});
