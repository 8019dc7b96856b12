import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { positive } from '../../fields/values';
import type { Run } from '../run';
import { resultWishOf, type ResultWish } from './taskResult';

const pollIntervalOption: INodeProperties = {
	displayName: 'Poll Interval',
	name: 'pollInterval',
	type: 'number',
	default: 5,
	typeOptions: { minValue: 1 },
	description:
		'How many seconds to pause before looking again, which is how late an end is noticed at most. Where more than ten times as long has been waited, the pause is a tenth of that, up to 30 seconds.',
};

const waitTimeoutOption: INodeProperties = {
	displayName: 'Wait Timeout',
	name: 'waitTimeout',
	type: 'number',
	default: 600,
	typeOptions: { minValue: 1 },
	description: 'How many seconds to wait for the end of a task before its item leaves as Timed Out',
};

export const watchOptions: INodeProperties[] = [
	{
		displayName: 'Cancel on Stop',
		name: 'cancelOnStop',
		type: 'boolean',
		default: false,
		description: 'Whether to cancel the tasks at Gcore when the execution is stopped',
	},
	{
		displayName: 'Cancel on Timeout',
		name: 'cancelOnTimeout',
		type: 'boolean',
		default: false,
		description: "Whether to cancel a task at Gcore when it has not ended within 'Wait Timeout'",
	},
	pollIntervalOption,
	waitTimeoutOption,
];

/** Times in seconds. */
export interface WatchOptions {
	pollInterval: number;
	waitTimeout: number;
	cancelOnTimeout: boolean;
	cancelOnStop: boolean;
	result: ResultWish;
}

/** How to wait for the tasks of an item. @throws GcoreFailure when an option cannot be used */
export function watchOptionsOf(run: Run, item: number): WatchOptions {
	const options = run.parameters.get<IDataObject>('options', item, {});
	return {
		cancelOnTimeout: options.cancelOnTimeout === true,
		cancelOnStop: options.cancelOnStop === true,
		result: resultWishOf(run, item),
		waitTimeout: positive(waitTimeoutOption, options.waitTimeout),
		pollInterval: positive(pollIntervalOption, options.pollInterval),
	};
}
