import { ask, closeAll, KEY, open, TASKS } from './testing';

afterEach(closeAll);

const URL = 'https://demo-files.gvideo.io/apidocs/spritefright-blender-cut30sec.mp4';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FEATURE_DISABLED = { error: 'Feature is disabled. Contact support to enable.' };

describe('cancel: every documented answer', () => {
	it('202 for an unfinished task, which becomes REVOKED', async () => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add();
		const reply = await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`);
		expect([reply.status, reply.body]).toEqual([
			202,
			{ result: 'Task has been cancelled successfully.' },
		]);
		expect(gcore.tasks.get(task_id)).toMatchObject({ status: 'REVOKED', result: null });
	});

	it.each(['RECEIVED', 'PENDING', 'STARTED', 'RETRY', 'A_STATUS_TO_COME'])(
		'202 for a task in status %s',
		async (status) => {
			const gcore = await open();
			const { task_id } = gcore.tasks.add({ status });
			expect((await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`)).status).toBe(202);
		},
	);

	it.each(['', '%20', '%20%09'])('400 for the blank ID "%s"', async (id) => {
		const reply = await ask(await open(), 'POST', `${TASKS}/${id}/cancel`);
		expect([reply.status, reply.body]).toEqual([400, { error: '"task_id" is not specified' }]);
	});

	it.each(['aafe70c6-0000-0000-0000-327b65f7670f', 'no-uuid', '%E0%A4%A', 'a%2Fb'])(
		'404 for the unknown ID "%s"',
		async (id) => {
			const reply = await ask(await open(), 'POST', `${TASKS}/${id}/cancel`);
			expect([reply.status, reply.body]).toEqual([404, { error: 'Task not found' }]);
		},
	);

	it.each(['SUCCESS', 'FAILURE', 'REVOKED'])('412 for a task in status %s', async (status) => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add({ status });
		const before = gcore.tasks.get(task_id);
		const reply = await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`);
		expect([reply.status, reply.body]).toEqual([
			412,
			{ error: `Cannot cancel task because it is already in status ${status}.` },
		]);
		expect(gcore.tasks.get(task_id)).toEqual(before);
	});

	it('412 the second time', async () => {
		const gcore = await open();
		const path = `${TASKS}/${gcore.tasks.add().task_id}/cancel`;
		const statuses = [await ask(gcore, 'POST', path), await ask(gcore, 'POST', path)];
		expect(statuses.map((reply) => reply.status)).toEqual([202, 412]);
		expect(gcore.stats.cancelled).toBe(1);
	});

	it('422 when the feature is off, and the task goes on', async () => {
		const gcore = await open({ accounts: { [KEY]: { featureDisabled: true } } });
		const { task_id } = gcore.tasks.add();
		const reply = await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`);
		expect([reply.status, reply.body]).toEqual([422, FEATURE_DISABLED]);
		expect(gcore.tasks.get(task_id)?.status).toBe('STARTED');
	});
});

