import {
	canBeFrom,
	doesTheSame,
	earliestStart,
	mayComeFrom,
	searchFor,
	standsForNew,
	timeOf,
	workOf,
	type Wanted,
} from '../../nodes/GcoreStreamingAi/task/sameTask';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';

const BODY = { task_name: 'transcription', url: 'https://v.example/a.mp4' };
const LABELLED = { ...BODY, client_user_id: 'u' };
const VIDEO: Wanted = {
	body: {
		...BODY,
		url: 'https://g.example/videos/1_slug/h264.mp4',
		client_entity_data: '{"video_id":7}',
	},
	video: { id: 7, slug: 'slug' },
};
const row = (data?: object, more: object = {}) =>
	({ task_id: 't', task_data: data, ...more }) as unknown as Task;

it.each<[string, Wanted, object | undefined, same?: boolean, made?: boolean]>([
	['the same', { body: LABELLED }, LABELLED, true, true],
	[
		'nulls',
		{ body: LABELLED },
		{ ...LABELLED, audio_language: null, category: null, client_id: 5 },
		true,
		true,
	],
	['a language to be detected', { body: BODY }, { ...BODY, audio_language: 'auto' }, true, true],
	[
		'another user of the client',
		{ body: LABELLED },
		{ ...LABELLED, client_user_id: 'v' },
		false,
		false,
	],
	['no user of the client', { body: LABELLED }, BODY, false, false],
	['a user of the client, where none is set', { body: BODY }, LABELLED, true, false],
	[
		'data of the client, where none is set',
		{ body: LABELLED },
		{ ...LABELLED, client_entity_data: 'x' },
		true,
		false,
	],
	[
		'other data of the client',
		{ body: { ...BODY, client_entity_data: 'y' } },
		{ ...BODY, client_entity_data: 'x' },
		false,
		false,
	],
	['another name', { body: BODY }, { ...BODY, task_name: 'content-moderation' }, false, false],
	['another category', { body: BODY }, { ...BODY, category: 'nsfw' }, false, false],
	['another video', { body: BODY }, { ...BODY, url: 'https://v.example/b.mp4' }, false, false],
	['another spoken language', { body: BODY }, { ...BODY, audio_language: 'ger' }, false, false],
	[
		'another language of subtitles',
		{ body: BODY },
		{ ...BODY, subtitles_language: 'ger' },
		false,
		false,
	],
	[
		'other objects to stop at',
		{ body: BODY },
		{ ...BODY, stop_objects: 'FACE_MALE' },
		false,
		false,
	],
	['no data', { body: BODY }, undefined, undefined, undefined],
	['empty data', { body: BODY }, {}, undefined, undefined],
	[
		'the video in its data',
		VIDEO,
		{ ...VIDEO.body, url: 'https://g.example/other.mp4' },
		true,
		false,
	],
	[
		'the video in its address',
		VIDEO,
		{ ...BODY, url: 'https://g.example/videos/1_slug/av1.mp4' },
		true,
		false,
	],
	[
		'another video in its address',
		VIDEO,
		{ ...BODY, url: 'https://g.example/videos/1_slugs/av1.mp4' },
		false,
		false,
	],
	[
		'another video in its data',
		VIDEO,
		{ ...BODY, client_entity_data: '{"video_id":70}' },
		false,
		false,
	],
	[
		'the video, and own data that is set',
		{ ...VIDEO, body: { ...VIDEO.body, client_entity_data: 'own' } },
		VIDEO.body,
		false,
		false,
	],
])('a task with %s', (_name, wanted, data, same, made) => {
	expect([doesTheSame(wanted, row(data)), mayComeFrom(wanted, row(data))]).toEqual([same, made]);
});

it('what can be the same task has the same text', () => {
	const wanted: Wanted[] = [
		{ body: BODY },
		{ body: LABELLED },
		{ body: { ...BODY, subtitles_language: 'ger' } },
		{ body: { ...BODY, url: 'https://v.example/b.mp4' } },
		VIDEO,
	];
	expect(new Set(wanted.map(workOf)).size).toBe(wanted.length);
	expect(workOf({ body: { ...BODY, audio_language: 'auto' } })).toBe(workOf(wanted[0]));
	const moved = {
		...VIDEO,
		body: { ...VIDEO.body, url: 'https://g.example/videos/1_slug/av1.mp4' },
	};
	expect(workOf(moved)).toBe(workOf(VIDEO));
});

