import { chain, gcoreNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

/** A stop takes effect within a second of sleeping, plus n8n's own ways. */
const QUICK_MS = 5_000;

for (const cancelOnStop of [false, true]) {
	const end = cancelOnStop ? 'with Cancel on Stop cancels its task' : 'lets its task go on';
	test(`Stop ends a waiting node quickly, and ${end}`, async ({
		editor,
		gcore,
		n8n,
		credential,
	}) => {
		const { task_id } = gcore.tasks.add();
		const taskId = { __rl: true, mode: 'id', value: task_id };
		const options = cancelOnStop ? { cancelOnStop } : {};
		const parameters = { operation: 'wait', taskId, options };
		const id = await editor.openWorkflow({
			name: `Stop, which ${end}`,
			nodes: [startNode(), gcoreNode('Wait', [220, 0], await credential(), parameters)],
			connections: chain('Start', 'Wait'),
		});
		await editor.page.getByTestId('execute-workflow-button').first().click();
		const looks = () => gcore.count('GET', `/streaming/ai/tasks/${task_id}`);
		await expect.poll(looks, { timeout: 60_000 }).toBeGreaterThan(0);
		const stop = editor.page.getByTestId('stop-execution-button');
		await stop.click();
		const pressed = Date.now();
		const [{ id: executionId }] = await n8n.api.executionsOf(id);
		expect((await n8n.api.waitForEnd(executionId)).status).toBe('canceled');
		await stop.waitFor({ state: 'hidden' });
		expect(Date.now() - pressed).toBeLessThan(QUICK_MS);
		const status = () => gcore.tasks.get(task_id)?.status;
		await expect.poll(status, { timeout: QUICK_MS }).toBe(cancelOnStop ? 'REVOKED' : 'STARTED');
	});
}
