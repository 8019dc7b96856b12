import { sleep, type IDataObject } from 'n8n-workflow';

import type { Fault } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { creating, pairs, runOn } from './operations';

afterEach(closeAll);

const LOOK_FIRST =
	'The task may have been started all the same: look for it with Get Many before you start it again.';

describe('a create whose answer is lost is sent once', () => {
	it.each<[string, Fault, RegExp]>([
		['reset after it took effect', { kind: 'resetAfter' }, /^The connection to Gcore was cut/],
		['reset before', { kind: 'resetBefore' }, /^The connection to Gcore was cut/],
		['no answer', { kind: 'hang', effect: true }, /^Gcore did not answer in time$/],
		['an answer that drips', { kind: 'drip', effect: true }, /^Gcore did not answer in time$/],
		['half a 201', { kind: 'truncate' }, /^The connection to Gcore was cut/],
		['a 201 that is a list', { status: 201, body: [], effect: true }, /^The answer/],
		['408', { status: 408, effect: true }, /^Gcore gave up waiting .*\(HTTP 408\)$/],
		['500', { status: 500, effect: true }, /^Gcore could not handle .*\(HTTP 500\)$/],
		['502 as a page', { status: 502, effect: true }, /^Gcore could not handle .*\(HTTP 502\)$/],
		['503 as a page', { status: 503, effect: true }, /^Gcore could not handle .*\(HTTP 503\)$/],
		['504 as a page', { status: 504, effect: true }, /^Gcore could not handle .*\(HTTP 504\)$/],
	])('%s', async (_name, fault, message) => {
		const gcore = await open();
		gcore.plant({ times: 1, ...fault });
		const { error } = await runOn(gcore, creating({ options: { requestTimeout: 0.5 } }));
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(new RegExp(`${LOOK_FIRST}$`));
		expect(gcore.count('POST', TASKS)).toBe(1);
	});

	it.each<[string, Fault]>([
		['no ID', { status: 201, body: {}, effect: true }],
		['an ID that is no text', { status: 201, body: { task_id: 7 }, effect: true }],
		['an ID that leads elsewhere', { status: 201, body: { task_id: '..' }, effect: true }],
		['an ID that n8n would evaluate', { status: 201, body: { task_id: '={{ 1 }}' }, effect: true }],
		['an empty ID', { status: 200, body: { task_id: '' }, effect: true }],
	])('%s', async (_name, fault) => {
		const gcore = await open();
		gcore.plant(fault);
		const { error } = await runOn(gcore, creating());
		expect(error?.message).toBe(
			'Gcore took the task, but its answer holds no task ID that can be used',
		);
		expect(error?.description).toMatch(/Get Many before you start it again/);
		expect(gcore.count('POST', TASKS)).toBe(1);
	});
});

describe('a create that was surely refused is sent again', () => {
	it.each<[string, Fault]>([
		['429', { status: 429 }],
		['429 with Retry-After', { status: 429, headers: { 'retry-after': '0' } }],
		['queue limit', { status: 400, body: { error: 'Queue limit reached (100), try later.' } }],
		['409', { status: 409 }],
	])('%s', async (_name, fault) => {
		const gcore = await open();
		gcore.plant({ times: 1, ...fault });
		const { json, error } = await runOn(gcore, creating());
		expect(error).toBeUndefined();
		expect(gcore.count('POST', TASKS)).toBe(2);
		expect(gcore.tasks.all().map(({ task_id }) => task_id)).toEqual([json[0][0].task_id]);
	});

	it('and in the end it is told what Gcore says', async () => {
		const gcore = await open({ queueLimit: 1 });
		gcore.tasks.add();
		const { error } = await runOn(gcore, creating({ options: { maxRetries: 1 } }));
		expect(error?.message).toBe("Gcore's queue for the account is full (HTTP 400), after 2 tries");
		expect(error?.description).toMatch(
			/^Gcore says: "Queue limit reached \(1\), try later\."\. Try again when some tasks have ended/,
		);
		expect(gcore.count('POST', TASKS)).toBe(2);
		expect(gcore.tasks.size).toBe(1);
	});

	it('when nobody listened', async () => {
		const gcore = await open();
		await gcore.close();
		const { error } = await runOn(gcore, creating({ options: { maxRetries: 1 } }));
		expect(error?.message).toBe('The connection to Gcore was refused, after 2 tries');
	});

	it.each<[number, string]>([
		[400, '"url" is not specified'],
		[422, 'Feature is disabled. Contact support to enable.'],
		[403, 'You do not have permission to perform this action.'],
	])('but not when it cannot go better: %i', async (status, said) => {
		const gcore = await open();
		gcore.plant({ status, body: { error: said } });
		const { error } = await runOn(gcore, creating());
		expect(error?.httpCode).toBe(String(status));
		expect(error?.description).toContain(`Gcore says: "${said}"`);
		expect(gcore.count('POST', TASKS)).toBe(1);
	});
});

