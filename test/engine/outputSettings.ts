import type { INodeParameters } from 'n8n-workflow';

import { CANCEL_OUTCOMES, WAIT_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';

const CANCEL = CANCEL_OUTCOMES.map(({ value }) => value);
const WAIT = WAIT_OUTCOMES.map(({ value }) => value);

/** Saved parameters, and the outcomes that have an output of their own. */
export const SETTINGS: Array<[name: string, parameters: INodeParameters, values: string[]]> = [
	['nothing saved', {}, CANCEL],
	['cancel', { resource: 'task', operation: 'cancel' }, CANCEL],
	['separate', { operation: 'cancel', outcomeHandling: 'separate' }, CANCEL],
	['same', { operation: 'cancel', outcomeHandling: 'same' }, []],
	['fail', { operation: 'cancel', outcomeHandling: 'fail' }, []],
	['no outcomes chosen', { separateOutcomes: [] }, ['cancelled']],
	['one outcome chosen', { separateOutcomes: ['notFound'] }, ['cancelled', 'notFound']],
	[
		'outcomes chosen in another order',
		{ separateOutcomes: ['notEnabled', 'badRequest'] },
		['cancelled', 'badRequest', 'notEnabled'],
	],
	[
		'an outcome chosen that there is not',
		{ separateOutcomes: ['no', 'notFound'] },
		['cancelled', 'notFound'],
	],
	["another operation's outcomes chosen", { separateOutcomes: ['failed', 'cancelled'] }, CANCEL],
	['the wished-for outcome alone chosen', { separateOutcomes: ['cancelled'] }, ['cancelled']],
	['no list chosen', { separateOutcomes: 'notFound' }, CANCEL],
	['outcomes chosen, but same', { separateOutcomes: ['notFound'], outcomeHandling: 'same' }, []],
	['cancelMany', { operation: 'cancelMany' }, CANCEL],
	['cancelMany that only lists', { operation: 'cancelMany', dryRun: true }, []],
	['what another operation has left', { operation: 'cancel', dryRun: true }, CANCEL],
	['wait', { operation: 'wait' }, WAIT],
	[
		'wait, timed out chosen',
		{ operation: 'wait', separateOutcomes: ['timedOut'] },
		['succeeded', 'timedOut'],
	],
	['wait, chosen for cancel', { operation: 'wait', separateOutcomes: ['badRequest'] }, WAIT],
	['a handling that there is not', { outcomeHandling: 'Same' }, []],
	['wait, same', { operation: 'wait', outcomeHandling: 'same' }, []],
	['create', { operation: 'create' }, []],
	['create that waits', { operation: 'create', waitForCompletion: true }, WAIT],
	[
		'create that waits, fail',
		{ operation: 'create', waitForCompletion: true, outcomeHandling: 'fail' },
		[],
	],
	['get', { operation: 'get' }, []],
	['getAll', { operation: 'getAll' }, []],
	['an operation that there is not', { operation: 'nope' }, []],
	['a language', { resource: 'language', operation: 'checkSupport' }, []],
	['a language with parameters of a task', { resource: 'language', operation: 'cancel' }, []],
];
