import { WorkflowExecute } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { additionalData, nodeRun, toWorkflow } from '../engine';
import { triggerFile } from '../engine/activeTrigger';
import { outside } from '../engine/outside';
import { TASKS } from '../standin/testing';
import { credentialOf } from './operations';
import { activate, gcore, ids, useTriggers } from './triggers';

useTriggers();

describe('Events as an expression', () => {
	/** What "Fetch Test Event" shows. */
	async function byHand(events: string) {
		const file = triggerFile({ events });
		const workflow = await toWorkflow(file);
		const data = await additionalData(credentialOf(gcore), 'manual', file);
		const engine = new WorkflowExecute(data, 'manual');
		return nodeRun(
			await engine.run({ workflow, startNode: workflow.getNode('Trigger')! }),
			'Trigger',
		);
	}

	it('that gives one end is taken as a list of one', async () => {
		gcore.tasks.add({ task_id: 'before', status: 'FAILURE' });
		gcore.tasks.add({ task_id: 'open' });
		const events = '={{ "failed" }}';
		expect(ids((await byHand(events)).json[0])).toEqual(['before']);
		const trigger = await activate({ parameters: { events } });
		gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
		gcore.tasks.add({ task_id: 'bad', status: 'FAILURE' });
		expect(ids(await trigger.poll())).toEqual(['bad']);
	});

	it.each([
		'={{ undefined }}',
		'={{ null }}',
		'={{ \'["failed"]\' }}',
		'={{ "failed,cancelled" }}',
		'={{ ["success"] }}',
	])('that gives something else is told, when activated and by hand: %s', async (events) => {
		const message = "'Events' is not one of cancelled, failed, succeeded";
		await expect(activate({ parameters: { events } })).rejects.toThrow(message);
		expect((await byHand(events)).error).toMatchObject({
			message,
			description: expect.stringMatching(/^Choose from its list/),
		});
		expect(gcore.stats.requests).toBe(0);
	});
});

it('a server that asks for an hour is told once and not asked before; then nothing is lost', async () => {
	const trigger = await activate();
	gcore.plant({ times: 1, status: 429, headers: { 'retry-after': '3600' } });
	const now = Date.now();
	expect(await trigger.poll()).toEqual([]);
	const message = expect.stringMatching(
		/, and asks not to come back before \S+ \S+ UTC \(HTTP 429\)$/,
	);
	expect(trigger.errors).toMatchObject([
		{ message, description: expect.stringMatching(/^Try again then\./) },
	]);
	gcore.tasks.add({ task_id: 'a', status: 'SUCCESS' });
	const { requests } = gcore.stats;
	const clock = jest.spyOn(outside.Date, 'now').mockReturnValue(now + 3_599_000);
	expect(await trigger.poll()).toEqual([]);
	expect(gcore.stats.requests).toBe(requests);
	expect(trigger.errors).toHaveLength(1);
	clock.mockReturnValue(now + 3_601_000);
	expect(ids(await trigger.poll())).toEqual(['a']);
});

describe('one task that Gcore will not show', () => {
	it.each<[number, IDataObject]>([
		[400, { error: 'Bad Request' }],
		[404, { detail: 'Not found.' }],
		[410, { error: 'Gone' }],
	])('does not hold up the others, and is told as the list has it: %i %j', async (status, body) => {
		const trigger = await activate();
		gcore.tasks.add({ task_id: 'bad', status: 'SUCCESS' });
		gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
		gcore.plant({ match: { task: 'bad' }, status, body });
		const told = await trigger.poll();
		expect(ids(told)).toEqual(['bad', 'good']);
		expect(told[0]).toMatchObject({ succeeded: true, result: null });
		expect(await trigger.poll()).toEqual([]);
	});

	it('any more is left out, however it says so', async () => {
		const trigger = await activate();
		gcore.tasks.add({ task_id: 'vanishing' });
		await trigger.poll();
		gcore.tasks.clear();
		gcore.plant({ match: { task: 'vanishing' }, status: 404, body: { detail: 'Not found.' } });
		gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
		expect(ids(await trigger.poll())).toEqual(['good']);
		expect(await trigger.poll()).toEqual([]);
	});
});

test('rows whose fields have other types than Gcore gives them hold up nothing', async () => {
	const trigger = await activate();
	const odd = [null, 5, { toString: 1 }, ['a']];
	const list = odd.map((value, n) => ({
		task_id: ['__proto__', 'constructor', '\ud800', 'plain'][n],
		status: 'SUCCESS',
		task_data: value,
		processing_time: { started_at: value, completed_at: value },
	}));
	const results = [...list, ...odd.map((status, n) => ({ task_id: `odd${n}`, status }))];
	const planted = gcore.plant({
		match: { path: TASKS },
		status: 200,
		body: { count: results.length, results },
	});
	const told = ids(await trigger.poll());
	expect(told).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'plain']));
	planted.remove();
	gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
	expect(ids(await trigger.poll())).toEqual(['good']);
	expect(trigger.errors).toEqual([]);
});