describe('create', () => {
	it.each([
		['the published curl example', { url: URL }, { task_name: 'transcription' }],
		['nulls for the defaults', { url: URL, audio_language: null, category: null }, {}],
		['a translation', { url: URL, task_name: 'transcription', subtitles_language: 'eng' }, {}],
		['nsfw', { url: URL, task_name: 'content-moderation', category: 'nsfw' }, {}],
		['sport', { url: URL, task_name: 'content-moderation', category: 'sport' }, {}],
		[
			'hard nudity with the published stop objects',
			{
				url: URL,
				task_name: 'content-moderation',
				category: 'hard_nudity',
				stop_objects: 'FEMALE_GENITALIA_EXPOSED,FEMALE_BREAST_EXPOSED:0.50,BUTTOCKS_EXPOSED:0.90',
			},
			{},
		],
		[
			'soft nudity, with the longest notes',
			{
				url: URL,
				task_name: 'content-moderation',
				category: 'soft_nudity',
				stop_objects: 'BELLY_COVERED:0.9,FEMALE_GENITALIA_COVERED',
				client_user_id: 'x'.repeat(256),
				client_entity_data: 'x'.repeat(4096),
			},
			{},
		],
	])('201 for %s', async (_name, body, more) => {
		const gcore = await open();
		const reply = await ask(gcore, 'POST', TASKS, body);
		expect(reply.status).toBe(201);
		expect(reply.body).toEqual({ task_id: expect.stringMatching(UUID) });
		const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
		expect(gcore.tasks.get(reply.body.task_id)).toMatchObject({
			status: 'RECEIVED',
			progress: 0,
			result: null,
			task_data: { ...sent, ...more, client_id: 2675 },
		});
	});

	const moderation = { url: URL, task_name: 'content-moderation' };
	it.each([
		['no body', undefined, /JSON object/],
		['no url', { task_name: 'transcription' }, /^"url" is not specified$/],
		['a blank url', { url: ' ' }, /^"url" is not specified$/],
		['another protocol', { url: 'ftp://example.com/a.mp4' }, /"url" must be/],
		['an unknown task_name', { url: URL, task_name: 'translation' }, /task_name.*translation/],
		['a category alone', { url: URL, category: 'nsfw' }, /^"task_name" is not specified$/],
		['no category', moderation, /^"category" is not specified$/],
		['an unknown category', { ...moderation, category: 'constructor' }, /category/],
		['a number for a text', { url: URL, client_user_id: 7 }, /"client_user_id" must be a string/],
		['a long client_user_id', { url: URL, client_user_id: 'x'.repeat(257) }, /256/],
		['a long client_entity_data', { url: URL, client_entity_data: 'x'.repeat(4097) }, /4096/],
		[
			'a soft label in hard nudity',
			{ ...moderation, category: 'hard_nudity', stop_objects: 'FACE_MALE' },
			/FACE_MALE/,
		],
		[
			'a confidence above 1',
			{ ...moderation, category: 'soft_nudity', stop_objects: 'FACE_MALE:80' },
			/from 0 to 1/,
		],
	])('400 for %s', async (_name, body, text) => {
		const gcore = await open();
		const reply = await ask(gcore, 'POST', TASKS, body);
		expect([reply.status, reply.body]).toEqual([400, { error: expect.stringMatching(text) }]);
		expect(gcore.tasks.size).toBe(0);
	});

	it('400 when the queue is full, until a task has ended', async () => {
		const gcore = await open({ queueLimit: 2 });
		const { task_id } = gcore.tasks.add();
		gcore.tasks.add();
		gcore.tasks.add({ status: 'SUCCESS' });
		const reply = await ask(gcore, 'POST', TASKS, { url: URL });
		expect([reply.status, reply.body]).toEqual([
			400,
			{ error: 'Queue limit reached (2), try later.' },
		]);
		gcore.tasks.finish(task_id, 'SUCCESS');
		expect((await ask(gcore, 'POST', TASKS, { url: URL })).status).toBe(201);
	});
});

describe('read', () => {
	it('200 with the task, result and all', async () => {
		const gcore = await open();
		const task = gcore.tasks.add({ status: 'SUCCESS', task_id: 'own-id' });
		const reply = await ask(gcore, 'GET', `${TASKS}/own-id`);
		expect([reply.status, reply.body]).toEqual([200, task]);
	});

	it('404 for an unknown one', async () => {
		const reply = await ask(await open(), 'GET', `${TASKS}/unknown`);
		expect([reply.status, reply.body]).toEqual([404, { error: 'Task not found' }]);
	});
});

