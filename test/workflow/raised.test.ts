import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useGcore } from './helpers';

const gcore = useGcore();

const CANCEL = { operation: 'cancel' };
const WAIT = { operation: 'wait', options: { pollInterval: 0.01, waitTimeout: 0.02 } };

/** Cancel calls answered with a documented status, and with or without words. */
const answering = (status: number, body: IDataObject) => () =>
	gcore.plantFor('t', { status, body });

const having = (task: IDataObject) => () =>
	gcore.standIn.tasks.add({ task_id: 't', ...task }).task_id;

describe('Gcore says only what Gcore has said', () => {
	it.each<[string, INodeParameters, () => string, RegExp]>([
		['words', CANCEL, answering(412, { error: 'Too late' }), /^Gcore says: "Too late"\. Read/],
		['no words', CANCEL, answering(412, {}), /^Gcore gave no reason\. Read its result/],
		['no ID', CANCEL, () => '', /^"task_id" is not specified\. Check what 'Task'/],
		['an ID that cannot be sent', CANCEL, () => 'a/b', /^'Task' holds .*\. Check what 'Task'/],
		[
			'a reason of a task',
			WAIT,
			having({ status: 'FAILURE', result: { error: 'No file' } }),
			/^Gcore says: "No file"\. Fix/,
		],
		[
			'no reason of a task',
			WAIT,
			having({ status: 'FAILURE', result: {} }),
			/^Gcore gave no reason\. Fix/,
		],
		['a task revoked', WAIT, having({ status: 'REVOKED' }), /^Start a new task/],
		['time that is over', WAIT, having({}), /^The task had not ended after 0.02 seconds\. Wait/],
	])('%s', async (_name, parameters, prepare, description) => {
		const items = [{ task_id: prepare() }];
		const { error } = await gcore.run({
			parameters: { ...parameters, outcomeHandling: 'fail' },
			items,
		});
		expect(error?.description).toMatch(description);
	});
});
