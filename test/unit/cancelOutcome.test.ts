import { CANCEL_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';
import { cancelOutcome, unusableTaskId } from '../../nodes/GcoreStreamingAi/task/cancelOutcome';

const answer = (status: number, body: object, mayHaveActedBefore = false) => ({
	status,
	body: body as Record<string, never>,
	mayHaveActedBefore,
});
const already = (status: string) => ({
	error: `Cannot cancel task because it is already in status ${status}.`,
});

const CANCELLED = { task_id: 't', outcome: 'cancelled', cancelled: true, status: 'REVOKED' };

it('a 202 is the item of the contract', () => {
	const { outcome, json } = cancelOutcome('t', answer(202, { result: 'Done.\n' }), false);
	expect(outcome).toBe('cancelled');
	expect(json).toEqual({ ...CANCELLED, statusCode: 202, result: 'Done.' });
});

it.each([
	['no result', {}],
	['a result that is no text', { result: { ok: true } }],
	['a page for a result', { result: '<html></html>' }],
])('a 202 with %s counts as cancelled', (_name, body) => {
	const { json } = cancelOutcome('t', answer(202, body), false);
	expect(json).toEqual({ ...CANCELLED, statusCode: 202, result: '' });
});

it.each([
	[400, 'badRequest', '"task_id" is not specified'],
	[404, 'notFound', 'Task not found'],
	[412, 'alreadyDone', 'No longer possible'],
	[422, 'notEnabled', 'Feature is disabled. Contact support to enable.'],
])('a %i is %s', (statusCode, outcome, message) => {
	expect(cancelOutcome('t', answer(statusCode, { error: message }), true)).toEqual({
		outcome,
		json: { task_id: 't', outcome, cancelled: false, statusCode, status: null, message },
		said: message,
	});
});

it.each([400, 404, 422])(
	'a %i that speaks of REVOKED is not taken for a cancelled task',
	(status) => {
		const { json } = cancelOutcome('t', answer(status, already('REVOKED'), true), true);
		expect(json).toMatchObject({ cancelled: false, statusCode: status, status: null });
	},
);

it.each(CANCEL_OUTCOMES.slice(1).map(({ statusCode }) => statusCode))(
	'a %i without a reason says so',
	(statusCode) => {
		const { json, said } = cancelOutcome('t', answer(statusCode, { error: {} }), true);
		expect(json.message).toBe('Gcore gave no reason');
		expect(said).toBeUndefined();
		expect(json).not.toHaveProperty('error');
	},
);

it.each([
	['SUCCESS', 'SUCCESS'],
	['FAILURE', 'FAILURE'],
	['REVOKED', 'REVOKED'],
	['SUCCESSFUL', null],
	['PENDING', null],
])('a 412 for %s has status %s', (said, status) => {
	const { outcome, json } = cancelOutcome('t', answer(412, already(said)), false);
	expect(outcome).toBe('alreadyDone');
	expect(json).toMatchObject({ cancelled: false, statusCode: 412, status });
});

describe('a 412 counts as cancelled', () => {
	it.each([
		['REVOKED', false, false, false],
		['REVOKED', true, false, true],
		['REVOKED', false, true, true],
		['REVOKED', true, true, true],
		['SUCCESS', true, true, false],
		['FAILURE', true, true, false],
	])('%s, option %s, a lost answer before %s: %s', (status, option, before, counts) => {
		const body = already(status);
		const { outcome, json } = cancelOutcome('t', answer(412, body, before), option);
		expect(outcome).toBe(counts ? 'cancelled' : 'alreadyDone');
		expect(json).toEqual(
			counts
				? { ...CANCELLED, statusCode: 412, result: body.error }
				: expect.objectContaining({ cancelled: false, message: body.error }),
		);
	});
});

describe('an ID that is not sent', () => {
	it.each<[string, unknown, string | null]>([
		['a text', 'a/b', 'a/b'],
		['a text in a locator', { mode: 'id', value: ' ../x' }, ' ../x'],
		['an empty text', { mode: 'id', value: '' }, ''],
		['a number', { mode: 'id', value: 7 }, null],
		['nothing', undefined, null],
	])('is shown where it is a text: %s', (_name, parameter, shown) => {
		expect(unusableTaskId(parameter, 'Flaw')).toEqual({
			outcome: 'badRequest',
			json: {
				task_id: shown,
				outcome: 'badRequest',
				cancelled: false,
				statusCode: 400,
				status: null,
				message: 'Flaw',
			},
		});
	});
});
