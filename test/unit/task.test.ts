import {
	endOf,
	FINISHED_STATUSES,
	isAbout,
	isTask,
	UNFINISHED_STATUSES,
} from '../../nodes/GcoreStreamingAi/gcore/task';
import {
	fileName,
	simpleTask,
	taskItem,
	taskLabel,
	taskType,
} from '../../nodes/GcoreStreamingAi/task/task';

describe('status', () => {
	it.each([
		['SUCCESS', 'succeeded'],
		['FAILURE', 'failed'],
		['REVOKED', 'cancelled'],
		...[...UNFINISHED_STATUSES, 'A_STATUS_TO_COME', 'success', '', null, undefined, 7, {}].map(
			(status) => [status, undefined],
		),
		// Names that every object has.
		['constructor', undefined],
		['__proto__', undefined],
	])('%p ends as %p', (status, end) => {
		expect(endOf(status)).toBe(end);
	});

	it('the documented ones are all there', () => {
		expect([...FINISHED_STATUSES, ...UNFINISHED_STATUSES].sort()).toEqual(
			'FAILURE PENDING RECEIVED RETRY REVOKED STARTED SUCCESS'.split(' '),
		);
	});
});

describe('ID', () => {
	const UUID = 'aafe70c6-0000-0000-0000-327b65f7670f';

	it.each<[asked: string, told: unknown, isSame: boolean]>([
		[UUID, UUID, true],
		[UUID.toUpperCase(), UUID, true],
		[UUID.replaceAll('-', ''), UUID, true],
		[UUID, UUID.replace('c6', 'c7'), false],
		[UUID, UUID.slice(1), false],
		['task-1', 'task-1', true],
		['task-1', 'TASK-1', false],
		['task-1', 'task1', false],
		['task-1', ' task-1', false],
		['task-1', undefined, true],
		['task-1', null, true],
		...['', 0, false, 7, {}, ['task-1']].map((told): [string, unknown, boolean] => [
			'task-1',
			told,
			false,
		]),
	])('asked for %j, an answer about %j is its own: %p', (asked, told, isSame) => {
		expect(isAbout(asked, told)).toBe(isSame);
	});

	it.each([
		...['', ' ', '\u00a0', '\u200b', '\u200d', '\u3000', '\ufe0f', '\u2800', ' a', 'a\n', '"a"'],
		...['a/b', '..', 7, null, undefined, ['a']],
	])('%j makes no task', (task_id) => {
		expect(isTask({ task_id })).toBe(false);
	});

	it.each([UUID, 'task-1', 'a b', '__proto__'])('%j makes one', (task_id) => {
		expect(isTask({ task_id })).toBe(true);
	});
});

const data = (task_data: Record<string, unknown>) => ({ task_id: 'a', task_data }) as never;

describe('type', () => {
	it.each([
		[{ task_name: 'transcription' }, 'transcription'],
		[{ task_name: 'transcription', subtitles_language: null }, 'transcription'],
		[{ task_name: 'transcription', subtitles_language: 'eng' }, 'translation'],
		[{ task_name: 'content-moderation', category: 'nsfw' }, 'nsfw'],
		[{ task_name: 'content-moderation' }, 'content-moderation'],
		[{ task_name: 'content-moderation', category: '' }, 'content-moderation'],
		[{ task_name: 'content-moderation', category: 7 }, 'content-moderation'],
		[{ task_name: 'content-moderation', subtitles_language: 'eng' }, 'content-moderation'],
		[{ task_name: 'objects-recognition' }, 'objects-recognition'],
		[{}, ''],
	])('%p is %p', (task_data, type) => {
		expect(taskType(data(task_data))).toBe(type);
	});

	it.each([undefined, null, 'text', []])('of a task with task_data %p is empty', (task_data) => {
		expect(taskType({ task_data } as never)).toBe('');
	});
});

