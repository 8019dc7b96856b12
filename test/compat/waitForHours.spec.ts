import { itemsOf } from '../../scripts/real-n8n/api';
import { readExamples, withCredential } from '../../scripts/real-n8n/examples';
import { KEYS } from '../real/fixtures';
import { expectSuccess } from '../real/run';
import { expect, test } from './fixtures';

// n8n keeps an execution in its database when it pauses for 65 seconds or more.
test.describe.configure({ timeout: 240_000 });

test('examples/wait-for-hours.json goes on after a restart of n8n', async ({
	n8n,
	gcore,
	credential,
}) => {
	const { tasks } = gcore.account(KEYS.list);
	tasks.clear();
	const { taskMs } = tasks.options;
	tasks.options.taskMs = 3_600_000;
	const example = (await readExamples())['wait-for-hours.json'];
	const workflow = withCredential(example, await credential('list'));
	const id = await n8n.api.start((await n8n.api.createWorkflow(workflow)).id);
	await expect
		.poll(async () => (await n8n.api.getExecution(id)).status, { timeout: 30_000 })
		.toBe('waiting');
	tasks.options.taskMs = taskMs;

	await n8n.stop();
	const [{ task_id }] = tasks.all();
	tasks.finish(task_id, 'SUCCESS');
	await n8n.start();

	const execution = await n8n.api.waitForEnd(id, { timeoutMs: 150_000 });
	expectSuccess(execution);
	expect(itemsOf(execution, 'Pause')).toHaveLength(1);
	expect(itemsOf(execution, 'Use the Result').map(({ json }) => json.task_id)).toEqual([task_id]);
	expect(tasks.all()).toHaveLength(1);
});
