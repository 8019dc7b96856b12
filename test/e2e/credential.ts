import type { Locator } from 'playwright-core';
import type { Editor } from './browser';
import { NodeView } from './nodeView';
import { KEYS, type Stage } from './stage';

const dialogOf = (editor: Editor): Locator => editor.page.getByTestId('editCredential-modal');

async function save(dialog: Locator, key: string): Promise<void> {
	await dialog.getByTestId('parameter-input-apiKey').locator('input').fill(key);
	await dialog.getByTestId('credential-save-button').click();
}

/** Saves a key that does not do, unfolds what the test says of it, and waits for that. */
async function refused(dialog: Locator, key: string, message: string): Promise<void> {
	await save(dialog, key);
	const details = dialog.getByText('More details');
	await details.or(dialog.getByText(message)).waitFor();
	if (await details.isVisible()) await details.click();
	await dialog.getByText(message).waitFor();
}

/** Makes the credential through its dialog, with three keys in turn. The node of the panel's chapter is on the canvas. */
export async function checkCredential({ editor, gcore }: Stage): Promise<void> {
	const view = new NodeView(editor);
	const dialog = dialogOf(editor);
	await editor.step('the credential dialog opens from the node', async () => {
		await view.open('Cancel task');
		await view.root.getByText('Connect to Gcore').click();
		await dialog.getByTestId('parameter-input-baseUrl').locator('input').fill(gcore.url);
	});
	await editor.step('a refused key: the test says so and what to do', async () => {
		await refused(dialog, KEYS.refused, 'Gcore refused the API key. Paste a token that is valid');
		await editor.screenshot('credential-refused');
	});
	await editor.step('an account without the feature: the test says so', async () => {
		const message = 'The API key works, but Streaming AI is not enabled for the account.';
		await refused(dialog, KEYS.notEnabled, message);
	});
	await editor.step('a good key: the test is passed', async () => {
		await save(dialog, KEYS.usual);
		await dialog.waitFor({ state: 'hidden' });
		await view.root.getByTestId('credential-edit-button').click();
		await dialog.getByText('Connection tested successfully').waitFor();
		await editor.screenshot('credential-good');
		await dialog.getByRole('button', { name: /close/i }).first().click();
		await dialog.waitFor({ state: 'hidden' });
		await view.close();
	});
}
