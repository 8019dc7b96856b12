/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemsOf } from '../../scripts/real-n8n/api';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball, PACKAGE_NAME, packPackage } from '../../scripts/real-n8n/package';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { NEWEST_N8N, OLDER_N8N } from '../../scripts/real-n8n/versions';
import { startStandIn, type StandIn } from '../standin/server';
import { Editor } from './browser';
import { Report } from './report';

/**
 * Proves the tools that the end-to-end suites stand on, and the package's barest life: packed, installed and loaded by two
 * n8ns; a credential tested and a task cancelled over n8n's REST API; the node found in the editor's panel in a browser.
 */

const NODE_TYPE = `${PACKAGE_NAME}.gcoreStreamingAi`;
const API_KEY = '1234$abcdef';

const cancelWorkflow = (
	taskId: string,
	credential: { id: string; name: string },
): WorkflowDefinition => ({
	name: 'Smoke: cancel one task',
	nodes: [
		{
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			name: 'Cancel',
			type: NODE_TYPE,
			typeVersion: 1,
			position: [220, 0],
			parameters: { taskId: { __rl: true, mode: 'id', value: taskId } },
			credentials: { gcoreApi: credential },
		},
	],
	connections: { Start: { main: [[{ node: 'Cancel', type: 'main', index: 0 }]] } },
});

async function overRest(
	report: Report,
	{ api, version }: RunningN8n,
	gcore: StandIn,
): Promise<void> {
	await report.step(`${version}: the node is loaded as a community node`, async () => {
		const names = (await api.nodeTypes(PACKAGE_NAME)).map(({ name }) => name);
		assert.ok(
			names.includes(NODE_TYPE),
			`n8n has loaded ${names.join(', ') || 'nothing of the package'}`,
		);
	});
	const credential = await report.step(`${version}: a credential is made and works`, async () => {
		const input = {
			name: 'Gcore',
			type: 'gcoreApi',
			data: { apiKey: API_KEY, baseUrl: gcore.url },
		};
		const made = await api.createCredential(input);
		const { status, message } = await api.testCredential({ ...input, id: made.id });
		assert.equal(status, 'OK', message);
		return { id: made.id, name: made.name };
	});
	await report.step(`${version}: a running task is cancelled`, async () => {
		const task = gcore.tasks.add({ status: 'STARTED' });
		const workflow = await api.createWorkflow(cancelWorkflow(task.task_id, credential));
		const execution = await api.run(workflow.id);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		const [item] = itemsOf(execution, 'Cancel');
		assert.equal(item?.json.outcome, 'cancelled');
		assert.equal(item?.json.task_id, task.task_id);
	});
	await report.step(`${version}: the task list can be searched`, async () => {
		const list = await api.listSearch({
			nodeType: NODE_TYPE,
			parameter: 'taskId',
			method: 'searchTasks',
			credentials: { gcoreApi: credential },
		});
		assert.ok(list.results.length > 0);
	});
}

async function inTheBrowser(report: Report, n8n: RunningN8n): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		const editor = await Editor.open(n8n, report, { theme });
		try {
			await editor.step(`${theme}: the node panel finds the node`, async () => {
				await editor.newWorkflow();
				const panel = await editor.searchNodePanel('gcore');
				const entry = panel.getByText('Gcore Streaming AI', { exact: true });
				await entry.waitFor({ timeout: 10_000 });
				await editor.screenshot(`panel-${theme}`);
			});
			assert.deepEqual(
				editor.askedOutside,
				[],
				'The editor asked for addresses outside this machine.',
			);
		} finally {
			await editor.close();
		}
	}
}

async function main(): Promise<void> {
	const logs: string[] = [];
	const report = await Report.start('smoke', () => logs);
	const gcore = await startStandIn({ apiKey: API_KEY });
	try {
		const tarball = await report.step(
			'the package is built and packed',
			async () => await packPackage(),
		);
		for (const version of [OLDER_N8N, NEWEST_N8N]) {
			const userFolder = await mkdtemp(join(tmpdir(), `n8n-${version}-`));
			const logFile = report.pathOf(`n8n-${version}.log`);
			logs.splice(0, logs.length, logFile);
			await installTarball(tarball, userFolder);
			const n8n = await report.step(
				`n8n ${version} starts`,
				async () => await launchN8n({ version, userFolder, logFile }),
			);
			try {
				await overRest(report, n8n, gcore);
				if (version === NEWEST_N8N) await inTheBrowser(report, n8n);
			} finally {
				await n8n.stop();
				await rm(userFolder, { recursive: true, force: true });
			}
		}
	} finally {
		await gcore.close();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
