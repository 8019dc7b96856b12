import { itemsOf } from '../../scripts/real-n8n/api';
import type { RunningN8n } from '../../scripts/real-n8n/launch';
import { CancelCases, OUTCOMES } from '../real/cases';
import { outputsOf } from '../real/run';
import { Watched } from '../real/watched';
import { chain, GCORE, overItems, plainNode } from '../real/workflows';
import { expect, startedBy, test } from './fixtures';
import { activateWebhook, call } from './webhook';

const EXECUTIONS = 200;
const AT_ONCE = 20;
const ERROR_TRIGGER = 'Something Went Wrong';

// Each test goes on where the one before has ended; a worker that is killed comes last.
test.describe.configure({ mode: 'serial' });

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
	const left = [...items];
	const worker = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** A trigger that is active all the time. */
let watched: Watched;

test.beforeAll(async ({ n8n }) => {
	watched = await Watched.start(n8n.api);
});

test.afterAll(async () => await watched?.close());

/** Each end is told by one execution, which one worker has started. */
async function expectToldOnce(workers: RunningN8n[]): Promise<void> {
	await watched.expectTold();
	const started = (await Promise.all(workers.map(startedBy))).flat();
	for (const { id } of await watched.executions()) {
		expect(started.filter((by) => by === id)).toHaveLength(1);
	}
}

test.describe(`${EXECUTIONS} executions of Cancel over two workers`, () => {
	let wanted: Array<{ task_id: string; n: number; outcome: string }>;
	let ids: string[];

	test('all end well', async ({ gcore, n8n, credential }) => {
		const cases = new CancelCases(gcore);
		wanted = Array.from({ length: EXECUTIONS }, (_, n) => {
			const outcome = OUTCOMES[n % OUTCOMES.length];
			return { ...cases.ending(outcome), outcome };
		});
		const id = await activateWebhook(n8n, 'cancel', await credential());
		await inParallel(wanted, async ({ task_id, n }) => await call(n8n, 'cancel', { task_id, n }));
		const notEnded = async () => {
			const executions = await n8n.api.executionsOf(id);
			ids = executions.map((execution) => execution.id);
			return [
				executions.length - EXECUTIONS,
				executions.filter(({ status, stoppedAt }) => status !== 'success' || !stoppedAt),
			];
		};
		await expect.poll(notEnded, { timeout: 90_000, intervals: [500] }).toEqual([0, []]);
	});

	test('every item leaves by the right output, and none is lost', async ({ gcore, n8n }) => {
		const seen = new Set<unknown>();
		await inParallel(ids, async (id) => {
			const execution = await n8n.api.getExecution(id);
			const { n } = itemsOf(execution, 'Webhook')[0].json.body as { n: number };
			seen.add(n);
			const left = outputsOf(execution, OUTCOMES.length);
			expect(left.map((items) => items.map(({ json }) => json.outcome))).toEqual(
				OUTCOMES.map((outcome) => (outcome === wanted[n].outcome ? [outcome] : [])),
			);
		});
		expect(seen.size).toBe(EXECUTIONS);
		const cancelled = wanted.filter(({ outcome }) => outcome === 'cancelled');
		for (const { task_id } of cancelled) expect(gcore.tasks.get(task_id)?.status).toBe('REVOKED');
	});

	test('both workers take some, and no execution is started twice', async ({ workers }) => {
		const started = await Promise.all(workers.map(startedBy));
		for (const some of started) expect(some).not.toEqual([]);
		expect(started.flat().sort()).toEqual([...ids].sort());
	});
});

test('a run by hand is done by a worker, and Stop reaches it there', async ({
	n8n: { api },
	workers,
	gcore,
	credential,
}) => {
	const { task_id } = gcore.tasks.add();
	const parameters = { operation: 'wait', options: { pollInterval: 30, cancelOnStop: true } };
	const workflow = overItems([{ task_id }], { parameters, credential: await credential() });
	const id = await api.start((await api.createWorkflow(workflow)).id);
	const path = `/streaming/ai/tasks/${task_id}`;
	await expect.poll(() => gcore.count('GET', path), { timeout: 30_000 }).toBeGreaterThan(0);
	expect((await Promise.all(workers.map(startedBy))).flat()).toContain(id);
	await api.stop(id);
	expect((await api.waitForEnd(id, { timeoutMs: 5_000 })).status).toBe('canceled');
	await expect.poll(() => gcore.tasks.get(task_id)?.status).toBe('REVOKED');
});

