import { subtitlesFile, subtitlesOf } from '../../nodes/GcoreStreamingAi/task/subtitles';
import { fileOf, readSrt, readVtt, spoken, textOf, written } from './phrases';

const PHRASE = spoken(['00:00:05.000', '00:00:06.000', 'a  phrase']);
const OWN = 'WEBVTT\n\n1\n00:00:05.000 --> 00:00:06.000\na\nphrase\n';

describe("WebVTT is Gcore's own", () => {
	it.each([
		OWN,
		OWN.replace(/\n/g, '\r\n'),
		`\uFEFF${OWN}\nNOTE x\n`,
		`${OWN}\n00:00:07.000 --> 00:00:08.000 align:left\n<v A>and more &amp; more\n`,
	])('%j, to the letter', (vttContent) => {
		expect(written({ ...PHRASE, vttContent }, 'vtt')).toEqual({ skipped: 0, text: vttContent });
		expect(written({ vttContent }, 'vtt')).toEqual({ skipped: 0, text: vttContent });
	});

	it.each([
		['missing', undefined],
		['empty', ''],
		['no text', 7],
		['no WebVTT', OWN.slice(1)],
		['without its line breaks', OWN.replace(/\n/g, ' ')],
		['another format', '1\nWEBVTT\n'],
		['without the phrases', 'WEBVTT'],
		['with other words', OWN.replace('phrase', 'phase')],
		['with words parted in another way', OWN.replace('phrase', 'phr ase')],
		['with words in another order', OWN.replace('a\nphrase', 'phrase a')],
		['S13: without the blank line behind its header', OWN.replace('\n\n', '\n')],
	])('unless that is %s', (_name, vttContent) => {
		const file = textOf({ ...PHRASE, vttContent }, 'vtt');
		expect(readVtt(file)).toEqual([[5000, 6000, 'a  phrase']]);
		expect(file).not.toBe(vttContent);
	});

	it('S13: its header is kept where it is made anew', () => {
		const map = 'X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000';
		const vttContent = `WEBVTT\n${map}\n1\n00:05.000 --> 00:06.000\na &amp; b\n`;
		const anew = `WEBVTT\n${map}\n\n1\n00:00:05.000 --> 00:00:06.000\na &amp; b\n\n`;
		expect(textOf({ vttContent }, 'vtt')).toBe(anew);
		expect(textOf({ ...spoken([5, 6, 'a & b']), vttContent }, 'vtt')).toBe(anew);
	});
});

describe('S11, S14: phrases come from vttContent', () => {
	const vttContent = `${OWN}\n00:00:07.000 --> 00:00:08.000\nb\n`;
	const BOTH = [
		[5_000, 6_000, 'a\nphrase'],
		[7_000, 8_000, 'b'],
	];
	it.each([
		['when nothing else is there', {}],
		['when the list is none', { subtitles: 'none' }],
		['when no phrase has a time', spoken(['soon', 'later', 'a phrase'], [null, null, 'b'])],
		['when the list lacks one', spoken([5, 6, 'a phrase'])],
		['when one has none', spoken([5, 6, 'a phrase'], [null, null, 'b'])],
	])('%s', (_name, result) => {
		const { skipped, text } = written({ ...result, vttContent }, 'srt');
		expect(skipped).toBe(0);
		expect(readSrt(String(text))).toEqual(BOTH);
	});

	it.each([
		[
			'when they have other words',
			[
				[5, 6, 'c'],
				[null, null, 'b'],
			],
			[[5_000, 6_000, 'c']],
			1,
		],
		[
			'when they are fewer',
			[
				[5, 6, 'a phrase'],
				[7, 8, 'b'],
				[null, 9, 'c'],
			],
			[[5_000, 6_000, 'a phrase'], BOTH[1]],
			1,
		],
		[
			'when they have words without a time too',
			[
				[null, null, 'b'],
				[null, null, 'c'],
				[null, null, 'd'],
			],
			BOTH,
			1,
		],
	])('but not %s', (_name, rows, phrases, skipped) => {
		const result = { ...spoken(...(rows as Array<[number, number, string]>)), vttContent };
		const file = written(result, 'srt');
		expect(file.skipped).toBe(skipped);
		expect(readSrt(String(file.text))).toEqual(phrases);
	});

	it('a cue without a time is counted', () => {
		const file = written({ vttContent: `${OWN}\nsoon --> later\nb\n` }, 'srt');
		expect(file.skipped).toBe(1);
		expect(readSrt(String(file.text))).toEqual([BOTH[0]]);
	});
});

