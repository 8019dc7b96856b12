import { sleep, type INodeParameters } from 'n8n-workflow';

import type { Fault, StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import {
	cancelPath,
	creating,
	expectKeyKept,
	runOn,
	seconds,
	startOn,
	statusOf,
	until,
} from './operations';

afterEach(closeAll);

const IDS = ['a', 'b', 'c'];
const ITEMS = IDS.map((task_id) => ({ task_id }));

/** Stops an execution that waits for three tasks, within a long pause unless `options` say otherwise. */
async function stopped(options: INodeParameters, fault?: Fault) {
	const gcore = await open();
	for (const task_id of IDS) gcore.tasks.add({ task_id });
	if (fault) gcore.plant(fault);
	const parameters = { operation: 'wait', options: { pollInterval: 30, ...options } };
	const { stop, finished } = await startOn(gcore, parameters, ITEMS);
	await until(() => gcore.count('GET') === IDS.length);
	const from = performance.now();
	stop();
	const run = await finished;
	expect(seconds(from)).toBeLessThan(2);
	expect(run.run.status).toBe('canceled');
	expectKeyKept(gcore, run);
	return gcore;
}

// First, for the tries of these go on a little after the execution has ended.
it.each<[string, Fault]>([
	['is refused for load', { status: 429, headers: { 'retry-after': '3' } }],
	['hangs', { kind: 'hang' }],
	['is cut', { kind: 'resetBefore' }],
	['is not documented', { status: 405 }],
])('when a cancel call %s', async (_name, fault) => {
	const gcore = await stopped(
		{ cancelOnStop: true, maxRetries: 1 },
		{ ...fault, match: { path: cancelPath('a') } },
	);
	expect(statusOf(gcore, 'a')).toBe('STARTED');
});

it('Stop during a long wait ends it within two seconds, and leaves the tasks alone', async () => {
	const gcore = await stopped({});
	expect(IDS.map((id) => statusOf(gcore, id))).toEqual(['STARTED', 'STARTED', 'STARTED']);
	expect(gcore.count('POST')).toBe(0);
});

it('with Cancel on Stop it also cancels them', async () => {
	const gcore = await stopped({ cancelOnStop: true });
	expect(IDS.map((id) => statusOf(gcore, id))).toEqual(['REVOKED', 'REVOKED', 'REVOKED']);
	for (const id of IDS) expect(gcore.count('POST', cancelPath(id))).toBe(1);
});

it('for each item as its own option says', async () => {
	const gcore = await stopped({ cancelOnStop: '={{ $json.task_id === "b" }}' });
	expect(IDS.map((id) => statusOf(gcore, id))).toEqual(['STARTED', 'REVOKED', 'STARTED']);
});

it('while looks hang', async () => {
	const gcore = await stopped({ cancelOnStop: true }, { kind: 'hang', match: { method: 'GET' } });
	expect(IDS.map((id) => statusOf(gcore, id))).toEqual(['REVOKED', 'REVOKED', 'REVOKED']);
});

it('while a task whose time is over is being cancelled', async () => {
	const gcore = await open();
	gcore.tasks.add({ task_id: 'a' });
	// The first call is for the time that is over; it ends without effect when the execution does.
	gcore.plant({ kind: 'hang', times: 1, match: { method: 'POST' } });
	const options = { waitTimeout: 0.05, cancelOnTimeout: true, cancelOnStop: true };
	const { stop, finished } = await startOn(gcore, { operation: 'wait', options }, [
		{ task_id: 'a' },
	]);
	await until(() => gcore.count('POST') === 1);
	const from = performance.now();
	stop();
	await finished;
	expect(seconds(from)).toBeLessThan(2);
	expect(statusOf(gcore, 'a')).toBe('REVOKED');
});

it('while tasks are being started: those that are known are cancelled, and no more are begun', async () => {
	const gcore = await open();
	gcore.plant({ kind: 'hang', match: { method: 'POST', path: TASKS }, skip: 2 });
	const { stop, finished } = await startOn(
		gcore,
		{
			operation: 'create',
			url: 'https://example.com/slow.mp4',
			waitForCompletion: true,
			options: { cancelOnStop: true, maxConcurrency: 3 },
		},
		Array.from({ length: 20 }, () => ({})),
	);
	await until(() => gcore.count('POST') === 5);
	const from = performance.now();
	stop();
	await finished;
	expect(seconds(from)).toBeLessThan(2);
	expect(gcore.tasks.all().map(({ status }) => status)).toEqual(['REVOKED', 'REVOKED']);
	expect(gcore.count('POST', TASKS)).toBe(5);
});

describe('Cancel on Stop, while tasks are being started', () => {
	const ITEM_COUNT = 4;

	/** Stops when all creates are under way, whose answers take so long. Each has taken effect by then. */
	async function stoppedWhileStarting(latencyMs: number, options: INodeParameters = {}) {
		const gcore = await open();
		gcore.plant({ delayMs: latencyMs, match: { method: 'POST', path: TASKS } });
		const { stop, finished } = await startOn(
			gcore,
			{
				operation: 'create',
				url: 'https://example.com/slow.mp4',
				waitForCompletion: true,
				options: { cancelOnStop: true, ...options },
			},
			Array.from({ length: ITEM_COUNT }, () => ({})),
		);
		await until(() => gcore.tasks.size === ITEM_COUNT);
		const from = performance.now();
		stop();
		await finished;
		expect(seconds(from)).toBeLessThan(2);
		return gcore;
	}

	const statuses = (gcore: StandIn) => gcore.tasks.all().map(({ status }) => status);
	const all = (status: string) => Array(ITEM_COUNT).fill(status);

	it('those whose answer has not come yet are cancelled too', async () => {
		const gcore = await stoppedWhileStarting(300);
		expect(statuses(gcore)).toEqual(all('REVOKED'));
	});

	it('even when the answer comes after the execution has ended', async () => {
		const gcore = await stoppedWhileStarting(2500);
		expect(statuses(gcore)).toEqual(all('STARTED'));
		await until(() => gcore.stats.cancelled === ITEM_COUNT);
	});

	it('those that wait for their turn are not begun any more', async () => {
		const gcore = await open();
		gcore.plant({ delayMs: 300, match: { method: 'POST', path: TASKS } });
		const { stop, finished } = await startOn(
			gcore,
			{
				operation: 'create',
				url: 'https://example.com/slow.mp4',
				waitForCompletion: true,
				options: { cancelOnStop: true, maxConcurrency: 10 },
			},
			Array.from({ length: 40 }, () => ({})),
		);
		await until(() => gcore.tasks.size === 10);
		stop();
		await finished;
		await until(() => gcore.stats.cancelled === 10);
		await sleep(100);
		expect(gcore.count('POST', TASKS)).toBe(10);
	});

	it('and none without that option', async () => {
		const gcore = await stoppedWhileStarting(100, { cancelOnStop: false });
		expect(gcore.count('POST')).toBe(ITEM_COUNT);
		await until(() => gcore.requests.every(({ aborted }) => aborted));
	});
});

it.each([401, 422, 500])(
	'Stop is no failure of the node, though a create is answered %i after it',
	async (status) => {
		const gcore = await open();
		const path = { method: 'POST', path: TASKS };
		gcore.plant({ status, delayMs: 300, match: path, times: 1 });
		gcore.plant({ delayMs: 600, match: path });
		const { stop, finished } = await startOn(
			gcore,
			creating({ waitForCompletion: true, options: { cancelOnStop: true } }),
			[{}, {}, {}],
		);
		await until(() => gcore.count('POST', TASKS) === 3);
		stop();
		const { run } = await finished;
		expect(run.status).toBe('canceled');
		expect(gcore.tasks.all().map((task) => task.status)).toEqual(['REVOKED', 'REVOKED']);
	},
);

describe('a Wait Timeout that counts from a fixed time, over while the task is being started', () => {
	const options = { waitTimeout: '={{ ($json.until - Date.now()) / 1000 }}', cancelOnStop: true };
	const slowly = { delayMs: 600, match: { method: 'POST', path: TASKS } };

	it('does not lose the task', async () => {
		const gcore = await open();
		gcore.plant(slowly);
		const { json } = await runOn(
			gcore,
			creating({ waitForCompletion: true, options }),
			[{ until: Date.now() + 500 }],
			{ onError: 'continueErrorOutput' },
		);
		expect(gcore.tasks.size).toBe(1);
		expect(JSON.stringify(json)).toContain(gcore.tasks.all()[0].task_id);
	});

	it('and Stop cancels it', async () => {
		const gcore = await open();
		gcore.plant(slowly);
		const { stop, finished } = await startOn(
			gcore,
			creating({ waitForCompletion: true, options }),
			[{ until: Date.now() + 500 }],
		);
		await until(() => gcore.tasks.size === 1);
		stop();
		const { run } = await finished;
		expect(run.status).toBe('canceled');
		expect(gcore.tasks.all()[0].status).toBe('REVOKED');
	});
});
