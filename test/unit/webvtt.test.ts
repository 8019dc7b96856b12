import { phrasesOf } from '../../nodes/GcoreStreamingAi/task/phrases';
import { readVtt } from '../../nodes/GcoreStreamingAi/task/webvtt';

const cue = (text: string, from = 1) => `00:0${from}.000 --> 00:0${from + 1}.000\n${text}\n`;

const phrases = (content: unknown) =>
	phrasesOf(readVtt(content).rows).map(({ startMs, endMs, text }) => [startMs, endMs, text]);

const texts = (content: unknown) => readVtt(content).rows.map(({ text }) => text);

describe('what every reader finds', () => {
	it.each([
		['WEBVTT\n\n1\n00:00:00.009 --> 00:00:03.689\nOwn\n', [[9, 3_689, 'Own']]],
		['WEBVTT - made by Gcore\r\n\r\n00:01.000 --> 00:02.000\r\nOwn', [[1_000, 2_000, 'Own']]],
		['\uFEFFWEBVTT\r\r00:01.000 --> 00:02.000\rOwn\r', [[1_000, 2_000, 'Own']]],
		[
			`WEBVTT\tx\n\n\n\n${cue('a')}\n\n\n${cue('b')}`,
			[
				[1_000, 2_000, 'a'],
				[1_000, 2_000, 'b'],
			],
		],
		[
			`WEBVTT\n\n123:00:00.000\t-->  123:00:01.000 align:left line:0\nx`,
			[[442_800_000, 442_801_000, 'x']],
		],
		[
			`WEBVTT\n\nNOTE a\nb\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n\n${cue('x')}\nNOTE\n`,
			[[1_000, 2_000, 'x']],
		],
		[`WEBVTT\n\nNOTED\n${cue('x')}`, [[1_000, 2_000, 'x']]],
		[`WEBVTT\n\nintro 1\n${cue('NOTE x\nSTYLE')}`, [[1_000, 2_000, 'NOTE x\nSTYLE']]],
		[
			`WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\nKind: captions\n\n${cue('x')}`,
			[[1_000, 2_000, 'x']],
		],
		[
			`WEBVTT\n\n${cue('a\n42')}\n${cue('b', 3)}`,
			[
				[1_000, 2_000, 'a\n42'],
				[3_000, 4_000, 'b'],
			],
		],
		['WEBVTT', []],
	])('%j', (content, found) => {
		expect(readVtt(content).isWellFormed).toBe(true);
		expect(phrases(content)).toEqual(found);
	});
});

