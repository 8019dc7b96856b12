import { requiredLanguage } from '../../nodes/GcoreStreamingAi/task/newTask';
import { ALL, bodyOf, flawOf, VIDEO } from './newTasks';

describe('the body of each task type, with no field that is not its own', () => {
	const moderation = { task_name: 'content-moderation', url: VIDEO };
	const speech = { task_name: 'transcription', url: VIDEO, audio_language: 'ger' };
	const stop_objects = 'ANUS_EXPOSED:0.5';
	it.each([
		['transcription', speech],
		['translation', { ...speech, subtitles_language: 'fre' }],
		['nsfw', { ...moderation, category: 'nsfw' }],
		['hard_nudity', { ...moderation, category: 'hard_nudity', stop_objects }],
		['soft_nudity', { ...moderation, category: 'soft_nudity', stop_objects }],
		['sport', { ...moderation, category: 'sport' }],
	])('%s', (taskType, body) => {
		expect(bodyOf({ ...ALL, taskType })).toEqual(body);
	});
});

describe('Video URL', () => {
	it.each([
		'http://example.com/a.mp4',
		'HTTPS://EXAMPLE.COM/A.MP4',
		'https://user:word@example.com:8443/a/b.mp4?sign=a%2Fb&x=1#t=3',
		'https://[2001:db8::1]/a.mp4',
		'https://example.com/видео 1.mp4',
	])('%s is sent as it is', (url) => {
		expect(bodyOf({ url }).url).toBe(url);
		expect(bodyOf({ url: `\n ${url}\t` }).url).toBe(url);
	});

	it.each(['', '  ', undefined, null])('%p is empty', (url) => {
		expect(flawOf({ url })).toBe("'Video URL' is empty");
	});

	it.each([
		'video.mp4',
		'/videos/a.mp4',
		'www.example.com/a.mp4',
		'//example.com/a.mp4',
		'ftp://example.com/a.mp4',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:video/mp4;base64,AAAA',
		'https:example.com/a.mp4',
		'https:/example.com/a.mp4',
		'https:///example.com/a.mp4',
		'https://',
		'https://?a=b',
		'https://exa mple.com/a.mp4',
		'https://example.com/a.mp4\nhttps://example.com/b.mp4',
		'https://example.com/a\u0000.mp4',
		42,
		{ url: VIDEO },
		[VIDEO, VIDEO],
	])('%p is no http(s) address', (url) => {
		expect(flawOf({ url })).toBe("'Video URL' is not an http or https address");
	});
});

describe('languages', () => {
	it.each(['', undefined, null, 'detect'])('audio %p is left out, for Gcore to detect', (code) => {
		expect(bodyOf({ audioLanguage: code })).toEqual({ task_name: 'transcription', url: VIDEO });
	});

	it.each([
		['ger', 'ger'],
		['deu', 'deu'],
		[' ENG ', 'eng'],
		['xyz', 'xyz'],
	])('audio %p is sent as %p', (code, sent) => {
		expect(bodyOf({ audioLanguage: code }).audio_language).toBe(sent);
	});

	it.each(['en', 'engl', 'en-US', 'e1g', 'English', 5, {}, ['eng'], true])(
		'%p is no code',
		(code) => {
			const flaw = 'is not a language code';
			expect(flawOf({ audioLanguage: code })).toBe(`'Audio Language' ${flaw}`);
			const translation = { taskType: 'translation', subtitlesLanguage: code };
			expect(flawOf(translation)).toBe(`'Subtitles Language' ${flaw}`);
		},
	);

	it.each(['', undefined, null, 'detect'])('a translation into %p is refused', (code) => {
		expect(flawOf({ taskType: 'translation', subtitlesLanguage: code })).toBe(
			"'Subtitles Language' is not a language code",
		);
	});

	it('a translation may leave the audio to be detected', () => {
		expect(bodyOf({ taskType: 'translation', subtitlesLanguage: 'eng' })).toEqual({
			task_name: 'transcription',
			url: VIDEO,
			subtitles_language: 'eng',
		});
	});

	it('a code that has to be there is one', () => {
		expect(requiredLanguage('Audio Language', 'Fre')).toBe('fre');
	});
});