describe('On Error: Stop tells which tasks had been started', () => {
	const items = (count: number): IDataObject[] => Array.from({ length: count }, () => ({}));
	/** One request after the other, so that the first ones have been answered. */
	const inTurn = { maxConcurrency: 1, maxRetries: 0 };

	it.each([false, true])('also while it was to wait for them: %p', async (waitForCompletion) => {
		const gcore = await open();
		gcore.plant({ status: 500, skip: 2 });
		const { error } = await runOn(
			gcore,
			creating({ waitForCompletion, options: inTurn }),
			items(5),
		);
		const ids = gcore.tasks.all().map(({ task_id }) => task_id);
		expect(ids).toHaveLength(2);
		expect(error?.description).toBe(
			`Gcore says: "Internal Server Error". ${LOOK_FIRST} This was item 2. ` +
				`2 tasks had been started before: ${ids.join(', ')}.`,
		);
		expect(gcore.count('POST', TASKS)).toBe(3);
	});

	it('of those that were under way too', async () => {
		const gcore = await open({ latencyMs: 100 });
		gcore.plant({ status: 422, skip: 2, times: 1 });
		const { error } = await runOn(gcore, creating(), items(5));
		const ids = gcore.tasks.all().map(({ task_id }) => task_id);
		expect(ids).toHaveLength(4);
		for (const id of ids) expect(error?.description).toContain(id);
	});

	it('a single one, and many', async () => {
		const gcore = await open();
		gcore.plant({ status: 500, skip: 1, times: 1 });
		const one = await runOn(gcore, creating({ options: inTurn }), items(2));
		expect(one.error?.description).toMatch(/ 1 task had been started before: [-0-9a-f]{36}\.$/);
		gcore.plant({ status: 500, skip: 25 });
		const many = await runOn(gcore, creating({ options: inTurn }), items(30));
		expect(many.error?.description).toMatch(
			/ 25 tasks had been started before: ([-0-9a-f]{36}, ){20}… \(Get Many lists all\)\.$/,
		);
	});

	it.each<[string, RegExp]>([
		['fail', /1 task had been started before: /],
		['slow', /1 task had been started before: /],
	])('when waiting for one is raised: %s', async (word, started) => {
		const gcore = await open({ taskMs: 50 });
		const { error } = await runOn(
			gcore,
			creating({
				url: `https://example.com/${word}.mp4`,
				waitForCompletion: true,
				outcomeHandling: 'fail',
				options: { pollInterval: 0.02, waitTimeout: 0.2 },
			}),
		);
		expect(error?.description).toMatch(started);
		expect(error?.description).toContain(gcore.tasks.all()[0].task_id);
	});
});

it('a task that was started is named when waiting for it goes wrong', async () => {
	const gcore = await open();
	gcore.plant({ status: 401, match: { method: 'GET' } });
	const { outputs, json } = await runOn(
		gcore,
		creating({ waitForCompletion: true }),
		[{ n: 0 }, { n: 1 }],
		{ onError: 'continueErrorOutput' },
	);
	expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, 2]);
	const told = json[4].map(({ details }) => (details as IDataObject).task_id);
	expect(told.sort()).toEqual(
		gcore.tasks
			.all()
			.map(({ task_id }) => task_id)
			.sort(),
	);
	expect(json[4][0].error).toBe('Gcore refused the API key (HTTP 401)');
});

it('On Error: Stop is not the Stop of Cancel on Stop: what was started goes on', async () => {
	const gcore = await open({ latencyMs: 100 });
	gcore.plant({ status: 422, skip: 2, times: 1 });
	const { error } = await runOn(
		gcore,
		creating({ waitForCompletion: true, options: { cancelOnStop: true } }),
		[{}, {}, {}, {}],
	);
	expect(gcore.tasks.size).toBe(3);
	for (const { task_id } of gcore.tasks.all()) expect(error?.description).toContain(task_id);
	await sleep(300);
	expect(gcore.requests.filter(({ path }) => path.endsWith('/cancel'))).toEqual([]);
});

it('a task whose file cannot be kept is named', async () => {
	const gcore = await open({ taskMs: 1 });
	const { BinaryDataService } = await import('n8n-core');
	const store = jest.spyOn(BinaryDataService.prototype, 'store');
	store.mockRejectedValue(new Error('No space is left'));
	const { json } = await runOn(
		gcore,
		creating({
			waitForCompletion: true,
			options: { subtitlesFormat: 'srt', pollInterval: 0.02 },
		}),
		[{}],
		{ onError: 'continueErrorOutput' },
	);
	store.mockRestore();
	expect(json[4]).toMatchObject([
		{ error: 'No space is left', details: { task_id: gcore.tasks.all()[0].task_id } },
	]);
});

it('the items that went well go on when others have failed', async () => {
	const gcore = await open();
	gcore.plant({ status: 500, skip: 1, times: 1 });
	const { outputs, json } = await runOn(
		gcore,
		creating({ options: { maxConcurrency: 1 } }),
		[{ n: 0 }, { n: 1 }, { n: 2 }],
		{ onError: 'continueErrorOutput' },
	);
	expect(outputs.map(pairs)).toEqual([[0, 2], [1]]);
	expect(json[1][0]).toMatchObject({ n: 1, error: expect.stringMatching(/HTTP 500/) });
	expect(json[0].map(({ task_id }) => task_id)).toEqual(
		gcore.tasks.all().map(({ task_id }) => task_id),
	);
});
