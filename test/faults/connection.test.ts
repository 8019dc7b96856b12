import type { Fault } from '../standin/server';
import {
	complaints,
	CREATES,
	messagesOf,
	NAMES,
	OPERATIONS,
	runWithFault,
	type FaultRun,
	type FaultSetup,
} from './withFault';

jest.setTimeout(60_000);

/** At once, for they only wait: each has a stand-in of its own. */
const ofAll = async (fault: Fault | Fault[], setup?: FaultSetup, names = NAMES) =>
	await Promise.all(names.map(async (name) => await runWithFault(name, fault, setup)));

const inAll = (runs: FaultRun[], check: (run: FaultRun) => string[]) =>
	runs.flatMap((run) => [...complaints(run), ...check(run)]);

/** What a user is told, or that Wait has run out of time with the reason in its item. */
const tells = (pattern: RegExp) => (run: FaultRun) => {
	const texts = [...messagesOf(run), ...run.items.map(({ message }) => String(message))];
	return texts.some((text) => pattern.test(text)) ? [] : [`${run.name}: ${texts.join(' | ')}`];
};

const noneCancelled = ({ name, items, gcore }: FaultRun) =>
	items.some(({ cancelled }) => cancelled === true) &&
	gcore.tasks.all().every(({ status }) => status !== 'REVOKED')
		? [`${name}: nothing was cancelled`]
		: [];

/** The time-out of a second, a tenth of it more, and what a loaded machine takes. */
const MOST_MS = 8000;

const inTime = ({ name, ms }: FaultRun) => (ms > MOST_MS ? [`${name}: took ${ms} ms`] : []);

const FAULTS: Array<[string, Fault, RegExp]> = [
	['reset before the effect', { kind: 'resetBefore' }, /was cut before an answer/],
	['reset after the effect', { kind: 'resetAfter' }, /was cut before an answer/],
	['a cut answer', { kind: 'truncate' }, /was cut before an answer|not in the form/],
	['a cut page', { kind: 'truncate', status: 502, body: '<html>'.repeat(100) }, /was cut|HTTP 502/],
	['a redirect', { kind: 'redirect', location: 'https://elsewhere.example/' }, /redirect/],
	['a redirect to itself', { kind: 'redirect', location: '/' }, /redirect/],
	['no answer', { kind: 'hang' }, /did not answer in time/],
	['an answer byte by byte', { kind: 'drip' }, /did not answer in time/],
	['an answer that is late', { delayMs: 3000 }, /did not answer in time/],
];

describe.each(FAULTS)('%s', (_name, fault, message) => {
	it('leads to a clear message within bounds, by every operation', async () => {
		const runs = await ofAll(fault);
		const wrong = inAll(runs, (run) => [
			...(LATER_FINE.includes(run.name) ? [] : tells(message)(run)),
			...noneCancelled(run),
			...inTime(run),
		]);
		expect(wrong).toEqual([]);
		// What a redirect leads to is never asked, nor is a new task asked for twice.
		for (const { name, gcore } of runs) {
			if (CREATES.includes(name)) expect(gcore.count('POST')).toBe(1);
			expect(gcore.requests.every(({ path }) => path.startsWith('/streaming/'))).toBe(true);
		}
	});

	it('is tried again as often as allowed, and a create never when it may have been taken', async () => {
		const runs = await ofAll(fault, { options: { maxRetries: 1 } }, ['cancel', 'create', 'get']);
		expect(inAll(runs, (run) => tells(message)(run))).toEqual([]);
		const tries = runs.map(({ gcore }) => gcore.stats.requests);
		expect(tries).toEqual(fault.kind === 'redirect' ? [1, 1, 1] : [2, 1, 2]);
	});

	it('stops the node with the same message when On Error is Stop', async () => {
		const runs = await ofAll(fault, { onError: 'stopWorkflow' }, ['cancel', 'create', 'getAll']);
		expect(inAll(runs, tells(message))).toEqual([]);
		expect(runs.map(({ run }) => run.error === undefined)).toEqual([false, false, false]);
	});
});

