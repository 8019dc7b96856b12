/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test, not part of the package */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf } from '../gate/shape';
import { ITEM_RUNS } from '../operations';
import { KEYS } from '../real/fixtures';
import { expectSuccess, outputsOf } from '../real/run';
import { expect, type test as base } from './fixtures';

const CONTRACT = JSON.parse(
	readFileSync(join(__dirname, '../gate/contract.json'), 'utf8'),
) as Record<string, string>;

/** Every operation, once for each kind of item that it puts out. @param inOrder whether n8n keeps the order of fields */
export function itemTests(test: typeof base, { inOrder = true } = {}) {
	const fieldsOf = (shape: string) => (inOrder ? shape : shape.split(', ').sort());
	for (const { name, parameters, task, output } of ITEM_RUNS) {
		test(`The item of ${name} has the fields of the contract`, async ({
			gcore,
			runOver,
			credential,
		}) => {
			const { tasks, videos } = gcore.account(KEYS.many);
			tasks.clear();
			videos.add({ id: 1 });
			const item = { task_id: tasks.add({ status: task }).task_id, n: 0 };
			const options = { parameters, credential: await credential('many') };
			const execution = await runOver([item], options);
			expectSuccess(execution);
			const left = outputsOf(execution, 5);
			expect(left.map((items) => items.length)).toEqual(left.map((_, n) => (n === output ? 1 : 0)));
			const shape = shapeOf(left[output][0]);
			expect(fieldsOf(shape)).toEqual(fieldsOf(CONTRACT[`item of ${name}`]));
		});
	}
}
