import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { CANCEL_LABELS } from '../real/cases';
import { expect, test } from './fixtures';

const ACTIONS = RESOURCES.flatMap(({ operations }) =>
	operations.map(({ option }) => String(option.action)),
);
const TRIGGERS = ['On task cancelled', 'On task failed', 'On task succeeded'];

test.beforeEach(async ({ editor }) => await editor.newWorkflow());

test('the node panel finds the node by "gcore"', async ({ editor }) => {
	await editor.searchPanel();
	const first = editor.panel.getByTestId('node-creator-item-name').first();
	await expect(first).toHaveText('Gcore Streaming AI');
});

test('its entry in the panel lists trigger and actions with their icons', async ({ editor }) => {
	await editor.openOurEntry();
	const expected = [...TRIGGERS, ...ACTIONS].sort();
	const entries = editor.panel.getByTestId('node-creator-item-name');
	const names = async () => (await entries.allTextContents()).map((name) => name.trim()).sort();
	await expect.poll(names).toEqual(expected);
	const pictures = editor.panel.locator('img');
	expect(await pictures.count()).toBeGreaterThanOrEqual(expected.length);
	const broken = async () =>
		await pictures.evaluateAll((images) =>
			(images as HTMLImageElement[])
				.filter((image) => !image.complete || image.naturalWidth === 0)
				.map((image) => image.src),
		);
	await expect.poll(broken).toEqual([]);
});

test('Cancel, added from the panel, has five outputs with labels uncut', async ({ editor }) => {
	await editor.openOurEntry();
	await editor.panel.getByText('Cancel AI task', { exact: true }).click();
	await editor.parameters.waitFor();
	await editor.closeNode();
	await editor.expectOutputs('Cancel AI task', CANCEL_LABELS);
});
