import {
	doesTheSame,
	mayComeFrom,
	searchFor,
	standsForNew,
	timeOf,
	workOf,
} from '../../nodes/GcoreStreamingAi/task/sameTask';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';

const BODY = { task_name: 'transcription', url: 'https://v.example/a.mp4', client_user_id: 'u' };
const row = (data?: object, more: object = {}) =>
	({ task_id: 't', task_data: data, ...more }) as unknown as Task;

it.each<[string, object | undefined, same: boolean, made: boolean]>([
	['the same', BODY, true, true],
	[
		'the same with nulls',
		{ ...BODY, audio_language: null, category: null, client_id: 5 },
		true,
		true,
	],
	['another user of the client', { ...BODY, client_user_id: 'v' }, true, false],
	['other data of the client', { ...BODY, client_entity_data: 'x' }, true, false],
	['another name', { ...BODY, task_name: 'content-moderation' }, false, false],
	['another category', { ...BODY, category: 'nsfw' }, false, false],
	['another video', { ...BODY, url: 'https://v.example/b.mp4' }, false, false],
	['another spoken language', { ...BODY, audio_language: 'ger' }, false, false],
	['another language of subtitles', { ...BODY, subtitles_language: 'ger' }, false, false],
	['other objects to stop at', { ...BODY, stop_objects: 'FACE_MALE' }, false, false],
	['no data', undefined, false, false],
])('a task with %s', (_name, data, same, made) => {
	expect([doesTheSame(BODY, row(data)), mayComeFrom(BODY, row(data))]).toEqual([same, made]);
	expect(workOf(BODY) === workOf({ ...data })).toBe(same);
});

it.each([
	['https://v.example/a.mp4', 'https://v.example/a.mp4'],
	['https://v.example/a%20b/long-name-of-it.mp4?x=1', '20b/long-name-of-it.mp4'],
	[`https://v.example/${'x'.repeat(300)}`, 'x'.repeat(200)],
	['abcd?efgh', 'abcd'],
	['ä', ''],
])('the list is searched for %s by %s', (url, text) => {
	expect(searchFor(url)).toBe(text);
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
