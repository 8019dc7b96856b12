import { strayCharacter, trimmed, unquoted } from '../../nodes/GcoreStreamingAi/api/text';

describe('what cannot be seen at the ends of a text', () => {
	it.each([
		['white space', ' \t\r\n\u00a0a\u3000\u2028', 'a'],
		['zero width space, word joiner, marks of direction', '\u200b\u2060a\u200e\u200f\u202e', 'a'],
		['byte order mark, soft hyphen, control characters', '\ufeff\u00ada\u0000\u007f\u0085', 'a'],
		['Hangul fillers and blank Braille', '\u3164\u115fa\uffa0\u2800', 'a'],
		['tags, beyond the first 65,536', '\u{e0001}a\u{e0061}', 'a'],
		['but for what an emoji ends in', ' ❤️\u200b', '❤️'],
		[
			'nor the tags of a flag',
			'\u200b🏴\u{e0067}\u{e0062}\u{e007f}\n',
			'🏴\u{e0067}\u{e0062}\u{e007f}',
		],
		['nothing else', '\u200b \u2060', ''],
		['an emoji next to it', '\u200b😀\u200b', '😀'],
		['half a character stays', ' \ud83d ', '\ud83d'],
		['what stands within stays', 'a b\u200bc', 'a b\u200bc'],
	])('%s', (_, text, expected) => {
		expect(trimmed(text)).toBe(expected);
	});
});

describe('quotes around a text', () => {
	it.each([
		['"a"', 'a'],
		["'a'", 'a'],
		['`a`', 'a'],
		['“a”', 'a'],
		['„a“', 'a'],
		['«a»', 'a'],
		['\u200b <a> \u200b', 'a'],
		['" a "', 'a'],
		['""a""', '"a"'],
		['"a', '"a'],
		['"', '"'],
		['""', ''],
	])('%s', (text, expected) => {
		expect(unquoted(text)).toBe(expected);
	});
});

describe('what nobody meant to be in a text', () => {
	it.each([
		['a\u200bb', 'an invisible character (U+200B) at place 2'],
		['a\nb', 'an invisible character (U+000A) at place 2'],
		['ab\u202ec', 'an invisible character (U+202E) at place 3'],
		['a\u200db', 'an invisible character (U+200D) at place 2'],
		['ab\ud83d', 'half a character at place 3'],
		['\ude00', 'half a character at place 1'],
	])('%j', (text, expected) => {
		expect(strayCharacter(text)).toBe(expected);
	});

	it.each(['a b', 'é', '👨‍👩‍👧 ❤️', 'می‌خواهم', 'क्‍ष', '😀'])(
		'%s has a use for all it holds',
		(text) => {
			expect(strayCharacter(text)).toBeUndefined();
		},
	);
});
