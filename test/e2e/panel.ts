/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import type { Editor } from './browser';
import { NodeView } from './nodeView';
import type { Stage } from './stage';
import { shows } from './until';
import { CANCEL_LABELS } from './workflows';

const NODE = 'Gcore Streaming AI';
const ACTIONS = RESOURCES.flatMap(({ operations }) =>
	operations.map(({ option }) => String(option.action)),
);
const TRIGGERS = ['On task cancelled', 'On task failed', 'On task succeeded'];

/** Searches the node panel as somebody does who wants to use the node, and opens its entry. */
export async function openOurEntry(editor: Editor): Promise<Locator> {
	const panel = await editor.searchNodePanel('gcore');
	const entry = panel.getByText(NODE, { exact: true }).first();
	await entry.click();
	await panel.getByText(/^Actions \(/).waitFor();
	return panel;
}

/** Opens the actions, which n8n folds as long as the canvas has no trigger. */
export async function unfoldActions(panel: Locator): Promise<void> {
	const first = panel.getByText('Cancel task', { exact: true });
	if (!(await first.isVisible())) await panel.getByText(/^Actions \(/).click();
	await first.waitFor();
}

/** Whether the pictures in a part of the page have been loaded. */
async function brokenPictures(part: Locator): Promise<string[]> {
	return await part
		.locator('img')
		.evaluateAll((images) =>
			(images as HTMLImageElement[])
				.filter((image) => !image.complete || image.naturalWidth === 0)
				.map((image) => image.src),
		);
}

/** The labels of a node's outputs as the canvas shows them, with those that do not fit. */
async function outputLabels(editor: Editor, name: string) {
	return await editor
		.node(name)
		.getByTestId('canvas-node-output-handle')
		.locator('[class*="outputLabel"]')
		.evaluateAll((elements) => ({
			// A narrow space, which the longest label has so as to fit, counts as a space.
			labels: elements.map((element) => (element.textContent ?? '').normalize('NFKC')),
			cut: elements
				.filter((element) => element.scrollWidth > element.clientWidth)
				.map((element) => element.textContent ?? ''),
		}));
}

/** The outputs of a node that cancels have their names on the canvas, none cut off. */
export async function checkOutputLabels(editor: Editor, name: string): Promise<void> {
	await shows(async () => {
		assert.deepEqual(await outputLabels(editor, name), { labels: CANCEL_LABELS, cut: [] });
	});
}

/** The node panel finds the node; Cancel, added from it, has its five outputs. Leaves that workflow open. */
export async function checkPanel({ editor }: Stage): Promise<void> {
	const panel = await editor.step('the node panel finds the node by "gcore"', async () => {
		await editor.newWorkflow();
		const found = await editor.searchNodePanel('gcore');
		await found.getByText(NODE, { exact: true }).first().waitFor();
		await shows(async () => {
			const [first] = await found.getByTestId('node-creator-item-name').allInnerTexts();
			assert.equal(first, NODE);
		});
		await editor.screenshot('panel-search');
		return found;
	});
	await editor.step('its entry lists trigger and actions with their icons', async () => {
		await openOurEntry(editor);
		await unfoldActions(panel);
		const expected = [...TRIGGERS, ...ACTIONS].sort();
		await shows(async () => {
			const names = await panel.getByTestId('node-creator-item-name').allInnerTexts();
			assert.deepEqual(names.map((name) => name.trim()).sort(), expected);
			assert.ok((await panel.locator('img').count()) >= expected.length);
			assert.deepEqual(await brokenPictures(panel), []);
		});
		await editor.screenshot('panel-actions');
	});
	await editor.step(
		'Cancel, added from the panel, has five outputs with labels uncut',
		async () => {
			await panel.getByText('Cancel task', { exact: true }).click();
			const view = new NodeView(editor);
			await view.shown();
			await view.close();
			await checkOutputLabels(editor, 'Cancel task');
			await editor.screenshot('canvas-cancel');
		},
	);
}
