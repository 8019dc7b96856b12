/** @jest-environment node */
import { BAD, complaints, runsWithFault, runWithFault } from './withFault';

import type { IDataObject, INodeExecutionData, OnError } from 'n8n-workflow';

import { OUTPUTS } from '../../nodes/GcoreStreamingAi/actions/operations';
import { outcomesWithOutput } from '../../nodes/GcoreStreamingAi/outputs';
import type { NodeRun } from '../engine';
import { NAMES, OPERATIONS, type Row } from '../operations';
import { usualAnswer } from '../standin/answers';
import type { Fault } from '../standin/server';
import { isList, isOwn } from './bodies';
import { TROUBLES, type Trouble } from './troubles';

jest.setTimeout(60_000);

const ON_ERROR: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/** An operation meets a third of the faults under each setting, and a fault a third of the operations. */
const onErrorOf = (trouble: Trouble, name: string) =>
	ON_ERROR[(TROUBLES.indexOf(trouble) + NAMES.indexOf(name)) % ON_ERROR.length];

/** The time-out of half a second, a second of tolerance, and what a loaded machine takes. */
const MOST_MS = 8000;

/** Of both items: Cancel Many reads a list until it shows nothing new, and Wait looks again. */
const MOST_REQUESTS = 12;

/** What is told where a lost answer was looked after, and nothing was there. */
const NOT_THERE = /^The subtitles are not on the video: put them on once more\.$/;

/** Whether the stand-in does what was asked for, although its answer is lost. */
const hasEffect = ({ kind, effect, status }: Fault) =>
	effect === true ||
	kind === 'resetAfter' ||
	(status === undefined && (kind === undefined || kind === 'truncate'));

/** What an operation makes of a fault: an outcome, how it is told, or nothing at all. */
function endOf(row: Row, { fault, message, remedy, passes, acted }: Trouble) {
	const { kind, status = 0 } = fault;
	const usual = usualAnswer(status);
	const isJson = usual.headers['content-type'] === 'application/json';
	const body = fault.body ?? (isJson && (JSON.parse(String(usual.body)) as unknown));
	const own = !kind && isOwn(status, body) ? row.own[status] : undefined;
	if (typeof own === 'string') return { outcome: own };
	if (own) return { message: own, remedy: /\.$/ };
	if (isList(row, status, body)) return {};
	if (passes && row.ridesOut) return { outcome: row.ridesOut };
	if (!row.once || !acted) return { message, remedy };
	if (row.looksAfter && hasEffect(fault)) return {};
	return { message, remedy: row.looksAfter ? NOT_THERE : row.once };
}

const fromSecond = (items: INodeExecutionData[] = []) =>
	items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 1);

function expectFailed(items: INodeExecutionData[], message: RegExp, remedy: RegExp) {
	const [{ json }, ...more] = fromSecond(items);
	expect(more).toEqual([]);
	expect(json.error).toMatch(message);
	expect((json.details as IDataObject).description).toMatch(remedy);
	expect(json).not.toHaveProperty('cancelled', true);
	expect(json.details).not.toHaveProperty('cancelled', true);
}

function expectStopped({ error }: NodeRun, message: RegExp, remedy: RegExp, name: string) {
	expect(error?.message).toMatch(message);
	const [, told, progress] = /^(.*?)( This was item 1\..*)?$/s.exec(String(error?.description))!;
	expect(told).toMatch(remedy);
	expect(progress).toBeDefined();
	expect(error).toMatchObject({ name, context: { itemIndex: 1 } });
	const code = /HTTP (\d+)/.exec(String(error?.message))?.[1];
	if (code) expect(error?.httpCode).toBe(code);
}

function expectEnd(run: NodeRun, row: Row, trouble: Trouble, onError: OnError) {
	const { outcome, message, remedy } = endOf(row, trouble);
	const outcomes = outcomesWithOutput(row.parameters, OUTPUTS).map(([value]) => value);
	const count = Math.max(1, outcomes.length);
	if (message && onError === 'stopWorkflow') {
		const name = trouble.ofSetting ? 'NodeOperationError' : 'NodeApiError';
		return expectStopped(run, message, remedy, name);
	}
	expect(run.error).toBeUndefined();
	expect(run.outputs).toHaveLength(onError === 'continueErrorOutput' ? count + 1 : count);
	const failed = run.outputs.flat().filter(({ json }) => json.error);
	// A key that is refused ends the wait for what was started before, too.
	if (!trouble.endsAll) expect(failed).toHaveLength(message ? 1 : 0);
	if (message) {
		const output = onError === 'continueErrorOutput' ? count : 0;
		expectFailed(run.outputs[output], message, remedy);
		const [{ json }] = fromSecond(run.outputs[output]);
		if (output > 0) expect(json).toMatchObject({ task_id: BAD, n: 1 });
		return;
	}
	if (!outcome) return;
	const told = fromSecond(run.outputs[outcomes.indexOf(outcome)]).map(({ json }) => json);
	expect(told).toMatchObject([{ task_id: BAD, outcome }]);
}

describe.each(TROUBLES.map((trouble) => [trouble.name, trouble] as const))(
	'%s',
	(_name, trouble) => {
		const { fault, credential } = trouble;
		const runOf = runsWithFault(NAMES, fault, (name) => ({
			credential,
			onError: onErrorOf(trouble, name),
		}));

		it.each(NAMES)('%s', async (name) => {
			const faultRun = await runOf(name);
			const row = OPERATIONS[name];
			expect(complaints(faultRun)).toEqual([]);
			expectEnd(faultRun.run, row, trouble, onErrorOf(trouble, name));
			const { gcore, met, ms } = faultRun;
			expect(ms).toBeLessThan(MOST_MS);
			expect(gcore.stats.requests).toBeLessThanOrEqual(MOST_REQUESTS);
			if (row.once) expect(met).toBe(credential ? 0 : 1);
		});
	},
);

describe('without a fault', () => {
	it.each(NAMES)('%s goes well', async (name) => {
		const faultRun = await runWithFault(name, {}, { onError: 'stopWorkflow' });
		expect(faultRun.run.error).toBeUndefined();
		expect(complaints(faultRun)).toEqual([]);
	});
});
