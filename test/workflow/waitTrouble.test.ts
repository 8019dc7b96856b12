import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { cancelPath, pairs, runOn, seconds, statusOf, taskPath, until } from './operations';

afterEach(closeAll);

const waitFor = (options: INodeParameters = {}): INodeParameters => ({
	operation: 'wait',
	options: { pollInterval: 0.01, waitTimeout: 60, ...options },
});

const TIMED_OUT = 3;

describe('trouble that may pass is ridden out', () => {
	it.each<[string, Fault]>([
		['429', { status: 429, headers: { 'retry-after': '0' } }],
		['408', { status: 408 }],
		['409', { status: 409 }],
		['500', { status: 500 }],
		['502 as a page', { status: 502 }],
		['200 as a page', { status: 200, body: '<html>Please log in</html>' }],
		['an answer without a status', { status: 200, body: {} }],
		['a status that is no text', { status: 200, body: { status: 7 } }],
		['a reset', { kind: 'resetBefore' }],
		['half an answer', { kind: 'truncate' }],
	])('%s', async (_name, fault) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		gcore.plant({ times: 3, ...fault });
		const { json, error } = await runOn(gcore, waitFor(), [{ task_id: 'a' }]);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject([{ task_id: 'a', outcome: 'succeeded' }]);
		expect(gcore.count('GET', taskPath('a'))).toBe(4);
	});

	it('an answer that never comes', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		gcore.plant({ times: 1, kind: 'hang' });
		const { json } = await runOn(gcore, waitFor({ requestTimeout: 1 }), [{ task_id: 'a' }]);
		expect(json[0]).toMatchObject([{ task_id: 'a' }]);
		expect(gcore.stats.requests).toBe(2);
	});

	it('until the time is over; then the item tells of it', async () => {
		const gcore = await open();
		gcore.plant({ status: 503, match: { task: 'a' } });
		const { json, outputs } = await runOn(gcore, waitFor({ waitTimeout: 0.05 }), [
			{ task_id: 'a' },
		]);
		expect(pairs(outputs[TIMED_OUT])).toEqual([0]);
		expect(json[TIMED_OUT][0]).toMatchObject({
			task_id: 'a',
			status: null,
			progress: null,
			message:
				'The task had not ended after 0.05 seconds. Gcore could not handle the request (HTTP 503)',
		});
	});

	it('a server that asks for an hour is asked once, and the item tells until when', async () => {
		const gcore = await open();
		gcore.plant({ status: 429, headers: { 'retry-after': '3600' }, match: { task: 'a' } });
		const { json } = await runOn(gcore, waitFor({ waitTimeout: 0.1 }), [{ task_id: 'a' }]);
		expect(json[TIMED_OUT][0].message).toMatch(
			/after 0\.1 seconds\. Gcore received too many requests, and asks not to come back before \S+ \S+ UTC \(HTTP 429\)$/,
		);
		expect(gcore.stats.requests).toBe(1);
	});

	it('and when it has passed, a later time-out does not tell of it', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		gcore.plant({ times: 1, status: 503 });
		const { json } = await runOn(gcore, waitFor({ waitTimeout: 0.2 }), [{ task_id: 'a' }]);
		expect(json[TIMED_OUT][0].message).toBe('The task had not ended after 0.2 seconds');
	});
});

describe('a task whose look hangs', () => {
	it('leaves soon after its time, and does not hold up the others', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'ends', status: 'SUCCESS' });
		gcore.plant({ kind: 'hang', match: { task: 'hangs' } });
		const from = performance.now();
		const { outputs, json } = await runOn(gcore, waitFor({ waitTimeout: 0.5 }), [
			{ task_id: 'hangs' },
			{ task_id: 'ends' },
		]);
		// The request itself may take 30 seconds.
		expect(seconds(from)).toBeLessThan(10);
		expect(outputs.map(pairs)).toEqual([[1], [], [], [0]]);
		expect(json[TIMED_OUT][0]).toMatchObject({ task_id: 'hangs', status: null });
	});

	it('is not looked at again before that has ended', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'short' });
		gcore.tasks.add({ task_id: 'long', status: 'SUCCESS' });
		gcore.plant({ kind: 'hang', times: 1, match: { task: 'long' } });
		const { outputs } = await runOn(
			gcore,
			waitFor({ requestTimeout: 1.5, waitTimeout: '={{ $json.time }}' }),
			[
				{ task_id: 'short', time: 0.2 },
				{ task_id: 'long', time: 60 },
			],
		);
		expect(outputs.map(pairs)).toEqual([[1], [], [], [0]]);
		expect(gcore.count('GET', taskPath('long'))).toBe(2);
	});
});

