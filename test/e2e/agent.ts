/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { Credential } from '../../scripts/real-n8n/types';
import { executeWorkflow } from './cancelling';
import { FINAL_TEXT, startModel, type ModelStandIn } from './model';
import { KEYS, type Stage } from './stage';
import { chain, gcoreNode, NODE_TYPE, plainNode, startNode, to } from './workflows';

const AI = '@n8n/n8n-nodes-langchain';

/** What the button beside a field sets that lets the model fill it in. */
const BY_MODEL = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Task', ``, 'string') }}";

/** An agent is asked to cancel a task; returns what its model was told by the tool. */
async function ask(
	stage: Stage,
	model: ModelStandIn,
	taskId: string,
	gcore: Credential,
): Promise<string> {
	const { editor, n8n } = stage;
	const { api } = n8n;
	const openAi = await api.createCredential({
		name: 'Model',
		type: 'openAiApi',
		data: { apiKey: 'any', url: model.url, header: false },
	});
	const prompt = { promptType: 'define', text: `Cancel the task ${taskId}.`, options: {} };
	const named = { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} };
	const tool = { taskId: { __rl: true, mode: 'id', value: BY_MODEL } };
	const { id } = await api.createWorkflow({
		name: 'Agent',
		// As the editor sets it. In n8n's older order the agent goes on before its tool has answered.
		settings: { executionOrder: 'v1' },
		nodes: [
			startNode(),
			plainNode('Agent', `${AI}.agent`, [220, 0], prompt, 3),
			{
				...plainNode('Model', `${AI}.lmChatOpenAi`, [120, 260], named, 1.2),
				credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
			},
			gcoreNode('Cancel a task', [420, 260], gcore, tool, `${NODE_TYPE}Tool`),
		],
		connections: {
			...chain('Start', 'Agent'),
			Model: { ai_languageModel: [[to('Agent', 'ai_languageModel')]] },
			'Cancel a task': { ai_tool: [[to('Agent', 'ai_tool')]] },
		},
	});
	await editor.openWorkflow(id);
	const heard = model.toolResults.length;
	await executeWorkflow(editor);
	const [{ id: executionId }] = await api.executionsOf(id);
	const execution = await api.waitForEnd(executionId);
	assert.equal(itemsOf(execution, 'Agent')[0]?.json.output, FINAL_TEXT);
	assert.equal(model.toolResults.length, heard + 1, 'The tool was not called once.');
	return model.toolResults[heard];
}

/** The node as an agent's tool: what reaches the model. */
export async function checkAgent(stage: Stage): Promise<void> {
	const { editor, gcore, credential } = stage;
	const model = await startModel();
	try {
		await editor.step('an agent cancels a task and hears of it', async () => {
			const { task_id } = gcore.tasks.add();
			const told = await ask(stage, model, task_id, await credential());
			assert.equal(gcore.tasks.get(task_id)?.status, 'REVOKED');
			assert.match(told, /"outcome":\s*"cancelled"/);
			assert.match(told, new RegExp(task_id));
			await editor.screenshot('agent');
		});
		await editor.step('an agent hears why a task cannot be cancelled', async () => {
			const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
			const told = await ask(stage, model, task_id, await credential());
			assert.match(told, /"outcome":\s*"alreadyDone"/);
			assert.match(told, /Cannot cancel task because it is already in status SUCCESS\./);
		});
		await editor.step('an agent hears what to do about a refused key', async () => {
			const { task_id } = gcore.tasks.add();
			const told = await ask(stage, model, task_id, await credential(KEYS.refused));
			assert.match(told, /Gcore refused the API key/);
			assert.match(told, /paste a valid token/);
			assert.ok(!told.includes(KEYS.refused));
		});
	} finally {
		await model.close();
	}
}
