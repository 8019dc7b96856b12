import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { closeAll, open, TASKS } from '../standin/testing';
import { creating, pairs, runOn, VIDEO } from './operations';

afterEach(closeAll);

const stopObjects = {
	objects: [
		{ label: 'FEMALE_GENITALIA_EXPOSED', confidence: 0 },
		{ label: 'BUTTOCKS_EXPOSED', confidence: 0.9 },
	],
};
const moderation = { task_name: 'content-moderation', url: VIDEO };

describe('the body is what the API publishes', () => {
	it.each<[string, INodeParameters, IDataObject]>([
		['transcription', {}, { task_name: 'transcription', url: VIDEO }],
		[
			'transcription',
			{ audioLanguage: 'ger' },
			{ task_name: 'transcription', url: VIDEO, audio_language: 'ger' },
		],
		[
			'translation',
			{ subtitlesLanguage: 'fre' },
			{ task_name: 'transcription', url: VIDEO, subtitles_language: 'fre' },
		],
		[
			'translation',
			{ audioLanguage: 'eng' },
			{ task_name: 'transcription', url: VIDEO, audio_language: 'eng', subtitles_language: 'eng' },
		],
		['nsfw', { stopObjects }, { ...moderation, category: 'nsfw' }],
		['sport', {}, { ...moderation, category: 'sport' }],
		['hard_nudity', {}, { ...moderation, category: 'hard_nudity' }],
		[
			'hard_nudity',
			{ stopObjects },
			{
				...moderation,
				category: 'hard_nudity',
				stop_objects: 'FEMALE_GENITALIA_EXPOSED,BUTTOCKS_EXPOSED:0.9',
			},
		],
		[
			'soft_nudity',
			{ stopObjects: { objects: [{ label: 'FACE_MALE', confidence: 0.35 }] } },
			{ ...moderation, category: 'soft_nudity', stop_objects: 'FACE_MALE:0.35' },
		],
	])('%s with %p', async (taskType, parameters, body) => {
		const gcore = await open();
		const { json, error } = await runOn(
			gcore,
			creating({
				taskType,
				...parameters,
				additionalFields: { clientUserId: 'user 7', clientEntityData: '{"id":"ä"}' },
			}),
		);
		expect(error).toBeUndefined();
		expect(gcore.requests.map(({ method, path }) => [method, path])).toEqual([['POST', TASKS]]);
		expect(gcore.requests[0].body).toEqual({
			...body,
			client_user_id: 'user 7',
			client_entity_data: '{"id":"ä"}',
		});
		expect(gcore.requests[0].headers['content-type']).toMatch(/^application\/json/);
		const [{ task_id }] = gcore.tasks.all();
		expect(json).toEqual([[{ task_id, task_type: taskType, url: VIDEO }]]);
		expect(Object.keys(json[0][0])[0]).toBe('task_id');
	});
});

it('expressions are read for each item, and each answer is paired with its item, in order', async () => {
	const gcore = await open({ latencyMs: () => (gcore.stats.requests % 3) * 20 });
	const items = Array.from({ length: 25 }, (_, n) => ({
		url: `https://example.com/${n}.mp4`,
		from: n % 2 ? ['GER', 'de-AT', 'german'][n % 3] : ['detect', 'Auto', ''][n % 3],
		to: [
			['eng', 'English'],
			['fre', 'fr'],
			['xyz', 'xyz'],
		][n % 3][n % 2],
		user: { id: n },
	}));
	const { outputs, json } = await runOn(
		gcore,
		creating({
			taskType: 'translation',
			url: '={{ $json.url }}',
			audioLanguage: '={{ $json.from }}',
			subtitlesLanguage: '={{ $json.to }}',
			additionalFields: { clientEntityData: '={{ $json.user }}' },
		}),
		items,
	);
	expect(outputs).toHaveLength(1);
	expect(pairs(outputs[0])).toEqual(items.map((_, n) => n));
	json[0].forEach(({ task_id, url }, n) => {
		expect(url).toBe(items[n].url);
		expect(gcore.tasks.get(String(task_id))?.task_data).toEqual({
			task_name: 'transcription',
			url: items[n].url,
			...(n % 2 && { audio_language: 'ger' }),
			subtitles_language: ['eng', 'fre', 'xyz'][n % 3],
			client_entity_data: JSON.stringify({ id: n }),
			client_id: 2675,
		});
	});
});

