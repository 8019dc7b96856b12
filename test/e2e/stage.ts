/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for tests, not part of the package */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchN8n, type RunningN8n } from '../../scripts/real-n8n/launch';
import { installTarball, packPackage } from '../../scripts/real-n8n/package';
import type { Credential } from '../../scripts/real-n8n/types';
import { startStandIn, type StandIn } from '../standin/server';
import { Editor, type EditorOptions } from './browser';
import { Report } from './report';

/** Keys of the stand-in's accounts, and one that it does not know. */
export const KEYS = {
	usual: '1234$abcdef',
	/** Streaming AI is not enabled for its account. */
	notEnabled: '2345$bcdef0',
	/** An account of its own for the trigger, so that nothing else ends in it. */
	trigger: '3456$cdef01',
	/** Likewise for the example with a trigger. */
	exampleTrigger: '4567$def012',
	refused: '9999$unknown',
};

/** The task of examples/cancel-tasks.json that stands for an account without Streaming AI. */
const NOT_ENABLED_TASK = /00000000-0000-4000-8000-000000000422/;

/** What every chapter of the suite works with. */
export interface Stage {
	report: Report;
	gcore: StandIn;
	n8n: RunningN8n;
	editor: Editor;
	/** The working folder of n8n, which it may write to. */
	folder: string;
	/** The credential of an account, made when it is first asked for. */
	credential(key?: string): Promise<Credential>;
}

/** Packs and installs the package, starts a fresh n8n, the stand-in and a browser, and ends them after `work`. */
export async function onStage(
	suite: string,
	options: EditorOptions,
	work: (stage: Stage) => Promise<void>,
): Promise<Report> {
	const logs: string[] = [];
	const report = await Report.start(suite, () => logs);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-e2e-'));
	const accounts = {
		[KEYS.usual]: {},
		[KEYS.notEnabled]: { featureDisabled: true },
		[KEYS.trigger]: {},
		[KEYS.exampleTrigger]: {},
	};
	const gcore = await startStandIn({ apiKey: KEYS.usual, accounts, taskMs: 600 });
	gcore.plant({ match: { method: 'POST', path: NOT_ENABLED_TASK }, status: 422 });
	let n8n: RunningN8n | undefined;
	let editor: Editor | undefined;
	try {
		await report.step('the package is packed, and installed as n8n does it', async () => {
			await installTarball(await packPackage(), folder);
		});
		logs.push(report.pathOf('n8n.log'));
		n8n = await report.step(
			'n8n starts',
			async () =>
				await launchN8n({
					userFolder: folder,
					logFile: logs[0],
					env: { N8N_RESTRICT_FILE_ACCESS_TO: folder },
				}),
		);
		editor = await Editor.open(n8n, report, options);
		const { api } = n8n;
		const made = new Map<string, Promise<Credential>>();
		const make = async (apiKey: string): Promise<Credential> => {
			const name = Object.entries(KEYS).find(([, key]) => key === apiKey)?.[0];
			const data = { apiKey, baseUrl: gcore.url };
			return await api.createCredential({
				name: name === 'usual' ? 'Gcore account' : `Gcore account, ${name}`,
				type: 'gcoreApi',
				data,
			});
		};
		const credential = async (key = KEYS.usual): Promise<Credential> => {
			if (!made.has(key)) made.set(key, make(key));
			return await made.get(key)!;
		};
		await work({ report, gcore, n8n, editor, folder, credential });
		report.finish();
	} catch (error) {
		report.finish(error as Error);
	} finally {
		await editor?.close();
		await n8n?.stop();
		await gcore.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
	return report;
}
