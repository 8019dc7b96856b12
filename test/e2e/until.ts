/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a test, not part of the package */
import { setTimeout as sleep } from 'node:timers/promises';
import { until as untilWithin } from '../compat/until';

/** As `until` of the other suites, with the patience that a browser on a busy machine needs. */
export const until = async <T>(
	what: string,
	condition: () => T | undefined | false | Promise<T | undefined | false>,
	timeoutMs = 60_000,
): Promise<T> => await untilWithin(what, condition, { timeoutMs });

/** How long the editor may take to draw what it has been told: it loads parts of itself when they are first shown. */
const DRAWN_WITHIN_MS = 15_000;

/**
 * For what the editor shows: a look may come before it is drawn, so a check that is not passed is made again until
 * the time is over.
 * @throws what the last check has thrown
 */
export async function shows(check: () => Promise<void>): Promise<void> {
	const deadline = Date.now() + DRAWN_WITHIN_MS;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await sleep(100);
		}
	}
}
