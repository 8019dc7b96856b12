/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { Editor } from '../test/e2e/editor';
import { expect, signIn, test } from '../test/e2e/fixtures';
import { CancelCases, OUTCOMES } from '../test/real/cases';
import { branchesWorkflow, gcoreNode } from '../test/real/workflows';
import { SAMPLE_VIDEOS } from '../test/standin/samples';
import { PROJECT_FOLDER } from './real-n8n/package';
import type { Credential } from './real-n8n/types';

/** Makes the pictures of docs/images anew, from a real n8n with the package in it: `npm run pictures`. */

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

/** What has run along every branch, on the canvas. */
async function canvas(editor: Editor, name: string): Promise<void> {
	const { page } = editor;
	await page.addStyleTag({ content: '[data-test-id="execute-workflow-button"] { opacity: 0 }' });
	// What n8n says of the run lies over a corner.
	await page.addStyleTag({ content: '.el-notification, [data-sonner-toaster] { display: none }' });
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
	await page.setViewportSize({ width: 1600, height: 740 });
	await page.addStyleTag({ content: '[data-test-id="floating-nodes"] { display: none }' });
	await editor.openNode('Cancel Tasks');
	await editor.output.getByTestId('node-hint').waitFor();
	const handle = await boxAround(page.getByTestId('panel-drag-button'));
	await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
	await page.mouse.down();
	await page.mouse.move(0, handle.y, { steps: 10 });
	await page.mouse.up();
	const whole = await boxAround(editor.view);
	// From the tabs down to the last field, from the parameters to the right.
	const { x, width: left } = await boxAround(editor.parameters);
	const { y } = widened(await boxAround(editor.view.getByTestId('node-execute-button')), 8);
	const last = await boxAround(editor.parameters.getByTestId('collection-parameter-add'));
	const width = whole.x + whole.width - x - 2;
	expect(width, 'The room of the output pane').toBeGreaterThan(2 * left);
	await picture(editor, 'execution', { x, y, width, height: last.y + last.height + MARGIN - y });
	await editor.closeNode();
	await page.setViewportSize(SIZE);
}

async function credentialDialog(editor: Editor, url: string): Promise<void> {
	await editor.openNode('Cancel Tasks');
	await editor.view.getByTestId('credential-edit-button').click();
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
	await address.evaluate((input, own) => ((input as HTMLInputElement).value = own), url);
	await dialog.getByRole('button', { name: /close/i }).first().click();
	await editor.closeNode();
}

async function panel(editor: Editor): Promise<void> {
	await editor.page.setViewportSize({ width: 1360, height: 1150 });
	await editor.newWorkflow();
	await editor.openOurEntry();
	const top = await boxAround(editor.panel);
	const last = await boxAround(editor.panel.getByText('Get many videos'));
	await picture(editor, 'panel', { ...top, height: last.y + last.height + MARGIN - top.y });
}

/** The list of the account's videos, open below its field. */
async function videoList(editor: Editor, account: Credential): Promise<void> {
	const node = gcoreNode('Transcribe', [0, 0], account, {
		operation: 'create',
		videoSource: 'gcoreVideo',
	});
	await editor.openWorkflow({ name: 'Transcribe a video', nodes: [node], connections: {} });
	await editor.openNode('Transcribe');
	await editor.view.getByTestId('rlc-input-container').click();
	const items = editor.page.getByTestId('rlc-item');
	await items.last().waitFor();
	const fields = editor.parameters.getByTestId('parameter-item');
	const [source, list] = [await boxAround(fields.nth(3)), await boxAround(items)];
	await picture(editor, 'video', {
		...widened(source, 10),
		height: list.y + list.height + MARGIN - source.y,
	});
	await editor.closeNode();
}

for (const theme of ['light', 'dark'] as const) {
	test(`pictures, ${theme}`, async ({ browser, n8n, gcore, credential }) => {
		const session = await signIn(browser, n8n, { theme, viewport: SIZE });
		const editor = new Editor(await session.newPage(), n8n.api);
		const cases = new CancelCases(gcore);
		const items = ['cancelled' as const, ...OUTCOMES].map((outcome) => cases.ending(outcome));
		await editor.openWorkflow(branchesWorkflow(items, await credential()));
		await editor.execute();
		await canvas(editor, theme === 'light' ? 'canvas' : 'canvas-dark');
		if (theme === 'light') {
			await execution(editor);
			await credentialDialog(editor, gcore.url);
			await panel(editor);
			for (const video of SAMPLE_VIDEOS) gcore.videos.add(video);
			await videoList(editor, await credential());
		}
		await session.close();
	});
}
