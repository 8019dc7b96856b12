import { itemsOf } from '../../scripts/real-n8n/api';
import type { Credential } from '../../scripts/real-n8n/types';
import { KEYS } from '../real/fixtures';
import { chain, gcoreNode, NODE_TYPE, plainNode, startNode, to } from '../real/workflows';
import { expect, test as base } from './fixtures';
import { FINAL_TEXT, startModel } from './model';

const AI = '@n8n/n8n-nodes-langchain';

/** What the button beside a field sets that lets the model fill it in. */
const BY_MODEL = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Task', ``, 'string') }}";

/** Asks an agent to cancel a task; gives what its model was told by the tool. */
type Ask = (taskId: string, gcore: Credential) => Promise<string>;

const test = base.extend<{ ask: Ask }>({
	ask: async ({ editor, n8n: { api } }, use) => {
		const model = await startModel();
		const { id, name } = await api.createCredential({
			name: 'Model',
			type: 'openAiApi',
			data: { apiKey: 'any', url: model.url, header: false },
		});
		await use(async (taskId, gcore) => {
			const prompt = { promptType: 'define', text: `Cancel the task ${taskId}.`, options: {} };
			const named = { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} };
			const tool = { taskId: { __rl: true, mode: 'id', value: BY_MODEL } };
			const workflowId = await editor.openWorkflow({
				name: 'Agent',
				// As the editor sets it. In n8n's older order the agent goes on before its tool has answered.
				settings: { executionOrder: 'v1' },
				nodes: [
					startNode(),
					plainNode('Agent', `${AI}.agent`, [220, 0], prompt, 3),
					{
						...plainNode('Model', `${AI}.lmChatOpenAi`, [120, 260], named, 1.2),
						credentials: { openAiApi: { id, name } },
					},
					gcoreNode('Cancel a task', [420, 260], gcore, tool, `${NODE_TYPE}Tool`),
				],
				connections: {
					...chain('Start', 'Agent'),
					Model: { ai_languageModel: [[to('Agent', 'ai_languageModel')]] },
					'Cancel a task': { ai_tool: [[to('Agent', 'ai_tool')]] },
				},
			});
			await editor.execute();
			const [{ id: executionId }] = await api.executionsOf(workflowId);
			const execution = await api.waitForEnd(executionId);
			expect(itemsOf(execution, 'Agent')[0]?.json.output).toBe(FINAL_TEXT);
			expect(model.toolResults).toHaveLength(1);
			return model.toolResults[0];
		});
		await model.close();
	},
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
