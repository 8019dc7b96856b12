import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { RunningN8n } from '../../scripts/real-n8n/launch';
import { BROWSER_ID } from '../../scripts/real-n8n/owner';
import { startChromium } from './chromium';
import type { Report } from './report';
import { until } from './until';

export interface EditorOptions {
	theme?: 'light' | 'dark';
	width?: number;
	height?: number;
	/** For pictures in the documentation: 2 makes them sharp on dense screens. */
	scale?: number;
}

/** The crosses of what n8n may lay over its editor: dialogs, and notices in a corner. */
const CROSSES = ['[role="dialog"] .el-dialog__headerbtn', '.el-notification__closeBtn'];

/** How long the editor takes to change its page when it does. */
const LEAVES_WITHIN_MS = 5_000;

/** n8n's editor in a browser, signed in as the owner. Everything outside this machine is out of its reach. */
export class Editor {
	/**
	 * Addresses outside this machine that the page asked for, in vain. With everything in `environment.ts` off, that is
	 * one: the editor looks a community package up in the npm registry when its entry in the node panel is opened.
	 */
	readonly askedOutside: string[] = [];

	private constructor(
		readonly n8n: RunningN8n,
		readonly page: Page,
		readonly context: BrowserContext,
		private readonly browser: Browser,
		private readonly report: Report,
	) {}

	/** Opens a browser on a running n8n. Close it in the end: `await editor.close()`. */
	static async open(n8n: RunningN8n, report: Report, options: EditorOptions = {}): Promise<Editor> {
		const { theme = 'light', width = 1440, height = 900, scale = 1 } = options;
		const browser = await startChromium();
		const context = await browser.newContext({
			baseURL: n8n.url,
			viewport: { width, height },
			deviceScaleFactor: scale,
			colorScheme: theme,
			reducedMotion: 'reduce',
			permissions: ['clipboard-read', 'clipboard-write'],
		});
		const page = await context.newPage();
		const editor = new Editor(n8n, page, context, browser, report);
		editor.watchOutside();
		await editor.signIn(theme);
		page.on('console', (message) => {
			if (message.type() === 'error') report.note(`console: ${message.text()}`);
		});
		page.on('pageerror', (error) => report.note(`page: ${error.stack ?? error.message}`));
		return editor;
	}

	/** Chromium resolves no name but this machine's (chromium.ts); routing requests here would switch its cache off. */
	private watchOutside(): void {
		this.context.on('request', (request) => {
			const { protocol, hostname } = new URL(request.url());
			if (!protocol.startsWith('http') || hostname === '127.0.0.1' || hostname === 'localhost')
				return;
			this.askedOutside.push(request.url());
		});
	}

	/** Takes over the session of the REST client: its cookie, and the ID that n8n ties that cookie to. */
	private async signIn(theme: string): Promise<void> {
		const cookies = this.n8n.api.session.sessionCookies;
		await this.context.addCookies(cookies.map((cookie) => ({ ...cookie, url: this.n8n.url })));
		await this.context.addInitScript(
			([browserId, chosen]) => {
				localStorage.setItem('n8n-browserId', browserId);
				localStorage.setItem('N8N_THEME', chosen);
			},
			[BROWSER_ID, theme] as const,
		);
	}

	/** Opens an empty workflow. */
	async newWorkflow(): Promise<void> {
		await this.visit('/workflow/new');
	}

	/** Opens a saved workflow and waits until its nodes stand on the canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.visit(`/workflow/${id}`);
		await this.nodesShown((await this.n8n.api.getWorkflow(id)).nodes);
	}

	/** Waits until the nodes stand on the canvas (notes are no such nodes). */
	async nodesShown(nodes: Array<{ name: string; type: string }>): Promise<void> {
		for (const { name, type } of nodes) {
			if (!type.endsWith('.stickyNote')) await this.node(name).waitFor();
		}
	}

	/**
	 * The first visit loads the editor. Later ones are made within it, as by clicks, over the list of workflows so that
	 * nothing of the workflow before is taken for the next one's: loading takes seconds on a busy machine.
	 */
	private async visit(path: string): Promise<void> {
		if (this.page.url().startsWith(this.n8n.url)) {
			await this.leaveWorkflow();
			await this.goWithin(path);
		} else {
			await this.page.goto(path);
		}
		await this.canvas().waitFor();
		await this.dismissOverlays();
	}

	/**
	 * Goes to the list of workflows. n8n saves changes by itself a moment later, and asks somebody who is faster. When
	 * that save ends just then, n8n stays where it is: then somebody would leave again, with nothing left to save.
	 */
	private async leaveWorkflow(): Promise<void> {
		const list = this.page.getByTestId('resources-list-wrapper');
		const leave = this.page.getByRole('button', { name: 'Leave without saving' });
		await until('the list of workflows is shown', async () => {
			await this.goWithin('/home/workflows');
			const shown = list.or(leave).first();
			await shown.waitFor({ timeout: LEAVES_WITHIN_MS }).catch(() => {});
			if (await leave.isVisible()) await leave.click({ timeout: LEAVES_WITHIN_MS }).catch(() => {});
			await list.waitFor({ timeout: LEAVES_WITHIN_MS }).catch(() => {});
			return await list.isVisible();
		});
	}

	/** Tells n8n's router of an address as the browser's Back button does. */
	private async goWithin(path: string): Promise<void> {
		await this.page.evaluate((to) => {
			history.pushState(null, '', to);
			dispatchEvent(new PopStateEvent('popstate', { state: null }));
		}, path);
	}

	canvas(): Locator {
		return this.page.getByTestId('canvas-wrapper');
	}

	/** A node on the canvas, by its name. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the node panel by its key and types into its search. */
	async searchNodePanel(text: string): Promise<Locator> {
		const panel = this.page.getByTestId('node-creator');
		if (!(await panel.isVisible()))
			await this.page.getByTestId('node-creator-plus-button').first().click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		return panel;
	}

	/** Adds a node as a user does: search, choose the entry, choose the action. Leaves the node's dialog open. */
	async addFromPanel(search: string, entry: string, action?: string): Promise<void> {
		const panel = await this.searchNodePanel(search);
		await panel.getByText(entry, { exact: true }).click();
		if (action) await panel.getByText(action, { exact: true }).click();
		await this.dialog().waitFor();
	}

	/** The dialog with a node's parameters, input and output. */
	dialog(): Locator {
		return this.page.getByTestId('ndv');
	}

	/** Closes what n8n lays over the editor. */
	async dismissOverlays(): Promise<void> {
		for (const selector of CROSSES) {
			for (const cross of await this.page.locator(selector).all()) {
				if (await cross.isVisible()) await cross.click({ timeout: 2_000 }).catch(() => {});
			}
		}
	}

	/** A picture of the page, or of a part of it, in the report's folder; returns its path. */
	async screenshot(name: string, part?: Locator): Promise<string> {
		const path = this.report.pathOf(`${name}.png`);
		await (part ?? this.page).screenshot({ path, animations: 'disabled' });
		return path;
	}

	/** One named step of a suite. When it does not succeed, it leaves a picture and the end of n8n's log, and says where. */
	async step<T>(name: string, work: () => Promise<T>): Promise<T> {
		return await this.report.step(name, work, async (file) => {
			await this.page.screenshot({ path: file('png') }).catch(() => {});
		});
	}

	async close(): Promise<void> {
		await this.context.close();
		await this.browser.close();
	}
}
