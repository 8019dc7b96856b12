/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Editor } from '../test/e2e/browser';
import { executeWorkflow } from '../test/e2e/cancelling';
import { NodeView } from '../test/e2e/nodeView';
import { openOurEntry, unfoldActions } from '../test/e2e/panel';
import { onStage, type Stage } from '../test/e2e/stage';
import { branchesWorkflow } from '../test/e2e/workflows';
import { PROJECT_FOLDER } from './real-n8n/package';

/** Makes the pictures of docs/images anew, from a real n8n with the package in it. */

const FOLDER = join(PROJECT_FOLDER, 'docs', 'images');
const MARGIN = 16;
const SIZE = { width: 1360, height: 860 };

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The smallest box around all of the elements. */
async function boxAround(elements: Locator): Promise<Box> {
	const boxes = (
		await Promise.all((await elements.all()).map(async (one) => await one.boundingBox()))
	).filter((box) => box !== null);
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
	return { x, y, width, height };
}

const widened = ({ x, y, width, height }: Box, by = MARGIN): Box => ({
	x: x - by,
	y: y - by,
	width: width + 2 * by,
	height: height + 2 * by,
});

async function picture({ page }: Editor, name: string, clip: Box): Promise<void> {
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(FOLDER, `${name}.png`), clip, animations: 'disabled' });
}

/** A run along every branch, on the canvas. */
async function canvas(stage: Stage, editor: Editor, name: string): Promise<void> {
	const { gcore, n8n, credential } = stage;
	const ids = [
		gcore.tasks.add().task_id,
		gcore.tasks.add().task_id,
		'',
		'00000000-0000-4000-8000-000000000404',
		gcore.tasks.add({ status: 'SUCCESS' }).task_id,
		'00000000-0000-4000-8000-000000000422',
	];
	const workflow = branchesWorkflow('Cancel tasks', ids, await credential());
	await editor.openWorkflow((await n8n.api.createWorkflow(workflow)).id);
	await executeWorkflow(editor);
	const { page } = editor;
	await page.addStyleTag({ content: '[data-test-id="execute-workflow-button"] { opacity: 0 }' });
	const nodes = page.getByTestId('canvas-node');
	const plusses = page.getByTestId('canvas-handle-plus-wrapper');
	const box = widened(await boxAround(nodes.or(plusses)), 20);
	// The trigger's sign stands left of its box, the last node's name below its box.
	const { x, y, width, height } = box;
	await picture(editor, name, { x: x - 28, y, width: width + 28, height: height + 30 });
}

/** The node's view after that run: parameters, branches, the hint. */
async function execution(editor: Editor): Promise<void> {
	const { page } = editor;
	const view = new NodeView(editor);
	await page.setViewportSize({ width: 1600, height: 740 });
	await page.addStyleTag({ content: '[data-test-id="floating-nodes"] { display: none }' });
	await view.open('Cancel Tasks');
	await view.output.getByTestId('node-hint').waitFor();
	const handle = await boxAround(page.getByTestId('panel-drag-button'));
	await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
	await page.mouse.down();
	await page.mouse.move(0, handle.y, { steps: 10 });
	await page.mouse.up();
	const whole = await boxAround(view.root);
	// From the tabs down to the last field, from the parameters to the right.
	const { x, width: left } = await boxAround(view.parameters);
	const { y } = widened(await boxAround(view.root.getByTestId('node-execute-button')), 8);
	const last = await boxAround(view.parameters.getByTestId('collection-parameter-add'));
	const width = whole.x + whole.width - x - 2;
	assert.ok(width > 2 * left, 'The output pane did not get the room that the picture needs.');
	await picture(editor, 'execution', { x, y, width, height: last.y + last.height + MARGIN - y });
	await view.close();
	await page.setViewportSize(SIZE);
}

async function parameters(editor: Editor): Promise<void> {
	const view = new NodeView(editor);
	await view.open('Cancel Tasks');
	const fields = view.parameters.getByTestId('parameter-item');
	const box = await boxAround(view.parameters.getByTestId('credentials-label').or(fields));
	await picture(editor, 'parameters', widened(box, 10));
	await view.close();
}

async function credentialDialog({ gcore }: Stage, editor: Editor): Promise<void> {
	const view = new NodeView(editor);
	await view.open('Cancel Tasks');
	await view.root.getByTestId('credential-edit-button').click();
	const dialog = editor.page.getByTestId('editCredential-modal');
	await dialog.getByText('Connection tested successfully').waitFor();
	// The address that users have, not the stand-in's.
	const address = dialog.getByTestId('parameter-input-baseUrl').locator('input');
	await address.evaluate((input) => ((input as HTMLInputElement).value = 'https://api.gcore.com'));
	const frame = await boxAround(dialog);
	const last = await boxAround(dialog.getByText('Enterprise plan users'));
	await picture(editor, 'credential', {
		...frame,
		height: last.y + last.height + MARGIN - frame.y,
	});
	await address.evaluate((input, url) => ((input as HTMLInputElement).value = url), gcore.url);
	await dialog.getByRole('button', { name: /close/i }).first().click();
	await view.close();
}

async function panel(editor: Editor): Promise<void> {
	await editor.page.setViewportSize({ width: 1360, height: 1000 });
	await editor.newWorkflow();
	const creator = await openOurEntry(editor);
	await unfoldActions(creator);
	const top = await boxAround(creator);
	const last = await boxAround(creator.getByText('Wait for task'));
	await picture(editor, 'panel', { ...top, height: last.y + last.height + MARGIN - top.y });
}

void onStage('pictures', SIZE, async (stage) => {
	const { editor, report, n8n } = stage;
	await mkdir(FOLDER, { recursive: true });
	await editor.step('canvas', async () => await canvas(stage, editor, 'canvas'));
	await editor.step('execution', async () => await execution(editor));
	await editor.step('parameters', async () => await parameters(editor));
	await editor.step('credential', async () => await credentialDialog(stage, editor));
	await editor.step('panel', async () => await panel(editor));
	const dark = await Editor.open(n8n, report, { theme: 'dark', ...SIZE });
	await dark.step('canvas, dark', async () => await canvas(stage, dark, 'canvas-dark'));
	await dark.close();
});
