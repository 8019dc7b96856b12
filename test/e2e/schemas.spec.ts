/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IBuilderHint } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { PROJECT_FOLDER } from '../../scripts/real-n8n/package';
import { chain, gcoreNode, NODE_TYPE, startNode, TRIGGER_TYPE } from '../real/workflows';
import { expect, test } from './fixtures';

/** A schema as it is in the project. */
const saved = (name: string): unknown => {
	const file = join(PROJECT_FOLDER, 'nodes/GcoreStreamingAi/__schema__', `v1.0.0${name}.json`);
	return JSON.parse(readFileSync(file, 'utf8'));
};

test('n8n serves the schema of each operation, and of the trigger', async ({ page, n8n }) => {
	const operations = RESOURCES.flatMap(({ value, operations: all }) =>
		all.map(({ option }) => [NODE_TYPE, `/${value}/${option.value}`]),
	);
	for (const [type, name] of [...operations, [TRIGGER_TYPE, '']]) {
		const answer = await page.request.get(`${n8n.url}/schemas/${type}/1.0.0${name}.json`);
		expect([name, answer.status()]).toEqual([name, 200]);
		expect(await answer.json()).toEqual(saved(name));
	}
});

test('fields can be mapped before the first run', async ({ editor, credential }, testInfo) => {
	const account = await credential();
	await editor.openWorkflow({
		name: 'Not run yet',
		nodes: [
			startNode(),
			gcoreNode('Create', [220, 0], account, { operation: 'create', taskType: 'nsfw' }),
			gcoreNode('Get', [440, 0], account, { operation: 'get' }),
		],
		connections: chain('Start', 'Create', 'Get'),
	});
	await editor.openNode('Get');
	const fields = editor.view.getByTestId('run-data-schema-item');
	await expect(fields.filter({ hasText: 'task_id' }).first()).toBeVisible();
	await expect(fields.filter({ hasText: 'processing_time' }).first()).toBeVisible();
	await editor.page.screenshot({ path: testInfo.outputPath('mapping.png') });
});

test("every node that a hint for n8n's workflow builder names is there", async ({ n8n }) => {
	const types = await n8n.api.nodeTypes();
	const names = types.map(({ name }) => name);
	const ours = types.filter(({ name }) => [NODE_TYPE, TRIGGER_TYPE].includes(name));
	const related = ours.flatMap(
		({ builderHint }) => (builderHint as IBuilderHint | undefined)?.relatedNodes ?? [],
	);
	expect(related.length).toBeGreaterThan(1);
	expect(names).toEqual(expect.arrayContaining(related.map(({ nodeType }) => nodeType)));
});
