import { readExamples, withCredential } from '../../scripts/real-n8n/examples';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { modelCredential } from '../real/agents';
import { withModel } from '../real/assistant';
import { EXAMPLES, expectRun, subtitlesIn, WITH_TRIGGER } from '../real/examples';
import { KEYS } from '../real/fixtures';
import { startModel } from '../real/model';
import { EVERY_FIVE_SECONDS } from '../real/workflows';
import { Chat } from './chat';
import { expect, test as base } from './fixtures';

/** Reads an example, with the credential that a user would choose. */
type Read = (file: string) => Promise<WorkflowDefinition>;

const test = base.extend<{ read: Read }>({
	read: async ({ credential }, use) => {
		const account = await credential('examples');
		await use(async (file) => {
			const { prepare = (workflow) => workflow } = EXAMPLES[file];
			return prepare(withCredential((await readExamples())[file], account));
		});
	},
});

test('every example is known to these tests', async () => {
	expect(Object.keys(await readExamples())).toEqual(Object.keys(EXAMPLES).sort());
});

for (const file of Object.keys(EXAMPLES)) {
	test(`examples/${file} is imported and runs`, async ({ editor, read, gcore, n8n }, info) => {
		const { api, userFolder } = n8n;
		const model = await startModel();
		const workflow = withModel(await read(file), await modelCredential(api, model));
		await editor.newWorkflow();
		await editor.page.getByTestId('workflow-import-input').setInputFiles({
			name: file,
			mimeType: 'application/json',
			buffer: Buffer.from(JSON.stringify(workflow)),
		});
		await editor.nodesShown(workflow);
		const run = async () => {
			await editor.execute();
			const { id } = (await api.workflows()).find(({ name }) => name === workflow.name)!;
			const [newest] = await api.executionsOf(id);
			return await api.waitForEnd(newest.id);
		};
		const chat = new Chat(editor, api);
		const say = async (text: string) => await chat.say(workflow.name, text);
		await expectRun(file, { gcore, folder: userFolder, workflow, model, run, say });
		if (EXAMPLES[file].chat) await editor.page.screenshot({ path: info.outputPath('chat.png') });
		await model.close();
	});
}

test(`examples/${WITH_TRIGGER}, active, saves the subtitles of a task that ends`, async ({
	read,
	gcore,
	n8n: { api, userFolder },
}) => {
	const { tasks } = gcore.account(KEYS.examples);
	const { task_id } = tasks.add();
	const workflow = await read(WITH_TRIGGER);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!;
	trigger.parameters.pollTimes = EVERY_FIVE_SECONDS;
	const { id } = await api.createWorkflow({ ...workflow, name: 'Active example' });
	const polls = () => gcore.count('GET', '/streaming/ai/tasks');
	const before = polls();
	await api.activate(id);
	await expect.poll(polls, { timeout: 60_000 }).toBeGreaterThan(before);
	tasks.finish(task_id, 'SUCCESS');
	const saved = async () => (await subtitlesIn(userFolder)).join();
	await expect.poll(saved, { timeout: 60_000 }).toContain(task_id);
	await api.deactivate(id);
});