describe('language support', () => {
	it.each([
		['eng', undefined, true],
		['eng', 'fre', true], // the published example
		['eng', 'fra', true],
		['ger', 'eng', true],
		['deu', 'ger', true],
		['lat', undefined, true],
		['lat', 'eng', true], // only transcribed, but English is open to all
		['lat', 'fre', false],
		['eng', 'uzb', false], // the published example of a pair that is not
		['uzb', 'uzb', true],
		['eng', 'xyz', false],
		['xyz', undefined, false],
		['xyz', 'eng', false],
	])('%s to %s: %s', async (audio, subtitles, supported) => {
		const query = new URLSearchParams({ type: 'language_support', audio_language: audio });
		if (subtitles) query.set('subtitles_language', subtitles);
		const reply = await ask(await open(), 'GET', `/streaming/ai/info?${query}`);
		expect([reply.status, reply.body]).toEqual([200, { supported }]);
	});

	it.each([
		['', 'Invalid config type'],
		['?type=other&audio_language=eng', 'Invalid config type'],
		['?type=language_support', '"audio_language" is not specified'],
	])('400 for "%s"', async (query, error) => {
		const reply = await ask(await open(), 'GET', `/streaming/ai/info${query}`);
		expect([reply.status, reply.body]).toEqual([400, { error }]);
	});
});

describe('who asks', () => {
	const NONE = 'Authentication credentials were not provided.';
	const WRONG = 'Token is invalid or expired';
	it.each([
		[undefined, 401, NONE],
		['Bearer ' + KEY, 401, NONE],
		[KEY, 401, NONE],
		['apikey', 401, NONE],
		['apikey wrong', 401, WRONG],
		[`apikey  ${KEY}`, 401, WRONG], // one space
		[`apikey apikey ${KEY}`, 401, WRONG],
		[`apikey ${KEY}`, 200, undefined],
		[`APIKey ${KEY}`, 200, undefined],
	])('"%s" gets %i', async (authorization, status, error) => {
		const reply = await ask(await open(), 'GET', TASKS, undefined, {
			...(authorization !== undefined && { authorization }),
		});
		expect([reply.status, reply.body.error]).toEqual([status, error]);
	});

	it('keeps the tasks of accounts apart', async () => {
		const gcore = await open({ accounts: { other$key: {} } });
		const mine = gcore.tasks.add();
		const theirs = gcore.account('other$key').tasks.add();
		expect(theirs.task_data.client_id).not.toBe(mine.task_data.client_id);
		expect((await ask(gcore, 'GET', TASKS)).body.count).toBe(1);
		const path = `${TASKS}/${mine.task_id}/cancel`;
		const other = { authorization: 'apikey other$key' };
		expect((await ask(gcore, 'POST', path, undefined, other)).status).toBe(404);
		expect(gcore.tasks.get(mine.task_id)?.status).toBe('STARTED');
		expect(() => gcore.account('none')).toThrow();
	});

	it.each([
		['featureDisabled', 422, FEATURE_DISABLED],
		['forbidden', 403, { error: expect.any(String) }],
	])('answers every call of an account that is %s with %i', async (flag, status, body) => {
		const gcore = await open({ accounts: { other$key: { [flag]: true } } });
		const headers = { authorization: 'apikey other$key' };
		for (const [method, path] of [
			['POST', TASKS],
			['GET', TASKS],
			['GET', `${TASKS}/x`],
			['POST', `${TASKS}/x/cancel`],
			['GET', '/streaming/ai/info'],
		]) {
			const reply = await ask(gcore, method, path, undefined, headers);
			expect([reply.status, reply.body]).toEqual([status, body]);
		}
		expect((await ask(gcore, 'GET', TASKS)).status).toBe(200);
	});
});

describe('anything else', () => {
	it.each(['/', '/streaming/ai', `${TASKS}/`, `${TASKS}/x/other`, '/__standin__/stats'])(
		'404 of the gateway for %s',
		async (path) => {
			const reply = await ask(await open(), 'GET', path);
			expect([reply.status, reply.body]).toEqual([
				404,
				{ message: 'no Route matched with those values' },
			]);
		},
	);

	it.each([
		['DELETE', TASKS, 'GET, POST'],
		['PUT', `${TASKS}/x`, 'GET'],
		['GET', `${TASKS}/x/cancel`, 'POST'],
		['POST', '/streaming/ai/info', 'GET'],
	])('405 for %s %s', async (method, path, allow) => {
		const reply = await ask(await open(), method, path);
		expect([reply.status, reply.headers.get('allow')]).toEqual([405, allow]);
	});
});