describe('what cannot pass is raised', () => {
	it.each<[number, RegExp]>([
		[401, /^Gcore refused the API key \(HTTP 401\)$/],
		[403, /^The API key is not allowed to use Streaming AI \(HTTP 403\)$/],
		[404, /^Gcore does not know the task 'a'$/],
		[405, /^The address does not take this call \(HTTP 405\)$/],
		[422, /^Streaming AI is not enabled for the account \(HTTP 422\)$/],
	])('%i', async (status, message) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		gcore.plant({ status, skip: 2, match: { task: 'a' } });
		const { error } = await runOn(gcore, waitFor(), [{ task_id: 'a' }]);
		expect(error?.message).toMatch(message);
		expect(error?.httpCode).toBe(String(status));
		expect(gcore.stats.requests).toBe(3);
	});

	it('for its item alone, while the others are waited for', async () => {
		const gcore = await open({ taskMs: 200 });
		const { task_id } = gcore.tasks.create({ task_name: 'transcription', url: 'https://a.b/c' });
		const { outputs, json } = await runOn(gcore, waitFor(), [{ task_id: 'gone' }, { task_id }], {
			onError: 'continueErrorOutput',
		});
		expect(outputs.map(pairs)).toEqual([[1], [], [], [], [0]]);
		expect(json[4][0]).toMatchObject({ details: { httpCode: '404' } });
	});
});

