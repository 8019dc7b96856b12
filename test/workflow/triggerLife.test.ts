import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';

import type { ActiveTrigger, TriggerSetup } from '../engine/activeTrigger';
import { DurableTrigger, type DurableSetup } from '../engine/durableTrigger';
import type { Fault } from '../standin/faults';
import { closeAll, KEY, TASKS } from '../standin/testing';
import { activate, add, gcore, ids, openGcore, useTriggers, withCredential } from './triggers';

useTriggers();

/** Activates it, which n8n does not manage. @returns the static data that it has saved all the same */
const refused = async (setup: Partial<TriggerSetup>, message: RegExp) => {
	const reason = await activate(setup).then(
		() => undefined,
		(error: Error & { saved: string }) => error,
	);
	expect(reason?.message).toMatch(message);
	return reason!.saved;
};

/** The durable scheduler after an activation. */
const durable = (trigger: ActiveTrigger, setup: Partial<DurableSetup> = {}) =>
	new DurableTrigger(withCredential({ saved: trigger.saved, ...setup }));

const end = (task_id: string, status = 'SUCCESS') => add(task_id, status);

const outage = (fault: Fault = { status: 503 }) => gcore.plant(fault);

describe('passing trouble in the first poll', () => {
	test.each(['init', 'leadershipChange', 'update'] as const)(
		'%s: the trigger goes on, and tells later what has ended',
		async (mode) => {
			const before = await activate();
			await before.deactivate();
			end('meanwhile');
			const planted = outage();
			const trigger = await activate({ mode, saved: before.saved });
			planted.remove();
			expect(trigger.started).toEqual([]);
			expect(ids(await trigger.poll())).toEqual(['meanwhile']);
			expect(await trigger.poll()).toEqual([]);
			expect(trigger.errors).toEqual([]);
		},
	);

	test.each<[string, Fault]>([
		['429', { status: 429 }],
		['a cut connection', { kind: 'resetBefore' }],
		['a page of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }],
	])('%s is such', async (_, fault) => {
		const planted = outage(fault);
		const trigger = await activate();
		planted.remove();
		expect(await trigger.poll()).toEqual([]);
		end('new');
		expect(ids(await trigger.poll())).toEqual(['new']);
	});

	test('the second poll tells of it', async () => {
		outage();
		const trigger = await activate();
		await trigger.poll();
		expect(trigger.errors).toHaveLength(1);
	});

	test('what a person must act upon refuses the activation', async () => {
		for (const status of [401, 403, 422]) {
			const planted = outage({ status });
			await refused({ mode: 'init' }, new RegExp(`HTTP ${status}`));
			planted.remove();
		}
		await refused({ parameters: { filters: { search: 'SUCCESS' } } }, /'Search' is a part/);
	});
});

test('what version 0.1 has saved goes on to work', async () => {
	for (const id of ['old', 'told']) end(id);
	gcore.tasks.add({ task_id: 'open' });
	gcore.tasks.finish('open', 'FAILURE');
	end('new');
	const state = {
		version: 1,
		scope: JSON.stringify([gcore.url, {}]),
		key: createHash('sha256').update(KEY).digest('hex').slice(0, 8),
		events: ['succeeded', 'failed', 'cancelled'],
		anchors: ['told', 'old'],
		settled: [],
		crowded: false,
		open: { open: Math.floor(Date.now() / 86_400_000) },
		count: 3,
		whole: true,
	};
	const saved = JSON.stringify({ 'node:Trigger': { state } });
	const trigger = await activate({ mode: 'init', saved });
	expect(ids(trigger.started.flat())).toEqual(['open', 'new']);
	expect(await trigger.poll()).toEqual([]);
});

describe('switched off, then on while Gcore cannot be reached', () => {
	const switchedOff = async () => {
		gcore.tasks.add({ task_id: 'open' });
		const trigger = await activate();
		await trigger.deactivate();
		gcore.tasks.finish('open', 'SUCCESS');
		end('meanwhile');
		return trigger.saved;
	};

	/** Nothing that ended while it was off is told; what ends from now on is. */
	const expectFresh = async (trigger: ActiveTrigger) => {
		expect(trigger.started).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		end('new');
		expect(ids(await trigger.poll())).toEqual(['new']);
	};

	test('the backlog is not told', async () => {
		const saved = await switchedOff();
		const planted = outage();
		const trigger = await activate({ saved });
		planted.remove();
		await expectFresh(trigger);
	});

	test.each(['init', 'update'] as const)('nor after a further %s', async (mode) => {
		const saved = await switchedOff();
		const planted = outage();
		const trigger = await activate({ saved });
		await trigger.deactivate();
		planted.remove();
		await expectFresh(await activate({ saved: trigger.saved, mode }));
	});

	test.each<[string, Partial<TriggerSetup>, RegExp]>([
		['the key is refused', {}, /401/],
		['a field is wrong', { parameters: { events: 'end' } }, /'Events'/],
	])('nor by a retry with another mode, where %s', async (_, setup, message) => {
		let saved = await switchedOff();
		const planted = outage({ status: 401 });
		saved = await refused({ saved, ...setup }, message);
		planted.remove();
		await expectFresh(await activate({ saved, mode: 'update' }));
	});
});

describe('the durable scheduler', () => {
	test('tells from poll to poll, though it saves no poll without news', async () => {
		const trigger = durable(await activate());
		const { saved } = trigger;
		for (const id of ['a', 'b']) {
			expect(await trigger.poll()).toEqual([]);
			end(id);
			expect(ids(await trigger.poll())).toEqual([id]);
		}
		expect(trigger.saved).not.toBe(saved);
		expect(await trigger.poll()).toEqual([]);
	});

	test('what is not asked for does not make polls longer and longer', async () => {
		const parameters = { events: ['failed'] };
		const trigger = durable(await activate({ parameters }), { parameters });
		for (let round = 0; round < 12; round++) {
			for (let more = 0; more < 100; more++) end(`${round}-${more}`);
			gcore.clearLog();
			expect(await trigger.poll()).toEqual([]);
			expect(gcore.stats.requests).toBeLessThanOrEqual(6);
		}
		end('bad', 'FAILURE');
		expect(ids(await trigger.poll())).toEqual(['bad']);
	});

	test.each([false, true])('a poll within the activation (cursors: %s)', async (cursors) => {
		gcore.plant({ times: 1, delayMs: 300 });
		const activating = activate();
		while (gcore.stats.requests === 0) await sleep(5);
		const trigger = new DurableTrigger(withCredential({ saved: '{}', cursors }));
		expect(await trigger.poll()).toEqual([]);
		await activating;
		end('a');
		expect(ids(await trigger.poll())).toEqual(['a']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('another address while it is active', async () => {
		const { saved } = await activate();
		await openGcore();
		end('elsewhere');
		const trigger = new DurableTrigger(withCredential({ saved }));
		expect(await trigger.poll()).toEqual([]);
		end('new');
		expect(ids(await trigger.poll())).toEqual(['new']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('another account while it is active', async () => {
		await closeAll();
		await openGcore({ accounts: { [KEY]: {}, other$key: {} } });
		end('one');
		const { saved } = await activate();
		const { tasks } = gcore.account('other$key');
		tasks.add({ task_id: 'x', status: 'SUCCESS' });
		const credential = { apiKey: 'other$key', baseUrl: gcore.url };
		const trigger = new DurableTrigger({ credential, saved });
		expect(await trigger.poll()).toEqual([]);
		tasks.add({ task_id: 'y', status: 'SUCCESS' });
		expect(ids(await trigger.poll())).toEqual(['y']);
	});

	test('what a dropped poll has found is told by the next', async () => {
		const trigger = durable(await activate());
		await trigger.poll();
		end('a');
		expect(await trigger.poll({ dropped: true })).toEqual([]);
		expect(ids(await trigger.poll())).toEqual(['a']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('durable cursors: off, an end, on', async () => {
		const first = await activate();
		const trigger = durable(first, { cursors: true });
		await trigger.poll();
		await first.deactivate();
		end('meanwhile');
		// Its poll works on the cursor, and nothing of it is committed.
		await activate({ saved: trigger.saved });
		expect(await trigger.poll()).toEqual([]);
		end('new');
		expect(ids(await trigger.poll())).toEqual(['new']);
	});

	test('durable cursors: what ends between the first activation and the first tick', async () => {
		await activate();
		end('early');
		const trigger = new DurableTrigger(withCredential({ saved: '{}', cursors: true }));
		expect(ids(await trigger.poll())).toEqual(['early']);
	});

	test('passing trouble is told once, for n8n waits longer after each failed poll', async () => {
		const trigger = durable(await activate());
		for (const outages of [1, 2]) {
			const planted = outage();
			for (let again = 0; again < 2; again++) expect(await trigger.poll()).toEqual([]);
			expect(trigger.errors).toHaveLength(outages);
			planted.remove();
			end(`a${outages}`);
			expect(ids(await trigger.poll())).toEqual([`a${outages}`]);
		}
	});

	test('a key that is refused is told each time', async () => {
		const trigger = durable(await activate());
		outage({ status: 401 });
		for (const polls of [1, 2]) {
			await trigger.poll();
			expect(trigger.errors).toHaveLength(polls);
		}
	});

	test('a result that never answers is late alone, and the poll ends in time', async () => {
		const trigger = durable(await activate(), { budgetMs: 2_000 });
		for (const id of ['a', 'b', 'c']) end(id);
		const planted = gcore.plant({ match: { task: 'b' }, kind: 'hang' });
		const started = Date.now();
		expect(ids(await trigger.poll())).toEqual(['a', 'c']);
		expect(Date.now() - started).toBeLessThan(10_000);
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['b']);
	});

	test('a poll that has time for one request goes on where the one before has ended', async () => {
		for (let old = 0; old < 110; old++) end(`old${old}`);
		const trigger = durable(await activate(), { budgetMs: 600 });
		end('a');
		gcore.clearLog();
		const told: unknown[] = [];
		for (let polls = 0; polls < 30 && told.length === 0; polls++) {
			const planted = gcore.plant({ kind: 'hang', skip: 1 });
			told.push(...ids(await trigger.poll()));
			planted.remove();
		}
		expect(told).toEqual(['a']);
		expect(ids(await trigger.poll())).toEqual([]);
	});

	test('what a poll has read before its time was over is not read again, nor said', async () => {
		for (let old = 0; old < 110; old++) end(`old${old}`);
		const trigger = durable(await activate(), { budgetMs: 1_000 });
		end('a');
		const planted = gcore.plant({ match: { path: TASKS }, kind: 'hang', skip: 2 });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.errors).toEqual([]);
		planted.remove();
		gcore.clearLog();
		expect(ids(await trigger.poll())).toEqual(['a']);
		expect(gcore.count('GET', TASKS)).toBe(4);
	});

	test('a list that never answers ends a poll in time, and is said', async () => {
		const trigger = durable(await activate(), { budgetMs: 1_000 });
		end('a');
		const planted = gcore.plant({ match: { path: TASKS }, kind: 'hang' });
		expect(await trigger.poll()).toEqual([]);
		expect(trigger.errors.map(({ message }) => message)).toEqual([
			expect.stringMatching(/did not answer in the time that n8n gives/),
		]);
		planted.remove();
		expect(ids(await trigger.poll())).toEqual(['a']);
	});
});

test('where n8n tells no budget, a poll has half a minute', async () => {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const asked: number[] = [];
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		asked.push(ms);
		return timeout(ms);
	});
	const trigger = await activate();
	expect(asked[0]).toBe(150_000);
	const older = durable(trigger, { olderN8n: true });
	asked.length = 0;
	await older.poll();
	expect(asked[0]).toBe(30_000);
});

describe('an update of the package without a restart', () => {
	test('loses nothing: n8n loads the module anew and keeps the context', async () => {
		const trigger = await activate();
		await trigger.poll();
		end('meanwhile');
		await trigger.reloadNode();
		expect(ids(await trigger.poll())).toEqual(['meanwhile']);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('On Error: error output', () => {
	test('tells a trouble once, not with each poll, and again when there is a new one', async () => {
		const trigger = await activate({ onError: 'continueErrorOutput' });
		for (const again of [1, 2]) {
			const planted = outage();
			const [item, ...none] = await trigger.poll();
			expect(item).toMatchObject({
				error: expect.stringMatching(/could not handle/) as unknown,
			});
			expect(Object.keys(item).sort()).toEqual(['details', 'error']);
			expect([...none, ...(await trigger.poll())]).toEqual([]);
			planted.remove();
			end(`a${again}`);
			expect(ids(await trigger.poll())).toEqual([`a${again}`]);
		}
		expect(trigger.errors).toEqual([]);
	});

	test('another trouble is told too, and a key that is refused still refuses activation', async () => {
		const trigger = await activate({ onError: 'continueErrorOutput' });
		const planted = outage();
		expect(await trigger.poll()).toHaveLength(1);
		planted.remove();
		outage({ status: 401 });
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
		await refused({ onError: 'continueErrorOutput', mode: 'init' }, /401/);
	});
});
