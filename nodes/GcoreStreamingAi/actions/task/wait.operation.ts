import { WAIT_OUTCOMES } from '../../outcomes';
import { optionsField } from '../../fields/options';
import { outcomeFields } from '../../fields/outcomes';
import { taskIdField } from '../../fields/task';
import type { Operation } from '../operation';
import type { Run } from '../run';
import { subtitlesOptions } from './taskResult';
import { Watch } from './watch';
import { watchOptions, watchOptionsOf } from './watch.fields';

async function execute(run: Run): Promise<void> {
	const watch = new Watch(run);
	const adding = run.pool(run.itemCount, async (item) => {
		await run.attempt(item, async () => {
			const account = await run.account(item);
			await watch.add({
				item,
				account,
				taskId: run.parameters.taskId(item),
				options: watchOptionsOf(run, item),
			});
		});
	});
	await watch.untilEnd(adding);
}

export const wait: Operation = {
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for task',
		description: 'Wait until a task has ended, and read its result',
	},
	fields: [
		taskIdField,
		...outcomeFields(WAIT_OUTCOMES),
		optionsField(...watchOptions, ...subtitlesOptions),
	],
	outcomes: { table: WAIT_OUTCOMES },
	execute,
};
