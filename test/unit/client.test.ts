import type { GcoreRequest, RawAnswer } from '../../nodes/GcoreStreamingAi/api/answers';
import { GcoreClient } from '../../nodes/GcoreStreamingAi/api/client';
import { ExecutionStopped, GcoreFailure } from '../../nodes/GcoreStreamingAi/api/failure';

const CANCEL: GcoreRequest = {
	method: 'POST',
	path: '/streaming/ai/tasks/1/cancel',
	documented: [202, 404],
	repeatable: true,
};
const CREATE: GcoreRequest = { method: 'POST', path: '/streaming/ai/tasks', repeatable: false };

const answer = (status: number, body: unknown = {}, headers = {}): RawAnswer => ({
	status,
	headers,
	body,
});
const DONE = answer(202, { result: 'Done' });

/** A client whose clock jumps where it sleeps, over a server that gives these answers in turn. */
function clientOf(answers: Array<RawAnswer | (() => RawAnswer)>, maxRetries = 3) {
	let now = 0;
	let stopped = false;
	const sent: number[] = [];
	const client = new GcoreClient({
		maxConcurrency: 50,
		maxRetries,
		random: () => 0,
		now: () => now,
		stopped: () => stopped,
		sleep: async (ms) => {
			now += ms;
		},
		send: async () => {
			const next = answers[sent.push(now) - 1] ?? DONE;
			return typeof next === 'function' ? next() : next;
		},
	});
	return { client, sent, stop: () => void (stopped = true) };
}

it('hands on an answer that the call documents', async () => {
	const { client, sent } = clientOf([DONE]);
	expect(await client.call(CANCEL)).toEqual({
		status: 202,
		body: { result: 'Done' },
		mayHaveActedBefore: false,
	});
	expect(sent).toEqual([0]);
});

describe('tries again', () => {
	it('after 0.5 s, 1 s and 2 s', async () => {
		const { client, sent } = clientOf([answer(500), answer(502), answer(500)]);
		expect(await client.call(CANCEL)).toMatchObject({ status: 202 });
		expect(sent).toEqual([0, 500, 1500, 3500]);
	});

	it('not before Retry-After', async () => {
		const { client, sent } = clientOf([answer(429, {}, { 'retry-after': '5' })]);
		await client.call(CANCEL);
		expect(sent).toHaveLength(2);
		expect(sent[1]).toBeGreaterThanOrEqual(5000);
	});

	it('as often as set, and then tells the last answer', async () => {
		const { client, sent } = clientOf(
			Array.from({ length: 9 }, () => answer(503)),
			2,
		);
		const reason = (await client.call(CANCEL).catch((error: unknown) => error)) as GcoreFailure;
		expect(reason).toBeInstanceOf(GcoreFailure);
		expect(reason.note).toMatchObject({
			message: 'Gcore could not handle the request (HTTP 503), after 3 tries',
			httpCode: '503',
			passing: true,
		});
		expect(sent).toHaveLength(3);
	});

	it('as often as a caller wants instead', async () => {
		const { client, sent } = clientOf([answer(503)]);
		await expect(client.call(CANCEL, 0)).rejects.toThrow('(HTTP 503)');
		expect(sent).toHaveLength(1);
	});
});

it.each<[string, RawAnswer, boolean]>([
	['a time-out', { trouble: 'timeout' }, true],
	['a reset connection', { trouble: 'reset' }, true],
	['a 500', answer(500), true],
	['an answer that is none', answer(202, '<html>'), true],
	['a refused connection', { trouble: 'refused' }, false],
	['a 429', answer(429), false],
	['a 409', answer(409), false],
])('after %s, an earlier try may have acted: %s', async (_name, first, before) => {
	const { client } = clientOf([first]);
	expect(await client.call(CANCEL)).toMatchObject({ status: 202, mayHaveActedBefore: before });
});

it.each<[string, RawAnswer, tries: number]>([
	['a lost answer', { trouble: 'reset' }, 1],
	['a time-out', { trouble: 'timeout' }, 1],
	['a 500', answer(500), 1],
	['a refused connection', { trouble: 'refused' }, 2],
	['a 429', answer(429), 2],
	['a full queue', answer(400, { error: 'Queue limit reached (100), try later' }), 2],
])(
	'what must not be done twice is sent after %s only when it was surely not done',
	async (...row) => {
		const [, first, tries] = row;
		const { client, sent } = clientOf([first, answer(201, { task_id: '1' })]);
		await client.call(CREATE).catch(() => undefined);
		expect(sent).toHaveLength(tries);
	},
);

it.each([401, 403])('a %i is not asked for again by any call', async (status) => {
	const { client, sent } = clientOf([answer(status)]);
	await expect(client.call(CANCEL)).rejects.toThrow(`(HTTP ${status})`);
	await expect(client.call(CREATE)).rejects.toThrow(`(HTTP ${status})`);
	expect(sent).toHaveLength(1);
});

describe('once nothing more shall be sent', () => {
	it('nothing is', async () => {
		const { client, sent, stop } = clientOf([]);
		stop();
		await expect(client.call(CANCEL)).rejects.toThrow(ExecutionStopped);
		expect(sent).toEqual([]);
	});

	it('a call is not tried again', async () => {
		const { client, sent, stop } = clientOf([
			() => {
				stop();
				return answer(503);
			},
		]);
		await expect(client.call(CANCEL)).rejects.toThrow(ExecutionStopped);
		expect(sent).toHaveLength(1);
	});

	it('trouble is no reason of an item', async () => {
		const { client, stop } = clientOf([
			() => {
				stop();
				return { trouble: 'timeout' };
			},
		]);
		await expect(client.call(CANCEL)).rejects.toThrow(ExecutionStopped);
	});

	it('an answer that still comes counts', async () => {
		const { client, stop } = clientOf([
			() => {
				stop();
				return DONE;
			},
		]);
		expect(await client.call(CANCEL)).toMatchObject({ status: 202 });
	});
});
