import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { cancelPath, ids, pairs, runOn, statusOf, until } from './operations';

afterEach(closeAll);

const cancelling = (parameters: INodeParameters = {}): INodeParameters => ({
	operation: 'cancelMany',
	...parameters,
	options: { maxRetries: 0, ...(parameters.options as INodeParameters) },
});

/** Answers to the cancel call of the task of this name. */
const FAULTS: Record<string, Fault> = {
	badRequest: { status: 400, body: { error: 'Not now' } },
	notFound: { status: 404 },
	alreadyDone: {
		status: 412,
		body: { error: 'Cannot cancel task because it is already in status SUCCESS.' },
	},
	revoked: { status: 412 },
	notEnabled: { status: 422 },
};

/** A stand-in with a task for each way that a cancel call ends, listed in the order of `names`. */
async function account(names = ['cancelled', ...Object.keys(FAULTS)]) {
	const gcore = await open();
	for (const name of [...names].reverse()) {
		gcore.tasks.add({ task_id: name });
		const fault = FAULTS[name] ?? (name === 'cancelled' ? undefined : { status: 500 });
		if (fault) gcore.plant({ ...fault, match: { path: cancelPath(name) } });
	}
	return gcore;
}

const OUTPUTS = [
	['cancelled'],
	['badRequest'],
	['notFound'],
	['alreadyDone', 'revoked'],
	['notEnabled'],
];

it('every outcome leaves by its own output, with the hint that counts them', async () => {
	const { json, hints } = await runOn(await account(), cancelling());
	expect(json.map(ids)).toEqual(OUTPUTS);
	expect(json[3]).toMatchObject([
		{ outcome: 'alreadyDone', cancelled: false, statusCode: 412, status: 'SUCCESS' },
		{ outcome: 'alreadyDone', cancelled: false, statusCode: 412, status: 'REVOKED' },
	]);
	expect(hints).toEqual([
		'5 of 6 tasks were not cancelled: 1 Bad Request, 1 Not Found, 2 Already Done, 1 Not Enabled',
	]);
});

it('or by the same output, in the order of the list', async () => {
	const { json } = await runOn(await account(), cancelling({ outcomeHandling: 'same' }));
	expect(json.map(ids)).toEqual([OUTPUTS.flat().sort((a, b) => place(a) - place(b))]);
});
const place = (name: string) => ['cancelled', ...Object.keys(FAULTS)].indexOf(name);

it('Treat Revoked as Cancelled counts a task that was cancelled before', async () => {
	const options = { treatRevokedAsCancelled: true };
	const { json } = await runOn(await account(), cancelling({ options }));
	expect(json.map(ids)).toEqual([
		['cancelled', 'revoked'],
		...OUTPUTS.slice(1, 3),
		['alreadyDone'],
		OUTPUTS[4],
	]);
});

it('a task that ends between the list and its turn is told as Already Done', async () => {
	const gcore = await open();
	for (const task_id of ['a', 'b', 'c']) gcore.tasks.add({ task_id });
	const second = gcore.plant({ match: { path: TASKS }, skip: 7, delayMs: 50 });
	const run = runOn(gcore, cancelling());
	await until(() => second.used === 1);
	gcore.tasks.finish('b', 'SUCCESS');
	const { json, hints } = await run;
	expect(json.map(ids)).toEqual([['c', 'a'], [], [], ['b'], []]);
	expect(json[3][0]).toMatchObject({ status: 'SUCCESS', cancelled: false });
	expect(hints).toEqual(['1 of 3 tasks was not cancelled: 1 Already Done']);
	expect(statusOf(gcore, 'b')).toBe('SUCCESS');
});

it('tasks that change their status between the pages are not missed', async () => {
	const gcore = await open({
		maxLimit: 10,
		latencyMs: () => {
			// With each page, one goes back to a status whose list was read before.
			const { requests } = gcore.stats;
			const [, started] = gcore.tasks.all().filter(({ status }) => status === 'STARTED');
			if (requests <= 12 && started) gcore.tasks.add({ ...started, status: 'RECEIVED' });
			return 0;
		},
	});
	const all = Array.from({ length: 60 }, (_, n) => gcore.tasks.add({ task_id: `t${n}` }).task_id);
	const { json } = await runOn(gcore, cancelling({ limit: 1000 }));
	expect(ids(json[0]).sort()).toEqual(all.sort());
	expect(gcore.count('POST')).toBe(60);
});

