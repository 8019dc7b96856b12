import { WAIT_OUTCOMES } from '../../outcomes';
import { optionsField } from '../../fields/options';
import { simplifyField } from '../../fields/simplify';
import { outcomeFields } from '../../fields/outcomes';
import { taskIdFields } from '../../fields/task';
import { taskAbout } from '../about';
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
		action: 'Wait for AI task',
		description: 'Wait until a task has ended, and read its result',
	},
	toolDescription:
		"Waits for the end of one AI task at Gcore, which takes minutes, and answers with its result. Needs its task_id. The answer's outcome is succeeded, failed (failureReason says why), cancelled, or timedOut: then it still runs, and may be waited for once more with the same task_id.",
	fields: [
		...taskIdFields,
		...outcomeFields(WAIT_OUTCOMES),
		simplifyField,
		optionsField(...watchOptions, ...subtitlesOptions),
	],
	outcomes: { table: WAIT_OUTCOMES },
	about: taskAbout,
	execute,
};
