/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { itemsOf } from '../../scripts/real-n8n/api';
import { startStandIn } from '../standin/server';
import { GCORE, overItems, type CredentialRef } from './workflows';
import { KEYS, outputsOf, reasonOf, type World } from './world';

const VIDEO = 'https://videos.example/settings.mp4';

/** A credential whose key is an expression, as for one workflow with many customers. */
async function keyOfItem({ n8n, gcore }: World): Promise<CredentialRef> {
	const { id, name } = await n8n.api.createCredential({
		name: 'Key of the item',
		type: 'gcoreApi',
		data: { apiKey: '={{ $json.key }}', baseUrl: gcore.url },
	});
	return { id, name };
}

/** Our node replaced by an HTTP Request node that uses the same credential. */
function asHttpRequest(workflow: WorkflowDefinition, url: string): WorkflowDefinition {
	const nodes = workflow.nodes.map((node) =>
		node.name === GCORE
			? {
					...node,
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'gcoreApi',
						options: {},
					},
				}
			: node,
	);
	return { ...workflow, nodes };
}

/** What n8n's own settings do to the node. */
export async function checkSettings(world: World): Promise<void> {
	const { checks, gcore, n8n } = world;
	const run = async (workflow: WorkflowDefinition) => {
		const { id } = await n8n.api.createWorkflow(workflow);
		return await n8n.api.run(id);
	};

	await checks.check('a key by expression: each item is sent with its own', async () => {
		const keys = [KEYS.usual, KEYS.many, '9$unknown', KEYS.usual];
		const tasks = [KEYS.usual, KEYS.many].map((key) => gcore.account(key).tasks);
		for (const account of tasks) account.add({ task_id: 'of-each-customer' });
		const items = keys.map((key) => ({ key, task_id: 'of-each-customer' }));
		const credential = await keyOfItem(world);
		const execution = await run(
			overItems('Customers', items, {
				parameters: {},
				credential,
				onError: 'continueErrorOutput',
			}),
		);
		assert.equal(execution.status, 'success', reasonOf(execution));
		assert.deepEqual(
			outputsOf(execution, 6).map((left) => left.map(({ json }) => json.cancelled)),
			[[true, true], [], [], [false], [], [undefined]],
		);
		for (const account of tasks) assert.equal(account.get('of-each-customer')?.status, 'REVOKED');
	});

	await checks.check('Retry On Fail starts no task twice', async () => {
		const { tasks } = gcore.account(KEYS.many);
		const before = tasks.size;
		gcore.plant({
			match: { method: 'POST', path: '/streaming/ai/tasks' },
			times: 1,
			kind: 'resetAfter',
		});
		const workflow = overItems('Retry', [{ n: 0 }, { n: 1 }, { n: 2 }], {
			parameters: {
				operation: 'create',
				url: `=${VIDEO}?{{ $json.n }}`,
				options: { maxRetries: 0, maxConcurrency: 1 },
			},
			credential: await world.credential(KEYS.many),
		});
		for (const node of workflow.nodes) {
			if (node.name === GCORE) Object.assign(node, { retryOnFail: true, waitBetweenTries: 100 });
		}
		const execution = await run(workflow);
		assert.equal(execution.status, 'success', reasonOf(execution));
		assert.equal(tasks.size - before, 3);
		assert.equal(itemsOf(execution, GCORE)[0].json.reused, true);
	});

	await checks.check("Wait ends before the workflow's time limit", async () => {
		const { task_id } = gcore.tasks.add();
		const workflow = overItems('Limit', [{ task_id }], {
			parameters: { operation: 'wait', options: { pollInterval: 1, cancelOnTimeout: true } },
			credential: await world.credential(KEYS.usual),
		});
		const execution = await run({ ...workflow, settings: { executionTimeout: 8 } });
		assert.equal(execution.status, 'success', reasonOf(execution));
		const [{ json }] = outputsOf(execution, 4)[3];
		assert.match(String(json.message), /n8n's time limit for the workflow comes before/);
		assert.equal(gcore.tasks.get(task_id)?.status, 'REVOKED');
	});

	await checks.check('an HTTP Request node sends the key to its own address alone', async () => {
		const other = await startStandIn();
		try {
			const credential = await world.credential(KEYS.usual);
			const workflow = overItems('Elsewhere', [{}], { parameters: {}, credential });
			const refused = await run(asHttpRequest(workflow, `${other.url}/streaming/ai/tasks`));
			assert.equal(refused.status, 'error');
			assert.match(
				JSON.stringify(refused.data.resultData.error),
				/The API key is sent to http:\/\/127\.0\.0\.1:\d+ alone/,
			);
			assert.deepEqual(other.requests, []);
			const own = await run(asHttpRequest(workflow, `${gcore.url}/streaming/ai/tasks`));
			assert.equal(own.status, 'success', reasonOf(own));
		} finally {
			await other.close();
		}
	});
}
