import type { INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standin/server';
import { closeAll, open, TASKS } from '../standin/testing';
import { pairs, runOn, seconds, taskPath } from './operations';

afterEach(closeAll);

const COUNT = 20;
const TASK_MS = 2000;

const started = (gcore: StandIn, count: number) =>
	Array.from({ length: count }, () => {
		const { task_id } = gcore.tasks.create({
			task_name: 'transcription',
			url: 'https://example.com/video.mp4',
		});
		return { task_id };
	});

/** Looks at one task: at 0, 0.3 and so on, the last at 2.1 s; and one more where a request takes long. */
const options = { pollInterval: 0.3 };
const LOOKS = 9;

const waiting: INodeParameters = { operation: 'wait', options };

async function timed(
	gcore: StandIn,
	parameters: INodeParameters,
	items: Array<{ task_id?: string }>,
) {
	const from = performance.now();
	const run = await runOn(gcore, parameters, items);
	return { run, time: seconds(from) };
}

it('waiting for 20 tasks that take the same time costs about the time of one', async () => {
	const gcore = await open({ taskMs: TASK_MS });
	const one = await timed(gcore, waiting, started(gcore, 1));
	const requestsForOne = gcore.stats.requests;
	gcore.clearLog();

	const items = started(gcore, COUNT);
	const many = await timed(gcore, waiting, items);
	expect(many.run.json[0].map(({ task_id }) => task_id)).toEqual(
		items.map(({ task_id }) => task_id),
	);
	expect(many.run.json[0].every(({ succeeded }) => succeeded === true)).toBe(true);
	expect(one.time).toBeGreaterThan(TASK_MS / 1000);
	expect(many.time).toBeLessThan(2 * one.time);
	expect(requestsForOne).toBeLessThanOrEqual(LOOKS);
	// A list each time, and each task once it has ended.
	expect(gcore.count('GET', TASKS)).toBeLessThanOrEqual(LOOKS);
	for (const { task_id } of items) expect(gcore.count('GET', taskPath(task_id))).toBe(1);
	// eslint-disable-next-line no-console -- the figures are what many ask for
	console.info(
		`1 task: ${one.time.toFixed(2)} s, ${requestsForOne} requests; ` +
			`${COUNT} tasks: ${many.time.toFixed(2)} s, ${gcore.stats.requests} requests`,
	);
});

it('Create that waits starts all 20, and waits for them at once', async () => {
	const gcore = await open({ taskMs: TASK_MS });
	const items = Array.from({ length: COUNT }, (_, n) => ({
		url: `https://example.com/${n === 7 ? 'fail' : 'video'}-${n}.mp4`,
	}));
	const from = performance.now();
	const { outputs, json } = await runOn(
		gcore,
		{
			operation: 'create',
			url: '={{ $json.url }}',
			waitForCompletion: true,
			options: { ...options, subtitlesFormat: 'srt' },
		},
		items,
	);
	// One after the other would take forty seconds.
	expect(seconds(from)).toBeLessThan(10);
	expect(outputs.map(pairs)).toEqual([
		Array.from({ length: COUNT }, (_, n) => n).filter((n) => n !== 7),
		[7],
		[],
		[],
	]);
	json[0].forEach((item) => {
		expect(Object.keys(item)[0]).toBe('task_id');
		expect(item).toMatchObject({ outcome: 'succeeded', result: { speech_detected: true } });
	});
	outputs[0].forEach(({ json: { task_id }, binary }) => {
		expect(binary?.data.fileName).toBe(`${String(task_id)}.eng.srt`);
	});
	expect(json[1][0].failureReason).toMatch(/^Unsupported file type/);
	expect(gcore.count('POST', TASKS)).toBe(COUNT);
	expect(gcore.stats.requests).toBeLessThanOrEqual(2 * COUNT + LOOKS);
});

it('waiting for 100 tasks whose times end one after the other does not look at all of them each time', async () => {
	const gcore = await open();
	const items = Array.from({ length: 100 }, (_, n) => ({
		task_id: gcore.tasks.add().task_id,
		time: 1 + n / 100,
	}));
	const { outputs } = await runOn(
		gcore,
		{ operation: 'wait', options: { waitTimeout: '={{ $json.time }}', pollInterval: 60 } },
		items,
	);
	expect(outputs[3]).toHaveLength(100);
	// The first look, and the one at the end of its time.
	expect(gcore.stats.requests).toBeLessThanOrEqual(110);
});
