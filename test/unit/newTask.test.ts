import { GcoreFailure } from '../../nodes/GcoreStreamingAi/api/failure';
import {
	newTaskBody,
	requiredLanguage,
	STOP_LABELS,
	type NewTaskFields,
} from '../../nodes/GcoreStreamingAi/task/newTask';

const URL = 'https://example.com/video.mp4';

const bodyOf = (fields: Partial<NewTaskFields>) =>
	newTaskBody({ taskType: 'transcription', url: URL, ...fields });

function flawOf(fields: Partial<NewTaskFields>) {
	try {
		return { body: bodyOf(fields) };
	} catch (reason) {
		expect(reason).toBeInstanceOf(GcoreFailure);
		const { message, description } = (reason as GcoreFailure).note;
		expect(description).toMatch(/^[A-Z].*\.$/);
		return message;
	}
}

const objects = (...rows: Array<{ label?: unknown; confidence?: unknown }>) => ({ objects: rows });

const ALL = {
	audioLanguage: 'ger',
	subtitlesLanguage: 'fre',
	stopObjects: objects({ label: 'ANUS_EXPOSED', confidence: 0.5 }),
};

describe('the body of each task type, with no field that is not its own', () => {
	const moderation = { task_name: 'content-moderation', url: URL };
	const speech = { task_name: 'transcription', url: URL, audio_language: 'ger' };
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
		{ url: URL },
		[URL, URL],
	])('%p is no http(s) address', (url) => {
		expect(flawOf({ url })).toBe("'Video URL' is not an http or https address");
	});
});

describe('languages', () => {
	it.each(['', undefined, null, 'detect'])('audio %p is left out, for Gcore to detect', (code) => {
		expect(bodyOf({ audioLanguage: code })).toEqual({ task_name: 'transcription', url: URL });
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
			url: URL,
			subtitles_language: 'eng',
		});
	});

	it('a code that has to be there is one', () => {
		expect(requiredLanguage('Audio Language', 'Fre')).toBe('fre');
	});
});

describe('Stop Objects', () => {
	const stopObjects = (taskType: string, ...rows: Parameters<typeof objects>) =>
		bodyOf({ taskType, stopObjects: objects(...rows) }).stop_objects;

	it.each([
		['none', [], undefined],
		['a label', [{ label: 'ANUS_EXPOSED' }], 'ANUS_EXPOSED'],
		['a confidence', [{ label: 'ANUS_EXPOSED', confidence: 0.8 }], 'ANUS_EXPOSED:0.8'],
		['a confidence of 0', [{ label: 'ANUS_EXPOSED', confidence: 0 }], 'ANUS_EXPOSED'],
		['a confidence of 1', [{ label: 'ANUS_EXPOSED', confidence: 1 }], 'ANUS_EXPOSED:1'],
		['no confidence', [{ label: 'ANUS_EXPOSED', confidence: null }], 'ANUS_EXPOSED'],
		['a confidence as text', [{ label: 'ANUS_EXPOSED', confidence: '0.50' }], 'ANUS_EXPOSED:0.5'],
		[
			'several, as the published example has them',
			[
				{ label: 'FEMALE_GENITALIA_EXPOSED' },
				{ label: 'FEMALE_BREAST_EXPOSED', confidence: 0.5 },
				{ label: 'BUTTOCKS_EXPOSED', confidence: 0.9 },
			],
			'FEMALE_GENITALIA_EXPOSED,FEMALE_BREAST_EXPOSED:0.5,BUTTOCKS_EXPOSED:0.9',
		],
	])('%s', (_name, rows, sent) => {
		expect(stopObjects('hard_nudity', ...rows)).toBe(sent);
		expect(stopObjects('soft_nudity', ...rows)).toBe(sent);
	});

	it.each([
		['FACE_MALE', "'Stop Objects' holds 'FACE_MALE', which this detection does not know"],
		['anus_exposed', "'Stop Objects' holds 'anus_exposed', which this detection does not know"],
		['', "'Stop Objects' holds an object without a label"],
		[undefined, "'Stop Objects' holds an object without a label"],
	])('label %p is refused for hard nudity', (label, flaw) => {
		expect(flawOf({ taskType: 'hard_nudity', stopObjects: objects({ label }) })).toBe(flaw);
	});

	it.each([-0.1, 1.01, 80, 'high', NaN])('confidence %p is refused', (confidence) => {
		const stopObjects = objects({ label: 'ANUS_EXPOSED', confidence });
		expect(flawOf({ taskType: 'soft_nudity', stopObjects })).toBe(
			`'Stop Objects' asks for a confidence of ${confidence}`,
		);
	});

	it('every label of each detection is taken, and no other detection has any', () => {
		for (const [taskType, labels] of Object.entries(STOP_LABELS)) {
			const rows = labels.map((label) => ({ label }));
			expect(stopObjects(taskType, ...rows)).toBe(labels.join(','));
			expect([...labels]).toEqual([...labels].sort());
		}
		expect(Object.entries(STOP_LABELS).map(([type, labels]) => [type, labels.length])).toEqual([
			['hard_nudity', 6],
			['soft_nudity', 18],
		]);
	});
});

describe('Additional Fields', () => {
	it.each(['transcription', 'translation', 'nsfw', 'hard_nudity', 'soft_nudity', 'sport'])(
		'go with %s',
		(taskType) => {
			const additionalFields = { clientUserId: 'u', clientEntityData: 'd' };
			expect(bodyOf({ ...ALL, taskType, additionalFields })).toMatchObject({
				client_user_id: 'u',
				client_entity_data: 'd',
			});
		},
	);

	it.each([
		['nothing', {}, {}],
		['empty ones', { clientUserId: '', clientEntityData: null as unknown as string }, {}],
		['a number', { clientUserId: 17 }, { client_user_id: '17' }],
		['an object', { clientEntityData: { id: 'ä' } }, { client_entity_data: '{"id":"ä"}' }],
		['the most', { clientUserId: 'x'.repeat(256) }, { client_user_id: 'x'.repeat(256) }],
		['the most', { clientEntityData: 'x'.repeat(4096) }, { client_entity_data: 'x'.repeat(4096) }],
		// Characters, not the halves that JavaScript counts.
		['256 emoji', { clientUserId: '🎬'.repeat(256) }, { client_user_id: '🎬'.repeat(256) }],
	])('%s', (_name, fields, sent) => {
		const body = { task_name: 'transcription', url: URL, ...sent };
		expect(bodyOf({ additionalFields: fields })).toEqual(body);
	});

	it.each([
		[{ clientUserId: 'x'.repeat(257) }, "'Client User ID' has 257 characters, and Gcore takes 256"],
		[
			{ clientEntityData: 'x'.repeat(4097) },
			"'Client Entity Data' has 4097 characters, and Gcore takes 4096",
		],
		[
			{ clientUserId: '🎬'.repeat(257) },
			"'Client User ID' has 257 characters, and Gcore takes 256",
		],
	])('too long', (additionalFields, flaw) => {
		expect(flawOf({ additionalFields })).toBe(flaw);
	});
});
