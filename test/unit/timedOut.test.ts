import { timedOutItem } from '../../nodes/GcoreStreamingAi/task/timedOut';

const SEEN = { task_id: 'a', status: 'STARTED', progress: 40 };

it.each([
	['seen last', timedOutItem('a', 9, false, SEEN), 'STARTED', 40],
	['never seen', timedOutItem('a', 9, false), null, null],
	['cancelled', timedOutItem('a', 9, true, SEEN), 'REVOKED', 40],
	[
		'without a progress',
		timedOutItem('a', 9, false, { task_id: 'a', status: 'RETRY' }),
		'RETRY',
		null,
	],
])('a task %s', (_name, item, status, progress) => {
	expect(item).toEqual({
		task_id: 'a',
		outcome: 'timedOut',
		status,
		progress,
		cancelled: status === 'REVOKED',
		message: 'The task had not ended after 9 seconds',
	});
});

it('tells of trouble behind that', () => {
	expect(timedOutItem('a', 9, false, SEEN, 'It could not be seen').message).toBe(
		'The task had not ended after 9 seconds. It could not be seen',
	);
});
