import { itemsOf } from '../../scripts/real-n8n/api';
import { OUTCOMES, STATUS_CODES } from '../real/cases';
import { expectSuccess, outputsOf, valuesOf } from '../real/run';
import { behind, GCORE } from '../real/workflows';
import { expect, test } from './fixtures';

const OUTPUTS = OUTCOMES.length;

test('Cancel sends each of the five outcomes to its output', async ({ gcore, cases, runOver }) => {
	const items = OUTCOMES.map((outcome) => cases.ending(outcome));
	const execution = await runOver(items, { parameters: {} });
	expectSuccess(execution);
	const left = outputsOf(execution, OUTPUTS).map((output) => output.map(({ json }) => json));
	expect(left).toEqual(
		OUTCOMES.map((outcome, n) => [
			expect.objectContaining({
				task_id: items[n].task_id,
				outcome,
				statusCode: STATUS_CODES[outcome],
			}),
		]),
	);
	expect(left.flat().filter((json) => 'error' in json)).toEqual([]);
	expect(gcore.tasks.get(items[0].task_id)?.status).toBe('REVOKED');
});

test('60 mixed items keep their order and their pairing', async ({ cases, runOver }) => {
	const outcomeOf = (n: number) => OUTCOMES[(n * 7) % OUTPUTS];
	const items = Array.from({ length: 60 }, (_, n) => cases.ending(outcomeOf(n)));
	const execution = await runOver(items, { parameters: {}, outputs: OUTPUTS });
	expectSuccess(execution);
	OUTCOMES.forEach((outcome, output) => {
		const expected = items.map(({ n }) => n).filter((n) => outcomeOf(n) === outcome);
		const paired = itemsOf(execution, GCORE, output).map(({ pairedItem }) => pairedItem);
		expect(paired).toEqual(expected.map((item) => expect.objectContaining({ item })));
		// n8n's own linking, as an expression of the user sees it.
		expect(itemsOf(execution, behind(output)).map(({ json }) => json.n)).toEqual(expected);
	});
});

test("'same' hands on every outcome as data on one output", async ({ cases, runOver }) => {
	const items = OUTCOMES.map((outcome) => cases.ending(outcome));
	const execution = await runOver(items, { parameters: { outcomeHandling: 'same' } });
	expectSuccess(execution);
	expect(valuesOf(execution, OUTPUTS, 'outcome')).toEqual([OUTCOMES, [], [], [], []]);
});

test("'fail' stops at an outcome that is not the wished-for one", async ({ cases, runOver }) => {
	const parameters = { outcomeHandling: 'fail' };
	const items = [cases.ending('cancelled'), cases.ending('notFound')];
	const execution = await runOver(items, { parameters });
	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error?.message).toMatch(/^Not Found: /);
	const good = await runOver([cases.ending('cancelled')], { parameters });
	expectSuccess(good);
	expect(itemsOf(good, GCORE)[0].json.outcome).toBe('cancelled');
});

test('a hint says how many tasks were not cancelled', async ({ cases, runOver }) => {
	const items = [cases.ending('cancelled'), cases.ending('alreadyDone')];
	const execution = await runOver(items, { parameters: {} });
	const hints = execution.data.resultData.runData[GCORE].flatMap((run) => run.hints ?? []);
	expect(hints.map(({ message }) => message)).toEqual([
		'1 of 2 tasks was not cancelled: 1 Already Done',
	]);
});
