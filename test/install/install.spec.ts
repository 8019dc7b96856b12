/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { setTimeout as sleep } from 'node:timers/promises';
import { version as OUR_VERSION } from '../../package.json';
import { itemsOf } from '../../scripts/real-n8n/api';
import { CANCEL_LABELS, CancelCases, OUTCOMES } from '../real/cases';
import { expectSuccess, valuesOf } from '../real/run';
import { Watched } from '../real/watched';
import { branchesWorkflow, NODE_TYPE, overItems } from '../real/workflows';
import { expect, test as base } from './fixtures';
import { repack } from './registry';
import { CommunityNodes } from './settings';

const NODE_FILE = 'dist/nodes/GcoreStreamingAi/GcoreStreamingAi.node.js';
const NEWER_VERSION = '9.9.9';
const OLD_WORDS = 'Start, watch, read';
const NEWER_WORDS = 'Begin, see, look at';
const newerNode = (text: string) => text.replace(OLD_WORDS, NEWER_WORDS);

/** Three polls, which come every five seconds. */
const POLLS_MS = 16_000;

interface Steps {
	/** In a page beside the editor's. */
	settings: CommunityNodes;
	/** What n8n says of our node in its panel, if it has it. */
	words: () => Promise<string>;
	/** Runs a workflow in the editor, the same one each time; how many items have left by each branch. */
	runSaved: () => Promise<number[]>;
}

const test = base.extend<Steps>({
	settings: async ({ session }, use) => {
		const page = await session.newPage();
		const settings = new CommunityNodes(page);
		await settings.open();
		await use(settings);
		await page.close();
	},
	words: async ({ n8n: { api } }, use) => {
		await use(async () => {
			const types = await api.nodeTypes(NODE_TYPE);
			return String(types.find(({ name }) => name === NODE_TYPE)?.description ?? '');
		});
	},
	runSaved: async ({ editor, n8n: { api }, gcore, credential }, use) => {
		const cases = new CancelCases(gcore);
		const tasks = OUTCOMES.map((outcome) => cases.ending(outcome));
		const workflowId = await editor.openWorkflow(branchesWorkflow(tasks, await credential()));
		await use(async () => {
			const before = (await api.executionsOf(workflowId)).length;
			await editor.execute();
			const after = async () => (await api.executionsOf(workflowId)).length;
			await expect.poll(after).toBe(before + 1);
			const [{ id }] = await api.executionsOf(workflowId);
			const execution = await api.waitForEnd(id);
			expectSuccess(execution);
			return CANCEL_LABELS.map((label) => itemsOf(execution, label).length);
		});
	},
});

// Each begins where the one before has ended.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

let watched: Watched;

test.afterAll(async () => await watched?.close());

test('installed by its name, the node is there', async ({ settings, words }) => {
	expect(await words()).toBe('');
	await settings.install();
	await expect(settings.card).toContainText(`v${OUR_VERSION}`);
	expect(await words()).toContain(OLD_WORDS);
});

test('updated without a restart, all goes on', async ({
	settings,
	words,
	runSaved,
	n8n: { api },
	gcore,
	credential,
	registry,
	tarball,
	folder,
}) => {
	expect(await runSaved()).toEqual([1, 1, 1, 1, 1]);
	watched = await Watched.start(api);
	watched.end();
	await watched.expectTold();
	const task = gcore.tasks.add();
	const wait = { operation: 'wait', options: { pollInterval: 0.5 } };
	const options = { parameters: wait, credential: await credential() };
	const waiting = await api.createWorkflow(overItems([task], options));
	const underWay = await api.start(waiting.id);

	const newer = await repack(tarball, folder, NEWER_VERSION, { [NODE_FILE]: newerNode });
	await registry.publish(newer);
	await settings.open();
	watched.end('FAILURE');
	const updating = settings.update();
	watched.end('REVOKED');
	await updating;
	watched.end();

	await test.step('the newer one is in use', async () => {
		await expect(settings.card).toContainText(`v${NEWER_VERSION}`);
		expect(await words()).toContain(NEWER_WORDS);
	});
	await test.step('an execution under way ends well', async () => {
		gcore.tasks.finish(task.task_id, 'SUCCESS');
		const execution = await api.waitForEnd(underWay);
		expectSuccess(execution);
		expect(valuesOf(execution, 1, 'task_id')).toEqual([[task.task_id]]);
	});
	await test.step('a workflow, open in the editor since before, runs', async () => {
		// The task that was cancelled is done now.
		expect(await runSaved()).toEqual([0, 1, 1, 2, 1]);
	});
	await test.step('the active trigger has told each end once', async () => {
		await watched.expectTold();
	});
});

test('uninstalled, the polls of its trigger stop', async ({ settings, words }) => {
	await settings.uninstall();
	await expect(settings.card).toHaveCount(0);
	expect(await words()).toBe('');
	const polls = () => watched.gcore.requests.length;
	const pollsMeanwhile = async () => {
		const before = polls();
		await sleep(POLLS_MS);
		return polls() - before;
	};
	await expect.poll(pollsMeanwhile, { timeout: 60_000 }).toBe(0);
});
