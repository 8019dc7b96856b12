import { itemsOf } from '../../scripts/real-n8n/api';
import type { Execution } from '../../scripts/real-n8n/types';
import { KEYS, type Account } from '../real/fixtures';
import { expectSuccess, outputsOf, valuesOf } from '../real/run';
import { GCORE } from '../real/workflows';
import { expect, test as base } from './fixtures';
import { itemTests } from './items';

const VIDEO = 'https://video.example/clip.mp4';
const OFTEN = { pollInterval: 0.2 };

/** Runs an operation for one item, which has to go well. */
type Operate = (
	parameters: Record<string, unknown>,
	options?: { item?: object; account?: Account },
) => Promise<Execution>;

const test = base.extend<{ operate: Operate }>({
	operate: async ({ runOver, credential }, use) => {
		await use(async (parameters, { item = {}, account } = {}) => {
			const options = { parameters, credential: await credential(account) };
			const execution = await runOver([item], options);
			expectSuccess(execution);
			return execution;
		});
	},
});

test('Create starts a task', async ({ gcore, operate }) => {
	const execution = await operate({ operation: 'create', taskType: 'nsfw', url: VIDEO });
	const task = gcore.tasks.get(String(itemsOf(execution, GCORE)[0].json.task_id));
	expect(task?.task_data).toMatchObject({ category: 'nsfw', url: VIDEO });
});

test('Create waits and hands on the subtitles as an SRT file', async ({ n8n, operate }) => {
	const options = { ...OFTEN, subtitlesFormat: 'srt' };
	const waiting = { operation: 'create', url: VIDEO, waitForCompletion: true, options };
	const left = outputsOf(await operate(waiting), 4);
	expect(left.map((items) => items.length)).toEqual([1, 0, 0, 0]);
	const [{ json, binary }] = left[0];
	expect(json.succeeded).toBe(true);
	expect(binary?.data.fileName).toMatch(/\.srt$/);
	expect(await n8n.api.readFile(binary!.data)).toMatch(/-->/);
});

test('Wait sends each end to its output', async ({ gcore, runOver }) => {
	const ends = [{ status: 'SUCCESS' }, { status: 'FAILURE' }, { status: 'REVOKED' }, {}];
	const items = ends.map((end) => ({ task_id: gcore.tasks.add(end).task_id }));
	const execution = await runOver(items, {
		parameters: { operation: 'wait', options: { ...OFTEN, waitTimeout: 1 } },
	});
	expectSuccess(execution);
	const ids = valuesOf(execution, 4, 'task_id');
	expect(ids).toEqual(items.map(({ task_id }) => [task_id]));
});

test('Get reads a task, with the subtitles as a VTT file', async ({ gcore, n8n, operate }) => {
	const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
	const options = { subtitlesFormat: 'vtt', binaryPropertyName: 'subtitles' };
	const execution = await operate({ operation: 'get', options }, { item: { task_id } });
	const [{ json, binary }] = itemsOf(execution, GCORE);
	expect(json.task_id).toBe(task_id);
	expect(await n8n.api.readFile(binary!.subtitles)).toMatch(/^WEBVTT/);
});

test('Get Many lists with a limit, a filter, and all', async ({ gcore, operate }) => {
	const { tasks } = gcore.account(KEYS.many);
	tasks.clear();
	for (let n = 0; n < 120; n++) tasks.add({ status: n < 7 ? 'FAILURE' : 'SUCCESS' });
	const list = async (parameters: object) => {
		const execution = await operate({ operation: 'getAll', ...parameters }, { account: 'many' });
		return itemsOf(execution, GCORE).length;
	};
	expect(await list({ returnAll: false, limit: 3 })).toBe(3);
	expect(await list({ returnAll: true })).toBe(120);
	expect(await list({ returnAll: true, filters: { status: 'FAILURE' } })).toBe(7);
});

test('Cancel Many lists what it would cancel, then cancels it', async ({ gcore, operate }) => {
	const { tasks } = gcore.account(KEYS.many);
	tasks.clear();
	const running = ['STARTED', 'PENDING', 'RECEIVED'].map((status) => tasks.add({ status }));
	const done = tasks.add({ status: 'SUCCESS' });
	const ids = running.map(({ task_id }) => task_id).sort();
	const left = async (dryRun: boolean) => {
		const execution = await operate({ operation: 'cancelMany', dryRun }, { account: 'many' });
		return valuesOf(execution, 1, 'task_id')[0].sort();
	};
	expect(await left(true)).toEqual(ids);
	for (const id of ids) expect(tasks.get(id)?.processing_time?.completed_at).toBeFalsy();
	expect(await left(false)).toEqual(ids);
	expect(ids.map((id) => tasks.get(id)?.status)).toEqual(Array(3).fill('REVOKED'));
	expect(tasks.get(done.task_id)?.status).toBe('SUCCESS');
});

itemTests(test);
