/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf } from '../../scripts/real-n8n/api';
import { CancelCases, OUTCOMES, STATUS_CODES } from './cases';
import { behind, GCORE } from './workflows';
import { outputsOf, reasonOf, runOver, type World } from './world';

const OUTPUTS = OUTCOMES.length;

/** Cancel: every documented answer, each way of handling outcomes, order and pairing, hints. */
export async function checkCancel(world: World): Promise<void> {
	const { checks, gcore } = world;

	await checks.check('Cancel sends each of the five outcomes to its output', async () => {
		const cases = new CancelCases(gcore);
		const items = OUTCOMES.map((outcome) => cases.ending(outcome));
		const execution = await runOver(world, 'Five outcomes', items, { parameters: {} });
		assert.equal(execution.status, 'success', reasonOf(execution));
		const outputs = outputsOf(execution, OUTPUTS);
		OUTCOMES.forEach((outcome, index) => {
			assert.deepEqual(
				outputs[index].map(({ json }) => [json.task_id, json.outcome, json.statusCode]),
				[[items[index].task_id, outcome, STATUS_CODES[outcome]]],
			);
			assert.ok(outputs[index].every(({ json }) => !('error' in json)));
		});
		assert.equal(gcore.tasks.get(items[0].task_id)?.status, 'REVOKED');
	});

	await checks.check('60 mixed items keep their order and their pairing', async () => {
		const cases = new CancelCases(gcore);
		const items = Array.from({ length: 60 }, (_, n) => cases.ending(OUTCOMES[(n * 7) % OUTPUTS]));
		const execution = await runOver(world, '60 items', items, {
			parameters: {},
			outputs: OUTPUTS,
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		OUTCOMES.forEach((outcome, output) => {
			const expected = items.filter((_, n) => OUTCOMES[(n * 7) % OUTPUTS] === outcome);
			const left = itemsOf(execution, GCORE, output);
			assert.deepEqual(
				left.map(({ pairedItem }) => (pairedItem as { item: number }).item),
				expected.map(({ n }) => n),
			);
			// n8n's own linking, as an expression of the user sees it.
			assert.deepEqual(
				itemsOf(execution, behind(output)).map(({ json }) => json.n),
				expected.map(({ n }) => n),
			);
		});
	});

	await checks.check("'same' hands on every outcome as data on one output", async () => {
		const cases = new CancelCases(gcore);
		const items = OUTCOMES.map((outcome) => cases.ending(outcome));
		const execution = await runOver(world, 'Same', items, {
			parameters: { outcomeHandling: 'same' },
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		const [only, ...others] = outputsOf(execution, OUTPUTS);
		assert.deepEqual(
			only.map(({ json }) => json.outcome),
			OUTCOMES,
		);
		assert.deepEqual(others.flat(), []);
	});

	await checks.check("'fail' stops at an outcome that is not the wished-for one", async () => {
		const cases = new CancelCases(gcore);
		const items = [cases.ending('cancelled'), cases.ending('notFound')];
		const execution = await runOver(world, 'Fail', items, {
			parameters: { outcomeHandling: 'fail' },
		});
		assert.equal(execution.status, 'error');
		assert.match(String(execution.data.resultData.error?.message), /^Not Found: /);
		const good = await runOver(world, 'Fail, none', [cases.ending('cancelled')], {
			parameters: { outcomeHandling: 'fail' },
		});
		assert.equal(good.status, 'success', reasonOf(good));
		assert.equal(itemsOf(good, GCORE)[0].json.outcome, 'cancelled');
	});

	await checks.check('a hint says how many tasks were not cancelled', async () => {
		const cases = new CancelCases(gcore);
		const items = [cases.ending('cancelled'), cases.ending('alreadyDone')];
		const execution = await runOver(world, 'Hint', items, { parameters: {} });
		const hints = execution.data.resultData.runData[GCORE].flatMap((run) => run.hints ?? []);
		assert.deepEqual(
			hints.map(({ message }) => message),
			['1 of 2 tasks was not cancelled: 1 Already Done'],
		);
	});
}
