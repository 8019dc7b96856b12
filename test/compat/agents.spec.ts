/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for tests, not part of the package */
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkflowNode } from '../../scripts/real-n8n/types';
import { NEWEST_N8N } from '../../scripts/real-n8n/versions';
import { agentWorkflow, modelCredential, toolNode } from '../real/agents';
import { KEYS } from '../real/fixtures';
import { startModel } from '../real/model';
import { agent, mcp, newest, type Connect, type Place } from './clients';
import { expect, test as base } from './fixtures';
import { ownAgent } from './ownAgent';
import { CASES, toolsOf } from './toolCases';

type Who = (place: Place) => Connect;

const CLIENTS: Record<string, Who> = {
	'an agent of the first version': agent(1),
	'an agent of the second version': agent(2),
	'an agent of the third version': agent(3),
	'an MCP client': mcp,
	"an agent of n8n's own": ownAgent,
};

interface Fixtures {
	/** All tools of the cases. */
	tools: WorkflowNode[];
	connect: (who: Who) => Connect;
}

const test = base.extend<Fixtures>({
	tools: async ({ credential }, use) => {
		await use(toolsOf(await credential(), await credential('refused')));
	},
	connect: async ({ n8n }, use) => {
		const model = await startModel();
		const credential = await modelCredential(n8n.api, model);
		await use((who) => who({ n8n, model, credential }));
		await model.close();
	},
});

/** A line of the table of what clients receive, which reports/ keeps for a comparison with another state of the code. */
async function keep(client: string, what: string, text: string, trouble = ''): Promise<void> {
	const file = join(test.info().project.outputDir, 'agents.tsv');
	await mkdir(dirname(file), { recursive: true });
	const line = [client, what, text.length, trouble, text.slice(0, 400)];
	await appendFile(file, `${line.join('\t').replaceAll('\n', ' ')}\n`);
}

const timesIn = (text: string, part: string): number => text.split(part).length - 1;

for (const [who, client] of Object.entries(CLIENTS)) {
	test(`${who} hears what happened and what to do`, async ({ gcore, tools, connect, version }) => {
		test.skip(client === ownAgent && version !== NEWEST_N8N, 'This n8n has none');
		const { name, call, close } = await connect(client)(tools);
		for (const [what, { tool, args, says, holds = {}, most = 2_000 }] of Object.entries(CASES)) {
			await test.step(what, async () => {
				const { text, trouble } = await call(tool, args(gcore.tasks));
				await keep(name, what, text, trouble);
				const about = `${name}: ${what}`;
				const shown = `${about}, received ${text.slice(0, 400)}`;
				expect.soft(trouble, about).toBeUndefined();
				for (const say of says) expect.soft(say.test(text), `${shown}: ${say}`).toBe(true);
				for (const [part, times] of Object.entries(holds)) {
					expect.soft(timesIn(text, part), `${about}: '${part}'`).toBe(times);
				}
				expect.soft(text.length, `${about}: characters`).toBeLessThan(most);
				for (const key of Object.values(KEYS)) expect.soft(timesIn(text, key), about).toBe(0);
			});
		}
		await close();
	});

	// It is shown what the model fills in only where the tool's settings say so, not where it is the preset.
	if (client === ownAgent) continue;

	test(`${who} is shown a tool as it is dragged from the panel, and can use it`, async ({
		gcore,
		connect,
		credential,
	}) => {
		const tool = toolNode('Cancel', await credential(), { operation: 'cancel' });
		const { name, tools, call, close } = await connect(client)([tool]);
		const [{ description, parameters }] = await tools();
		expect.soft(description, name).toMatch(/cancel/i);
		expect.soft(description, name).not.toMatch(/^Start, watch/);
		expect.soft(parameters.properties?.task_id?.description, name).toMatch(/\bUUID such as\b/);
		const { task_id } = gcore.tasks.add();
		const { text, trouble } = await call('Cancel', { task_id });
		expect.soft(trouble, name).toBeUndefined();
		expect(text).toMatch(/"outcome":\s*"cancelled"/);
		expect(gcore.tasks.get(task_id)?.status).toBe('REVOKED');
		await close();
	});
}

for (const major of [1, 2, 3]) {
	test(`an agent of version ${major} with three items, whose model names no task`, async ({
		n8n,
		gcore,
		credential,
	}) => {
		const model = await startModel();
		const ids = [0, 1, 2].map(() => gcore.tasks.add().task_id);
		const tool = toolNode('Cancel', await credential(), { operation: 'cancel' });
		const definition = agentWorkflow([tool], {
			typeVersion: await newest(n8n, 'agent', major),
			model: await modelCredential(n8n.api, model),
			items: ids.map((task_id) => ({ task_id })),
		});
		const { id } = await n8n.api.createWorkflow(definition);
		model.will(...ids.flatMap(() => [{ tool: 'Cancel' }, 'Done.']));
		expect((await n8n.api.run(id)).status).toBe('success');
		const statuses = ids.map((task_id) => gcore.tasks.get(task_id)?.status);
		// Agents 1 and 2 do not tell a tool which item they are at.
		const isTold = major === 3;
		expect(statuses).toEqual(ids.map(() => (isTold ? 'REVOKED' : 'STARTED')));
		const told = isTold ? /"outcome":\s*"cancelled"/ : /agent has 3 items/;
		expect(model.told.filter((text) => told.test(text)).length).toBeGreaterThan(0);
		await model.close();
	});
}