describe('what some readers lose is read all the same', () => {
	it.each([
		['S13: no blank line behind the header', `WEBVTT\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		['the same with a name', `WEBVTT\n1\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		['words in the header', `WEBVTT\nwords\n\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		['no header', cue('a'), [[1_000, 2_000, 'a']]],
		['another header', `WEBVTTX\n\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		[
			'no blank line between cues',
			`WEBVTT\n\n1\n${cue('a')}2\n${cue('b', 3)}`,
			[
				[1_000, 2_000, 'a'],
				[3_000, 4_000, 'b'],
			],
		],
		[
			'the same with a longer name behind two lines',
			`WEBVTT\n\n${cue('a\nb')}12\n${cue('c', 3)}`,
			[
				[1_000, 2_000, 'a\nb'],
				[3_000, 4_000, 'c'],
			],
		],
		...['a 42', '42 a'].map((text): [string, string, unknown[][]] => [
			`the same without names, behind ${text}`,
			`WEBVTT\n\n${cue(text)}${cue('b', 3)}`,
			[
				[1_000, 2_000, text],
				[3_000, 4_000, 'b'],
			],
		]),
		[
			'no blank line, no names',
			`WEBVTT\n\n${cue('a')}${cue('b', 3)}`,
			[
				[1_000, 2_000, 'a'],
				[3_000, 4_000, 'b'],
			],
		],
		[
			'a cue without words before the next',
			'WEBVTT\n\n00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\na',
			[[3_000, 4_000, 'a']],
		],
		[
			'a blank line in a cue',
			`WEBVTT\n\n1\n${cue('a')}\nb\nc\n\n2\n${cue('d', 3)}`,
			[
				[1_000, 2_000, 'a\nb\nc'],
				[3_000, 4_000, 'd'],
			],
		],
		['the same at the end', `WEBVTT\n\n${cue('a')}\nb`, [[1_000, 2_000, 'a\nb']]],
		[
			'the same before a name',
			`WEBVTT\n\n${cue('a')}\nb\nname\n${cue('c', 3)}`,
			[
				[1_000, 2_000, 'a\nb'],
				[3_000, 4_000, 'c'],
			],
		],
		[
			'a line of spaces in a cue',
			`WEBVTT\n\n00:01.000 --> 00:02.000\na\n \nb`,
			[[1_000, 2_000, 'a\nb']],
		],
		[
			'a line of spaces between cues',
			`WEBVTT\n\n${cue('a')} \n${cue('b', 3)}`,
			[
				[1_000, 2_000, 'a'],
				[3_000, 4_000, 'b'],
			],
		],
		[
			'a note behind words',
			`WEBVTT\n\n${cue('a')}\nb\nNOTE c\n\n${cue('d', 3)}`,
			[
				[1_000, 2_000, 'a\nb\nNOTE c'],
				[3_000, 4_000, 'd'],
			],
		],
		['words before all cues', `WEBVTT\n\nwords\n\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		['a cue behind a note', `WEBVTT\n\nNOTE x\n${cue('a')}`, [[1_000, 2_000, 'a']]],
		['commas', 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\na', [[1_000, 2_000, 'a']]],
		['no room', 'WEBVTT\n\n00:01.000-->00:02.000\na', [[1_000, 2_000, 'a']]],
		['an end before the start', 'WEBVTT\n\n00:05.000 --> 00:02.000\na', [[5_000, 6_000, 'a']]],
		['no length', 'WEBVTT\n\n00:05.000 --> 00:05.000\na', [[5_000, 6_000, 'a']]],
		['no end', 'WEBVTT\n\n00:05.000 -->\na', [[5_000, 6_000, 'a']]],
		[
			'out of order',
			`WEBVTT\n\n${cue('b', 3)}\n${cue('a')}`,
			[
				[1_000, 2_000, 'a'],
				[3_000, 4_000, 'b'],
			],
		],
		['an empty cue', `WEBVTT\n\n${cue('')}\n${cue('a', 3)}`, [[3_000, 4_000, 'a']]],
		[
			'an arrow in the text',
			`WEBVTT\n\n${cue('a --> b\n1 --> 2')}`,
			[[1_000, 2_000, 'a --> b\n1 --> 2']],
		],
		[
			'styles behind a cue',
			`WEBVTT\n\n${cue('a')}\nSTYLE\nx\n\n${cue('b', 3)}`,
			[
				[1_000, 2_000, 'a'],
				[3_000, 4_000, 'b'],
			],
		],
		['a control character', `WEBVTT\n\n${cue('a\0b')}`, [[1_000, 2_000, 'ab']]],
		['half a character', `WEBVTT\n\n${cue('a\ud83d')}`, [[1_000, 2_000, 'a\uFFFD']]],
		['a rare line break', `WEBVTT\n\n${cue('a\u2028b')}`, [[1_000, 2_000, 'a\nb']]],
		['a byte order mark within', `WEBVTT\n\n${cue('a\uFEFFb')}`, [[1_000, 2_000, 'ab']]],
		[
			'words in angle brackets',
			`WEBVTT\n\n${cue('<Ten years ago> x')}`,
			[[1_000, 2_000, '<Ten years ago> x']],
		],
		['a < alone', `WEBVTT\n\n${cue('2 < 3')}`, [[1_000, 2_000, '2 < 3']]],
		[
			'times that nobody can read',
			`WEBVTT\n\nsoon --> later\na\n\n${cue('b', 3)}`,
			[[3_000, 4_000, 'b']],
		],
		['the first of them so', `WEBVTT\nsoon --> later\na\n\n${cue('b', 3)}`, [[3_000, 4_000, 'b']]],
		['its line breaks gone', 'WEBVTT 1 00:00:00.009 --> 00:00:03.689 Own', []],
		['another format', '1\nWEBVTT\n', []],
		['nothing', '', []],
		['no text', 7, []],
		['missing', undefined, []],
	])('%s', (_name, content, found) => {
		expect(readVtt(content).isWellFormed).toBe(false);
		expect(phrases(content)).toEqual(found);
	});

	it('a cue whose times cannot be read is told, for its words count', () => {
		expect(texts('WEBVTT\n\nsoon --> later\na\n')).toEqual(['a']);
	});
});

it.each([
	['<v Roger Bingham>We <i>are</i> <c.yellow.bg>in</c> <lang en>it</lang></v>', 'We are in it'],
	['<00:00:01.000>word <b>by</b> <u>word</u> <ruby>漢<rt>kan</rt></ruby>', 'word by word 漢kan'],
	['<font color="#fff">a</font> <br/>b<BR>c', 'a\nb\nc'],
	['MyValue<String> </body> <3 x>', 'MyValue<String> </body> <3 x>'],
	['&lt;b&gt; &amp;lt; &quot;x&quot; &apos; a&nbsp;b', '<b> &lt; "x" \' a\u00a0b'],
	['a&lrm;b&RLM;c', 'a\u200eb\u200fc'],
	['&#65;&#x1F3AC;&#0;&#xD83D;&#9999999;&#x110000;', 'A🎬\uFFFD\uFFFD\uFFFD\uFFFD'],
	['AT&T &copy; &;', 'AT&T &copy; &;'],
])('the words of %j are %j', (payload, text) => {
	expect(texts(`WEBVTT\n\n${cue(payload)}`)).toEqual([text]);
});

it('the header is kept but for words', () => {
	const map = 'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000';
	expect(readVtt(`WEBVTT\n${map}\nKind : a\0\n1\n${cue('a')}`).metadata).toEqual([map, 'Kind : a']);
	expect(readVtt(`${map}\n${cue('a')}`).metadata).toEqual([]);
});
