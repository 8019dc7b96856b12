import { overItems } from '../real/workflows';
import { expect, test } from './fixtures';

for (const cancelOnStop of [true, false]) {
	const end = cancelOnStop ? 'cancels the task' : 'lets the task go on';
	test(`Stop during Wait ends it and ${end}`, async ({ gcore, n8n: { api }, credential }) => {
		const { task_id } = gcore.tasks.add();
		const parameters = { operation: 'wait', options: { pollInterval: 30, cancelOnStop } };
		const workflow = overItems([{ task_id }], { parameters, credential: await credential() });
		const id = await api.start((await api.createWorkflow(workflow)).id);
		const path = `/streaming/ai/tasks/${task_id}`;
		await expect.poll(() => gcore.count('GET', path), { timeout: 30_000 }).toBeGreaterThan(0);
		await api.stop(id);
		const { status } = await api.waitForEnd(id, { timeoutMs: 5_000 });
		expect(status).toBe('canceled');
		const state = () => gcore.tasks.get(task_id)?.status;
		await expect.poll(state, { timeout: 5_000 }).toBe(cancelOnStop ? 'REVOKED' : 'STARTED');
		expect(gcore.count('POST', `${path}/cancel`)).toBe(cancelOnStop ? 1 : 0);
	});
}
