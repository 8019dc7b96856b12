import type { Locator } from '@playwright/test';
import { KEYS } from '../real/fixtures';
import { chain, NODE_TYPE, plainNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

let dialog: Locator;

async function save(key: string): Promise<void> {
	await dialog.getByTestId('parameter-input-apiKey').locator('input').fill(key);
	await dialog.getByTestId('credential-save-button').click();
}

/** Saves a key that does not do, and unfolds what the test says of it. */
async function expectRefused(key: string, message: string): Promise<void> {
	await save(key);
	const details = dialog.getByText('More details');
	await details.or(dialog.getByText(message)).waitFor();
	if (await details.isVisible()) await details.click();
	await expect(dialog.getByText(message)).toBeVisible();
}

test.describe('the credential dialog, opened from a node', () => {
	test.beforeEach(async ({ editor, gcore, credential }) => {
		// As soon as there is one, n8n offers it, and a new one in a list.
		await credential();
		await editor.openWorkflow({
			name: 'Without a credential',
			nodes: [startNode(), plainNode('Cancel', NODE_TYPE, [220, 0])],
			connections: chain('Start', 'Cancel'),
		});
		await editor.openNode('Cancel');
		await editor.view.getByTestId('node-credentials-select').click();
		await editor.page.getByTestId('node-credentials-select-item-new').click();
		dialog = editor.page.getByTestId('editCredential-modal');
		await expect(dialog).toContainText('Gcore API');
		await dialog.getByTestId('parameter-input-baseUrl').locator('input').fill(gcore.url);
	});

	test('says of a refused key what to do', async () => {
		await expectRefused(KEYS.refused, 'Gcore refused the API key. Paste a token that is valid');
	});

	test('says that Streaming AI is not enabled for an account', async () => {
		await expectRefused(
			KEYS.disabled,
			'The API key works, but Streaming AI is not enabled for the account.',
		);
	});

	test('takes a good key, and says so', async ({ editor }) => {
		await save(KEYS.usual);
		await dialog.waitFor({ state: 'hidden' });
		await editor.view.getByTestId('credential-edit-button').click();
		await expect(dialog.getByText('Connection tested successfully')).toBeVisible();
	});
});
