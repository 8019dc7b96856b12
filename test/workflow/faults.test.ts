import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { NodeRun } from '../engine';
import { operationNames } from '../engine/operationNames';
import { FRIGHTENING, ownWords, UNREADABLE } from '../engine/wording';
import type { Fault } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { pairs, runOn, taskPath } from './operations';

afterEach(closeAll);

interface Case {
	parameters: INodeParameters;
	/** Of which requests the second is to go wrong: the second item's. */
	match: Fault['match'];
	/** Outputs besides the Error output. */
	outputs: number;
}

const CASES: Record<string, Case> = {
	Create: {
		parameters: { operation: 'create', url: 'https://example.com/video.mp4' },
		match: { method: 'POST', path: TASKS },
		outputs: 1,
	},
	Get: {
		parameters: { operation: 'get', taskId: 'b' },
		match: { path: taskPath('b') },
		outputs: 1,
	},
	// Each item asks for a list of its own: equal ones are read once.
	'Get Many': {
		parameters: { operation: 'getAll', limit: '={{ 50 + $json.n }}' },
		match: { path: TASKS },
		outputs: 1,
	},
	'Cancel Many': {
		parameters: {
			operation: 'cancelMany',
			selection: 'filtered',
			filters: { search: 'nothing', status: 'STARTED' },
		},
		match: { path: TASKS },
		outputs: 5,
	},
	Wait: {
		parameters: { operation: 'wait', taskId: 'b' },
		match: { path: taskPath('b') },
		outputs: 4,
	},
	'Check Support': {
		parameters: { resource: 'language', operation: 'checkSupport' },
		match: { path: '/streaming/ai/info' },
		outputs: 1,
	},
};

it('every operation is among them; Cancel has tests of its own', () => {
	const tried = Object.values(CASES).map(({ parameters: { operation } }) => operation);
	expect([...tried, 'cancel'].sort()).toEqual(operationNames().sort());
});

const FAULTS: Array<[string, Fault, RegExp]> = [
	['401', { status: 401 }, /^Gcore refused the API key \(HTTP 401\)$/],
	['403', { status: 403 }, /^The API key is not allowed to use Streaming AI \(HTTP 403\)$/],
	[
		'404',
		{ status: 404 },
		/^Gcore (has nothing at this address \(HTTP 404\)|does not know the task 'b')$/,
	],
	[
		'404 of a gateway',
		{ status: 404, body: '<html></html>' },
		/^A web page came in place of Gcore's answer \(HTTP 404\)$/,
	],
	['418', { status: 418 }, /^Gcore did not accept the request \(HTTP 418\)$/],
	['422', { status: 422 }, /^Streaming AI is not enabled for the account \(HTTP 422\)$/],
	[
		'redirect',
		{ kind: 'redirect', location: 'http://127.0.0.1:9/' },
		/redirect, which is not followed/,
	],
];

/** Wait rides these out. */
const PASSING: Array<[string, Fault, RegExp]> = [
	[
		'429',
		{ status: 429, headers: { 'retry-after': '0' } },
		/^Gcore received too many requests \(HTTP 429\)$/,
	],
	['500', { status: 500 }, /^Gcore could not handle the request \(HTTP 500\)$/],
	['502 as a page', { status: 502 }, /^Gcore could not handle the request \(HTTP 502\)$/],
	[
		'200 as a page',
		{ status: 200, body: '<html>Log in</html>' },
		/^A web page came in place of Gcore's answer \(HTTP 200\)$/,
	],
	['reset', { kind: 'resetAfter' }, /^The connection to Gcore was cut/],
	['half an answer', { kind: 'truncate' }, /^The connection to Gcore was cut/],
];

const PLAN: Array<[string, string, Fault, RegExp]> = Object.keys(CASES).flatMap((operation) =>
	[...FAULTS, ...(operation === 'Wait' ? [] : PASSING)].map(
		([name, fault, message]): [string, string, Fault, RegExp] => [operation, name, fault, message],
	),
);

/** Two items one after the other, of which the second one's request goes wrong. */
async function run(operation: string, fault: Fault, onError: OnError): Promise<NodeRun> {
	const gcore = await open();
	gcore.tasks.add({ task_id: 'b', status: 'SUCCESS' });
	const { parameters, match } = CASES[operation];
	// Cancel Many reads its list again until it shows nothing new.
	gcore.plant({ ...fault, match, skip: 1 });
	const options = { maxConcurrency: 1, maxRetries: 0, pollInterval: 0.01, waitTimeout: 60 };
	return await runOn(gcore, { ...parameters, options }, [{ n: 0 }, { n: 1 }], { onError });
}

function expectPlain(...texts: unknown[]) {
	for (const text of texts) {
		expect(ownWords(text)).not.toMatch(FRIGHTENING);
		expect(text).not.toMatch(UNREADABLE);
		expect(text).toMatch(/^[A-Z"']/);
	}
}

function expectFailed(json: IDataObject, message: RegExp) {
	expect(json).toMatchObject({ error: expect.stringMatching(message) });
	const { description } = json.details as IDataObject;
	expect(description).toMatch(/\.$/);
	expectPlain(json.error, description);
}

it.each(PLAN)(
	'%s, %s: Stop says what happened and what to do',
	async (operation, _name, fault, message) => {
		const { error } = await run(operation, fault, 'stopWorkflow');
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/\. This was item 1\./);
		expectPlain(error?.message, error?.description);
		if (fault.status && fault.status >= 400) expect(error?.httpCode).toBe(String(fault.status));
	},
);

describe.each(Object.keys(CASES))('%s, when an item has failed', (operation) => {
	const { outputs } = CASES[operation];
	const message = /^Gcore did not accept the request \(HTTP 418\)$/;

	it('Continue: it stands among the others', async () => {
		const result = await run(operation, { status: 418 }, 'continueRegularOutput');
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(outputs);
		const [failed, ...more] = result.outputs[0].filter(({ json }) => json.error);
		expect([failed.pairedItem, more]).toEqual([{ item: 1 }, []]);
		expectFailed(failed.json, message);
	});

	it('Error Output: it leaves by that, with its own fields, and the others by theirs', async () => {
		const result = await run(operation, { status: 418 }, 'continueErrorOutput');
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(outputs + 1);
		expect(pairs(result.outputs[outputs])).toEqual([1]);
		expect(result.json[outputs][0].n).toBe(1);
		expectFailed(result.json[outputs][0], message);
		const others = result.outputs.slice(0, outputs).flatMap(pairs);
		expect(others).toEqual(operation === 'Cancel Many' ? [] : [0]);
	});
});