describe('file name', () => {
	it.each([
		['https://example.com/videos/a.mp4', 'a.mp4'],
		['https://example.com/a%20b.mp4?sign=x/y#t', 'a b.mp4'],
		['https://example.com/%E0%A4%A.mp4', '%E0%A4%A.mp4'],
		['https://example.com/videos/', 'videos'],
		['', ''],
		[undefined, ''],
	])('%p is %p', (url, name) => {
		expect(fileName(data({ url }))).toBe(name);
	});

	it('stands first in the line of a task; without one, its ID does', () => {
		const task_data = { url: 'https://example.com/a.mp4', task_name: 'transcription' };
		expect(taskLabel({ task_id: 'x', task_data, status: 'RETRY' })).toBe(
			'a.mp4 · transcription · RETRY',
		);
		expect(taskLabel({ task_id: 'x' })).toBe('x');
	});
});

describe('item of a task', () => {
	it.each([
		['SUCCESS', { speech_detected: false }, true, true, null],
		['FAILURE', { error: 'Unsupported file type' }, true, false, 'Unsupported file type'],
		['FAILURE', { error: '<p>No</p>' }, true, false, 'Gcore gave no reason'],
		['FAILURE', null, true, false, 'Gcore gave no reason'],
		['FAILURE', 'No file', true, false, 'No file'],
		['REVOKED', null, true, false, null],
		['STARTED', null, false, null, null],
		['A_STATUS_TO_COME', ['what', 'ever'], false, null, null],
	])('%s with result %p', (status, result, finished, succeeded, failureReason) => {
		const task = { status, progress: 5, result, task_id: 'a', later: 1 };
		const item = taskItem(task);
		expect(item).toEqual({ ...task, finished, succeeded, failureReason });
		expect(Object.keys(item)[0]).toBe('task_id');
	});

	it('a reason outside of the result counts too, and is not left where n8n would take the item', () => {
		const item = taskItem({ task_id: 'a', status: 'FAILURE', error: 'Out of order' });
		expect(item).toEqual({
			task_id: 'a',
			status: 'FAILURE',
			result: null,
			finished: true,
			succeeded: false,
			failureReason: 'Out of order',
		});
	});

	it('older spellings become the present ones, whatever else there is stays', () => {
		const frames = [{ label: 'nsfw', 'frame-number': 6, score: 1 }, 'odd'];
		const { result } = taskItem({
			task_id: 'a',
			status: 'SUCCESS',
			result: { porn_detected: true, detection_results: ['nsfw'], frames, other: null } as never,
		});
		expect(result).toEqual({
			nsfw_detected: true,
			detection_results: ['nsfw'],
			frames: [{ label: 'nsfw', frame_number: 6, confidence: 1 }, 'odd'],
			other: null,
		});
		expect(frames[0]).toHaveProperty('score');
	});
});

describe('simple task', () => {
	const empty = {
		task_id: 'a',
		status: null,
		finished: false,
		progress: null,
		task_type: '',
		url: null,
		started_at: null,
		completed_at: null,
		total_time_sec: null,
		client_user_id: null,
	};

	it.each([
		[{}, empty],
		[{ processing_time: null, task_data: null }, empty],
		[
			{
				status: 'SUCCESS',
				progress: 100,
				task_data: {
					url: 'https://example.com/a.mp4',
					task_name: 'transcription',
					subtitles_language: 'eng',
					client_user_id: 'me',
					client_entity_data: 'x',
				},
				processing_time: { started_at: 's', completed_at: 'c', total_time_sec: 0 },
			},
			{
				task_id: 'a',
				status: 'SUCCESS',
				finished: true,
				progress: 100,
				task_type: 'translation',
				url: 'https://example.com/a.mp4',
				started_at: 's',
				completed_at: 'c',
				total_time_sec: 0,
				client_user_id: 'me',
			},
		],
	])('of %p has ten flat fields at the most', (task, simple) => {
		const view = simpleTask({ task_id: 'a', ...task });
		expect(view).toEqual(simple);
		expect(Object.keys(view).length).toBeLessThanOrEqual(10);
		for (const value of Object.values(view)) expect(Object(value)).not.toBe(value);
	});
});
