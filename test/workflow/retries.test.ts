import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../standin/server';
import { useGcore } from './helpers';

const gcore = useGcore();

/** Cancels one running task against a fault. */
async function cancelOne(fault: Fault, options: INodeParameters = {}) {
	const { task_id } = gcore.standIn.tasks.add();
	gcore.plantFor(task_id, fault);
	const run = await gcore.run({ items: [{ task_id }], parameters: { options } });
	const [[item] = []] = run.json.filter(({ length }) => length > 0);
	return { ...run, item, task_id, tries: gcore.standIn.requests.length };
}

const CANCELLED = { outcome: 'cancelled', cancelled: true, status: 'REVOKED' };
const REVOKED = 'Cannot cancel task because it is already in status REVOKED.';

/** Cancels a running task for each fault, all in one run: the waits between tries go by at once. */
async function cancelAll(faults: Array<[name: string, fault: Fault]>) {
	const items = faults.map(([name, fault]) => {
		const { task_id } = gcore.standIn.tasks.add();
		gcore.plantFor(task_id, { ...fault, times: 1 });
		return { name, task_id };
	});
	const { json } = await gcore.run({ items });
	return items.map(({ name, task_id }) => ({
		name,
		tries: gcore.standIn.count('POST', `/streaming/ai/tasks/${task_id}/cancel`),
		item: json[0].find((item) => item.task_id === task_id),
	}));
}

const MAY_PASS: Array<[string, Fault]> = [
	['503', { status: 503 }],
	['500', { status: 500 }],
	['408', { status: 408 }],
	['409', { status: 409 }],
	['429', { status: 429, headers: { 'retry-after': '0' } }],
	['a reset connection', { kind: 'resetBefore' }],
	['the queue limit', { status: 400 }],
];

it('a cancel is tried again after what may pass, and then done', async () => {
	expect(await cancelAll(MAY_PASS)).toEqual(
		MAY_PASS.map(([name]) => ({
			name,
			tries: 2,
			item: expect.objectContaining({ ...CANCELLED, statusCode: 202 }),
		})),
	);
});

it('a cancel is tried again as often as set', async () => {
	const { item, tries } = await cancelOne({ status: 503, times: 2 }, { maxRetries: 2 });
	expect(tries).toBe(3);
	expect(item).toMatchObject({ ...CANCELLED, statusCode: 202 });
});

it('after as many tries as set, the last answer is told, and how often was tried', async () => {
	const { error, tries } = await cancelOne({ status: 503 }, { maxRetries: 1 });
	expect(tries).toBe(2);
	expect(error?.message).toBe('Gcore could not handle the request (HTTP 503), after 2 tries');
	expect(gcore.standIn.stats.cancelled).toBe(0);
});

it('a full queue is a Bad Request when it stays full', async () => {
	const { json, tries } = await cancelOne({ status: 400 }, { maxRetries: 1 });
	expect(tries).toBe(2);
	expect(json[1][0]).toMatchObject({
		outcome: 'badRequest',
		message: 'Queue limit reached (100), try later.',
	});
});

it.each([
	[400, { error: '"task_id" is not specified' }],
	[401, undefined],
	[403, undefined],
	[404, undefined],
	[405, undefined],
	[412, undefined],
	[422, undefined],
	[302, undefined],
])('a %i is not tried again', async (status, body) => {
	expect((await cancelOne({ status, body })).tries).toBe(1);
});

it('what Retry-After asks for is waited', async () => {
	const { tries } = await cancelOne({ status: 429, headers: { 'retry-after': '1' }, times: 1 });
	expect(tries).toBe(2);
	const [first, second] = gcore.standIn.requests;
	expect(second.at - first.at).toBeGreaterThanOrEqual(990);
});

describe('an answer that is lost after the task was cancelled', () => {
	const LOST: Array<[string, Fault]> = [
		['the connection is reset', { kind: 'resetAfter' }],
		['the answer is cut', { kind: 'truncate' }],
		['a gateway answers 502', { status: 502, effect: true }],
		['a proxy makes it a 200', { status: 200, body: { result: 'ok' }, effect: true }],
	];

	it('still counts as cancelled', async () => {
		expect(await cancelAll(LOST)).toEqual(
			LOST.map(([name]) => ({
				name,
				tries: 2,
				item: expect.objectContaining({ ...CANCELLED, statusCode: 412, result: REVOKED }),
			})),
		);
		expect(gcore.standIn.stats.cancelled).toBe(LOST.length);
	});

	it('still counts as cancelled when no answer came in time', async () => {
		const fault: Fault = { kind: 'hang', effect: true, times: 1 };
		const { item } = await cancelOne(fault, { requestTimeout: 0.2 });
		expect(item).toMatchObject({ ...CANCELLED, statusCode: 412 });
	});

	it('does not count as cancelled when the task had finished', async () => {
		const { task_id } = gcore.standIn.tasks.add({ status: 'SUCCESS' });
		gcore.plantFor(task_id, { kind: 'resetBefore', times: 1 });
		const { json } = await gcore.run({ items: [{ task_id }] });
		expect(json[3][0]).toMatchObject({ outcome: 'alreadyDone', status: 'SUCCESS' });
	});
});

describe('a task that somebody has cancelled before', () => {
	it.each<[string, INodeParameters, number]>([
		['is Already Done', {}, 3],
		['is Already Done', { treatRevokedAsCancelled: false }, 3],
		['counts as cancelled when set', { treatRevokedAsCancelled: true }, 0],
	])('%s: %j', async (_name, options, output) => {
		const { task_id } = gcore.standIn.tasks.add({ status: 'REVOKED' });
		const { json } = await gcore.run({ items: [{ task_id }], parameters: { options } });
		expect(json[output]).toEqual([
			output === 0
				? { ...CANCELLED, task_id, statusCode: 412, result: REVOKED }
				: {
						task_id,
						outcome: 'alreadyDone',
						cancelled: false,
						statusCode: 412,
						status: 'REVOKED',
						message: REVOKED,
					},
		]);
	});

	it.each(['SUCCESS', 'FAILURE'])('but not one that has ended as %s', async (status) => {
		const { task_id } = gcore.standIn.tasks.add({ status });
		const options = { treatRevokedAsCancelled: true };
		const { json } = await gcore.run({ items: [{ task_id }], parameters: { options } });
		expect(json[3][0]).toMatchObject({ outcome: 'alreadyDone', cancelled: false, status });
	});

	it('the option can differ by item', async () => {
		const items = [true, false, true].map((counts) => {
			const { task_id } = gcore.standIn.tasks.add({ status: 'REVOKED' });
			return { task_id, counts };
		});
		const options = { treatRevokedAsCancelled: '={{ $json.counts }}' };
		const { outputs } = await gcore.run({ items, parameters: { options } });
		expect(outputs.map(({ length }) => length)).toEqual([2, 0, 0, 1, 0]);
	});
});