test('the trigger tells each end once, not once per process', async ({ workers }) => {
	for (let n = 0; n < 5; n++) watched.end();
	await expectToldOnce(workers);
});

/**
 * A worker is gone in the middle of a Wait (SIGKILL, as when its machine fails). n8n 2 does not run the execution again: when
 * another worker sees that nobody holds it any more (after 60 to 90 s with n8n's own settings), it ends as 'error' and the
 * error workflow runs. So no task is started twice. At Gcore the task goes on, since nobody was left to cancel it, even with
 * Cancel on Stop; waiting for it once more, or the trigger, gets its end. n8n's own retry of such an execution does nothing:
 * n8n has not kept where it was.
 */
test.describe('a worker that waits for a task is killed', () => {
	let taskId: string;
	let workflowId: string;
	let executionId: string;
	let alarmId: string;
	const looks = () => watched.gcore.count('GET', `/streaming/ai/tasks/${taskId}`);
	const statusAtGcore = () => watched.gcore.tasks.get(taskId)?.status;

	test('its execution ends, and says so', async ({ n8n, workers }) => {
		const { api } = n8n;
		taskId = watched.gcore.tasks.add().task_id;
		const alarm = await api.createWorkflow({
			name: 'Error workflow',
			nodes: [
				plainNode(ERROR_TRIGGER, 'n8n-nodes-base.errorTrigger', [0, 0]),
				plainNode('Tell Somebody', 'n8n-nodes-base.noOp', [200, 0]),
			],
			connections: chain(ERROR_TRIGGER, 'Tell Somebody'),
		});
		alarmId = alarm.id;
		await api.activate(alarmId);
		workflowId = await activateWebhook(n8n, 'wait', watched.credential, {
			parameters: { operation: 'wait', options: { pollInterval: 1, cancelOnStop: true } },
			settings: { errorWorkflow: alarmId },
		});
		await call(n8n, 'wait', { task_id: taskId });
		await expect.poll(looks, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
		const [running] = await api.executionsOf(workflowId);
		expect(running.status).toBe('running');
		executionId = running.id;
		const started = await Promise.all(workers.map(startedBy));
		await workers[started.findIndex((ids) => ids.includes(executionId))].child.kill();
		const { status, data } = await api.waitForEnd(executionId);
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toMatch(/failed to be processed too many times/);
	});

	test('n8n does not begin it again, and the task goes on at Gcore', async ({ n8n, workers }) => {
		expect(await n8n.api.executionsOf(workflowId)).toHaveLength(1);
		const started = (await Promise.all(workers.map(startedBy))).flat();
		expect(started.filter((id) => id === executionId)).toHaveLength(1);
		expect(watched.gcore.count('POST', `/streaming/ai/tasks/${taskId}/cancel`)).toBe(0);
		expect(statusAtGcore()).toBe('STARTED');
	});

	test('the error workflow hears of it', async ({ n8n: { api } }) => {
		const alarms = async () => await api.executionsOf(alarmId);
		await expect.poll(alarms, { timeout: 30_000 }).not.toEqual([]);
		const [alarm] = await alarms();
		const [{ json }] = itemsOf(await api.waitForEnd(alarm.id), ERROR_TRIGGER);
		expect(json.execution).toMatchObject({ id: executionId });
	});

	test("n8n's own retry does nothing, at Gcore neither", async ({ n8n: { api } }) => {
		const before = looks();
		const { data } = await api.waitForEnd(await api.retry(executionId));
		expect(data.resultData.runData).toEqual({});
		expect(looks()).toBe(before);
		expect(statusAtGcore()).toBe('STARTED');
	});

	test('waiting for the task once more gets its end', async ({ n8n }) => {
		const before = looks();
		await call(n8n, 'wait', { task_id: taskId });
		await expect.poll(looks, { timeout: 30_000 }).toBeGreaterThan(before);
		watched.gcore.tasks.finish(taskId, 'SUCCESS');
		const executions = await n8n.api.executionsOf(workflowId);
		const [{ id }] = executions.filter(({ mode }) => mode === 'webhook');
		const execution = await n8n.api.waitForEnd(id);
		expect(execution.status).toBe('success');
		const [{ json }] = itemsOf(execution, GCORE);
		expect(json).toMatchObject({ task_id: taskId, outcome: 'succeeded' });
	});

	test('the trigger tells its end', async ({ workers }) => {
		watched.expected.push(taskId);
		await expectToldOnce(workers);
	});
});
