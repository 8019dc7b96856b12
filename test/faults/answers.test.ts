import { operationNames } from '../engine/operationNames';
import type { Fault } from '../standin/server';
import {
	complaints,
	KEY,
	LISTS,
	NAMES,
	OPERATIONS,
	runWithFault,
	type FaultRun,
} from './withFault';

jest.setTimeout(60_000);

const STATUSES = [
	200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 418, 422, 429,
	451, 500, 501, 502, 503, 504,
];

const PAGE =
	'<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Error</h1></body></html>';

const BODIES: Record<string, unknown> = {
	'a text': { error: 'Something is not right' },
	'the wrong types': {
		error: { code: [7] },
		message: 5,
		result: [1],
		task_id: { a: 1 },
		status: 7,
		progress: 'half',
		results: 'none',
		count: {},
		supported: 'maybe',
	},
	'an empty object': {},
	'rows of nonsense': { count: 3, results: [null, 5, { task_id: 5 }, 'x'] },
	'a list': [{ error: 'x' }],
	'a number': '42',
	'a string': '"fine"',
	null: 'null',
	'a page': PAGE,
	'a page within a text': { error: PAGE },
	nothing: '',
	'cut JSON': '{"result": "Task has been ca',
	bytes: Buffer.from([0xff, 0xfe, 0, 1, 2]),
	'the key': { error: `Token ${KEY} is bad`, result: KEY, message: KEY },
	'a stack': {
		error: 'Oops\n    at Object.<anonymous> (/srv/app.js:1:1)\n    at run (/srv/b.js:2:2)',
	},
};

const isObject = (body: unknown) =>
	typeof body === 'object' && !Array.isArray(body) && !Buffer.isBuffer(body);

/** Of Cancel, what the API documents by status, as its output says. */
const DOCUMENTED: Record<number, string> = {
	202: 'cancelled',
	400: 'badRequest',
	404: 'notFound',
	412: 'alreadyDone',
	422: 'notEnabled',
};

/** A list of nonsense is a list without tasks; nothing else in the matrix holds what was asked for. A 204 has no body. */
const isAnswer = (name: string, status: number, body: unknown) =>
	LISTS.includes(name) &&
	[200, 201, 202].includes(status) &&
	Array.isArray((body as { results?: unknown } | null)?.results);

function wrongOutcome({ name, items }: FaultRun, status: number, body: unknown): string[] {
	if (name !== 'cancel') {
		const told = items.some(({ error, outcome }) => error !== undefined || outcome === 'timedOut');
		return told !== isAnswer(name, status, body)
			? []
			: [`${name}: ${told ? 'raised' : 'not told'}`];
	}
	// A gateway's own 404 has no text of Gcore's.
	const counts =
		isObject(body) && (status !== 404 || typeof (body as { error?: unknown }).error === 'string');
	const expected = counts ? DOCUMENTED[status] : undefined;
	const [{ outcome }] = items;
	return outcome === expected ? [] : [`cancel: ${String(outcome)} in place of ${expected}`];
}

describe.each(STATUSES)('an answer %i', (status) => {
	it('leads to an outcome or a clear message, whatever its body', async () => {
		const wrong: string[] = [];
		for (const [kind, body] of Object.entries(BODIES)) {
			const runs = await inTurn((name) => runWithFault(name, { status, body }));
			for (const faultRun of runs) {
				wrong.push(
					...[...complaints(faultRun), ...wrongOutcome(faultRun, status, body)].map(
						(complaint) => `${kind}: ${complaint}`,
					),
				);
				const { requests } = faultRun.gcore.stats;
				if (requests > mostRequests(faultRun.name)) wrong.push(`${kind}: ${requests} requests`);
			}
		}
		expect(wrong).toEqual([]);
	});
});

/** Without retries. Cancel Many reads a list for each status that is not final. */
const mostRequests = (name: string) =>
	({ cancelMany: 25, wait: 4, 'create and wait': 5, getAll: 3 })[name] ?? 1;

async function inTurn(work: (name: string) => Promise<FaultRun>): Promise<FaultRun[]> {
	const runs: FaultRun[] = [];
	for (const name of NAMES) runs.push(await work(name));
	return runs;
}

describe('an answer of tens of megabytes', () => {
	const text = 'x'.repeat(20_000_000);
	const huge: Record<string, Fault> = {
		'in a text that is shown': { status: 400, body: { error: text } },
		'of nonsense': { status: 500, body: text },
		'of JSON where none is needed': { status: 202, body: { result: text } },
		'as a page': { status: 502, body: `<html>${text}</html>` },
	};

	it.each(Object.entries(huge))('%s is cut', async (_name, fault) => {
		for (const name of ['cancel', 'create', 'getAll', 'checkSupport']) {
			const faultRun = await runWithFault(name, fault);
			expect(complaints(faultRun)).toEqual([]);
			expect(JSON.stringify(faultRun.items).length).toBeLessThan(5000);
		}
	});
});

it('has every operation in the matrix', () => {
	const tried = Object.values(OPERATIONS).map(({ operation = 'cancel' }) => operation);
	expect([...new Set(tried)].sort()).toEqual(operationNames().sort());
});
