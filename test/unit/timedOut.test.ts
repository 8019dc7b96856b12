import { timedOutItem } from '../../nodes/GcoreStreamingAi/task/timedOut';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';

const SEEN = { task_id: 'a', status: 'STARTED', progress: 40 };

it.each<[string, boolean, Task | undefined, string | null, number | null]>([
	['seen last', false, SEEN, 'STARTED', 40],
	['never seen', false, undefined, null, null],
	['cancelled', true, SEEN, 'REVOKED', 40],
	['cancelled, never seen', true, undefined, 'REVOKED', null],
	['without a progress', false, { task_id: 'a', status: 'RETRY' }, 'RETRY', null],
])('a task %s', (_name, cancelled, last, status, progress) => {
	expect(timedOutItem('a', 9, cancelled, last)).toEqual({
		task_id: 'a',
		outcome: 'timedOut',
		status,
		progress,
		cancelled,
		message: 'The task had not ended after 9 seconds',
	});
});

it('one second is one', () => {
	expect(timedOutItem('a', 1, false).message).toBe('The task had not ended after 1 second');
});

it('tells of trouble behind that', () => {
	expect(timedOutItem('a', 9, false, SEEN, 'It could not be seen').message).toBe(
		'The task had not ended after 9 seconds. It could not be seen',
	);
});
