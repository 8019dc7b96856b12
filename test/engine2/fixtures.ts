/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-empty-pattern -- a test, not part of the package; Playwright reads the names of fixtures from a pattern */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { test as base } from '../compat/fixtures';
import { startPostgres } from '../real/services';

export { expect } from '../compat/fixtures';

/** What a project of playwright.config.ts may set. */
export interface Engine {
	expressions: 'vm' | 'quickjs';
}

const HOST = '127.0.0.1';

/** Tests on n8n's coming engine, which n8n 2 has as a module that is off, with a database of its own. */
export const test = base.extend<object, Engine & { database: number }>({
	expressions: ['vm', { option: true, scope: 'worker' }],
	database: [
		async ({}, use, { project: { outputDir } }) => {
			const folder = await mkdtemp(join(tmpdir(), 'gcore-engine-'));
			await mkdir(outputDir, { recursive: true });
			const { port, child } = await startPostgres(folder, join(outputDir, 'postgres.log'));
			await use(port);
			await child.stop();
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
		{ scope: 'worker', timeout: 60_000 },
	],
	n8nEnv: [
		async ({ expressions, database }, use) => {
			await use({
				N8N_ENABLED_MODULES: 'engine-v2',
				N8N_ENGINE_DATABASE_URL: `postgres://postgres@${HOST}:${database}/postgres`,
				N8N_ENGINE_HOST: HOST,
				N8N_ENGINE_PORT: String(await getPort({ host: HOST })),
				N8N_ENGINE_CONTROL_PLANE_PORT: String(await getPort({ host: HOST })),
				N8N_EXPRESSION_ENGINE: expressions,
			});
		},
		{ scope: 'worker' },
	],
	run: async ({ n8n: { api } }, use) => {
		await use(async (workflow) => {
			const settings = { ...workflow.settings, engineType: 'v2' };
			return await api.run((await api.createWorkflow({ ...workflow, settings })).id);
		});
	},
});
