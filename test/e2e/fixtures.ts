import type { Browser, BrowserContext, BrowserContextOptions, Request } from '@playwright/test';
import type { RunningN8n } from '../../scripts/real-n8n/launch';
import { BROWSER_ID } from '../../scripts/real-n8n/owner';
import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import { expect, test as base } from '../real/fixtures';
import { Editor } from './editor';

export { expect };

/** n8n asks for the page of a community package, and its settings page how many there are; in vain here. */
const isPackagePage = (address: string) =>
	[`/${PACKAGE_NAME}`, '/v2/search'].includes(new URL(address).pathname);

/** A session of n8n's editor in a browser, signed in as the owner. Close it in the end. */
export async function signIn(
	browser: Browser,
	{ url, api: { session } }: RunningN8n,
	{ theme = 'light', ...options }: BrowserContextOptions & { theme?: 'light' | 'dark' } = {},
): Promise<BrowserContext> {
	// n8n ties the session of the REST client to that ID.
	const localStorage = Object.entries({ 'n8n-browserId': BROWSER_ID, N8N_THEME: theme });
	const context = await browser.newContext({
		baseURL: url,
		viewport: { width: 1440, height: 900 },
		colorScheme: theme,
		reducedMotion: 'reduce',
		storageState: {
			cookies: [],
			origins: [
				{ origin: url, localStorage: localStorage.map(([name, value]) => ({ name, value })) },
			],
		},
		...options,
	});
	await context.addCookies(session.sessionCookies.map((cookie) => ({ ...cookie, url })));
	return context;
}

/** Tests in n8n's editor, each in a page of its own, which share a session: its cache spares seconds of loading. */
export const test = base.extend<{ editor: Editor; staysHere: void }, { session: BrowserContext }>({
	session: [
		async ({ browser, n8n }, use) => {
			const context = await signIn(browser, n8n);
			await use(context);
			await context.close();
		},
		{ scope: 'worker' },
	],
	page: async ({ session }, use) => {
		const page = await session.newPage();
		await use(page);
		await page.close();
	},
	editor: async ({ page, n8n }, use) => await use(new Editor(page, n8n.api)),
	staysHere: [
		async ({ session }, use) => {
			const outside: string[] = [];
			const note = (request: Request) => {
				const { protocol, hostname } = new URL(request.url());
				const isHere = !protocol.startsWith('http') || hostname === '127.0.0.1';
				if (!isHere && !isPackagePage(request.url())) outside.push(request.url());
			};
			session.on('request', note);
			await use();
			session.off('request', note);
			expect(outside, 'The editor stays on this machine').toEqual([]);
		},
		{ auto: true },
	],
});
