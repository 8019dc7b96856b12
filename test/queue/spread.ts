/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { ExecutionSummary } from '../../scripts/real-n8n/types';
import { CancelCases, OUTCOMES } from '../compat/cases';
import type { Checks } from '../compat/checks';
import { until } from '../compat/until';
import { GCORE, type CredentialRef } from '../compat/workflows';
import type { StandIn } from '../standin/server';
import { startedBy, type Cluster } from './cluster';
import { activateWebhook, call, webhookWorkflow } from './webhook';

const EXECUTIONS = 200;
const AT_ONCE = 20;
const PATH = 'cancel';

/** 200 executions of Cancel over all workers: all end, each item leaves by the right output, nothing is lost. */
export async function checkSpread(
	checks: Checks,
	{ cluster, gcore, credential }: { cluster: Cluster; gcore: StandIn; credential: CredentialRef },
): Promise<void> {
	const { main } = cluster;
	const cases = new CancelCases(gcore);
	const wanted = Array.from({ length: EXECUTIONS }, (_, n) => {
		const outcome = OUTCOMES[n % OUTCOMES.length];
		return { ...cases.ending(outcome), outcome };
	});

	const ids = await checks.need(`${EXECUTIONS} executions of Cancel all end well`, async () => {
		const id = await activateWebhook(main, PATH, webhookWorkflow(PATH, {}, credential));
		await inParallel(wanted, async ({ task_id, n }) => await call(main, PATH, { task_id, n }));
		let seen: ExecutionSummary[] = [];
		await until(
			'all executions have ended',
			async () => {
				seen = await main.api.executionsOf(id);
				return seen.filter(({ stoppedAt }) => stoppedAt).length >= EXECUTIONS;
			},
			{ timeoutMs: 90_000, everyMs: 500 },
		).catch((error: Error) => {
			const without = seen.filter(({ stoppedAt }) => !stoppedAt);
			throw new Error(
				`${error.message}; ${seen.length} seen, not ended: ${JSON.stringify(without)}`,
			);
		});
		const ended = seen;
		assert.equal(ended.length, EXECUTIONS);
		assert.deepEqual([...new Set(ended.map(({ status }) => status))], ['success']);
		return ended.map((execution) => execution.id);
	});

	await checks.check('every item has left by the right output, and none is lost', async () => {
		const seen = new Set<unknown>();
		await inParallel(ids, async (id) => {
			const execution = await main.api.getExecution(id);
			const [{ json }] = itemsOf(execution, 'Webhook');
			const { n } = json.body as { n: number };
			seen.add(n);
			const left = OUTCOMES.map((_, output) => itemsOf(execution, GCORE, output));
			assert.deepEqual(
				left.map((items) => items.map((item) => item.json.outcome)),
				OUTCOMES.map((outcome) => (outcome === wanted[n].outcome ? [outcome] : [])),
			);
		});
		assert.equal(seen.size, EXECUTIONS);
		const running = wanted.filter(({ outcome }) => outcome === 'cancelled');
		assert.ok(running.every(({ task_id }) => gcore.tasks.get(task_id)?.status === 'REVOKED'));
	});

	await checks.check('both workers took some, and no execution was started twice', async () => {
		const started = await Promise.all(cluster.workers.map(startedBy));
		assert.ok(
			started.every(({ length }) => length > 0),
			`started by each: ${started.map(({ length }) => length).join(', ')}`,
		);
		assert.deepEqual(started.flat().sort(), [...ids].sort());
	});
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
	const left = [...items];
	const worker = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
