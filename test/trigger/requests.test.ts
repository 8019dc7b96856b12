import { MOST_OPEN } from '../../nodes/GcoreStreamingAi/trigger/state';
import { Passing, Watcher } from './watcher';
import { MINUTE } from './world';

const HOUR = 60 * MINUTE;

/** What a poll without news may cost. */
const MOST = 6;

/** The requests of some polls in a row, which must all be without news. */
async function quiet(watcher: Watcher, polls = 6): Promise<number[]> {
	const requests: number[] = [];
	for (let more = 0; more < polls; more++) {
		expect(await watcher.poll()).toEqual([]);
		requests.push(watcher.requests.length);
	}
	return requests;
}

describe('a poll without news', () => {
	test.each([
		['an empty account', 0, 0],
		['a short list', 20, 0],
		['a page with open tasks', 50, 50],
	])('is one request where a page holds all tasks: %s', async (_, ended, open) => {
		const watcher = new Watcher();
		watcher.tasks(ended, 'ended', 'SUCCESS');
		watcher.tasks(open, 'open', 'STARTED');
		await watcher.poll();
		expect(watcher.requests).toEqual([' 1']);
		expect(await quiet(watcher)).toEqual([1, 1, 1, 1, 1, 1]);
	});

	test('is six otherwise, which take turns with what is rarely seen', async () => {
		const watcher = new Watcher();
		watcher.tasks(1000, 'ended', 'SUCCESS');
		watcher.tasks(100, 'open', 'STARTED');
		await watcher.poll();
		const turns: string[] = [];
		for (let more = 0; more < 4; more++) {
			await quiet(watcher, 1);
			const [turn, ...others] = watcher.requests;
			turns.push(turn);
			expect(others).toEqual(['PENDING 1', 'STARTED 1', 'SUCCESS 1', 'FAILURE 1', 'REVOKED 1']);
		}
		expect(turns).toEqual(['RECEIVED 1', 'RETRY 1', ' 1', 'RECEIVED 1']);
	});

	test('an account that grows beyond a page, or shrinks to one, costs no more', async () => {
		const watcher = new Watcher({ keptFor: 24 * HOUR });
		watcher.tasks(100, 'ended', 'SUCCESS');
		await watcher.poll();
		watcher.settings.statuses = ['FAILURE'];
		await watcher.poll();
		watcher.tasks(100, 'more', 'SUCCESS');
		expect(Math.max(...(await quiet(watcher)))).toBeLessThanOrEqual(MOST);
		watcher.world.now += 24 * HOUR;
		expect((await quiet(watcher)).slice(-2)).toEqual([1, 1]);
	});

	test('where 150 are open, it is one more for the second page of them', async () => {
		const watcher = new Watcher();
		watcher.tasks(150, 'open', 'STARTED');
		watcher.tasks(300, 'ended', 'SUCCESS');
		await watcher.poll();
		expect(Math.max(...(await quiet(watcher)))).toBe(7);
	});

	test('which does not keep the end of a task that is far down from being told', async () => {
		const watcher = new Watcher();
		watcher.tasks(2, 'deep', 'STARTED', HOUR, 'SUCCESS');
		watcher.tasks(150, 'open', 'STARTED');
		watcher.tasks(300, 'ended', 'SUCCESS');
		await watcher.poll();
		watcher.world.now += HOUR;
		expect(await watcher.polls(2)).toEqual(['deep0', 'deep1']);
	});

	test('of more open tasks than the state can hold, no more pages are read', async () => {
		const watcher = new Watcher();
		watcher.tasks(3 * MOST_OPEN, 'open', 'STARTED');
		await watcher.poll();
		expect(Math.max(...(await quiet(watcher)))).toBe(10);
	});

	describe.each([['FAILURE'], ['REVOKED'], ['FAILURE', 'REVOKED'], ['SUCCESS', 'REVOKED']])(
		'that asks for %s %s alone',
		(...statuses) => {
			const unwanted = ['SUCCESS', 'FAILURE', 'REVOKED'].find((end) => !statuses.includes(end))!;

			test.each([true, false])(
				'is six at most with a thousand others, of which a hundred were open (times: %s)',
				async (times) => {
					const watcher = new Watcher({ times });
					watcher.settings.statuses = statuses.filter(Boolean);
					for (const end of statuses) watcher.tasks(150, `old${end}`, 'STARTED', 1, end);
					await watcher.poll();
					const { state } = watcher;
					for (let round = 0; round < 6; round++) {
						watcher.tasks(900, `${round}short`, 'STARTED', 1, unwanted);
						watcher.tasks(100, `${round}open`, 'STARTED', MINUTE, unwanted);
						expect(Math.max(...(await quiet(watcher, 1)))).toBeLessThanOrEqual(MOST);
					}
					// n8n is restarted, and has saved no poll without news.
					watcher.state = state;
					expect(Math.max(...(await quiet(watcher)))).toBeLessThanOrEqual(MOST);
					watcher.task('wanted', 'STARTED', 1, statuses[0]);
					expect(await watcher.poll()).toEqual(['wanted']);
				},
			);
		},
	);

	test('is six also while a task that is far down is taken up again', async () => {
		const watcher = new Watcher();
		watcher.task('again', 'STARTED', 5 * MINUTE, 'RETRY', HOUR, 'STARTED', 1, 'SUCCESS');
		await watcher.poll();
		watcher.tasks(250, 'new', 'STARTED', 1, 'SUCCESS');
		await watcher.poll();
		watcher.world.now += 10 * MINUTE;
		await watcher.poll();
		expect(Math.max(...(await quiet(watcher)))).toBeLessThanOrEqual(MOST);
		watcher.world.now += HOUR;
		// At the latest when its turn is over, and it is asked for.
		expect(await watcher.polls(4)).toEqual(['again']);
	});
});

test.each([
	['page by page without an end', (page: number) => `t${page}`, 100],
	['the same page again and again', () => 't', 3],
])('a server that gives %s is not read for ever', async (_, id, most) => {
	const watcher = new Watcher();
	watcher.world.page = (page, _limit, status = '') => ({
		rows: [{ task_id: `${status}${id(page)}`, status: status || 'STARTED' }],
		count: Infinity,
	});
	await watcher.poll();
	// Activation looks twice for what is open.
	expect(watcher.requests.length).toBeLessThanOrEqual(12 * most);
	await watcher.poll();
	expect(watcher.requests.length).toBeLessThanOrEqual(7 * most);
});

test('a task that can never be read does not keep others from being looked for', async () => {
	const watcher = new Watcher();
	watcher.settings.withResult = true;
	watcher.task('bad', 'STARTED', MINUTE, 'SUCCESS');
	watcher.tasks(300, 'old', 'SUCCESS');
	await watcher.poll();
	watcher.before = (request) => {
		if (request === 'get bad') throw new Passing();
	};
	const turns = new Set<string>();
	for (let more = 0; more < 8; more++) {
		expect(await watcher.poll()).toEqual([]);
		expect(watcher.requests.length).toBeLessThanOrEqual(MOST);
		turns.add(watcher.requests[0]);
	}
	expect([...turns].sort()).toEqual([' 1', 'PENDING 1', 'RECEIVED 1', 'RETRY 1']);
	watcher.before = () => undefined;
	expect(await watcher.polls(4)).toEqual(['bad']);
});
