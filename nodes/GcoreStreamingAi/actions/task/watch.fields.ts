import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { positiveNumber, type Run } from '../run';

export const watchOptions: INodeProperties[] = [
	{
		displayName: 'Cancel on Stop',
		name: 'cancelOnStop',
		type: 'boolean',
		default: false,
		description:
			'Whether to cancel the tasks at Gcore when the execution is stopped while it waits',
	},
	{
		displayName: 'Cancel on Timeout',
		name: 'cancelOnTimeout',
		type: 'boolean',
		default: false,
		description: 'Whether to cancel a task at Gcore when it has not ended within the wait timeout',
	},
	{
		displayName: 'Poll Interval',
		name: 'pollInterval',
		type: 'number',
		default: 5,
		typeOptions: { minValue: 1 },
		description:
			'How many seconds to pause before looking again. The pause grows slowly, up to 30 seconds.',
	},
	{
		displayName: 'Wait Timeout',
		name: 'waitTimeout',
		type: 'number',
		default: 600,
		typeOptions: { minValue: 1 },
		description:
			'How many seconds to wait for the end of a task before its item leaves as Timed Out',
	},
];

/** In seconds. */
const DEFAULTS = { pollInterval: 5, waitTimeout: 600 };

export type WatchOptions = IDataObject & typeof DEFAULTS;

/** How to wait for the tasks of an item. @throws GcoreFailure when an option cannot be used */
export function watchOptionsOf(run: Run, item: number): WatchOptions {
	const options = { ...DEFAULTS, ...run.param<IDataObject>('options', item, {}) };
	return {
		...options,
		waitTimeout: positiveNumber('Wait Timeout', options.waitTimeout),
		pollInterval: positiveNumber('Poll Interval', options.pollInterval),
	};
}
