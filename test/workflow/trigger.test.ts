import type { ActiveTrigger, TriggerSetup } from '../engine/activeTrigger';
import type { Fault } from '../standin/faults';
import { closeAll, KEY, TASKS } from '../standin/testing';
import { activate, add, gcore, ids, openGcore, useTriggers } from './triggers';

useTriggers();

/** n8n ends, and starts again from what it has saved. */
const restart = async (trigger: ActiveTrigger, setup: Partial<TriggerSetup> = {}) => {
	await trigger.deactivate();
	return await activate({ mode: 'init', saved: trigger.saved, ...setup });
};

describe('the life of a trigger', () => {
	test('what had ended at activation is not told, each later end once', async () => {
		add('old', 'SUCCESS');
		add('open');
		const trigger = await activate();
		expect(trigger.started).toEqual([]);
		expect(await trigger.poll()).toEqual([]);

		gcore.tasks.finish('open', 'FAILURE');
		add('short', 'REVOKED');
		expect(ids(await trigger.poll())).toEqual(['open', 'short']);
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.errors).toEqual([]);
	});

	test('what a poll asks for, and a told end beside it', async () => {
		for (let more = 0; more < 250; more++) add(`old${more}`, 'SUCCESS');
		for (let more = 0; more < 5; more++) add(`open${more}`);
		const trigger = await activate();
		await trigger.poll();
		expect(gcore.requests.map(({ query }) => query)).toEqual(
			['RECEIVED', 'PENDING', 'STARTED', 'SUCCESS', 'FAILURE', 'REVOKED'].map((status) => ({
				status,
				page: '1',
				limit: '100',
			})),
		);
		gcore.tasks.finish('open2', 'SUCCESS');
		gcore.clearLog();
		expect(ids(await trigger.poll())).toEqual(['open2']);
		expect(gcore.requests).toHaveLength(7);
		expect(gcore.requests[6].path).toBe(`${TASKS}/open2`);
	});

	test('with all tasks on one page that page is enough', async () => {
		add('old', 'SUCCESS');
		add('open');
		const trigger = await activate();
		await trigger.poll();
		expect(gcore.requests.map(({ query }) => query)).toEqual([{ page: '1', limit: '100' }]);
	});

	test.each<[string, Partial<TriggerSetup>]>([
		['two nodes of a workflow', { nodeId: 'other' }],
		['two nodes of a workflow that have one ID', { nodeName: 'Other' }],
		['a workflow and its copy', { workflowId: 'other' }],
	])('%s poll side by side', async (_, other) => {
		const one = await activate();
		const two = await activate(other);
		add('a', 'SUCCESS');
		gcore.plant({ times: 1, delayMs: 200 });
		one.tick();
		expect(ids(await two.poll())).toEqual(['a']);
		await one.settled();
		expect(ids(one.started.flat())).toEqual(['a']);
	});

	test('polls that overlap tell an end once', async () => {
		const trigger = await activate();
		add('a', 'SUCCESS');
		const slow = gcore.plant({ times: 1, delayMs: 200 });
		trigger.tick();
		trigger.tick();
		trigger.tick();
		await trigger.settled();
		expect(slow.used).toBe(1);
		expect(gcore.requests.map(({ path }) => path)).toEqual([TASKS, `${TASKS}/a`]);
		expect(ids(trigger.started.flat())).toEqual(['a']);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('a restart of n8n', () => {
	test('tells nothing twice and loses nothing', async () => {
		add('open');
		add('slow');
		let trigger = await activate();
		gcore.tasks.finish('open', 'SUCCESS');
		expect(ids(await trigger.poll())).toEqual(['open']);
		trigger = await restart(trigger);
		expect(trigger.started).toEqual([]);

		await trigger.deactivate();
		gcore.tasks.finish('slow', 'SUCCESS');
		for (let more = 0; more < 150; more++) add(`new${more}`, 'SUCCESS');
		trigger = await restart(trigger);
		const told = ids(trigger.started.flat());
		expect(told).toHaveLength(151);
		expect(new Set(told).size).toBe(151);
		expect(await trigger.poll()).toEqual([]);
	});

	test('from a state that is older than the last polls, which n8n has not saved', async () => {
		let trigger = await activate({ parameters: { events: ['failed'] } });
		const { saved } = trigger;
		add('unwanted', 'SUCCESS');
		add('open');
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.saved).toBe(saved);
		await trigger.deactivate();
		gcore.tasks.finish('open', 'FAILURE');
		trigger = await restart(trigger, { parameters: { events: ['failed'] } });
		expect(ids(trigger.started.flat())).toEqual(['open']);
		expect(trigger.saved).not.toBe(saved);
	});

	test.each<[string, unknown]>([
		['of an unknown shape', { version: 1, scope: '?', top: 'a' }],
		['that is no object', 'state'],
	])('with a state %s it starts afresh', async (_, state) => {
		add('old', 'SUCCESS');
		const saved = JSON.stringify({ 'node:Trigger': { state } });
		const trigger = await activate({ mode: 'init', saved });
		expect(trigger.started).toEqual([]);
		add('new', 'SUCCESS');
		expect(ids(await trigger.poll())).toEqual(['new']);
	});
});

describe('a change by the user', () => {
	test('switched off and on again: what ended meanwhile is not told', async () => {
		add('open');
		let trigger = await activate();
		await trigger.deactivate();
		add('meanwhile', 'SUCCESS');
		gcore.tasks.finish('open', 'SUCCESS');
		trigger = await restart(trigger, { mode: 'activate' });
		expect(trigger.started).toEqual([]);
		add('new', 'SUCCESS');
		expect(ids(await trigger.poll())).toEqual(['new']);
	});

	test('a saved change of the workflow loses nothing', async () => {
		let trigger = await activate();
		add('meanwhile', 'SUCCESS');
		trigger = await restart(trigger, { mode: 'update' });
		expect(ids(trigger.started.flat())).toEqual(['meanwhile']);
	});

	test('a changed filter starts afresh', async () => {
		let trigger = await activate();
		add('meanwhile', 'SUCCESS');
		trigger = await restart(trigger, { parameters: { filters: { taskName: 'transcription' } } });
		expect(trigger.started).toEqual([]);
		add('new', 'SUCCESS');
		expect(ids(await trigger.poll())).toEqual(['new']);
	});

	test('another address starts afresh, also with the same key', async () => {
		const trigger = await activate();
		await openGcore();
		add('elsewhere', 'SUCCESS');
		const moved = await restart(trigger);
		expect(moved.started).toEqual([]);
		add('new', 'SUCCESS');
		expect(ids(await moved.poll())).toEqual(['new']);
	});

	test('the key of another account in the same credential starts afresh', async () => {
		await closeAll();
		await openGcore({ accounts: { [KEY]: {}, other$key: {} } });
		add('one', 'SUCCESS');
		const trigger = await activate();
		for (const task_id of ['x', 'y']) {
			gcore.account('other$key').tasks.add({ task_id, status: 'SUCCESS' });
		}
		const credential = { apiKey: 'other$key', baseUrl: gcore.url };
		const other = await restart(trigger, { credential });
		expect(other.started).toEqual([]);
		gcore.account('other$key').tasks.add({ task_id: 'z', status: 'SUCCESS' });
		expect(ids(await other.poll())).toEqual(['z']);
	});

	test.each([
		[300, 0],
		[100, 400],
	])(
		'a poll under way when the workflow is activated anew leaves its ends to the new one (%i, %i ms)',
		async (old, anew) => {
			const before = await activate();
			add('a', 'SUCCESS');
			for (const delayMs of [old, anew]) gcore.plant({ times: 1, delayMs });
			before.tick();
			const after = await activate({ mode: 'update', saved: before.saved });
			await before.settled();
			expect(before.started).toEqual([]);
			expect(ids(after.started.flat())).toEqual(['a']);
			expect(await after.poll()).toEqual([]);
		},
	);
});

describe('an outage', () => {
	const list = { method: 'GET', path: TASKS };

	test.each<[string, Fault, RegExp]>([
		['503', { status: 503 }, /could not handle/],
		['500 with a page of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }, /502/],
		['429', { status: 429 }, /too many requests/],
		['cut connections', { kind: 'resetBefore' }, /cut before an answer/],
		['no answer', { kind: 'hang' }, /did not answer in time/],
		['no JSON', { status: 200, body: 'hello' }, /not in the form/],
	])('%s: nothing is lost, and the state stays', async (_, fault, message) => {
		// Requests of one second share their time-out, so it must be longer than that.
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		jest
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((ms) => timeout(ms === 31_000 ? 1100 : ms));
		const trigger = await activate();
		add('a', 'SUCCESS');
		const { data } = trigger;
		const planted = gcore.plant({ match: list, ...fault });
		expect(await trigger.poll()).toEqual([]);
		expect(planted.used).toBe(3);
		expect(trigger.errors.map((error) => error.message)).toEqual([expect.stringMatching(message)]);
		expect(trigger.errors[0]).toMatchObject({
			description: expect.stringMatching(/^Try again in a minute/) as unknown,
		});
		expect(trigger.data).toEqual(data);
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['a']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('one task that cannot be read is told later, the others now', async () => {
		const trigger = await activate();
		for (const id of ['a', 'b', 'c']) add(id, 'SUCCESS');
		const planted = gcore.plant({ match: { task: 'b' }, status: 500 });
		expect(ids(await trigger.poll())).toEqual(['a', 'c']);
		expect(trigger.errors).toEqual([]);
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['b']);
	});

	test('a key that is refused at the first task is said, and the state stays', async () => {
		const trigger = await activate();
		add('a', 'SUCCESS');
		const { data } = trigger;
		const planted = gcore.plant({ match: { task: 'a' }, status: 401 });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.errors).toMatchObject([{ httpCode: '401' }]);
		expect(trigger.data).toEqual(data);
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['a']);
	});
});
