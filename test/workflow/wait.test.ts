import type { INodeParameters } from 'n8n-workflow';

import { closeAll, open, TASKS } from '../standin/testing';
import { ids, pairs, runOn, taskPath } from './operations';

afterEach(closeAll);

const QUICK = { pollInterval: 0.01, waitTimeout: 0.05 };

const waitFor = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'wait',
	...parameters,
	options: { ...QUICK, ...(parameters.options as INodeParameters) },
});

/** A stand-in with a task for each way of ending, named after its status. */
async function endings() {
	const gcore = await open();
	for (const status of ['SUCCESS', 'FAILURE', 'REVOKED', 'STARTED']) {
		gcore.tasks.add({ task_id: status, status, progress: 50 });
	}
	return gcore;
}

const ENDINGS = ['STARTED', 'REVOKED', 'SUCCESS', 'FAILURE', 'SUCCESS'].map((task_id) => ({
	task_id,
}));

describe('outcomes', () => {
	it('have an output each, with the task, its result and why it failed', async () => {
		const gcore = await endings();
		const { json, outputs, error } = await runOn(gcore, waitFor(), ENDINGS);
		expect(error).toBeUndefined();
		expect(outputs.map(pairs)).toEqual([[2, 4], [3], [1], [0]]);
		const [[succeeded], [failed], [cancelled], [timedOut]] = json;
		expect(Object.keys(succeeded).slice(0, 2)).toEqual(['task_id', 'outcome']);
		expect(succeeded).toMatchObject({
			...gcore.tasks.get('SUCCESS'),
			outcome: 'succeeded',
			finished: true,
			succeeded: true,
			failureReason: null,
		});
		expect(failed).toMatchObject({
			task_id: 'FAILURE',
			outcome: 'failed',
			finished: true,
			succeeded: false,
			failureReason: expect.stringMatching(/^Unsupported file type: https/),
			result: { error: expect.any(String) },
		});
		expect(cancelled).toMatchObject({
			task_id: 'REVOKED',
			outcome: 'cancelled',
			finished: true,
			succeeded: false,
			failureReason: null,
		});
		expect(timedOut).toEqual({
			task_id: 'STARTED',
			outcome: 'timedOut',
			status: 'STARTED',
			progress: 50,
			cancelled: false,
			message: 'The task had not ended after 0.05 seconds',
		});
		// n8n would move an item with a top-level `error` to the Error output.
		for (const item of json.flat()) expect(item).not.toHaveProperty('error');
	});

	it('leave by one output in the order of the items with Same Output', async () => {
		const { json, outputs } = await runOn(
			await endings(),
			waitFor({ outcomeHandling: 'same' }),
			ENDINGS,
		);
		expect(json).toHaveLength(1);
		expect(pairs(outputs[0])).toEqual([0, 1, 2, 3, 4]);
		expect(json[0].map(({ outcome }) => outcome)).toEqual([
			'timedOut',
			'cancelled',
			'succeeded',
			'failed',
			'succeeded',
		]);
	});

	it.each([
		['FAILURE', /^Failed: .*FAILURE/, /^Gcore says: "Unsupported file type/],
		['REVOKED', /^Cancelled: /, /Start a new task/],
		[
			'STARTED',
			/^Timed Out: .*'Wait Timeout'/,
			/^The task had not ended after .* seconds\. Wait again/,
		],
	])('but success are raised with Stop or Use On Error: %s', async (task_id, what, todo) => {
		const parameters = waitFor({ outcomeHandling: 'fail' });
		const stopped = await runOn(await endings(), parameters, [{ task_id }]);
		expect(stopped.error?.message).toMatch(what);
		expect(stopped.error?.description).toMatch(todo);

		const items = [{ task_id: 'SUCCESS' }, { task_id, kept: 7 }];
		const onError = 'continueErrorOutput';
		const went = await runOn(await endings(), parameters, items, { onError });
		expect(went.outputs.map(pairs)).toEqual([[0], [1]]);
		expect(went.json[1][0]).toMatchObject({
			error: expect.stringMatching(what),
			kept: 7,
			task_id,
			details: { description: expect.stringMatching(todo), task_id },
		});
	});

	it('that have no output of their own are raised, the others keep theirs', async () => {
		const parameters = waitFor({ separateOutcomes: ['timedOut'] });
		const { outputs, json } = await runOn(await endings(), parameters, ENDINGS, {
			onError: 'continueErrorOutput',
		});
		expect(outputs.map(pairs)).toEqual([[2, 4], [0], [1, 3]]);
		expect(json[2].map(({ error }) => String(error).split(':')[0])).toEqual([
			'Cancelled',
			'Failed',
		]);
	});
});

describe('looking', () => {
	it('comes before the first pause: a task that has ended costs one request and no time', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const { json } = await runOn(
			gcore,
			waitFor({ options: { pollInterval: 60, waitTimeout: 60 } }),
			[{ task_id: 'a' }],
		);
		expect(ids(json[0])).toEqual(['a']);
		expect(gcore.stats.requests).toBe(1);
	});

	it('goes on while the status is any but a final one, forth and back', async () => {
		const gcore = await open();
		const seen = [
			'RECEIVED',
			'PENDING',
			'STARTED',
			'PENDING',
			'STARTED',
			'RETRY',
			'A_STATUS_TO_COME',
		];
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		for (const status of seen) {
			gcore.plant({ times: 1, body: { task_id: 'a', status, progress: 1, result: null } });
		}
		gcore.plant({ times: 1, body: { status: null } });
		gcore.plant({ times: 1, body: {} });
		const { json, error } = await runOn(gcore, waitFor({ options: { waitTimeout: 60 } }), [
			{ task_id: 'a' },
		]);
		expect(error).toBeUndefined();
		expect(ids(json[0])).toEqual(['a']);
		expect(gcore.count('GET', taskPath('a'))).toBe(seen.length + 3);
	});

	it('pauses for each item as long as its own interval', async () => {
		const gcore = await open();
		for (const task_id of ['fast', 'slow']) gcore.tasks.add({ task_id });
		const options = { pollInterval: '={{ $json.interval }}', waitTimeout: 1.5 };
		const { outputs } = await runOn(gcore, waitFor({ options }), [
			{ task_id: 'fast', interval: 0.2 },
			{ task_id: 'slow', interval: 0.6 },
		]);
		expect(outputs.map(pairs)).toEqual([[], [], [], [0, 1]]);
		const times = (id: string) =>
			gcore.requests.filter(({ path }) => path === taskPath(id)).map(({ at }) => at);
		const fast = times('fast');
		// At 0, 0.2, ... 1.4 and a last one at the deadline; fewer on a slow machine.
		expect(fast.length).toBeLessThanOrEqual(9);
		expect(fast.length).toBeGreaterThan(times('slow').length);
		expect(times('slow').length).toBeLessThanOrEqual(4);
		fast.slice(1, -1).forEach((at, index) => {
			// A tenth earlier where it is looked at together with others.
			expect(at - fast[index]).toBeGreaterThanOrEqual(175);
		});
	});

	it('looks a last time when the time is over', async () => {
		const gcore = await open();
		gcore.tasks.create({ task_name: 'transcription', url: 'https://example.com/a.mp4' });
		const [{ task_id }] = gcore.tasks.all();
		gcore.plant({ skip: 1, body: { ...gcore.tasks.get(task_id), status: 'SUCCESS' } });
		const { json } = await runOn(
			gcore,
			waitFor({ options: { pollInterval: 60, waitTimeout: 0.1 } }),
			[{ task_id }],
		);
		expect(ids(json[0])).toEqual([task_id]);
		expect(gcore.stats.requests).toBe(2);
	});

	it('looks a last time also when another look has lasted until then', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'slow' });
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		gcore.plant({ match: { task: 'slow' }, delayMs: 300 });
		gcore.plant({ match: { task: 'a' }, times: 1, body: { status: 'STARTED' } });
		const items = [{ task_id: 'slow' }, { task_id: 'a' }];
		const options = { pollInterval: 60, waitTimeout: 0.2 };
		const { outputs } = await runOn(gcore, waitFor({ options }), items);
		expect(outputs.map(pairs)).toEqual([[1], [], [], [0]]);
	});

	it('looks a last time at the task itself, whatever the list says of it', async () => {
		const gcore = await open();
		const items = Array.from({ length: 5 }, (_, n) => ({ task_id: `t${n}` }));
		for (const { task_id } of items) gcore.tasks.add({ task_id, status: 'SUCCESS' });
		const results = items.map((item) => ({ ...item, status: 'PENDING' }));
		gcore.plant({ match: { path: TASKS }, body: { count: 5, results } });
		const options = { pollInterval: 60, waitTimeout: 0.3 };
		const { json } = await runOn(gcore, waitFor({ options }), items);
		expect(json.map((each) => each.length)).toEqual([5, 0, 0, 0]);
		// Two lists, and each task.
		expect(gcore.stats.requests).toBe(7);
	});

	it('gives each item its own time', async () => {
		const gcore = await open({ taskMs: 500 });
		const [a, b] = [1, 2].map(
			() =>
				gcore.tasks.create({ task_name: 'transcription', url: 'https://example.com/a.mp4' })
					.task_id,
		);
		const { outputs } = await runOn(
			gcore,
			waitFor({ options: { pollInterval: 0.05, waitTimeout: '={{ $json.time }}' } }),
			[
				{ task_id: a, time: 0.1 },
				{ task_id: b, time: 10 },
			],
		);
		expect(outputs.map(pairs)).toEqual([[1], [], [], [0]]);
	});

	it.each([
		['', /'Task' cannot be used: "task_id" is not specified/],
		['../tasks', /'Task' cannot be used/],
	])('is not done for the ID "%s", which is raised', async (task_id, message) => {
		const gcore = await endings();
		const { json } = await runOn(gcore, waitFor(), [{ task_id }, { task_id: 'SUCCESS' }], {
			onError: 'continueErrorOutput',
		});
		expect(ids(json[0])).toEqual(['SUCCESS']);
		expect(json[4][0].error).toMatch(message);
		expect(gcore.stats.requests).toBe(1);
	});

	it.each([
		['Wait Timeout', { waitTimeout: 0 }],
		['Wait Timeout', { waitTimeout: 3e6 }],
		['Poll Interval', { pollInterval: 'often' }],
	])("is not begun with an unusable '%s'", async (name, options) => {
		const gcore = await endings();
		const { error } = await runOn(gcore, waitFor({ options }), [{ task_id: 'SUCCESS' }]);
		expect(error?.message).toBe(`'${name}' is not a number above 0 and up to 1000000`);
		expect(gcore.stats.requests).toBe(0);
	});
});
