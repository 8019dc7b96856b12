/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../scripts/real-n8n/types';
import { shapeOf } from '../gate/shape';
import { ITEM_RUNS } from '../operations';
import { KEYS, outputsOf, reasonOf, runOver, type World } from './world';

const VIDEO = 'https://video.example/clip.mp4';
const CONTRACT = JSON.parse(
	readFileSync(join(__dirname, '../gate/contract.json'), 'utf8'),
) as Record<string, string>;
const OFTEN = { pollInterval: 0.2 };

/** Every operation as the table of operations has it, and what more there is to each but Cancel. */
export async function checkOperations(world: World): Promise<void> {
	const { checks, gcore, n8n, credential } = world;

	/** Runs one operation for one item and returns what left by each of the first outputs. */
	const outputs = async (
		parameters: Record<string, unknown>,
		{
			item = {},
			count = 1,
			key = KEYS.usual,
		}: { item?: object; count?: number; key?: string } = {},
	): Promise<Item[][]> => {
		const execution = await runOver(world, String(parameters.operation), [item], {
			parameters,
			credential: await credential(key),
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		return outputsOf(execution, count);
	};

	await checks.check('Create starts a task', async () => {
		const [[{ json }]] = await outputs({ operation: 'create', taskType: 'nsfw', url: VIDEO });
		const task = gcore.tasks.get(String(json.task_id));
		assert.equal(task?.task_data.category, 'nsfw');
		assert.equal(task.task_data.url, VIDEO);
	});

	await checks.check('Create waits and hands on the subtitles as an SRT file', async () => {
		const left = await outputs(
			{
				operation: 'create',
				url: VIDEO,
				waitForCompletion: true,
				options: { ...OFTEN, subtitlesFormat: 'srt' },
			},
			{ count: 4 },
		);
		assert.deepEqual(
			left.map((items) => items.length),
			[1, 0, 0, 0],
		);
		const [{ json, binary }] = left[0];
		assert.equal(json.succeeded, true);
		assert.match(String(binary?.data.fileName), /\.srt$/);
		assert.match(await n8n.api.readFile(binary!.data), /-->/);
	});

	await checks.check('Wait sends each end to its output', async () => {
		const ends = [{ status: 'SUCCESS' }, { status: 'FAILURE' }, { status: 'REVOKED' }, {}];
		const items = ends.map((end) => ({ task_id: gcore.tasks.add(end).task_id }));
		const execution = await runOver(world, 'wait', items, {
			parameters: { operation: 'wait', options: { ...OFTEN, waitTimeout: 1 } },
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		assert.deepEqual(
			outputsOf(execution, 4).map((left) => left.map(({ json }) => json.task_id)),
			items.map(({ task_id }) => [task_id]),
		);
	});

	await checks.check('Get reads a task, with the subtitles as a VTT file', async () => {
		const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
		const [[{ json, binary }]] = await outputs(
			{ operation: 'get', options: { subtitlesFormat: 'vtt', binaryPropertyName: 'subtitles' } },
			{ item: { task_id } },
		);
		assert.equal(json.task_id, task_id);
		assert.match(await n8n.api.readFile(binary!.subtitles), /^WEBVTT/);
	});

	await checks.check('Get Many lists with a limit, a filter, and all', async () => {
		const { tasks } = gcore.account(KEYS.many);
		for (let n = 0; n < 120; n++) tasks.add({ status: n < 7 ? 'FAILURE' : 'SUCCESS' });
		const list = async (parameters: object) =>
			(await outputs({ operation: 'getAll', ...parameters }, { key: KEYS.many }))[0].length;
		assert.equal(await list({ returnAll: false, limit: 3 }), 3);
		assert.equal(await list({ returnAll: true }), 120);
		assert.equal(await list({ returnAll: true, filters: { status: 'FAILURE' } }), 7);
		tasks.clear();
	});

	await checks.check('Cancel Many lists what it would cancel, then cancels it', async () => {
		const { tasks } = gcore.account(KEYS.many);
		const running = ['STARTED', 'PENDING', 'RECEIVED'].map((status) => tasks.add({ status }));
		const done = tasks.add({ status: 'SUCCESS' });
		const ids = running.map(({ task_id }) => task_id).sort();
		const left = async (dryRun: boolean) =>
			(await outputs({ operation: 'cancelMany', dryRun }, { key: KEYS.many }))[0]
				.map(({ json }) => json.task_id)
				.sort();
		assert.deepEqual(await left(true), ids);
		assert.ok(ids.every((id) => !tasks.get(id)?.processing_time?.completed_at));
		assert.deepEqual(await left(false), ids);
		assert.ok(ids.every((id) => tasks.get(id)?.status === 'REVOKED'));
		assert.equal(tasks.get(done.task_id)?.status, 'SUCCESS');
		tasks.clear();
	});

	for (const { name, parameters, task } of ITEM_RUNS) {
		await checks.check(`The item of ${name} has the fields of the contract`, async () => {
			const { tasks } = gcore.account(KEYS.many);
			tasks.clear();
			const item = { task_id: tasks.add({ status: task }).task_id, n: 0 };
			const left = await outputs(parameters, { item, count: 5, key: KEYS.many });
			assert.equal(shapeOf(left.flat()[0]), CONTRACT[`item of ${name}`]);
			tasks.clear();
		});
	}
}
