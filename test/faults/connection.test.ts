/** @jest-environment node */
import {
	BAD,
	complaints,
	messagesOf,
	runsWithFault,
	runWithFault,
	type FaultRun,
} from './withFault';

import { inFull } from '../full';
import { namesOf, OPERATIONS } from '../operations';
import type { Fault } from '../standin/server';
import { TROUBLES } from './troubles';

jest.setTimeout(60_000);

/** Those that do not look themselves whether they were taken: addSubtitles.test.ts has the other. */
const ONCE = namesOf(({ once, looksAfter }) => once && !looksAfter);
const MAX_RETRIES = { options: { maxRetries: 1 } };

const ofConnection = TROUBLES.filter(({ fault: { kind, delayMs } }) => kind ?? delayMs);

describe.each(ofConnection.map((trouble) => [trouble.name, trouble] as const))(
	'%s',
	(_name, { fault, message, passes }) => {
		const names = ['cancel', 'get', ...ONCE];
		const runOf = runsWithFault(names, fault, () => MAX_RETRIES);

		it.each(names)('%s is sent again if it may be, and once', async (name) => {
			const run = await runOf(name);
			const isSentAgain = passes === true && !OPERATIONS[name].once;
			expect(complaints(run)).toEqual([]);
			expect(run.met).toBe(isSentAgain ? 2 : 1);
			const [told] = messagesOf(run);
			expect(told.replace(/, after 2 tries$/, '')).toMatch(message);
			expect(told.endsWith(', after 2 tries')).toBe(isSentAgain);
		});
	},
);

/** The json of what the second item has led to. */
const second = ({ run }: FaultRun) =>
	run.outputs
		.flat()
		.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 1)
		.map(({ json }) => json);

describe('a cancel whose answer was lost once', () => {
	it.each<[string, Fault]>([
		['by a reset after the effect', { kind: 'resetAfter', times: 1 }],
		['by a time-out after the effect', { kind: 'hang', effect: true, times: 1 }],
		['in a page of a gateway', { status: 502, effect: true, times: 1 }],
		['half way', { kind: 'truncate', times: 1 }],
	])('%s: the task counts as cancelled', async (_name, fault) => {
		const run = await runWithFault('cancel', fault, MAX_RETRIES);
		expect(second(run)).toMatchObject([{ outcome: 'cancelled', cancelled: true }]);
		expect(run.gcore.stats).toMatchObject({ cancelled: 2, requests: 3 });
	});

	it('by a reset before the effect: the task is cancelled by the second try', async () => {
		const run = await runWithFault('cancel', { kind: 'resetBefore', times: 1 }, MAX_RETRIES);
		expect(second(run)).toMatchObject([{ outcome: 'cancelled', statusCode: 202 }]);
		expect(run.gcore.stats).toMatchObject({ cancelled: 2, requests: 3 });
	});

	it('by a 429: a task that others had cancelled before does not count as cancelled', async () => {
		const run = await runWithFault(
			'cancel',
			{ status: 429, times: 1 },
			{ ...MAX_RETRIES, prepare: (gcore) => void gcore.tasks.finish(BAD, 'REVOKED') },
		);
		expect(second(run)).toMatchObject([{ outcome: 'alreadyDone', cancelled: false }]);
	});
});

const REFUSED: Array<[string, Fault]> = [
	['429', { status: 429, headers: { 'retry-after': '0' }, times: 1 }],
	['409', { status: 409, times: 1 }],
	['the queue limit', { status: 400, times: 1 }],
];

describe.each(ONCE)('%s', (name) => {
	it.each<[string, Fault]>([
		['reset', { kind: 'resetAfter' }],
		['timed out', { kind: 'hang', effect: true }],
		['502', { status: 502, effect: true }],
		['500', { status: 500, effect: true }],
	])('is not sent again when its answer was lost: %s', async (_name, fault) => {
		const run = await runWithFault(name, fault, { options: { maxRetries: 3 } });
		expect(run.met).toBe(1);
		expect(JSON.stringify(second(run))).toContain('may have been started all the same');
	});

	// Where a refusal is an end of its own, nothing is sent again.
	const refused = REFUSED.filter(([, { status }]) => !(status! in OPERATIONS[name].own));

	it.each(refused)('is sent again when it was surely refused: %s', async (_name, fault) => {
		const run = await runWithFault(name, fault, MAX_RETRIES);
		expect(run.met).toBe(1);
		expect(run.gcore.count('POST')).toBe(3);
		expect(second(run)).toMatchObject([{ task_id: expect.any(String) }]);
	});
});

describe('an answer of megabytes', () => {
	const text = 'x'.repeat(inFull(2_000_000, 20_000_000));
	const huge: Record<string, Fault> = {
		'in a text that is shown': { status: 400, body: { error: text } },
		'of nonsense': { status: 500, body: text },
		'of JSON where none is needed': { status: 202, body: { result: text } },
		'as a page': { status: 502, body: `<html>${text}</html>` },
	};

	it.each(Object.entries(huge))('%s is cut', async (_name, fault) => {
		for (const name of ['cancel', 'create', 'getAll', 'checkSupport']) {
			const run = await runWithFault(name, fault);
			expect(complaints(run)).toEqual([]);
			expect(JSON.stringify(run.items).length).toBeLessThan(5000);
		}
	});
});
