/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-empty-pattern -- a tool for tests, not part of the package; Playwright reads the names of fixtures from a pattern */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball } from '../../scripts/real-n8n/package';
import type { Credential } from '../../scripts/real-n8n/types';
import { NEWEST_N8N } from '../../scripts/real-n8n/versions';
import { startStandIn, type StandIn } from '../standin/server';

export { expect } from '@playwright/test';

/** Where the project `package` of playwright.config.ts leaves the packed package. */
export const PACKED = 'reports/package';

/** Keys of the stand-in's accounts, one for each matter that must not meet the tasks of another; `refused` has none. */
export const KEYS = {
	usual: '1234$usual',
	disabled: '2345$disabled',
	forbidden: '3456$forbidden',
	many: '4567$many',
	list: '5678$list',
	examples: '7890$examples',
	refused: '9999$unknown',
};
export type Account = keyof typeof KEYS;

const known = Object.values(KEYS).filter((key) => key !== KEYS.refused);
const ACCOUNTS = {
	...Object.fromEntries(known.map((key) => [key, {}])),
	[KEYS.disabled]: { featureDisabled: true },
	[KEYS.forbidden]: { forbidden: true },
};

/** What a project of playwright.config.ts may set. */
export interface Options {
	version: string;
	/** Variables of n8n's environment. */
	n8nEnv: Record<string, string>;
}

interface Shared {
	/** The packed package. */
	tarball: string;
	gcore: StandIn;
	/** A fresh n8n with the package in it, for all tests of a worker. */
	n8n: RunningN8n;
	/** The credential of an account, made when it is first asked for. */
	credential: (account?: Account) => Promise<Credential>;
}

/** Tests on a real n8n, with a stand-in for Gcore. */
export const test = base.extend<{ logs: void }, Options & Shared>({
	version: [NEWEST_N8N, { option: true, scope: 'worker' }],
	n8nEnv: [{}, { option: true, scope: 'worker' }],
	tarball: [
		async ({}, use) => {
			const file = (await readdir(PACKED)).find((name) => name.endsWith('.tgz'));
			await use(join(PACKED, String(file)));
		},
		{ scope: 'worker' },
	],
	gcore: [
		async ({}, use) => {
			const gcore = await startStandIn({ apiKey: KEYS.usual, accounts: ACCOUNTS });
			await use(gcore);
			await gcore.close();
		},
		{ scope: 'worker' },
	],
	n8n: [
		async ({ version, n8nEnv, tarball }, use, { project, workerIndex }) => {
			const userFolder = await mkdtemp(join(tmpdir(), `n8n-${version}-`));
			await installTarball(tarball, userFolder);
			const n8n = await launchN8n({
				version,
				userFolder,
				logFile: join(project.outputDir, `n8n-${workerIndex}.log`),
				// n8n 2 lets nodes write to one folder alone unless told otherwise.
				env: { N8N_RESTRICT_FILE_ACCESS_TO: userFolder, ...n8nEnv },
			});
			await use(n8n);
			await n8n.stop();
			await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
		},
		{ scope: 'worker', timeout: 180_000 },
	],
	credential: [
		async ({ n8n, gcore }, use) => {
			const made = new Map<Account, Promise<Credential>>();
			await use(async (account = 'usual') => {
				const data = { apiKey: KEYS[account], baseUrl: gcore.url };
				const input = { name: `Gcore, ${account}`, type: 'gcoreApi', data };
				if (!made.has(account)) made.set(account, n8n.api.createCredential(input));
				return await made.get(account)!;
			});
		},
		{ scope: 'worker' },
	],
	logs: [
		async ({ n8n }, use, testInfo) => {
			await use();
			if (testInfo.status === testInfo.expectedStatus) return;
			await testInfo.attach("n8n's log", { path: n8n.logFile, contentType: 'text/plain' });
		},
		{ auto: true },
	],
});
