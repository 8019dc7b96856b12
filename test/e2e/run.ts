/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import { checkAgent } from './agent';
import { checkBranches, checkTaskList } from './cancelling';
import { checkCredential } from './credential';
import { checkExamples } from './examples';
import { checkFields } from './fields';
import { checkPanel } from './panel';
import { onStage, type Stage } from './stage';
import { checkStopping } from './stopping';
import { checkTrigger } from './trigger';

/**
 * The package in a real n8n, used in a real browser: packed, installed into a fresh n8n, every chapter by itself.
 * What a step leaves when it fails lies in reports/e2e.
 */

const CHAPTERS: Array<[name: string, work: (stage: Stage) => Promise<void>]> = [
	['Node panel', checkPanel],
	['Credential', checkCredential],
	['Task list', checkTaskList],
	['Branches and hint', checkBranches],
	['Fields', checkFields],
	['Stop', checkStopping],
	['AI Agent', checkAgent],
	['Trigger', checkTrigger],
	['Examples', checkExamples],
];

/** n8n's panel asks npm for the page of a community package, in vain here. */
const isPackagePage = (address: string) => new URL(address).pathname === `/${PACKAGE_NAME}`;

void onStage('e2e', {}, async (stage) => {
	const started = Date.now();
	for (const [name, work] of CHAPTERS) {
		await stage.report.chapter(name, async () => await work(stage));
	}
	const { askedOutside } = stage.editor;
	await stage.report.step('the editor stayed on this machine', async () => {
		const unexpected = askedOutside.filter((address) => !isPackagePage(address));
		assert.deepEqual(unexpected, []);
	});
	await stage.report.figure(`All chapters: ${Math.round((Date.now() - started) / 1000)} s`);
});