it('a video address goes out to the letter, but for what stands around it', async () => {
	const url = 'https://example.com/ä b.mp4?X-Amz-Signature=a+b%2B%2F%2520$&#$1';
	const gcore = await open();
	const { json } = await runOn(gcore, creating({ url: '={{ $json.url }}' }), [
		{ url: `\u200b<${url}>\u2060\n` },
	]);
	expect(gcore.requests[0].body).toEqual({ task_name: 'transcription', url });
	expect(json[0][0].url).toBe(url);
});

describe('what cannot be used is refused before sending', () => {
	const bad: Array<[string, INodeParameters, IDataObject, string]> = [
		['no URL', { url: '={{ $json.url }}' }, {}, "'Video URL' is empty"],
		[
			'no http URL',
			{ url: '={{ $json.url }}' },
			{ url: 'ftp://example.com/a.mp4' },
			"'Video URL' is not an http or https address",
		],
		[
			'a host that programs read differently',
			{ url: '={{ $json.url }}' },
			{ url: 'https://example.com\\@other.example/a.mp4' },
			"'Video URL' names its host in a way that programs read differently",
		],
		[
			'an invisible character in the URL',
			{ url: '={{ $json.url }}' },
			{ url: 'https://exam\u200bple.com/a.mp4' },
			"'Video URL' holds an invisible character (U+200B) at place 13",
		],
		[
			'half an emoji',
			{ additionalFields: { clientUserId: '={{ $json.id }}' } },
			{ id: 'a\ud83d' },
			"'Client User ID' holds half a character at place 2",
		],
		[
			'a language that there is not',
			{ audioLanguage: '={{ $json.lang }}' },
			{ lang: 'Klingon' },
			"'Audio Language' is not a language code or name: 'Klingon'",
		],
		[
			'no language to translate into',
			{ taskType: 'translation', subtitlesLanguage: '={{ $json.lang }}' },
			{},
			"'Subtitles Language' is not a language code",
		],
		[
			'a label of another detection',
			{ taskType: 'hard_nudity', stopObjects: { objects: [{ label: '={{ $json.label }}' }] } },
			{ label: 'FACE_MALE' },
			"'Label' of 'Stop Objects' is not one of ANUS_EXPOSED, BUTTOCKS_EXPOSED, FEMALE_BREAST_EXPOSED, FEMALE_GENITALIA_EXPOSED, MALE_BREAST_EXPOSED, MALE_GENITALIA_EXPOSED",
		],
		[
			'a percentage',
			{
				taskType: 'soft_nudity',
				stopObjects: { objects: [{ label: 'FACE_MALE', confidence: '={{ $json.least }}' }] },
			},
			{ least: 80 },
			"'Confidence' of 'Stop Objects' is not a number from 0 to 1",
		],
		[
			'257 characters',
			{ additionalFields: { clientUserId: '={{ $json.id }}' } },
			{ id: 'x'.repeat(257) },
			"'Client User ID' has 257 characters, and Gcore takes 256",
		],
		[
			'4097 characters',
			{ additionalFields: { clientEntityData: '={{ $json.data }}' } },
			{ data: 'x'.repeat(4097) },
			"'Client Entity Data' has 4097 characters, and Gcore takes 4096",
		],
	];
	const good: IDataObject = {
		url: VIDEO,
		lang: 'eng',
		label: 'ANUS_EXPOSED',
		least: 0.8,
		id: 'x'.repeat(256),
		data: 'x'.repeat(4096),
	};

	it.each(bad)('%s: On Error Stop starts nothing at all', async (_name, fields, item, message) => {
		const gcore = await open();
		const { error } = await runOn(gcore, creating(fields), [good, good, item, good]);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/^[A-Z].*\. This was item 2\.$/s);
		expect(gcore.stats.requests).toBe(0);
	});

	it.each(bad)('%s: the other items go on otherwise', async (_name, fields, item, message) => {
		const gcore = await open();
		const { outputs, json } = await runOn(gcore, creating(fields), [good, item, good], {
			onError: 'continueErrorOutput',
		});
		expect(outputs.map(pairs)).toEqual([[0, 2], [1]]);
		expect(json[1][0]).toEqual({
			...item,
			error: message,
			details: { description: expect.stringMatching(/\.$/) },
		});
		expect(gcore.count('POST')).toBe(2);
		expect(gcore.tasks.size).toBe(2);
	});
});
