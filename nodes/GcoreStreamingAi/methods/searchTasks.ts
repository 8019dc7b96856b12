import { listTasks } from '../gcore/calls';
import { taskLabel } from '../task/task';
import { PAGE_SIZE, searchList } from './searchList';

/** The account's tasks for the list of the 'Task' field, newest first: found by ID, type, status and video address. */
export const searchTasks = searchList({
	read: async (client, page, search) =>
		await listTasks(client, { page, limit: PAGE_SIZE, ...(search && { search }) }),
	show: (task) => ({ name: taskLabel(task), value: task.task_id }),
});