describe('Cancel on Timeout', () => {
	const overdue = (parameters: INodeParameters = {}) =>
		waitFor({ waitTimeout: 0.05, cancelOnTimeout: true, maxRetries: 0, ...parameters });

	it('cancels the task at Gcore, and the item says so', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', progress: 40 });
		const { json } = await runOn(gcore, overdue(), [{ task_id: 'a' }]);
		expect(json[TIMED_OUT]).toEqual([
			{
				task_id: 'a',
				outcome: 'timedOut',
				status: 'REVOKED',
				progress: 40,
				cancelled: true,
				message: 'The task had not ended after 0.05 seconds',
			},
		]);
		expect(statusOf(gcore, 'a')).toBe('REVOKED');
	});

	it('is off by default', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		await runOn(gcore, waitFor({ waitTimeout: 0.05 }), [{ task_id: 'a' }]);
		expect(statusOf(gcore, 'a')).toBe('STARTED');
		expect(gcore.count('POST')).toBe(0);
	});

	it('tells of a task that ends at the last moment that it has succeeded', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const unfinished = { ...gcore.tasks.get('a'), status: 'STARTED', result: null };
		const looks = gcore.plant({ match: { method: 'GET' }, body: unfinished });
		// What the cancel call refuses, the next look shows.
		gcore.plant({ match: { method: 'POST' }, delayMs: 50 });
		const run = runOn(gcore, overdue(), [{ task_id: 'a' }]);
		await until(() => gcore.count('POST') === 1);
		looks.remove();
		const { json, outputs } = await run;
		expect(outputs.map(pairs)).toEqual([[0], [], [], []]);
		expect(json[0][0]).toMatchObject({ outcome: 'succeeded', result: { speech_detected: true } });
		expect(gcore.count('POST', cancelPath('a'))).toBe(1);
	});

	it('tells how a task has ended whose result cannot be read any more', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a', progress: 90 });
		const said = 'Cannot cancel task because it is already in status SUCCESS.';
		gcore.plant({ match: { method: 'POST' }, status: 412, body: { error: said } });
		gcore.plant({ match: { method: 'GET' }, status: 503, skip: 2 });
		const { json, error } = await runOn(gcore, overdue({ pollInterval: 60, maxRetries: 1 }), [
			{ task_id: 'a' },
		]);
		expect(error).toBeUndefined();
		expect(json[TIMED_OUT]).toEqual([
			{
				task_id: 'a',
				outcome: 'timedOut',
				status: 'SUCCESS',
				progress: 90,
				cancelled: false,
				message:
					'The task had not ended after 0.05 seconds. It has ended as SUCCESS since. ' +
					'Its result could not be read: Gcore could not handle the request (HTTP 503), after 2 tries',
			},
		]);
		// Two looks in time; the one that matters is tried as often as the user has set.
		expect(gcore.count('GET')).toBe(4);
	});

	it('says nothing of an end that Gcore has not named', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		gcore.plant({ match: { method: 'POST' }, status: 412, body: { error: 'Cannot cancel' } });
		gcore.plant({ match: { method: 'GET' }, status: 503, skip: 2 });
		const options = { pollInterval: 60, maxRetries: 0 };
		const { json } = await runOn(gcore, overdue(options), [{ task_id: 'a' }]);
		expect(json[TIMED_OUT]).toMatchObject([
			{
				status: 'STARTED',
				message:
					'The task had not ended after 0.05 seconds. ' +
					'Gcore could not handle the request (HTTP 503)',
			},
		]);
	});

	it('raises what the last look of such a task brings', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		gcore.plant({ match: { method: 'POST' }, status: 412, body: { error: 'In status SUCCESS' } });
		gcore.plant({ match: { method: 'GET' }, status: 401, skip: 2 });
		const options = { waitTimeout: 0.05, pollInterval: 60, cancelOnTimeout: true };
		const { error } = await runOn(gcore, waitFor(options), [{ task_id: 'a' }]);
		expect(error?.message).toBe('Gcore refused the API key (HTTP 401)');
		expect(gcore.count('GET')).toBe(3);
	});

	it.each<[string, Fault, string]>([
		['gone', { status: 404 }, 'Task not found'],
		['not enabled', { status: 422 }, 'Feature is disabled. Contact support to enable.'],
		['too busy', { status: 500 }, 'Gcore could not handle the request (HTTP 500)'],
		['cut', { kind: 'resetBefore' }, 'The connection to Gcore was cut before an answer came'],
	])('that does not work (%s) costs no item', async (_name, fault, why) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'a' });
		gcore.plant({ match: { path: cancelPath('a') }, ...fault });
		const { json, error } = await runOn(gcore, overdue(), [{ task_id: 'a' }]);
		expect(error).toBeUndefined();
		expect(json[TIMED_OUT]).toMatchObject([
			{
				task_id: 'a',
				status: 'STARTED',
				cancelled: false,
				message: `The task had not ended after 0.05 seconds. It could not be cancelled: ${why}`,
			},
		]);
	});
});

it('a task that ended in time succeeds, though another is looked at for long', async () => {
	const gcore = await open();
	for (const task_id of ['a', 'b']) gcore.tasks.add({ task_id });
	const said = 'Cannot cancel task because it is already in status SUCCESS.';
	gcore.plant({ match: { method: 'POST', task: 'a' }, status: 412, body: { error: said } });
	gcore.plant({ match: { method: 'GET', task: 'a' }, status: 503 });
	const parameters = {
		operation: 'wait',
		options: {
			waitTimeout: '={{ $json.seconds }}',
			cancelOnTimeout: '={{ $json.task_id === "a" }}',
			maxRetries: 4,
		},
	};
	const running = runOn(gcore, parameters, [
		{ task_id: 'a', seconds: 0.3 },
		{ task_id: 'b', seconds: 3 },
	]);
	await until(() => gcore.count('GET') === 2);
	gcore.tasks.finish('b', 'SUCCESS');
	const { json } = await running;
	expect(json[0].map(({ task_id }) => task_id)).toEqual(['b']);
});
