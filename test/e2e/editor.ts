import type { Locator, Page } from '@playwright/test';
import type { N8nApi } from '../../scripts/real-n8n/api';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { expect } from '../real/fixtures';

/** n8n's editor: the canvas, the panel to add nodes from, and the view of a node. */
export class Editor {
	/** What opens over the canvas when a node is opened: input, parameters, output. */
	readonly view: Locator;
	readonly parameters: Locator;
	readonly output: Locator;
	/** The panel to add nodes from. */
	readonly panel: Locator;

	constructor(
		readonly page: Page,
		private readonly api: N8nApi,
	) {
		this.view = page.getByTestId('ndv');
		this.parameters = this.view.getByTestId('node-parameters').first();
		this.output = this.view.getByTestId('output-panel');
		this.panel = page.getByTestId('node-creator');
	}

	/** Opens an empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.page.goto('/workflow/new');
		await this.page.getByTestId('canvas-wrapper').waitFor();
	}

	/** Saves a workflow and opens it; returns its ID. */
	async openWorkflow(definition: WorkflowDefinition): Promise<string> {
		const { id } = await this.api.createWorkflow(definition);
		await this.page.goto(`/workflow/${id}`);
		await this.nodesShown(definition);
		return id;
	}

	/** Waits until the nodes of a workflow stand on the canvas (notes are no such nodes). */
	async nodesShown({ nodes }: WorkflowDefinition): Promise<void> {
		for (const { name, type } of nodes) {
			if (!type.endsWith('.stickyNote')) await this.node(name).waitFor();
		}
	}

	/** A node on the canvas, by its name. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The outputs of a node have these names on the canvas, none cut off. */
	async expectOutputs(name: string, labels: string[]): Promise<void> {
		const outputs = this.node(name)
			.getByTestId('canvas-node-output-handle')
			.locator('[class*="outputLabel"]');
		// A narrow space, which the longest label has so as to fit, counts as a space.
		const shown = async () =>
			(await outputs.allTextContents()).map((text) => text.normalize('NFKC'));
		await expect.poll(shown).toEqual(labels);
		const cut = await outputs.evaluateAll((elements) =>
			elements
				.filter((element) => element.scrollWidth > element.clientWidth)
				.map((element) => element.textContent),
		);
		expect(cut).toEqual([]);
	}

	/** Presses 'Execute workflow' and waits until the editor says that it has ended well. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
		const success = this.page.getByText('Workflow executed successfully');
		await success.waitFor({ timeout: 60_000 });
	}

	/** Searches the panel as somebody does who wants to use our node. */
	async searchPanel(): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').first().click();
		await this.page.getByTestId('node-creator-search-bar').fill('gcore');
	}

	/** Opens our entry in the panel, and its actions, which n8n folds as long as the canvas has no trigger. */
	async openOurEntry(): Promise<void> {
		await this.searchPanel();
		await this.panel.getByText('Gcore Streaming AI', { exact: true }).first().click();
		const heading = this.panel.getByText(/^Actions \(/);
		await heading.waitFor();
		const first = this.panel.getByText('Cancel AI task', { exact: true });
		if (!(await first.isVisible())) await heading.click();
		await first.waitFor();
	}

	/** Opens the view of a node. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.parameters.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.view.getByTestId('ndv-close-button').click();
		await this.view.waitFor({ state: 'hidden' });
	}

	/** The field of a parameter in the view of a node. */
	field(parameter: string): Locator {
		return this.view.getByTestId(`parameter-input-${parameter}`);
	}
}
