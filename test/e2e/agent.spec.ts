import { itemsOf } from '../../scripts/real-n8n/api';
import type { Credential } from '../../scripts/real-n8n/types';
import { AGENT, agentWorkflow, modelCredential, toolNode } from '../real/agents';
import { KEYS } from '../real/fixtures';
import { FINAL_TEXT, startModel } from '../real/model';
import { expect, test as base } from './fixtures';

/** What the button beside a field sets that lets the model fill it in. */
const BY_MODEL = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Task', ``, 'string') }}";

const TOOL = 'Cancel a task';

/** Asks an agent to cancel a task; gives what its model was told by the tool. */
type Ask = (taskId: string, gcore: Credential) => Promise<string>;

const test = base.extend<{ ask: Ask }>({
	ask: async ({ editor, n8n: { api } }, use) => {
		const model = await startModel();
		const credential = await modelCredential(api, model);
		await use(async (taskId, gcore) => {
			const parameters = { taskId: { __rl: true, mode: 'id', value: BY_MODEL } };
			const workflowId = await editor.openWorkflow(
				agentWorkflow([toolNode(TOOL, gcore, parameters)], { typeVersion: 3, model: credential }),
			);
			model.will({ tool: TOOL, args: { Task: taskId } });
			await editor.execute();
			const [{ id: executionId }] = await api.executionsOf(workflowId);
			const execution = await api.waitForEnd(executionId);
			expect(itemsOf(execution, AGENT)[0]?.json.output).toBe(FINAL_TEXT);
			expect(model.told).toHaveLength(1);
			return model.told[0];
		});
		await model.close();
	},
});

test('the panel of a tool shows what it needs, with Task left to the model', async ({
	editor,
	n8n,
	credential,
}, { outputDir }) => {
	const model = await startModel();
	const tool = toolNode(TOOL, await credential(), {});
	const credentials = { typeVersion: 3, model: await modelCredential(n8n.api, model) };
	await editor.openWorkflow(agentWorkflow([tool], credentials));
	await editor.openNode(TOOL);
	await expect(editor.parameters).toContainText('Tool Description');
	await expect(editor.field('toolDescription').locator('textarea')).toHaveValue(/^Cancels one/);
	await expect(editor.parameters).toContainText('Defined automatically by the model');
	await expect(editor.parameters).not.toContainText('Outcome Handling');
	await editor.page.screenshot({ path: `${outputDir}/tool.png` });
	await model.close();
});

test('an agent cancels a task and hears of it', async ({ ask, gcore, credential }) => {
	const { task_id } = gcore.tasks.add();
	const told = await ask(task_id, await credential());
	expect(gcore.tasks.get(task_id)?.status).toBe('REVOKED');
	expect(told).toMatch(/"outcome":\s*"cancelled"/);
	expect(told).toContain(task_id);
});

test('an agent hears why a task cannot be cancelled', async ({ ask, gcore, credential }) => {
	const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
	const told = await ask(task_id, await credential());
	expect(told).toMatch(/"outcome":\s*"alreadyDone"/);
	expect(told).toContain('Cannot cancel task because it is already in status SUCCESS.');
});

test('an agent hears what to do about a refused key', async ({ ask, gcore, credential }) => {
	const { task_id } = gcore.tasks.add();
	const told = await ask(task_id, await credential('refused'));
	expect(told).toContain('Gcore refused the API key');
	expect(told).toContain('paste a valid token');
	expect(told).not.toContain(KEYS.refused);
});
