/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { defineConfig, type Project } from '@playwright/test';
import { NEWEST_N8N, OLDER_N8N, TESTED_N8N } from './scripts/real-n8n/versions';
import type { Engine } from './test/engine2/fixtures';
import { PACKED, type Options } from './test/real/fixtures';

/** They keep Chromium within this machine, and from needing what a container lacks. */
const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Each has an n8n of its own, which its tests share; what a failed test leaves lies in reports/NAME. */
const project = (name: string, testDir: string, more: Project<object, Options & Engine> = {}) => ({
	name,
	testDir,
	outputDir: `reports/${name}`,
	dependencies: ['package'],
	workers: 1,
	...more,
});

/** The ways in which n8n 2.40 polls. */
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
};
const CURSORS = { ...DURABLE, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' };

/** Switches on n8n's own agents. */
const WITH_AGENTS = { N8N_ENABLED_MODULES: 'agents' };

/** The workflows of test/compat on a version of n8n; its trigger waits most of its time, so it goes on beside the rest. */
const compat = (version: string, schedulers: Record<string, Record<string, string>> = {}) => [
	...Object.entries({ trigger: {}, ...schedulers }).map(([scheduler, n8nEnv]) =>
		project(`compat-${version}-${scheduler}`, 'test/compat/trigger', { use: { version, n8nEnv } }),
	),
	project(`compat-${version}`, 'test/compat', {
		testIgnore: '**/trigger/**',
		// Off unless asked for, and not there in other versions that we know.
		use: { version, n8nEnv: version === NEWEST_N8N ? WITH_AGENTS : {} },
	}),
];

export default defineConfig<object, Options & Engine>({
	testMatch: '*.spec.ts',
	timeout: 120_000,
	expect: { timeout: 15_000 },
	forbidOnly: Boolean(process.env.CI),
	workers: 4,
	reporter: 'list',
	use: {
		launchOptions: {
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: CHROMIUM_FLAGS,
		},
		// n8n's own spelling: what its developers have marked for tests.
		testIdAttribute: 'data-test-id',
		actionTimeout: 30_000,
		screenshot: 'only-on-failure',
		trace: 'retain-on-failure',
	},
	projects: [
		{ name: 'package', testDir: 'test/real', outputDir: PACKED },
		{ name: 'players', testDir: 'test/players', outputDir: 'reports/players' },
		{ name: 'judge', testDir: 'test/judge', outputDir: 'reports/judge', workers: 1 },
		project('e2e', 'test/e2e'),
		// These write into docs/images, so they are there only when asked for.
		...(process.env.PICTURES ? [project('pictures', 'scripts')] : []),
		...TESTED_N8N.map((version) =>
			project(`install-${version}`, 'test/install', { use: { version } }),
		),
		...(['vm', 'quickjs'] as const).map((expressions) =>
			project(`engine-${expressions}`, 'test/engine2', { use: { expressions } }),
		),
		project('queue', 'test/queue'),
		...(process.env.N8N_VERSION
			? compat(process.env.N8N_VERSION)
			: [...compat(OLDER_N8N), ...compat(NEWEST_N8N, { durable: DURABLE, cursors: CURSORS })]),
	],
});