describe('S12: no file rather than an empty one', () => {
	const NO_TIMES = 'The result has no times, so there is no SRT or VTT. TXT has the words';
	const NO_WORDS = 'The result has no words, so there are no subtitles';
	const SILENT = 'No speech was detected, so there are no subtitles';
	const UNREADABLE =
		'No phrase has a time that can be read, so there is no SRT or VTT. TXT has the words';
	it.each([
		['words alone', { concatenated_text: 'x' }, NO_TIMES, 0],
		['silence', { speech_detected: false, subtitles: [], vttContent: '' }, SILENT, 0],
		[
			'speech without words',
			{ speech_detected: true, subtitles: [], vttContent: 'WEBVTT' },
			NO_WORDS,
			0,
		],
		['an empty text', { concatenated_text: ' \u200b' }, NO_WORDS, 0],
		['a list that is none', { subtitles: 'none' }, NO_WORDS, 0],
		[
			'no readable times',
			spoken(['soon', 'later', 'a'], [null, 5, 'b'], [null, 6, '']),
			UNREADABLE,
			2,
		],
		['none in vttContent either', { vttContent: 'WEBVTT\n\nsoon --> later\na\n' }, UNREADABLE, 1],
	])('%s', (_name, result, note, skipped) => {
		expect(written(result, 'srt')).toEqual({ note, skipped });
		expect(written(result, 'vtt')).toEqual({ note, skipped });
		expect(fileOf(result, 'srt')).toBeUndefined();
	});

	it.each([
		['silence', { speech_detected: false, subtitles: [], vttContent: '' }, SILENT],
		['no words', { concatenated_text: '\n', subtitles: [{ start_time: 1 }] }, NO_WORDS],
	])('TXT of %s', (_name, result, note) => {
		expect(written(result, 'txt')).toEqual({ note, skipped: 0 });
	});

	it.each([
		['a transcription', { task_name: 'transcription' }, NO_WORDS],
		['a translation', { task_name: 'transcription', subtitles_language: 'fre' }, NO_WORDS],
		['a moderation', { task_name: 'content-moderation', category: 'nsfw' }, undefined],
	])('%s that has succeeded without a result', (_name, task_data, note) => {
		const task = { task_id: 'a', status: 'SUCCESS', task_data, result: {} };
		expect(subtitlesOf(task, 'srt').note).toBe(note);
		expect(subtitlesOf({ ...task, status: 'STARTED' }, 'srt').note).toBeUndefined();
	});
});

it.each([
	['the whole text', { concatenated_text: 'All of it' }, 'All of it'],
	[
		'the whole text, fit to be read',
		{ concatenated_text: '\uFEFFA\0\r\n\tB \ud83d' },
		'A\r\n\tB \uFFFD',
	],
	['the phrases, when there is none', {}, 'a\nb'],
	['the phrases, when it is empty', { concatenated_text: '' }, 'a\nb'],
	['the phrases, when it is no text', { concatenated_text: ['x'] }, 'a\nb'],
])('plain text is %s', (_name, more, text) => {
	const result = spoken(
		['00:00:03.000', '00:00:04.000', 'b'],
		['00:00:01.000', '00:00:02.000', 'a'],
	);
	expect(textOf({ ...result, ...more }, 'txt')).toBe(text);
});

it('plain text needs no times: what has none stands behind what it was told behind', () => {
	const result = spoken(
		['soon', 1, 'a'],
		[5, 6, 'd'],
		[null, null, 'e'],
		[1, 2, 'b'],
		['', '', 'c'],
	);
	(result.subtitles as unknown[]).push('too');
	expect(written(result, 'txt')).toEqual({ skipped: 0, text: 'a\nb\nc\ntoo\nd\ne' });
	expect(textOf({ vttContent: 'soon --> later\n<b>a</b>\n\n00:01.000 -->\nb' }, 'txt')).toBe(
		'a\nb',
	);
});

describe('file', () => {
	const result = { ...spoken([1, 2, 'a']), languages: ['ita', 'eng'] };
	it.each([
		[{}, 'a.ita.srt'],
		[{ audio_language: 'ger' }, 'a.ger.srt'],
		[{ audio_language: 'ger', subtitles_language: 'fre' }, 'a.fre.srt'],
		[{ audio_language: null, subtitles_language: null }, 'a.ita.srt'],
		[{ audio_language: '../../x' }, 'a.srt'],
		[{ audio_language: 'x/../../y' }, 'a.srt'],
		[{ audio_language: 7 }, 'a.srt'],
	])('name with %p', (task_data, name) => {
		expect(fileOf(result, 'srt', task_data)?.fileName).toBe(name);
	});

	it('name without a language, and of an ID with other characters', () => {
		const task = { task_id: '../ä b', result: { concatenated_text: 'a' } };
		expect(subtitlesFile(task, 'txt')?.fileName).toBe('..___b.txt');
	});

	it.each([
		['srt', 'application/x-subrip'],
		['vtt', 'text/vtt'],
		['txt', 'text/plain'],
	] as const)('%s is of type %s', (format, type) => {
		expect(fileOf(result, format)?.mimeType).toBe(type);
	});

	it.each([
		['speech_detected', { speech_detected: true }],
		['subtitles', { subtitles: [] }],
		['vttContent', { vttContent: '' }],
		['concatenated_text', { concatenated_text: '' }],
	])('S1: %s alone makes a result a transcription', (_name, has) => {
		expect(subtitlesOf({ task_id: 'a', result: has } as never, 'srt').note).toBeDefined();
	});

	it.each([
		['not ended', null],
		['failed', { error: 'Unsupported file type' }],
		['a moderation', { nsfw_detected: true, frames: [], vttContent: null }],
		['of an unknown form', 'text'],
	])('is none for a task that is %s', (_name, none) => {
		expect(fileOf(none as never, 'srt')).toBeUndefined();
	});
});
