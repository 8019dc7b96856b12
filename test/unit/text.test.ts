import { idFlaw } from '../../nodes/GcoreStreamingAi/gcore/task';
import { apiText, inert, plain, wordsIn } from '../../nodes/GcoreStreamingAi/gcore/shown';
import { strayCharacter, trimmed, unquoted } from '../../nodes/GcoreStreamingAi/gcore/text';

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

const PAGE = '<html><body><h1>Gateway</h1></body></html>';

describe("a text of Gcore's", () => {
	it.each<[string, unknown, string | undefined]>([
		['as it is', 'Task not found', 'Task not found'],
		['on several lines', ' Task\r\n\tnot  found\u0085\n', 'Task not found'],
		['with a comparison', 'limit < 10 and > 5', 'limit < 10 and > 5'],
		['that is long', 'x'.repeat(501), `${'x'.repeat(500)}…`],
		['that is just not long', 'x'.repeat(500), 'x'.repeat(500)],
		['cut within a character', `${'x'.repeat(499)}😀`, `${'x'.repeat(499)}…`],
		['with half a character', 'No \ud83d here', 'No \ufffd here'],
		['that turns its neighbours around', 'No \u202etxet\u2066', 'No txet'],
		['with tags that never end', '<a<a<a', '‹a‹a‹a'],
		['that is a page', PAGE, undefined],
		['that has a page in it', `Upstream said: ${PAGE}`, undefined],
		['that begins with a tag', ' <p>Oh no', undefined],
		['that has the head of a page in it', 'Oh <TITLE>no', undefined],
		[
			'with a tag in it',
			'There is no <video> stream in </a>',
			'There is no ‹video› stream in ‹/a›',
		],
		['with a tag in capitals', 'No <VIDEO> here', 'No ‹VIDEO› here'],
		['with a tag that begins like that of a page', 'No <header> here', 'No ‹header› here'],
		['with a comment in it', 'Oh <!-- no -->', 'Oh ‹!-- no --›'],
		['with a stack', 'Boom\n    at f (/srv/app.js:1:2)\n    at g (x)', 'Boom'],
		['with a traceback', 'Boom: Traceback (most recent call last):\n  File "x"', 'Boom:'],
		['that is a stack alone', '\n  at f (/srv/app.js:1:2)', undefined],
		['that says where', 'Not found\nat this address', 'Not found at this address'],
		['that is empty', '', undefined],
		['that is blank', ' \n', undefined],
		['that is no text', { error: 'x' }, undefined],
		['that is missing', undefined, undefined],
	])('%s', (_name, value, shown) => {
		expect(apiText(value)).toBe(shown);
	});
});

describe('the words of a failure', () => {
	it.each<[unknown, string | undefined]>([
		[{ error: 'First', message: 'Second', detail: 'Third' }, 'First'],
		[{ error: { code: 7 }, message: 'Second' }, 'Second'],
		[{ error: PAGE, message: 'Second' }, 'Second'],
		[{ error: { message: 'Too long' } }, 'Too long'],
		[{ error: { code: 'E1', message: 'Too long' } }, 'Too long'],
		[{ error: ['Too long', 'Too short'] }, 'Too long; Too short'],
		[
			{ errors: { url: ['is required'], name: ['is blank', 'is odd'] } },
			'url: is required; name: is blank; name: is odd',
		],
		[{ errors: { url: 'is required' } }, 'url: is required'],
		[{ errors: [{ field: 'url', message: 'is required' }] }, 'url: is required'],
		[
			{ detail: [{ loc: ['body', 'url'], msg: 'field required', type: 'missing' }] },
			'url: field required',
		],
		[
			{ type: 'about:blank', title: 'Bad', status: 400, detail: 'The URL is odd' },
			'The URL is odd',
		],
		[{ url: ['This field is required.'] }, 'url: This field is required.'],
		[{ error: '', errors: [], detail: 'Third' }, 'Third'],
		[
			{ errors: { '': ['no field'], [PAGE]: ['a page for a field'] } },
			'no field; a page for a field',
		],
		[{ other: 'Fourth' }, undefined],
		[{ error: { error: { error: { error: { error: { error: 'deep' } } } } } }, undefined],
		[
			JSON.parse('{"error": {"__proto__": ["odd"], "constructor": ["odder"]}}'),
			'__proto__: odd; constructor: odder',
		],
		[{ error: Array(1000).fill('x') }, Array(10).fill('x').join('; ')],
		[{ error: Array(10).fill('x'.repeat(400)) }, `${'x'.repeat(400)}; ${'x'.repeat(98)}…`],
		['text', 'text'],
		[null, undefined],
	])('%j', (body, words) => {
		expect(wordsIn(body)).toBe(words);
	});
});

/** What patterns that go back and forth stumble over. */
const HOSTILE = [
	'\n',
	' ',
	'<a',
	'<',
	'\n at',
	'\u200b',
	'&',
	'\ud83d',
	'\u202e',
	'"',
	'(at',
	'\t\r\n',
	'a ',
	'=',
	'/',
];

it.each([
	['apiText', apiText],
	['plain', plain],
	['inert', inert],
	['wordsIn', (text: string) => wordsIn({ errors: { url: [text], [text]: text } })],
	['trimmed', trimmed],
	['unquoted', unquoted],
	['strayCharacter', strayCharacter],
	['idFlaw', idFlaw],
])('%s takes no longer for each character of a long text than of a short one', (_name, read) => {
	const msFor = (text: string, times: number) => {
		const began = performance.now();
		for (let n = 0; n < times; n++) read(text);
		return performance.now() - began;
	};
	// Whatever else the machine does takes time from some of the tries alone.
	const least = (text: string, times: number) =>
		[1, 2, 3].map(() => msFor(text, times)).reduce((a, b) => Math.min(a, b));
	for (const part of HOSTILE) {
		const texts = [10_000, 1_000_000].map((length) => `x${part.repeat(length / part.length)}x`);
		const [short, long] = [least(texts[0], 100), least(texts[1], 1)];
		// A quadratic pattern would be a hundred times as slow.
		expect(long / short).toBeLessThan(20);
	}
});
