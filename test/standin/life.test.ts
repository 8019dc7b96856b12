import { ask, closeAll, fakeClock, open, TASKS } from './testing';

afterEach(closeAll);

const START = '2026-06-26T13:00:00.000Z';

/** A stand-in with its own clock and a task that was started on it. */
async function started(body: Record<string, unknown>, options = {}) {
	const clock = fakeClock();
	const gcore = await open({ taskMs: 10_000, now: clock.now, ...options });
	const { task_id } = (await ask(gcore, 'POST', TASKS, body)).body;
	const at = async (ms: number) => {
		clock.time = Date.parse(START) + ms;
		return (await ask(gcore, 'GET', `${TASKS}/${task_id}`)).body;
	};
	return { gcore, task_id, at };
}

describe('the life of a started task', () => {
	it('goes through the documented stages, and back to PENDING once', async () => {
		const { at } = await started({ url: 'https://example.com/a.mp4' });
		const seen: string[] = [];
		let progress = 0;
		for (let ms = 0; ms <= 10_000; ms += 250) {
			const task = await at(ms);
			if (task.status !== seen.at(-1)) seen.push(task.status);
			expect(task.progress).toBeGreaterThanOrEqual(progress);
			progress = task.progress;
			if (task.status === 'STARTED') expect(progress).toBeGreaterThan(0);
			expect(task.result === null).toBe(task.status !== 'SUCCESS');
		}
		expect(seen).toEqual(['RECEIVED', 'PENDING', 'STARTED', 'PENDING', 'STARTED', 'SUCCESS']);
		expect(progress).toBe(100);
	});

	it('is led by a task that was added with a time to its end, too', async () => {
		const clock = fakeClock();
		const gcore = await open({ now: clock.now });
		const { task_id } = gcore.tasks.add({ task_ms: 10_000 });
		clock.time += 9_999;
		expect(gcore.tasks.get(task_id)).toMatchObject({ status: 'STARTED', result: null });
		clock.time += 60_000;
		expect(gcore.tasks.get(task_id)).toMatchObject({
			status: 'SUCCESS',
			processing_time: { completed_at: '2026-06-26T13:00:10.000Z', total_time_sec: 10 },
		});
	});

	it('says how long it took', async () => {
		const { at } = await started({ url: 'https://example.com/a.mp4' });
		expect((await at(9_999)).processing_time).toEqual({
			started_at: START,
			completed_at: null,
			total_time_sec: null,
		});
		expect((await at(60_000)).processing_time).toEqual({
			started_at: START,
			completed_at: '2026-06-26T13:00:10.000Z',
			total_time_sec: 10,
		});
	});

	it('is over at once when taskMs is 0', async () => {
		const { at } = await started({ url: 'https://example.com/a.mp4' }, { taskMs: 0 });
		expect((await at(0)).status).toBe('SUCCESS');
	});

	it.each([
		['fail.zip', {}, 'Unsupported file type: https://example.com/fail.zip'],
		['a.mp4', { subtitles_language: 'uzb' }, expect.stringContaining('eng => uzb')],
	])('of %s with %j ends as FAILURE', async (file, more, error) => {
		const { at } = await started({ url: `https://example.com/${file}`, ...more });
		expect((await at(9_999)).status).toBe('STARTED');
		expect(await at(10_000)).toMatchObject({ status: 'FAILURE', result: { error } });
	});

	it('never ends for a slow one', async () => {
		const { at } = await started({ url: 'https://example.com/slow.mp4' });
		const task = await at(1e9);
		expect([task.status, task.result]).toEqual(['STARTED', null]);
		expect(task.progress).toBeLessThan(100);
	});

	it('stops where it was cancelled', async () => {
		const { gcore, task_id, at } = await started({ url: 'https://example.com/a.mp4' });
		const { progress } = await at(5_000);
		expect((await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`)).status).toBe(202);
		expect(await at(60_000)).toMatchObject({
			status: 'REVOKED',
			progress,
			result: null,
			processing_time: { completed_at: '2026-06-26T13:00:05.000Z', total_time_sec: 5 },
		});
	});

	it('cannot be cancelled after its end', async () => {
		const { gcore, task_id, at } = await started({ url: 'https://example.com/a.mp4' });
		await at(10_000);
		expect((await ask(gcore, 'POST', `${TASKS}/${task_id}/cancel`)).body).toEqual({
			error: 'Cannot cancel task because it is already in status SUCCESS.',
		});
	});
});

describe('results', () => {
	const result = async (body: object, options = {}) => {
		const { at } = await started({ url: 'https://example.com/a.mp4', ...body }, options);
		return (await at(10_000)).result;
	};
	const moderation = (category: string) => ({ task_name: 'content-moderation', category });

	it('of a transcription: phrases, their text, and a WebVTT file of them', async () => {
		const { subtitles, ...rest } = await result({});
		expect(subtitles.length).toBeGreaterThanOrEqual(2);
		const [first, second] = subtitles;
		expect(rest).toEqual({
			speech_detected: true,
			concatenated_text: `${first.text} ${second.text}`,
			vttContent:
				`WEBVTT\n\n1\n00:00:00.009 --> 00:00:03.689\n${first.text}\n\n` +
				`2\n00:00:04.129 --> 00:00:08.169\n${second.text}\n`,
			languages: ['eng'],
		});
	});

	it.each([
		[{ audio_language: 'ger' }, ['ger']],
		[{ subtitles_language: 'fre' }, ['eng', 'fre']],
		[{ audio_language: 'ger', subtitles_language: 'por' }, ['ger', 'por']],
	])('of %j: languages %j', async (body, languages) => {
		expect((await result(body)).languages).toEqual(languages);
	});

	it('of a translation: other words', async () => {
		const [original, french] = [await result({}), await result({ subtitles_language: 'fre' })];
		expect(french.concatenated_text).not.toBe(original.concatenated_text);
		expect(french.vttContent).toContain(french.subtitles[1].text);
	});

	it('of a silent one: nothing', async () => {
		expect(await result({ url: 'https://example.com/silent.mp4' })).toMatchObject({
			speech_detected: false,
			subtitles: [],
		});
	});

	it.each([
		['nsfw', 'nsfw_detected', ['nsfw']],
		['hard_nudity', 'nudity_detected', ['FEMALE_BREAST_EXPOSED', 'MALE_GENITALIA_EXPOSED']],
		['soft_nudity', 'nudity_detected', ['FACE_FEMALE', 'BELLY_EXPOSED']],
		['sport', 'sport_detected', ['shooting goal (soccer)', 'playing cricket']],
	])('of %s', async (category, detected, labels) => {
		expect(await result(moderation(category))).toEqual({
			[detected]: true,
			detection_results: labels,
			frames: expect.arrayContaining([
				{ label: labels[0], frame_number: expect.any(Number), confidence: expect.any(Number) },
			]),
		});
		const silent = { ...moderation(category), url: 'https://example.com/silent.mp4' };
		expect(await result(silent)).toEqual({
			[detected]: false,
			detection_results: [],
			frames: [],
		});
	});

	it('in the old spelling', async () => {
		expect(await result(moderation('nsfw'), { oldSpelling: true })).toEqual({
			porn_detected: true,
			detection_results: ['nsfw'],
			frames: [
				{ label: 'nsfw', 'frame-number': 6, score: 1 },
				{ label: 'nsfw', 'frame-number': 100, score: 0.51 },
			],
		});
	});
});

describe('tasks that a test adds', () => {
	it('keep their status for good, and everything else that was given', async () => {
		const clock = fakeClock();
		const gcore = await open({ now: clock.now, taskMs: 1 });
		const task = gcore.tasks.add({
			task_id: 'mine',
			status: 'SUCCESS',
			progress: null,
			result: null,
			processing_time: null,
			task_data: { url: 'https://example.com/x.mp4', category: 'sport' },
		});
		expect(task).toEqual({
			task_id: 'mine',
			status: 'SUCCESS',
			progress: null,
			result: null,
			processing_time: null,
			task_data: {
				url: 'https://example.com/x.mp4',
				category: 'sport',
				task_name: 'content-moderation',
				client_id: 2675,
			},
		});
		const unfinished = gcore.tasks.add();
		clock.time += 1e9;
		expect(gcore.tasks.get(unfinished.task_id)).toEqual(unfinished);
		expect(unfinished).toMatchObject({
			status: 'STARTED',
			result: null,
			task_data: { task_name: 'transcription' },
		});
	});

	it('work out a time that was given in part', async () => {
		const gcore = await open();
		const { processing_time } = gcore.tasks.add({
			status: 'SUCCESS',
			processing_time: {
				started_at: '2026-06-26T16:26:29.250Z',
				completed_at: '2026-06-26T16:26:32.970Z',
			},
		});
		expect(processing_time?.total_time_sec).toBe(3.72);
	});

	it.each([
		['SUCCESS', { speech_detected: true }],
		['FAILURE', { error: expect.stringMatching(/^Unsupported file type: /) }],
		['REVOKED', null],
	] as const)('end as %s when told, with a result that fits', async (status, result) => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add();
		const task = gcore.tasks.finish(task_id, status);
		expect(task.status).toBe(status);
		if (result) expect(task.result).toMatchObject(result);
		else expect(task.result).toBeNull();
		expect(task.processing_time?.completed_at).not.toBeNull();
		expect(gcore.tasks.finish(task_id, 'SUCCESS', { own: 1 }).result).toEqual({ own: 1 });
		expect(() => gcore.tasks.finish('unknown', status)).toThrow('unknown');
	});
});