/** Waits that sit trouble out until their own time is over: they tell the last status, and the reason if it has one. */
const LATER_FINE = ['wait'];

describe('an answer that was lost once', () => {
	it.each<[string, Fault]>([
		['by a reset after the effect', { kind: 'resetAfter', times: 1 }],
		['by a time-out after the effect', { kind: 'hang', effect: true, times: 1 }],
		['in a page of a gateway', { status: 502, effect: true, times: 1 }],
		['half way', { kind: 'truncate', times: 1 }],
	])('%s: the task counts as cancelled', async (_name, fault) => {
		const { items, gcore } = await runWithFault('cancel', fault, { options: { maxRetries: 1 } });
		expect(items).toMatchObject([{ outcome: 'cancelled', cancelled: true }]);
		expect(gcore.stats).toMatchObject({ cancelled: 1, requests: 2 });
	});

	it('by a reset before the effect: the task is cancelled by the second try', async () => {
		const { items, gcore } = await runWithFault(
			'cancel',
			{ kind: 'resetBefore', times: 1 },
			{ options: { maxRetries: 1 } },
		);
		expect(items).toMatchObject([{ outcome: 'cancelled', statusCode: 202 }]);
		expect(gcore.stats).toMatchObject({ cancelled: 1, requests: 2 });
	});

	it('does not make a task that others had cancelled before count as cancelled by a 429', async () => {
		const { items } = await runWithFault(
			'cancel',
			{ status: 429, times: 1 },
			{
				options: { maxRetries: 1 },
				prepare: (gcore) => void gcore.tasks.finish('the-task', 'REVOKED'),
			},
		);
		expect(items).toMatchObject([{ outcome: 'alreadyDone', cancelled: false }]);
	});

	it.each<[string, Fault]>([
		['reset', { kind: 'resetAfter' }],
		['timed out', { kind: 'hang', effect: true }],
		['502', { status: 502, effect: true }],
		['500', { status: 500, effect: true }],
	])(
		'of a create (%s): it is not sent again, and the user is told to look',
		async (_name, fault) => {
			const { items, gcore } = await runWithFault('create', fault, { options: { maxRetries: 3 } });
			expect(gcore.count('POST')).toBe(1);
			expect(JSON.stringify(items)).toContain('may have been started all the same');
		},
	);

	it.each<[string, Fault]>([
		['429', { status: 429, headers: { 'retry-after': '0' }, times: 1 }],
		['409', { status: 409, times: 1 }],
		['the queue limit', { status: 400, times: 1 }],
	])('a create that was surely refused by %s is sent again', async (_name, fault) => {
		const { items, gcore } = await runWithFault('create', fault, { options: { maxRetries: 1 } });
		expect(gcore.count('POST')).toBe(2);
		expect(items).toMatchObject([{ task_id: expect.any(String) }]);
	});
});

describe('a host that cannot be reached', () => {
	it.each<[string, (url: string) => string, RegExp]>([
		['whose name is unknown', () => 'https://gcore.invalid', /could not be (looked up|reached)/],
		['where nothing listens', () => 'http://127.0.0.1:1', /was refused/],
		['that speaks no TLS', (url) => url.replace('http:', 'https:'), /No secure connection/],
	])('%s', async (_name, baseUrlOf, message) => {
		const { startStandIn } = await import('../standin/server');
		const other = await startStandIn();
		try {
			const runs = await ofAll([], { baseUrl: baseUrlOf(other.url) });
			const later = (run: FaultRun) => (LATER_FINE.includes(run.name) ? [] : tells(message)(run));
			expect(inAll(runs, later)).toEqual([]);
			expect(runs.flatMap(({ gcore }) => gcore.requests)).toEqual([]);
			expect(other.requests).toEqual([]);
		} finally {
			await other.close();
		}
	});
});

it('is a matrix of operations that go well without a fault', async () => {
	const runs = await ofAll([]);
	expect(
		inAll(runs, ({ run, items }) =>
			run.error || items[0]?.error ? [run.error?.message ?? String(items[0].error)] : [],
		),
	).toEqual([]);
	expect(Object.keys(OPERATIONS)).toEqual(NAMES);
});
