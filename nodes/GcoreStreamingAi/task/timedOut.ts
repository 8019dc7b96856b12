import type { IDataObject } from 'n8n-workflow';

import type { Task } from '../gcore/task';

/**
 * The item for a task whose time was over before it had ended.
 * @param waited in seconds
 * @param cancelled whether it is cancelled at Gcore now
 * @param last as it was last seen, if it was
 * @param reason why it could not be seen, or not be cancelled
 */
export const timedOutItem = (
	taskId: string,
	waited: number,
	cancelled: boolean,
	last?: Task,
	reason?: string,
): IDataObject => ({
	task_id: taskId,
	outcome: 'timedOut',
	status: cancelled ? 'REVOKED' : (last?.status ?? null),
	progress: last?.progress ?? null,
	cancelled,
	message: [`The task had not ended after ${waited} ${waited === 1 ? 'second' : 'seconds'}`, reason]
		.filter(Boolean)
		.join('. '),
});
