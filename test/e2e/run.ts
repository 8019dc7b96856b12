import { checkCredential } from './credential';
import { checkPanel } from './panel';
import { onStage, type Stage } from './stage';

/**
 * The package in a real n8n, used in a real browser: packed, installed into a fresh n8n, every chapter by itself.
 * What a step leaves when it fails lies in reports/e2e.
 */

const CHAPTERS: Array<[name: string, work: (stage: Stage) => Promise<void>]> = [
	['Node panel', checkPanel],
	['Credential', checkCredential],
];

void onStage('e2e', {}, async (stage) => {
	for (const [name, work] of CHAPTERS) {
		await stage.report.chapter(name, async () => await work(stage));
	}
});
