import {
	CANCEL_OUTCOMES,
	optionalOutcomes,
	OUTCOME_ROWS,
	OUTCOMES_OF,
	outcomesWithOutput,
	outputCount,
	outputOf,
	outputsExpression,
	WAIT_OUTCOMES,
	type OutcomeValue,
} from '../../nodes/GcoreStreamingAi/outcomes';
import { SETTINGS } from '../engine/outputSettings';

describe('the tables', () => {
	it('hold the contract, in the order of the outputs', () => {
		const brief = (table: readonly { value: string; label: string; statusCode?: number }[]) =>
			table.map(({ value, label, statusCode }) => [value, label, statusCode]);
		expect(brief(CANCEL_OUTCOMES)).toEqual([
			['cancelled', 'Cancelled', 202],
			['badRequest', 'Bad Request', 400],
			['notFound', 'Not Found', 404],
			['alreadyDone', 'Already Done', 412],
			['notEnabled', 'Not Enabled', 422],
		]);
		expect(brief(WAIT_OUTCOMES)).toEqual([
			['succeeded', 'Succeeded', undefined],
			['failed', 'Failed', undefined],
			['cancelled', 'Cancelled', undefined],
			['timedOut', 'Timed Out', undefined],
		]);
	});

	it.each(Object.entries(OUTCOMES_OF))('fit the canvas and stand alone: %s', (_name, table) => {
		for (const { label, meaning, remedy } of table) {
			expect(label.length).toBeLessThanOrEqual(12);
			expect(meaning).toMatch(/[^.]$/);
			expect(remedy).toMatch(/[^.]$/);
		}
		expect(new Set(table.map(({ value }) => value)).size).toBe(table.length);
		expect(new Set(table.map(({ label }) => label)).size).toBe(table.length);
		expect(optionalOutcomes(table)).toEqual(table.slice(1));
	});
});

describe.each(SETTINGS)('with %s', (_name, parameters, values) => {
	it('the outcomes with an output are right, and in order', () => {
		expect(outcomesWithOutput(parameters, OUTCOME_ROWS).map(([value]) => value)).toEqual(values);
		expect(outputCount(parameters)).toBe(Math.max(1, values.length));
	});

	it('each outcome goes by its own output', () => {
		const operation = String(parameters.operation ?? 'cancel');
		const { outcomeHandling = 'separate' } = parameters;
		(OUTCOMES_OF[operation] ?? []).forEach(({ value }, index) => {
			const output = outputOf(value as OutcomeValue, { ...parameters, operation });
			if (outcomeHandling === 'fail') expect(output).toBe(index === 0 ? 0 : 'raise');
			else if (values.length === 0) expect(output).toBe(0);
			else expect(output).toBe(values.includes(value) ? values.indexOf(value) : 'raise');
		});
	});
});

it('the expression of the outputs can be read in any sandbox', () => {
	expect(outputsExpression.slice(0, 4)).toBe('={{ ');
	expect(outputsExpression.slice(-3)).toBe(' }}');
	const source = outputsExpression.slice(3, -2);
	expect(source).not.toContain('}}');
	expect(source).not.toMatch(/\?\.|\?\?|\.\.\.|=>|\b(require|import|exports|process|this)\b/);
});
