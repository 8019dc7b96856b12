import type { INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../fields/options';
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

const cancelOnStopOption: INodeProperties = {
	displayName: 'Cancel on Stop',
	name: 'cancelOnStop',
	type: 'boolean',
	default: false,
	description: 'Whether to cancel the tasks at Gcore when the execution is stopped',
};

const cancelOnTimeoutOption: INodeProperties = {
	displayName: 'Cancel on Timeout',
	name: 'cancelOnTimeout',
	type: 'boolean',
	default: false,
	description: "Whether to cancel a task at Gcore when it has not ended within 'Wait Timeout'",
};

export const watchOptions: INodeProperties[] = [
	cancelOnStopOption,
	cancelOnTimeoutOption,
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
	const options = optionsOf(run.parameters.of(item));
	return {
		cancelOnTimeout: options.switch(cancelOnTimeoutOption),
		cancelOnStop: options.switch(cancelOnStopOption),
		result: resultWishOf(run, item),
		waitTimeout: options.duration(waitTimeoutOption),
		pollInterval: options.duration(pollIntervalOption),
	};
}
