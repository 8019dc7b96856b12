import { OUTPUTS, RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { CANCEL_STATUSES } from '../../nodes/GcoreStreamingAi/gcore/calls';
import {
	CANCEL_OUTCOMES,
	WAIT_OUTCOMES,
	type OutcomeValue,
} from '../../nodes/GcoreStreamingAi/outcomes';
import {
	outputsExpression,
	outputsFor,
	outputsHint,
	type Parameters,
} from '../../nodes/GcoreStreamingAi/outputs';
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

	it('has a row for each answer that the cancel call documents', () => {
		expect(CANCEL_OUTCOMES.map(({ statusCode }) => statusCode)).toEqual(CANCEL_STATUSES);
	});

	const TABLES = new Set(
		RESOURCES.flatMap(({ operations }) =>
			operations.flatMap(({ outcomes }) => (outcomes ? [outcomes.table] : [])),
		),
	);

	it.each([...TABLES].map((table) => [table]))('fit the canvas and stand alone', (table) => {
		for (const { label, meaning, remedy } of table) {
			expect(label.length).toBeLessThanOrEqual(12);
			expect(meaning).toMatch(/[^.]$/);
			expect(remedy).toMatch(/[^.]$/);
		}
		expect(new Set(table.map(({ value }) => value)).size).toBe(table.length);
		expect(new Set(table.map(({ label }) => label)).size).toBe(table.length);
	});
});

const outcomesOf = ({ resource = 'task', operation = 'cancel' }: Parameters) =>
	RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ option }) => option.value === operation,
	)?.outcomes;

describe.each(SETTINGS)('with %s', (_name, parameters, values) => {
	const outcomes = outcomesOf(parameters);
	const outputs = outputsFor(parameters, OUTPUTS, outcomes);

	it('there are as many outputs as outcomes that have one, or one', () => {
		expect(outputs.count).toBe(Math.max(1, values.length));
		expect(outputs.names).toHaveLength(values.length);
	});

	it('each outcome goes by its own output', () => {
		const { outcomeHandling = 'separate' } = parameters;
		if (!outcomes) return expect(outputs.of('succeeded')).toBe(0);
		outcomes.table.forEach(({ value, label }, index) => {
			const output = outputs.of(value as OutcomeValue);
			if (outcomeHandling === 'fail') return expect(output).toBe(index === 0 ? 0 : 'raise');
			if (values.length === 0) return expect(output).toBe(0);
			expect(output).toBe(values.includes(value) ? values.indexOf(value) : 'raise');
			if (output !== 'raise') expect(outputs.names[output].normalize('NFKC')).toBe(label);
		});
	});
});

it.each([
	[
		{ table: WAIT_OUTCOMES },
		/^Outputs by number: 0 Succeeded, 1 Failed, 2 Cancelled, 3 Timed Out\. /,
	],
	[
		{ table: CANCEL_OUTCOMES, when: { parameter: 'dryRun', is: false } },
		/^With dryRun false, outputs by number: 0 Cancelled, 1 Bad Request, .*, 4 Not Enabled\. /,
	],
])('a builder is told the outputs of %j by number', (outcomes, hint) => {
	expect(outputsHint(outcomes)).toMatch(hint);
});

const EXPRESSION: string = outputsExpression(OUTPUTS);

it('the expression of the outputs can be read in any sandbox', () => {
	expect(EXPRESSION.slice(0, 4)).toBe('={{ ');
	expect(EXPRESSION.slice(-3)).toBe(' }}');
	const source = EXPRESSION.slice(3, -2);
	expect(source).not.toContain('}}');
	expect(source).not.toMatch(/\?\.|\?\?|\.\.\.|=>|\b(require|import|exports|process|this)\b/);
});
