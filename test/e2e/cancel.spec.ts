import { CANCEL_LABELS, CancelCases, OUTCOMES } from '../real/cases';
import { branchesWorkflow, chain, gcoreNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

test('a task is chosen from the list, which can be searched, and no other is cancelled', async ({
	editor,
	gcore,
	credential,
}) => {
	const wanted = gcore.tasks.add({ task_data: { url: 'https://example.com/wanted.mp4' } });
	const other = gcore.tasks.add({ task_data: { url: 'https://example.com/other.mp4' } });
	const nodes = [startNode(), gcoreNode('Cancel One', [220, 0], await credential())];
	await editor.openWorkflow({
		name: 'From the list',
		nodes,
		connections: chain('Start', 'Cancel One'),
	});
	await editor.openNode('Cancel One');
	const { view, page } = editor;
	await test.step('the default is an expression, so the field is switched to Fixed', async () => {
		await editor.field('taskId').hover();
		const options = view.getByTestId('taskId-parameter-input-options-container');
		await options.getByTestId('radio-button-fixed').click();
		await view.getByTestId('rlc-mode-selector').click();
		await page.getByTestId('mode-list').click();
		await view.getByTestId('rlc-input-container').click();
	});
	const items = page.getByTestId('rlc-item');
	await items.filter({ hasText: 'other.mp4' }).waitFor();
	await page.getByTestId('rlc-search').fill('wanted');
	await expect(items).toHaveText(['wanted.mp4 · transcription · STARTED']);
	await items.first().click();
	await view.getByTestId('node-execute-button').click();
	await editor.output.getByText('REVOKED').waitFor({ timeout: 60_000 });
	expect(gcore.tasks.get(wanted.task_id)?.status).toBe('REVOKED');
	expect(gcore.tasks.get(other.task_id)?.status).toBe('STARTED');
});

test('a run shows each branch, its items, and what was not cancelled', async ({
	editor,
	gcore,
	credential,
}) => {
	const cases = new CancelCases(gcore);
	const items = ['cancelled' as const, ...OUTCOMES].map((outcome) => cases.ending(outcome));
	const ids = items.map(({ task_id }) => task_id);
	await editor.openWorkflow(branchesWorkflow(items.reverse(), await credential()));
	await editor.execute();
	await test.step('the canvas shows how many items took each branch', async () => {
		await editor.expectOutputs('Cancel Tasks', CANCEL_LABELS);
		const counts = async () => (await editor.page.getByTestId('edge-label').allInnerTexts()).sort();
		await expect.poll(counts).toEqual([...Array(5).fill('1 item'), '2 items', '6 items']);
	});
	await editor.openNode('Cancel Tasks');
	await test.step('the hint above the output says what was not cancelled', async () => {
		await expect(editor.output.getByTestId('node-hint')).toHaveText(
			'4 of 6 tasks were not cancelled: 1 Bad Request, 1 Not Found, 1 Already Done, 1 Not Enabled',
		);
	});
	for (const [index, label] of CANCEL_LABELS.entries()) {
		await test.step(`the output pane shows the items of the branch ${label}`, async () => {
			const left = index === 0 ? ids.slice(0, 2) : [ids[index + 1]];
			const tab = editor.output.getByTestId('branches').getByTestId(`tab-${index}`);
			const count = left.length === 1 ? '1 item' : `${left.length} items`;
			const text = async () => (await tab.innerText()).normalize('NFKC').trim();
			await expect.poll(text).toBe(`${label} Branch (${count})`);
			await tab.getByRole('tab').click();
			const rows = editor.output.locator('table tbody tr').filter({ hasText: /\S/ });
			await expect(rows).toHaveCount(left.length);
			for (const id of left) {
				await expect(rows.filter({ hasText: id || 'badRequest' })).toHaveCount(1);
			}
		});
	}
});
