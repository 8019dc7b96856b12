import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { additionalData, nodeRun, runNode, toWorkflow } from '../engine';
import { triggerFile } from '../engine/activeTrigger';
import { KEY, TASKS } from '../standin/testing';
import { activate, gcore, ids, useTriggers, withCredential } from './triggers';

useTriggers();

describe('which ends are told', () => {
	const ends = () => {
		for (const status of ['SUCCESS', 'FAILURE', 'REVOKED']) {
			gcore.tasks.add({ task_id: status, status });
		}
	};

	test.each([
		[['succeeded'], ['SUCCESS']],
		[['failed'], ['FAILURE']],
		[['cancelled'], ['REVOKED']],
		[
			['cancelled', 'succeeded'],
			['SUCCESS', 'REVOKED'],
		],
		[[], []],
	])('events %j', async (events, told) => {
		const trigger = await activate({ parameters: { events } });
		ends();
		expect(ids(await trigger.poll())).toEqual(told);
		expect(gcore.count('GET', new RegExp(`${TASKS}/`))).toBe(told.length);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each<[IDataObject, string[]]>([
		[{ taskName: 'transcription' }, ['words']],
		[{ taskName: 'content-moderation' }, ['nsfw', 'sport']],
		[{ search: 'nsfw' }, ['nsfw']],
		[{ search: 'match.mp4', taskName: 'content-moderation' }, ['sport']],
	])('filters %j', async (filters, told) => {
		const trigger = await activate({ parameters: { filters: filters as INodeParameters } });
		const add = (task_id: string, task_data: IDataObject) =>
			gcore.tasks.add({ task_id, status: 'SUCCESS', task_data });
		add('words', {});
		add('nsfw', { category: 'nsfw' });
		add('sport', { category: 'sport', url: 'https://example.com/match.mp4' });
		expect(ids(await trigger.poll())).toEqual(told);
	});

	test.each(['success', 'STARTED', 'end'])(
		"a search for a status' name, '%s', is declined",
		async (search) => {
			await expect(activate({ parameters: { filters: { search } } })).rejects.toThrow(
				/'Search' is a part of the status/,
			);
			expect(gcore.stats.requests).toBe(0);
		},
	);

	test('an expression that reads an item is declined: a trigger has none', async () => {
		const filters = { search: '={{ $json.customer }}' };
		await expect(activate({ parameters: { filters } })).rejects.toThrow(
			/'Filters' holds an expression that n8n cannot evaluate/,
		);
		expect(gcore.stats.requests).toBe(0);
	});

	test('a task name that there is not is declined', async () => {
		await expect(activate({ parameters: { filters: { taskName: 'nsfw' } } })).rejects.toThrow(
			/'Task Name' is not one of content-moderation, transcription/,
		);
		expect(gcore.stats.requests).toBe(0);
	});
});

describe('items', () => {
	const getItem = async (taskId: string) =>
		(
			await runNode(
				{ parameters: { operation: 'get', taskId }, items: [{}] },
				withCredential({}).credential,
			)
		).json[0][0];

	test.each(['SUCCESS', 'FAILURE', 'REVOKED'])('of %s are those of Get', async (status) => {
		const trigger = await activate();
		gcore.tasks.add({ task_id: 't', status });
		const [item] = await trigger.poll();
		expect(item).toEqual(await getItem('t'));
		expect(Object.keys(item)).toEqual(Object.keys(await getItem('t')));
	});

	test('without results they cost no request, have the same keys, and an empty result', async () => {
		const trigger = await activate({ parameters: { includeResult: false } });
		gcore.tasks.add({ task_id: 't', status: 'SUCCESS' });
		const [item] = await trigger.poll();
		expect(gcore.stats.requests).toBe(1);
		const full = await getItem('t');
		expect(Object.keys(item).sort()).toEqual(Object.keys(full).sort());
		expect(item).toEqual({ ...full, result: null });
	});

	test('a task whose result is gone is told as the list has it', async () => {
		const trigger = await activate();
		gcore.tasks.add({ task_id: 't', status: 'SUCCESS' });
		gcore.plant({ match: { task: 't' }, status: 404 });
		expect(await trigger.poll()).toMatchObject([{ task_id: 't', succeeded: true, result: null }]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('what a person must act upon is said', () => {
	test.each<[number, RegExp, RegExp]>([
		[401, /Gcore refused the API key \(HTTP 401\)/, /paste a valid token/],
		[403, /is not allowed to use Streaming AI \(HTTP 403\)/, /access to Streaming/],
		[422, /Streaming AI is not enabled for the account \(HTTP 422\)/, /Ask Gcore support/],
	])('%i', async (status, message, description) => {
		const trigger = await activate();
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
		const planted = gcore.plant({ status });
		expect(await trigger.poll()).toEqual([]);
		expect(gcore.stats.requests).toBe(1);
		expect(trigger.errors).toHaveLength(1);
		expect(trigger.errors[0]).toMatchObject({
			message: expect.stringMatching(message) as unknown,
			description: expect.stringMatching(description) as unknown,
			httpCode: String(status),
		});
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['a']);
		await expect(activateRefused(status)).rejects.toThrow(message);
	});

	const activateRefused = async (status: number) => {
		gcore.plant({ status });
		return await activate();
	};
});

describe('Fetch Test Event', () => {
	const STATE = { 'node:Trigger': { state: 'kept' } };

	/** Runs the trigger by hand in the editor. */
	const fetchTestEvent = async (parameters: INodeParameters = {}) => {
		const file = { ...triggerFile(parameters), staticData: structuredClone(STATE) };
		const workflow = await toWorkflow(file);
		const engine = new WorkflowExecute(
			await additionalData(withCredential({}).credential, 'manual', file),
			'manual',
		);
		const run = await engine.run({ workflow, startNode: workflow.getNode('Trigger')! });
		expect(workflow.staticData).toEqual(STATE);
		expect(workflow.staticData.__dataChanged).not.toBe(true);
		return nodeRun(run, 'Trigger');
	};

	test('gives the newest end that matches, and touches no state', async () => {
		for (const [task_id, status] of Object.entries({ a: 'SUCCESS', b: 'FAILURE', c: 'REVOKED' })) {
			gcore.tasks.add({
				task_id,
				status,
				processing_time: {
					started_at: '2026-01-01T00:00:00Z',
					completed_at: `2026-01-01T00:00:0${'abc'.indexOf(task_id)}Z`,
				},
			});
		}
		gcore.tasks.add({ task_id: 'open' });
		expect(ids((await fetchTestEvent()).json[0])).toEqual(['c']);
		const [[item]] = (await fetchTestEvent({ events: ['failed', 'succeeded'] })).json;
		expect(item).toMatchObject({ task_id: 'b', result: { error: expect.any(String) as unknown } });
		const bare = await fetchTestEvent({ events: ['succeeded'], includeResult: false });
		expect(bare.json[0]).toMatchObject([{ task_id: 'a', result: null }]);
	});

	test('gives it as the list has it when its result is gone', async () => {
		gcore.tasks.add({ task_id: 't', status: 'SUCCESS' });
		gcore.plant({ match: { task: 't' }, status: 404 });
		expect((await fetchTestEvent()).json[0]).toMatchObject([{ task_id: 't', result: null }]);
	});

	test('says so where there is none', async () => {
		gcore.tasks.add({ task_id: 'open' });
		const { error } = await fetchTestEvent();
		expect(error).toMatchObject({
			message: 'No matching task has ended yet',
			description: expect.stringMatching(/^Start a task/) as unknown,
		});
	});
});

test('the key stands in no item, state or message', async () => {
	const trigger = await activate();
	gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
	const items = await trigger.poll();
	gcore.plant({ status: 401, body: { error: 'Token is invalid or expired' } });
	await trigger.poll();
	expect(items).toHaveLength(1);
	expect(trigger.errors).toHaveLength(1);
	expect(trigger.data).toMatchObject({
		'node:Trigger': { state: { key: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown } },
	});
	const all = JSON.stringify([items, trigger.saved, trigger.data, trigger.errors]);
	expect(all).not.toContain(KEY);
	expect(all).not.toContain(KEY.split('$')[1]);
});
