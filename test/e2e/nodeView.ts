import type { Locator, Page } from 'playwright-core';
import type { Editor } from './browser';

/** The panel that opens over the canvas when a node is opened: input, parameters, output. */
export class NodeView {
	readonly root: Locator;

	readonly parameters: Locator;

	readonly output: Locator;

	readonly page: Page;

	constructor(private readonly editor: Editor) {
		this.page = editor.page;
		this.root = editor.page.getByTestId('ndv');
		this.parameters = this.root.getByTestId('node-parameters').first();
		this.output = this.root.getByTestId('output-panel');
	}

	/** Opens a node of the canvas by its name. */
	async open(name: string): Promise<void> {
		await this.editor.node(name).dblclick();
		await this.shown();
	}

	/** Waits until the parameters are there. */
	async shown(): Promise<void> {
		await this.root.waitFor();
		await this.parameters.waitFor();
	}

	async close(): Promise<void> {
		await this.root.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}

	field(parameter: string): Locator {
		return this.root.getByTestId(`parameter-input-${parameter}`);
	}

	/** Chooses from a field with a list, by what the list shows. */
	async choose(parameter: string, label: string): Promise<void> {
		await this.field(parameter).click();
		await this.page
			.getByRole('option')
			.filter({ hasText: label })
			.filter({ visible: true })
			.first()
			.click();
	}
}
