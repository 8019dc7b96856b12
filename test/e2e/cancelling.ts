/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { Editor } from './browser';
import { NodeView } from './nodeView';
import { checkOutputLabels } from './panel';
import type { Stage } from './stage';
import { shows } from './until';
import { branchesWorkflow, CANCEL_LABELS, chain, gcoreNode, startNode } from './workflows';

const UNKNOWN_TASK = '00000000-0000-4000-8000-000000000404';
const NOT_ENABLED_TASK = '00000000-0000-4000-8000-000000000422';

/** Presses 'Execute workflow' and waits until the editor says that it has ended well. */
export async function executeWorkflow(editor: Editor): Promise<void> {
	const success = editor.page.getByText('Workflow executed successfully');
	await editor.dismissOverlays();
	await success.waitFor({ state: 'hidden' });
	await editor.page.getByTestId('execute-workflow-button').first().click();
	await success.waitFor({ timeout: 60_000 });
	await editor.dismissOverlays();
}

/** Picks a task from the list of the 'Task' field: the default is an expression, so it is switched to Fixed first. */
async function openTaskList(view: NodeView): Promise<void> {
	const options = view.root.getByTestId('taskId-parameter-input-options-container');
	await view.field('taskId').hover();
	await options.getByTestId('radio-button-fixed').click();
	await view.root.getByTestId('rlc-mode-selector').click();
	await view.page.getByTestId('mode-list').click();
	await view.root.getByTestId('rlc-input-container').click();
	await view.page.getByTestId('rlc-item').first().waitFor();
}

/** A task is chosen from the list, which can be searched, and cancelled. */
export async function checkTaskList({ editor, gcore, n8n, credential }: Stage): Promise<void> {
	const view = new NodeView(editor);
	const wanted = gcore.tasks.add({ task_data: { url: 'https://example.com/wanted.mp4' } });
	const other = gcore.tasks.add({ task_data: { url: 'https://example.com/other.mp4' } });
	await editor.step('the list of tasks opens and can be searched', async () => {
		const nodes = [startNode(), gcoreNode('Cancel One', [220, 0], await credential())];
		const connections = chain('Start', 'Cancel One');
		const { id } = await n8n.api.createWorkflow({ name: 'From the list', nodes, connections });
		await editor.openWorkflow(id);
		await view.open('Cancel One');
		await openTaskList(view);
		const items = view.page.getByTestId('rlc-item');
		await items.filter({ hasText: 'other.mp4' }).waitFor();
		await view.page.getByTestId('rlc-search').fill('wanted');
		await shows(async () => {
			assert.deepEqual(await items.allInnerTexts(), ['wanted.mp4 · transcription · STARTED']);
		});
		await editor.screenshot('task-list');
		await items.first().click();
	});
	await editor.step('the chosen task, and no other, is cancelled', async () => {
		await view.root.getByTestId('node-execute-button').click();
		await view.output.getByText('REVOKED').waitFor({ timeout: 60_000 });
		assert.equal(gcore.tasks.get(wanted.task_id)?.status, 'REVOKED');
		assert.equal(gcore.tasks.get(other.task_id)?.status, 'STARTED');
		await view.close();
	});
}

/** A run along all five branches, as it is seen on the canvas and in the output pane. */
export async function checkBranches({ editor, gcore, n8n, credential }: Stage): Promise<void> {
	const [one, two] = [gcore.tasks.add(), gcore.tasks.add()];
	const done = gcore.tasks.add({ status: 'SUCCESS' });
	const byLabel: Record<string, string[]> = {
		Cancelled: [one.task_id, two.task_id],
		'Bad Request': [''],
		'Not Found': [UNKNOWN_TASK],
		'Already Done': [done.task_id],
		'Not Enabled': [NOT_ENABLED_TASK],
	};
	const view = new NodeView(editor);
	await editor.step('a run shows on the canvas how many items took each branch', async () => {
		const ids = Object.values(byLabel).flat().reverse();
		const workflow = branchesWorkflow('Every answer', ids, await credential());
		await editor.openWorkflow((await n8n.api.createWorkflow(workflow)).id);
		await executeWorkflow(editor);
		await checkOutputLabels(editor, 'Cancel Tasks');
		await shows(async () => {
			const counts = await editor.page.getByTestId('edge-label').allInnerTexts();
			assert.deepEqual(counts.sort(), [...Array(5).fill('1 item'), '2 items', '6 items']);
		});
		await editor.screenshot('canvas-run');
	});
	await editor.step('the hint above the output says what was not cancelled', async () => {
		await view.open('Cancel Tasks');
		const hint = view.output.getByTestId('node-hint');
		await shows(async () => {
			assert.equal(
				(await hint.innerText()).trim(),
				'4 of 6 tasks were not cancelled: 1 Bad Request, 1 Not Found, 1 Already Done, 1 Not Enabled',
			);
		});
		await editor.screenshot('output');
	});
	for (const [index, label] of CANCEL_LABELS.entries()) {
		await editor.step(`the output pane shows the items of the branch ${label}`, async () => {
			const ids = byLabel[label];
			const tab = view.output.getByTestId('branches').getByTestId(`tab-${index}`);
			const count = ids.length === 1 ? '1 item' : `${ids.length} items`;
			await shows(async () => {
				const text = (await tab.innerText()).normalize('NFKC').trim();
				assert.equal(text, `${label} Branch (${count})`);
			});
			await tab.getByRole('tab').click();
			const rows = view.output.locator('table tbody tr');
			await shows(async () => {
				const shown = (await rows.allInnerTexts()).filter((text) => text.trim());
				assert.equal(shown.length, ids.length);
				const missing = ids.filter((id) => !shown.some((row) => row.includes(id || 'badRequest')));
				assert.deepEqual(missing, []);
			});
		});
	}
	await view.close();
}
