/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for tests, not part of the package */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition and returns what it gave.
 * @throws naming what was waited for when it has not come true after `timeoutMs`
 */
export async function until<T>(
	what: string,
	condition: () => T | undefined | false | Promise<T | undefined | false>,
	timeoutMs = 60_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const value = await condition();
		if (value !== undefined && value !== false) return value;
		if (Date.now() > deadline) throw new Error(`After ${timeoutMs} ms still not: ${what}`);
		await sleep(100);
	}
}