describe('what is no outcome', () => {
	const NAMES = ['cancelled', 'broken', 'alreadyDone'];

	it('leaves by the Error output and names its task', async () => {
		const { outputs, json, hints } = await runOn(await account(NAMES), cancelling(), [{ n: 7 }], {
			onError: 'continueErrorOutput',
		});
		expect(json.map((items) => items.length)).toEqual([1, 0, 0, 1, 0, 1]);
		expect(json[5][0]).toMatchObject({
			n: 7,
			error: 'Gcore could not handle the request (HTTP 500)',
			details: { task_id: 'broken', httpCode: '500', description: expect.any(String) },
		});
		expect(pairs(outputs[5])).toEqual([0]);
		expect(hints).toEqual([
			'2 of 3 tasks were not cancelled: 1 Already Done, 1 Without a Documented Answer',
		]);
	});

	it('stands among the others with Continue', async () => {
		const { json } = await runOn(await account(NAMES), cancelling(), [{}], {
			onError: 'continueRegularOutput',
		});
		expect(json[0]).toMatchObject([
			{ task_id: 'cancelled' },
			{ error: expect.any(String), details: { task_id: 'broken' } },
		]);
	});

	it('stops the node, which tells what has been cancelled', async () => {
		const gcore = await account(['cancelled', 'broken', 'more']);
		const { error } = await runOn(gcore, cancelling({ options: { maxConcurrency: 1 } }));
		expect(error?.message).toBe('Gcore could not handle the request (HTTP 500)');
		expect(error?.description).toMatch(
			/ This was task broken\. 1 task had been cancelled before\.$/,
		);
		expect(gcore.count('POST')).toBe(2);
	});

	it('when the list cannot be read, nothing is cancelled', async () => {
		const gcore = await account(['cancelled']);
		gcore.plant({ match: { path: TASKS }, status: 500, skip: 2 });
		const setup = { onError: 'continueErrorOutput' as const };
		const { json, hints } = await runOn(gcore, cancelling(), [{ n: 1 }], setup);
		expect(json.flat()).toMatchObject([{ n: 1, error: expect.stringMatching(/HTTP 500/) }]);
		expect(json.flat()[0].details).not.toHaveProperty('task_id');
		expect(hints).toEqual([]);
		expect(gcore.count('POST')).toBe(0);
	});

	it('a key that is refused ends it for all', async () => {
		const gcore = await account(Array.from({ length: 40 }, (_, n) => `t${n}`));
		gcore.clearFaults();
		gcore.plant({ match: { method: 'POST' }, status: 401 });
		const { json } = await runOn(gcore, cancelling({ options: { maxConcurrency: 2 } }), [{}], {
			onError: 'continueErrorOutput',
		});
		expect(json[5]).toHaveLength(40);
		expect(gcore.count('POST')).toBe(2);
	});
});

describe('Stop or Use On Error', () => {
	const parameters = cancelling({ outcomeHandling: 'fail' });

	it('raises anything but cancelled', async () => {
		const { json } = await runOn(await account(), parameters, [{}], {
			onError: 'continueErrorOutput',
		});
		expect(ids(json[0])).toEqual(['cancelled']);
		expect(
			json[1].map(({ error, details }) => [error, (details as { task_id: string }).task_id]),
		).toEqual([
			[expect.stringMatching(/^Bad Request: /), 'badRequest'],
			[expect.stringMatching(/^Not Found: /), 'notFound'],
			[expect.stringMatching(/^Already Done: /), 'alreadyDone'],
			[expect.stringMatching(/^Already Done: /), 'revoked'],
			[expect.stringMatching(/^Not Enabled: /), 'notEnabled'],
		]);
	});

	it('stops with the first, naming its task', async () => {
		const { error } = await runOn(await account(['cancelled', 'alreadyDone']), parameters);
		expect(error?.message).toMatch(/^Already Done: /);
		expect(error?.description).toMatch(
			/ This was task alreadyDone\. 1 task had been cancelled before\.$/,
		);
	});
});
