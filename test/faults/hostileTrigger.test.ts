import fc from 'fast-check';

import { ActiveTrigger } from '../engine/activeTrigger';
import { textsIn } from '../engine/everything';
import { UNREADABLE } from '../engine/wording';
import { ANSWERS, hostileServer } from './hostile';
import { hostileAtOnce } from './hostileAnswers';
import { KEY } from './hostileWords';

const POLLS = Math.max(10, ANSWERS / 20);

jest.setTimeout(20_000 + POLLS * 1_000);

let server: Awaited<ReturnType<typeof hostileServer>>;
beforeAll(async () => {
	server = await hostileServer();
});
afterAll(() => server.close());

/** Pages of lists, and results of what has ended. */
const MOST_REQUESTS = 1_500;
/** Characters of static data: n8n writes them to its database with each poll that has news. */
const MOST_KEPT = 300_000;

it('the trigger stands whatever comes, and keeps little', async () => {
	server.answer([
		{ status: 200, headers: {}, body: '{"count":0,"next":null,"results":[]}', cut: false },
	]);
	const trigger = await ActiveTrigger.activate({
		credential: { apiKey: KEY, baseUrl: server.url },
		parameters: { events: ['succeeded', 'failed', 'cancelled'] },
	});
	let told = 0;
	for (let seed = 0; seed < POLLS; seed++) {
		server.answer(fc.sample(hostileAtOnce, { seed, numRuns: 20 }));
		await trigger.poll();
		expect(server.undocumented()).toEqual([]);
		expect(server.asked.length).toBeLessThanOrEqual(MOST_REQUESTS);
		expect(JSON.stringify(trigger.data).length).toBeLessThan(MOST_KEPT);
		for (const { name, message } of trigger.errors) {
			expect(name).toMatch(/^Node(Api|Operation)Error$/);
			expect(message).not.toMatch(UNREADABLE);
		}
		const everything = [trigger.started, trigger.errors, trigger.data];
		expect(textsIn(everything).some((text) => text.includes(KEY))).toBe(false);
		trigger.errors.length = 0;
		told += trigger.started.splice(0).flat().length;
	}
	expect(told).toBeGreaterThan(0);
	await trigger.deactivate();
});
