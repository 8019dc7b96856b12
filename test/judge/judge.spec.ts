import { expect, test } from '@playwright/test';
import { CANCEL_STATUSES } from '../../nodes/GcoreStreamingAi/gcore/calls';
import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { CANCEL_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';
import { answers, callsOfPackage, CANCEL, withoutIds } from '../../scripts/docs/answers';
import { describedCall } from '../../scripts/judge/description';
import { ActiveTrigger } from '../engine/activeTrigger';
import { testCredential } from '../engine/credentialTest';
import { NAMES, OPERATIONS } from '../operations';
import { Court, description } from './court';
import type { Seen } from './judge';
import { namesIn } from './names';
import { TASK, type Use } from './uses';

/**
 * Prism judges by Gcore's published descriptions: what the node asks breaks no rule of them, and the node makes something
 * of every answer that they document. Needs a build. Prism is fetched on first use.
 */

const CALLS = [...new Set(callsOfPackage(description).map(({ call }) => call))];

const statusesOf = (call: string) =>
	Object.keys(describedCall(description, call).responses).map(Number);

/** What calls know and the node has no field for. */
const NOT_SENT = [
	'auto_transcribe_audio_language',
	'auto_translate_subtitles_language',
	'client_id',
	'fields',
	'id',
];

let court: Court;

test.beforeAll(async () => {
	court = await Court.open();
});

test.afterAll(async () => await court?.close());

function expectRight(seen: Seen[], asked?: unknown) {
	expect(seen.length).toBeGreaterThan(0);
	for (const { call, complaints } of seen) {
		expect({ asked, call, complaints }).toEqual({ asked, call, complaints: [] });
	}
}

for (const row of NAMES) {
	test(`${row}: what it asks breaks no rule`, async () => {
		for (const { use, seen } of await court.usesOf(row)) expectRight(seen, use.parameters);
	});
}

test('the trigger: what it asks breaks no rule', async () => {
	for (const filters of [{}, { search: 'spritefright' }, { taskName: 'content-moderation' }]) {
		const seen = await court.hear('SUCCESS', async (credential) => {
			const trigger = await ActiveTrigger.activate({ parameters: { filters }, credential });
			await trigger.poll();
		});
		expectRight(seen, filters);
	}
});

test('the test of a credential: what it asks breaks no rule', async () => {
	expectRight(await court.hear('SUCCESS', testCredential));
});

test('every call of the package has been judged, with every name that it knows', async () => {
	const seen = (await court.everyUse()).flatMap((use) => use.seen);
	const namesOf = (call: string) => {
		const sent = seen.filter((one) => one.call === call);
		return [...new Set(sent.flatMap(({ query, body }) => [...query, ...body]))].sort();
	};
	const known = (call: string) => {
		const { query, body } = namesIn(description, describedCall(description, call));
		return [...new Set([...query, ...body])].filter((name) => !NOT_SENT.includes(name)).sort();
	};
	expect([...new Set(seen.map(({ call }) => call))].sort()).toEqual([...CALLS].sort());
	expect(CALLS.map((call) => [call, ...namesOf(call)])).toEqual(
		CALLS.map((call) => [call, ...known(call)]),
	);
});

test('the documented answers of Cancel are those that have an output', () => {
	expect(statusesOf(CANCEL)).toEqual([...CANCEL_STATUSES]);
});

for (const status of statusesOf(CANCEL)) {
	test(`Cancel: ${status} leaves by its output`, async () => {
		const { parameters } = OPERATIONS.cancel;
		const use: Use = { row: 'cancel', parameters, task: 'STARTED' };
		const { run, seen } = await court.use(use, { call: CANCEL, status });
		expect(seen).toMatchObject([{ call: CANCEL, status, complaints: [] }]);
		const item = { task_id: TASK, statusCode: status };
		expect(run.json).toEqual(
			CANCEL_OUTCOMES.map(({ value: outcome, statusCode }) =>
				statusCode === status ? [expect.objectContaining({ ...item, outcome })] : [],
			),
		);
		expect(run.error).toBeUndefined();
	});
}

for (const call of CALLS.filter((one) => one !== CANCEL)) {
	for (const status of statusesOf(call)) {
		test(`${call}: ${status} is told plainly, or is an item`, async () => {
			const { run, seen } = await court.use(await court.useOf(call), { call, status });
			expect(seen).toContainEqual(expect.objectContaining({ call, status, complaints: [] }));
			const rows = await answers(description);
			const row = rows.find((one) => one.call === call && one.status === status);
			if (row?.told) expect(withoutIds(String(run.error?.message))).toBe(row.told);
			if (run.error) {
				// A video that Prism makes up may have no MP4, but never is its answer none of Gcore's.
				expect(run.error.message).not.toContain(FAILURES.notJson.message);
				expect(run.error.description).toMatch(/\.$/);
			} else {
				expect(run.json.flat().length).toBeGreaterThan(0);
			}
		});
	}
}
