import type { Locator } from '@playwright/test';
import type { N8nApi } from '../../scripts/real-n8n/api';
import type { Execution } from '../../scripts/real-n8n/types';
import { expect } from '../real/fixtures';
import type { Editor } from './editor';

/** The chat beneath the canvas. */
export class Chat {
	readonly panel: Locator;
	private readonly input: Locator;
	private readonly messages: Locator;

	constructor(
		private readonly editor: Editor,
		private readonly api: N8nApi,
	) {
		this.panel = editor.page.getByTestId('canvas-chat');
		this.input = this.panel.locator('textarea');
		this.messages = this.panel.locator(
			'.chat-message-from-bot:not([data-test-id="chat-message-typing"])',
		);
	}

	/** Opens the chat, unless it is open. */
	async open(): Promise<void> {
		if (await this.input.isVisible()) return;
		await this.editor.page.getByTestId('workflow-chat-button').click();
		await this.input.waitFor();
	}

	/** Says something to the workflow of this name, and waits for its answer. */
	async say(name: string, text: string): Promise<Execution> {
		await this.open();
		const before = await this.messages.count();
		await this.input.fill(text);
		await this.input.press('Enter');
		await expect
			.poll(async () => await this.messages.count(), { timeout: 60_000 })
			.toBe(before + 1);
		const { id } = (await this.api.workflows()).find((one) => one.name === name)!;
		const [newest] = await this.api.executionsOf(id);
		return await this.api.waitForEnd(newest.id);
	}
}
