/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itemsOf } from '../../scripts/real-n8n/api';
import { withCredential } from '../../scripts/real-n8n/examples';
import { PROJECT_FOLDER } from '../../scripts/real-n8n/package';
import type { Execution, WorkflowDefinition } from '../../scripts/real-n8n/types';
import { executeWorkflow } from './cancelling';
import { KEYS, type Stage } from './stage';
import { EVERY_FIVE_SECONDS } from './trigger';
import { until } from './until';

const FOLDER = join(PROJECT_FOLDER, 'examples');
const WITH_TRIGGER = 'when-transcription-ends.json';

interface Example {
	/** The account that it works with. */
	key?: string;
	/** What there is at Gcore before it runs. */
	before?(stage: Stage): void;
	/** How many items each of these nodes has handed on, by output. */
	items: Record<string, number[]>;
	/** What has come of it at Gcore. */
	after?(stage: Stage): void;
	/** Whether a subtitles file is in n8n's folder afterwards. */
	savesSubtitles?: boolean;
}

/** What each workflow of examples/ does when it is run by hand. */
const EXAMPLES: Record<string, Example> = {
	'cancel-tasks.json': { items: { 'Cancel Task': [1], 'Cancel More': [0, 1, 1, 1, 1] } },
	'give-up-after-limit.json': { items: { 'Wait for Task': [1, 0, 0, 0], Succeeded: [1] } },
	'moderate-video.json': { items: { 'Check Video': [1, 0, 0, 0], 'Block Video': [1] } },
	'save-subtitles.json': {
		items: { Transcribe: [1, 0, 0, 0], 'Save Subtitles': [1] },
		savesSubtitles: true,
	},
	'stop-everything.json': {
		before: ({ gcore }) => void [gcore.tasks.add(), gcore.tasks.add()],
		items: { 'Not Found': [0], 'Not Enabled': [0] },
		after: ({ gcore }) => assert.equal(gcore.tasks.unfinished(), 0, 'Tasks that still run'),
	},
	[WITH_TRIGGER]: {
		key: KEYS.exampleTrigger,
		before: ({ gcore }) => void gcore.account(KEYS.exampleTrigger).tasks.add({ status: 'SUCCESS' }),
		items: { 'When a Task Ends': [1], 'Get Subtitles': [1], 'Save Subtitles': [1] },
		savesSubtitles: true,
	},
};

/** Imports a workflow by the editor's 'Import from file'; the file has the credential that a user would choose. */
async function importFile({ editor }: Stage, name: string, workflow: WorkflowDefinition) {
	await editor.newWorkflow();
	await editor.page.getByTestId('workflow-import-input').setInputFiles({
		name,
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(workflow)),
	});
	await editor.nodesShown(workflow.nodes);
}

const subtitlesIn = async (folder: string): Promise<string[]> =>
	(await readdir(folder)).filter((name) => name.endsWith('.srt'));

/** Waits for the newest execution of the workflow that is open, and returns it. */
async function newestExecution({ n8n: { api } }: Stage, workflowName: string): Promise<Execution> {
	const { id } = (await api.workflows()).find(({ name }) => name === workflowName)!;
	const [newest] = await api.executionsOf(id);
	return await api.waitForEnd(newest.id);
}

/** Every workflow of examples/ is imported and run in the editor. */
export async function checkExamples(stage: Stage): Promise<void> {
	const { editor, credential, folder } = stage;
	const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
	await editor.step('each example is known to this suite', async () => {
		assert.deepEqual(files, Object.keys(EXAMPLES).sort());
	});
	for (const file of files) {
		const { key, before, items, after, savesSubtitles } = EXAMPLES[file];
		await editor.step(`${file} is imported and runs`, async () => {
			before?.(stage);
			const known = await subtitlesIn(folder);
			const text = await readFile(join(FOLDER, file), 'utf8');
			const workflow = JSON.parse(text) as WorkflowDefinition;
			await importFile(stage, file, withCredential(workflow, await credential(key)));
			await executeWorkflow(editor);
			const execution = await newestExecution(stage, workflow.name);
			for (const [node, counts] of Object.entries(items)) {
				const left = counts.map((_, output) => itemsOf(execution, node, output).length);
				assert.deepEqual(left, counts, `Items that left '${node}'`);
			}
			after?.(stage);
			const added = (await subtitlesIn(folder)).length - known.length;
			assert.equal(added, savesSubtitles ? 1 : 0, 'Subtitles files');
			await editor.screenshot(`example-${file.replace('.json', '')}`);
		});
	}
	await checkActive(stage);
}

/** The example with a trigger, active: a transcription that ends leaves its subtitles. */
async function checkActive(stage: Stage): Promise<void> {
	const { editor, gcore, n8n, credential, folder } = stage;
	await editor.step(
		`${WITH_TRIGGER}, active, saves the subtitles of a task that ends`,
		async () => {
			const { tasks } = gcore.account(KEYS.exampleTrigger);
			const running = tasks.add();
			const text = await readFile(join(FOLDER, WITH_TRIGGER), 'utf8');
			const workflow = withCredential(
				JSON.parse(text) as WorkflowDefinition,
				await credential(KEYS.exampleTrigger),
			);
			workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!.parameters.pollTimes =
				EVERY_FIVE_SECONDS;
			const { id } = await n8n.api.createWorkflow({ ...workflow, name: 'Active example' });
			const polls = gcore.count('GET', '/streaming/ai/tasks');
			await n8n.api.activate(id);
			await until('the first poll', () => gcore.count('GET', '/streaming/ai/tasks') > polls);
			const known = await subtitlesIn(folder);
			tasks.finish(running.task_id, 'SUCCESS');
			const isNew = (name: string) => !known.includes(name) && name.includes(running.task_id);
			await until('the subtitles are saved', async () => (await subtitlesIn(folder)).some(isNew));
			await n8n.api.deactivate(id);
		},
	);
}
