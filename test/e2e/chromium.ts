/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { chromium, selectors, type Browser } from 'playwright-core';

/** The flags keep Chromium within this machine and from needing what a container lacks. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts Debian's Chromium, or the one that `CHROMIUM_PATH` names. Close it in the end. */
export async function startChromium(): Promise<Browser> {
	const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	// n8n's own spelling; getByTestId() then finds what n8n's developers marked for tests.
	selectors.setTestIdAttribute('data-test-id');
	try {
		return await chromium.launch({ executablePath, args: FLAGS });
	} catch (error) {
		throw new Error(
			`Chromium did not start from ${executablePath}. Install Debian's package 'chromium', or name another one in CHROMIUM_PATH.\n${(error as Error).message}`,
		);
	}
}
