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
		const stopObjects = 'stop_objects' in body ? ALL.stopObjects : [];
		expect(bodyOf({ ...ALL, taskType, stopObjects })).toEqual(body);
	});
});

describe('Video URL', () => {
	it.each([
		'http://example.com/a.mp4',
		'HTTPS://EXAMPLE.COM/A.MP4',
		'https://user:word@example.com:8443/a/b.mp4?sign=a%2Fb&x=1#t=3',
		'https://[2001:db8::1]/a.mp4',
		'https://example.com/видео 1.mp4',
		'https://пример.example/a.mp4',
		'https://example.com:/a.mp4',
		'https://example.com?file=a.mp4',
		'https://example.com/a.mp4?X-Amz-Signature=a+b%2B%2F%2520$&x=$1#@b',
		'https://example.com/@user/a.mp4?to=a@b.example&c=\\d',
		'https://192.168.0.1:80/a.mp4',
		'https://user@192.168.0.1/a.mp4',
		'https://example.com/❤️/👨‍👩‍👧.mp4',
		'https://example.com/❤️',
	])('%s is sent as it is', (url) => {
		expect(bodyOf({ url }).url).toBe(url);
	});

	it('of 20,000 characters is sent as it is', () => {
		const url = `https://example.com/${'a'.repeat(20_000)}.mp4`;
		expect(bodyOf({ url }).url).toBe(url);
	});

	it.each([
		['\n ', '\t'],
		['\u200b', '\u200e'],
		['\ufeff"', '"\u2060'],
		['“', '”'],
		["'", "'"],
		['<', '>'],
	])('goes out without %j and %j around it', (before, after) => {
		for (const url of [VIDEO, 'https://example.com/ä?a=%22b%22&c="d'])
			expect(bodyOf({ url: before + url + after }).url).toBe(url);
	});

	it.each([
		[
			'a zero width space',
			'https://exam\u200bple.com/a.mp4',
			'an invisible character (U+200B) at place 13',
		],
		[
			'a mark of direction',
			'https://example.com/\u202ea.mp4',
			'an invisible character (U+202E) at place 21',
		],
		[
			'a line break',
			'https://example.com/a.mp4\nhttps://example.com/b.mp4',
			'an invisible character (U+000A) at place 26',
		],
		[
			'a tab in the scheme',
			'ht\ttps://example.com/a.mp4',
			'an invisible character (U+0009) at place 3',
		],
		['a NUL', 'https://example.com/a\u0000.mp4', 'an invisible character (U+0000) at place 22'],
		['half an emoji', 'https://example.com/\ud83d', 'half a character at place 21'],
		['the other half', 'https://example.com/\ude00.mp4', 'half a character at place 21'],
	])('%s within is refused, with its place', (_name, url, stray) => {
		expect(flawOf({ url })).toBe(`'Video URL' holds ${stray}`);
	});

	it.each([
		'https://example.com\\@other.example/a.mp4',
		'https://example.com\\other.example/a.mp4',
		'https://\\example.com/a.mp4',
		'https://user\\:word@example.com/a.mp4',
		'https://example.com/a\\b.mp4',
		'https://a@b@example.com/a.mp4',
		'https://example.com?@other.example/a.mp4',
		'https://example.com#@other.example/a.mp4',
		'https://1.1.1.1 @example.com/a.mp4',
		'https://@example.com/a.mp4',
		'https://ex%61mple.com/a.mp4',
		'https://example%2Ecom/a.mp4',
		'https://127.1/a.mp4',
		'https://0177.0.0.1/a.mp4',
		'https://0x7f000001/a.mp4',
		'https://user@2130706433/a.mp4',
		'https://１２７.0.0.1/a.mp4',
	])('%s has a host that programs read differently', (url) => {
		expect(flawOf({ url })).toBe(
			"'Video URL' names its host in a way that programs read differently",
		);
	});

	it.each(['', '  ', '\u200b', '""'])('%p is empty', (url) => {
		expect(flawOf({ url })).toBe("'Video URL' is empty");
	});

	it.each(['http://1.2.3.4:', 'http://a@', ' '])('%p and much more is too long', (part) => {
		expect(flawOf({ url: part.repeat(65_537 / part.length + 1) })).toBe(
			"'Video URL' is longer than 65536 characters",
		);
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
		'https://user@/a.mp4',
		'https://:80/a.mp4',
		'https://https://example.com/a.mp4',
		'https:\\\\example.com\\a.mp4',
		'https://example.com:99999/a.mp4',
		'42',
	])('%p is no http(s) address', (url) => {
		expect(flawOf({ url })).toBe("'Video URL' is not an http or https address");
	});
});

describe('languages', () => {
	it.each(['', ' ', undefined, 'detect', 'Auto', '"AUTO"', 'auto-detect', 'Detect Automatically'])(
		'audio %p is left out, for Gcore to detect',
		(code) => {
			expect(bodyOf({ audioLanguage: code })).toEqual({ task_name: 'transcription', url: VIDEO });
		},
	);

	it.each([
		['ger', 'ger'],
		['deu', 'deu'],
		[' ENG ', 'eng'],
		['xyz', 'xyz'],
		['de', 'ger'],
		['German', 'ger'],
	])('%p is sent as %p', (code, sent) => {
		expect(bodyOf({ audioLanguage: code }).audio_language).toBe(sent);
		const translation = { taskType: 'translation', subtitlesLanguage: code };
		expect(bodyOf(translation).subtitles_language).toBe(sent);
	});

	it.each([
		['engl', ": 'engl'"],
		[' Klingon\n ', ": 'Klingon'"],
		[`${'x'.repeat(39)}😀y`, `: '${'x'.repeat(39)}…'`],
		['a\nb\u200bc', ": 'a b c'"],
		['5', ": '5'"],
	])('%p is no language', (value, given) => {
		const flaw = `is not a language code${given && ` or name${given}`}`;
		expect(flawOf({ audioLanguage: value })).toBe(`'Audio Language' ${flaw}`);
		const translation = { taskType: 'translation', subtitlesLanguage: value };
		expect(flawOf(translation)).toBe(`'Subtitles Language' ${flaw}`);
	});

	it.each(['', undefined, 'detect', 'auto'])('a translation into %p is refused', (code) => {
		expect(flawOf({ taskType: 'translation', subtitlesLanguage: code })).toMatch(
			/^'Subtitles Language' is not a language code/,
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
