import { readSubtitles, whatShows } from '../../nodes/GcoreStreamingAi/task/subtitlesText';

const VTT =
	'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nOne\n\n00:03.000 --> 00:04.000\nTwo\nlines\n';
const SRT =
	'1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\nlines\n';

const MEGABYTE = 1024 * 1024;

const cue = (text: string) => `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`;

describe('subtitles that can be put on', () => {
	it.each([
		['WebVTT', VTT, VTT],
		['SRT', SRT, SRT],
		['a byte order mark', `\uFEFF${VTT}`, VTT],
		['blank lines before it', `\n\r\n  ${SRT}`, SRT],
		['line breaks of Windows', SRT.replaceAll('\n', '\r\n'), undefined],
		['line breaks of old Macs', SRT.replaceAll('\n', '\r'), undefined],
		['no line break at the end', SRT.trimEnd(), undefined],
		['hours of one digit', SRT.replaceAll(/00:00:/g, '0:00:'), undefined],
		['full stops in SRT', SRT.replaceAll(',', '.'), undefined],
		['places on the screen', SRT.replaceAll(',000\n', ',000 X1:40 X2:600\n'), undefined],
		['settings', VTT.replace('02.000\n', '02.000 align:start line:0\n'), undefined],
		[
			'notes, styles and a header',
			VTT.replace('\n\n', ' - a title\nKind: captions\n\nNOTE x\n\nSTYLE\n::cue{}\n\n'),
			undefined,
		],
		['tags', VTT.replace('One', '<i>One</i> <c.yellow>two</c>'), undefined],
		['an order of its own', `${cue('Later').replaceAll('00:00:0', '00:01:0')}\n${SRT}`, undefined],
	])('with %s', (_name, given, text) => {
		const read = readSubtitles(given);
		expect(read).toMatchObject({ text: text ?? given, cues: expect.any(Array) });
		expect('cues' in read && read.cues.slice(-2).map((one) => one.text.split(/\W/).pop())).toEqual([
			expect.stringMatching(/^(One|two|)$/),
			'lines',
		]);
	});

	it('hold each cue with its words and times', () => {
		const cues = [
			{ startMs: 1000, endMs: 2000, text: 'One' },
			{ startMs: 3000, endMs: 4000, text: 'Two\nlines' },
		];
		expect(readSubtitles(VTT)).toEqual({ text: VTT, cues });
		expect(readSubtitles(SRT)).toEqual({ text: SRT, cues });
	});

	it('may have 5 MB', () => {
		const text = cue('x'.repeat(5 * MEGABYTE - cue('').length));
		expect(readSubtitles(text)).toHaveProperty('cues');
		expect(readSubtitles(`${text}x`)).toEqual({
			flaw: 'they have 5.1 MB, and Gcore takes 5',
			remedy: expect.stringMatching(/shorten them/) as string,
		});
		expect(readSubtitles(cue('é'.repeat(3 * MEGABYTE)))).toMatchObject({
			flaw: 'they have 6.1 MB, and Gcore takes 5',
		});
	});

	it('may hold a lone < in SRT, which has no other markup', () => {
		expect(readSubtitles(cue('1 < 2'))).toMatchObject({ cues: [{ text: '1 < 2' }] });
	});
});

