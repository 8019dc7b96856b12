import type { Locator, Page } from '@playwright/test';
import { PACKAGE_NAME } from '../../scripts/real-n8n/package';

/** npm fetches the package and n8n loads it. */
const PATIENCE_MS = 90_000;

/** n8n's Settings → Community nodes. */
export class CommunityNodes {
	/** The card of this package. */
	readonly card: Locator;
	private readonly dialog: Locator;
	private readonly installButton: Locator;

	constructor(private readonly page: Page) {
		this.card = page.getByTestId('community-package-card').filter({ hasText: PACKAGE_NAME });
		this.dialog = page.getByRole('dialog');
		this.installButton = page.getByRole('button', { name: 'Install' }).first();
	}

	async open(): Promise<void> {
		await this.page.goto('/settings/community-nodes');
		await this.installButton.waitFor();
	}

	/** As a user does it who has been told the package's name. */
	async install(): Promise<void> {
		await this.installButton.click();
		await this.dialog.getByRole('textbox').fill(PACKAGE_NAME);
		await this.dialog.getByText('I understand the risks').click();
		await this.confirm('Install');
	}

	/** Presses Update on the card: n8n has found that npm has a newer version. */
	async update(): Promise<void> {
		await this.card.getByRole('button', { name: 'Update' }).click();
		await this.confirm(/update/i);
	}

	async uninstall(): Promise<void> {
		await this.card.getByRole('button').last().click();
		await this.page.getByRole('menuitem', { name: 'Uninstall' }).click();
		await this.confirm(/uninstall/i);
	}

	private async confirm(button: string | RegExp): Promise<void> {
		await this.dialog.getByRole('button', { name: button }).click();
		await this.dialog.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
	}
}