it.each<[string, Wanted['video'], string]>([
	['https://v.example/a.mp4', undefined, 'https://v.example/a.mp4'],
	['https://v.example/a%20b/long-name-of-it.mp4?x=1', undefined, '20b/long-name-of-it.mp4'],
	[`https://v.example/${'x'.repeat(300)}`, undefined, 'x'.repeat(200)],
	['abcd?efgh', undefined, 'abcd'],
	['ä', undefined, ''],
	['https://g.example/videos/1_slug/a.mp4', { id: 7, slug: 'slug' }, 'slug'],
	['https://g.example/videos/1_other/a.mp4', { id: 7, slug: 'slug' }, '7'],
	['https://g.example/a.mp4', { id: 7 }, '7'],
])('the list is searched for %s, %j by %s', (url, video, text) => {
	const data = video && `{"video_id":${video.id}}`;
	expect(searchFor({ body: { url, client_entity_data: data }, video })).toBe(text);
});

it("data of the user's own have no ID to be searched for", () => {
	const body = { url: 'https://g.example/a.mp4', client_entity_data: 'own' };
	expect(searchFor({ body, video: { id: 7 } })).toBe(body.url);
});

const AT = '2026-07-01T10:00:00.000Z';

it.each<[string, object | null | undefined, number | undefined]>([
	['a time', { completed_at: AT }, Date.parse(AT)],
	['null', { completed_at: null }, undefined],
	['no times', null, undefined],
	['nothing', undefined, undefined],
])('the time of an end: %s', (_name, processing_time, at) => {
	expect(timeOf(row({}, { processing_time }), 'completed_at')).toBe(at);
});

it.each<[string, object, boolean | undefined]>([
	['is unfinished', { status: 'STARTED' }, true],
	['has a status that is not known', { status: 'QUEUED' }, true],
	['has failed', { status: 'FAILURE', processing_time: { completed_at: AT } }, false],
	['tells no status', {}, undefined],
	['is cancelled', { status: 'REVOKED' }, false],
	['has succeeded in time', { status: 'SUCCESS', processing_time: { completed_at: AT } }, true],
	[
		'succeeded too early',
		{ status: 'SUCCESS', processing_time: { completed_at: '2026-07-01T09:59:59.999Z' } },
		false,
	],
	['has succeeded at some time', { status: 'SUCCESS' }, undefined],
])('a task that %s', (_name, task, stands) => {
	expect(standsForNew(row({}, task), Date.parse(AT))).toBe(stands);
});

const SENT = Date.parse(AT);
const began = (seconds: number, which = 'started_at') => ({
	processing_time: { [which]: new Date(SENT + 1000 * seconds).toISOString() },
});

const ran = (from: number, to: number) => ({
	processing_time: {
		...began(from).processing_time,
		...began(to, 'completed_at').processing_time,
	},
});
const success = (more: object) => ({ status: 'SUCCESS', ...more });

it.each<[string, object, offset: number | undefined, can?: boolean]>([
	['began later', { status: 'STARTED', ...began(1) }, 0, true],
	['began within the second', { status: 'STARTED', ...began(-1) }, 0, true],
	['began before', { status: 'STARTED', ...began(-6) }, 0, false],
	['began before by our clock, and later by theirs', { ...began(-100) }, -100_000, true],
	['began later by our clock, and before by theirs', success(began(100)), 120_000, false],
	['has not ended, by the clock of a proxy that is ahead', began(1), 7_200_000, true],
	['has not ended, and began within the day, where nobody knows', began(-9_999), undefined, true],
	['began a little before, where nobody knows their clock', success(began(-59)), undefined, true],
	['began long before, where nobody knows their clock', success(began(-61)), undefined, false],
	['began within seconds, and failed before', { status: 'FAILURE', ...ran(-3, -1) }, 0, false],
	['began within seconds, and failed later', { status: 'FAILURE', ...ran(-3, 1) }, 0, true],
	[
		'has failed then, where nobody knows their clock',
		{ status: 'FAILURE', ...began(1) },
		undefined,
		false,
	],
	['has failed later', { status: 'FAILURE', ...began(1) }, 0, true],
	['has ended before', { status: 'REVOKED', ...began(-30, 'completed_at') }, 0, false],
	['tells no times', { status: 'SUCCESS' }, 0, undefined],
])('a task that %s', (_name, task, offset, can) => {
	expect(canBeFrom(SENT, offset, row({}, task), true)).toBe(can);
	// The task itself says no more.
	const isGood = (task as { status?: string }).status === 'SUCCESS';
	expect(canBeFrom(SENT, offset, row({}, task), false)).toBe(can ?? isGood);
});

it.each(['FAILURE', 'REVOKED'])(
	'a task that is %s at a time that nobody tells is not it',
	(status) => {
		expect(canBeFrom(SENT, 0, row({}, { status }), false)).toBe(false);
	},
);

it('a minute is allowed for where nobody knows their clock', () => {
	expect(earliestStart(SENT, undefined)).toBe(SENT - 60_000);
	expect(earliestStart(SENT, 1_000_000)).toBe(SENT + 995_000);
});