describe('subtitles that cannot be put on', () => {
	it.each([
		['', 'Give the subtitles as WebVTT or SRT.'],
		['Hello', 'Give the subtitles as WebVTT or SRT.'],
		['WEBVTT\n', 'Give the subtitles as WebVTT or SRT.'],
		[VTT.replace('Two', '1 < 2'), 'Correct the text there: players would leave out words.'],
		[SRT.replace('Two', '\ud83d'), 'Correct the text there: players would leave out words.'],
	])('%j: what to do is told', (given, remedy) => {
		expect(readSubtitles(given)).toHaveProperty('remedy', remedy);
	});

	const NO_WORDS_BEFORE = 'these words have no line with times before them';
	const NO_TIMES = /^line \d+: these are not two times of hours, minutes, seconds/;

	it.each<[string, string, string | RegExp]>([
		['nothing', '', 'there is nothing in them'],
		['blanks', ' \n\uFEFF', 'there is nothing in them'],
		['plain text', 'Hello', 'line 1: there is neither WEBVTT nor the number of a subtitle'],
		['plain text behind blank lines', '\n\nHello', /^line 3: there is neither/],
		['small letters', VTT.toLowerCase(), /^line 1: there is neither/],
		['a word that begins so', VTT.replace('WEBVTT', 'WEBVTTX'), /^line 1: there is neither/],
		['a web page', '<html></html>', /^line 1: there is neither/],
		['times without a number first', SRT.slice(2), /^line 1: there is neither/],
		['a header alone', 'WEBVTT\n', 'there are no words in them'],
		['a number alone', '1\n', /^line 1: these words have no line with times/],
		['cues without words', `${cue('')}\n`, 'there are no words in them'],
		['commas in WebVTT', VTT.replace('01.000', '01,000'), /^line 4: these are not two times/],
		['no times', VTT.replace('-->', '->'), `line 3: ${NO_WORDS_BEFORE}`],
		['half a time', SRT.replace('00:00:03,000', '03,000'), NO_TIMES],
		['no end', SRT.replace(' --> 00:00:04,000', ' -->'), /^line 6: /],
		[
			'an end before its start',
			SRT.replace('04,000', '01,000'),
			'line 6: the subtitle ends before it begins',
		],
		['no length', SRT.replace('04,000', '03,000'), /^line 6: the subtitle ends/],
		[
			'no empty line between',
			SRT.replace('\n\n', '\n'),
			'line 5: an empty line is missing before this subtitle',
		],
		[
			'no empty line behind the header',
			VTT.replace('\n\n', '\n'),
			/^line 2: an empty line is missing behind WEBVTT/,
		],
		['an empty line within', SRT.replace('Two\n', 'Two\n\n'), `line 9: ${NO_WORDS_BEFORE}`],
		['an arrow among the words', SRT.replace('lines', 'a --> b'), /^line 8: .*'-->'/],
		['a lone < in WebVTT', VTT.replace('Two', '1 < 2'), /^line 7: .*write &lt;$/],
		['a control character', SRT.replace('Two', 'T\u0000wo'), /^line 7: there is a character/],
		['half a character', SRT.replace('Two', '\ud83d'), /^line 7: there is a character/],
	])('with %s', (_name, given, flaw) => {
		const read = readSubtitles(given);
		expect(read).toHaveProperty('flaw');
		expect('flaw' in read && read.flaw).toMatch(
			flaw instanceof RegExp ? flaw : new RegExp(`^${flaw}$`),
		);
	});

	it('are looked at in a time that grows with their length alone', () => {
		const hostile = [
			`WEBVTT\n\n${'<'.repeat(200_000)}`,
			`WEBVTT\n\n${'-->'.repeat(200_000)}`,
			`1\n${'0:'.repeat(200_000)} --> 1`,
			`${' '.repeat(500_000)}x`,
			`WEBVTT\n\n00:01.000 --> 00:02.000\n${'<b'.repeat(200_000)}`,
		];
		const begun = performance.now();
		for (const text of hostile) expect(readSubtitles(text)).toHaveProperty('flaw');
		expect(performance.now() - begun).toBeLessThan(5000);
	});
});

describe('two texts', () => {
	it.each<[string, unknown, boolean]>([
		['the same', VTT, true],
		['SRT of the same', SRT, true],
		['other line breaks', VTT.replaceAll('\n', '\r\n'), true],
		['other words', VTT.replace('One', 'Two'), false],
		['other times', VTT.replace('02.000', '02.500'), false],
		['a cue less', SRT.slice(0, SRT.indexOf('2\n00:00:03')), false],
		['nothing', undefined, false],
		['what is none', 'x', false],
	])('show the same: %s', (_name, other, same) => {
		expect(whatShows(VTT) === whatShows(other)).toBe(same);
	});
});
