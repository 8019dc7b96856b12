import { parseTime, subtitlesFile } from '../../nodes/GcoreStreamingAi/task/subtitles';
import { fileOf, readVtt, spoken, textOf } from './phrases';

describe("WebVTT is Gcore's own", () => {
	it.each([
		'WEBVTT\n\n1\n00:00:00.009 --> 00:00:03.689\nOwn\n',
		'WEBVTT - made by Gcore\r\n\r\n00:01.000 --> 00:02.000\r\nOwn\r\n',
		'\uFEFFWEBVTT\n\nNOTE x\n',
		'WEBVTT',
	])('%j, to the letter', (vttContent) => {
		const result = { ...spoken(['00:00:05.000', '00:00:06.000', 'phrase']), vttContent };
		expect(textOf(result, 'vtt')).toBe(vttContent);
	});

	it.each([
		['missing', undefined],
		['empty', ''],
		['no text', 7],
		['no WebVTT', 'WEBVTTX\n\n'],
		['without its line breaks', 'WEBVTT 1 00:00:00.009 --> 00:00:03.689 Own'],
		['another format', '1\nWEBVTT\n'],
	])('unless that is %s', (_name, vttContent) => {
		const result = { ...spoken(['00:00:05.000', '00:00:06.000', 'phrase']), vttContent };
		expect(readVtt(textOf(result, 'vtt'))).toEqual([[5000, 6000, 'phrase']]);
	});
});

it.each([
	['the whole text', { concatenated_text: 'All of it' }, 'All of it'],
	['the phrases, when there is none', {}, 'a\nb'],
	['the phrases, when it is empty', { concatenated_text: '' }, 'a\nb'],
	['the phrases, when it is no text', { concatenated_text: ['x'] }, 'a\nb'],
])('plain text is %s', (_name, more, text) => {
	const result = spoken(
		['00:00:01.000', '00:00:02.000', 'a'],
		['00:00:03.000', '00:00:04.000', 'b'],
	);
	expect(textOf({ ...result, ...more }, 'txt')).toBe(text);
});

describe('file', () => {
	const result = { ...spoken(), languages: ['ita', 'eng'] };
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
		const task = { task_id: '../ä b', result: { speech_detected: true } };
		expect(subtitlesFile(task, 'vtt')?.fileName).toBe('..___b.vtt');
	});

	it.each([
		['srt', 'application/x-subrip'],
		['vtt', 'text/vtt'],
		['txt', 'text/plain'],
	] as const)('%s is of type %s', (format, type) => {
		expect(fileOf(result, format)?.mimeType).toBe(type);
	});

	it.each([
		['not ended', null],
		['failed', { error: 'Unsupported file type' }],
		['a moderation', { nsfw_detected: true, frames: [] }],
		['of an unknown form', 'text'],
	])('is none for a task that is %s', (_name, none) => {
		expect(fileOf(none as never, 'srt')).toBeUndefined();
	});
});

it.each([
	['00:00:00.000', 0],
	['1:02:03.4', 3_723_400],
	['02:03,456', 123_456],
	['123:00:00', 442_800_000],
	['', undefined],
	['12', undefined],
	['aa:bb:cc', undefined],
	['00:00:01 or so', undefined],
	['at 00:00:01', undefined],
	[' 00:00:01 ', 1000],
	[null, undefined],
	[5, undefined],
])('the time %p is %p ms', (time, ms) => {
	expect(parseTime(time)).toBe(ms);
});
