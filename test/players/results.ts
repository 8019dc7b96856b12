type Rows = Array<[start: unknown, end: unknown, text: unknown]>;

const inTurn = (...texts: string[]): Rows =>
	texts.map((text, n): [number, number, string] => [n, n + 0.9, text]);

/** Results of which players lose words when they are written as they come. */
export const AWKWARD: Record<string, { rows: Rows; words: string[] }> = {
	times: {
		rows: [
			[10, 11, 'last'],
			[5.6, 5, 'neg'],
			[6, 7, 'b'],
			[2, 2, 'zero'],
			['-00:00:00.120', 1, 'first'],
			['1 day, 0:00:01', null, 'a day'],
			['123:00:00.000', 'None', 'late'],
		],
		words: ['first', 'zero', 'neg', 'b', 'last', 'a day', 'late'],
	},
	'empty phrases': {
		rows: [...inTurn('a', '', ' \n ', '\u200b'), [8, 9, 'b']],
		words: ['a', 'b'],
	},
	'angle brackets': {
		rows: inTurn(
			'a MyValue<String> here',
			'<Ten years ago>',
			'close the </body> tag',
			'<b>bold</b> <i>never closed',
			'a < b and c > d',
			'2 < 3',
			'I <3 you',
			'>> BOB: hi',
		),
		words: [
			'a MyValue<String> here',
			'<Ten years ago>',
			'close the </body> tag',
			'<b>bold</b> <i>never closed',
			'a < b and c > d',
			'2 < 3',
			'I <3 you',
			'>> BOB: hi',
		],
	},
	braces: {
		rows: inTurn('if {name} is set', '{\\an8}top', '{y:i}slanted', 'never closed {x', '}'),
		words: ['if {name} is set', '{\\an8}top', '{y:i}slanted', 'never closed {x', '}'],
	},
	'numbers and times': {
		rows: inTurn('42', 'the year\n2024', '1\n00:00:01,000 --> 00:00:02,000\nx', '00:01', 'a --> b'),
		words: ['42', 'the year 2024', '1 00:00:01,000 > 00:00:02,000 x', '00:01', 'a > b'],
	},
	lines: {
		rows: inTurn('a\n\nb', 'c\r\rd', 'e\u2028\u2028f', 'g\0h', 'i\ud83dj', 'k\uFFFEl', '\uFEFFm'),
		words: ['a b', 'c d', 'e f', 'gh', 'ij', 'kl', 'm'],
	},
	headers: {
		rows: inTurn('WEBVTT', 'NOTE to self', 'STYLE\nx', 'REGION\nid:a', 'a\nNOTE b'),
		words: ['WEBVTT', 'NOTE to self', 'STYLE x', 'REGION id:a', 'a NOTE b'],
	},
	scripts: {
		rows: inTurn(
			'שלום עולם، مرحبا 12',
			'日本語の字幕、です。',
			'🎬👩‍👩‍👧 🏳️‍🌈 é',
			'AT&T & &amp; &lt;b&gt;',
		),
		words: ['שלום עולם، مرحبا 12', '日本語の字幕、です。', '🎬👩‍👩‍👧 🏳️‍🌈 é', 'AT&T & &amp; &lt;b&gt;'],
	},
	// ffmpeg makes a line break of a backslash and n in WebVTT, where they are just that; only SRT is written for it.
	'backslashes, in SRT': {
		rows: inTurn('C:\\new\\home\\Notes', 'the end \\', '\\N'),
		words: ['C:\\new\\home\\Notes', 'the end \\', '\\N'],
	},
};

export const resultOf = (rows: Rows) => ({
	subtitles: rows.map(([start_time, end_time, text]) => ({ start_time, end_time, text })),
});

/** What is to be seen in the picture, a phrase a second. */
export const SHOWN: Rows = inTurn(
	'if a < b, MyValue<String> and <Ten years ago>',
	'if {name} is set, {\\an8} too',
	'C:\\new\\home and \\N',
	'emoji 😀 😎 😉 ♪ &amp;lt;',
	'שלום עולם, مرحبا بالعالم 12',
	'日本語の字幕、「かっこ」も',
);
