import { nodeRun, PACKAGE, runWorkflow, type WorkflowFile } from '../engine';
import { exampleNames, readExample, withCredentials } from '../engine/examples';
import { calledBack, pickVideo } from '../real/prepared';
import { startStandIn, type StandIn } from '../standin/server';

let gcore: StandIn;
const credential = () => ({ apiKey: '1234$abcdef', baseUrl: gcore.url });

beforeEach(async () => {
	gcore = await startStandIn({ apiKey: '1234$abcdef', taskMs: 200 });
});
afterEach(async () => await gcore.close());

/** As imported, but looking often: the examples' pauses are for real tasks. */
const impatient = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type === `${PACKAGE}.gcoreStreamingAi`
			? {
					...node,
					parameters: {
						...node.parameters,
						options: { ...(node.parameters.options as object), pollInterval: 0.1 },
					},
				}
			: node,
	),
});

async function run(name: string, prepare = (workflow: WorkflowFile) => workflow) {
	const workflow = prepare(impatient(withCredentials(await readExample(name))));
	const result = await runWorkflow(workflow, credential());
	expect(result.data.resultData.error?.message).toBeUndefined();
	return (node: string) => nodeRun(result, node).json;
}

describe('examples/', () => {
	it('has a note in each that says what to set, and names no credential or instance', async () => {
		const names = await exampleNames();
		expect(names.length).toBeGreaterThanOrEqual(6);
		for (const name of names) {
			const { nodes, ...rest } = await readExample(name);
			const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
			expect(note?.parameters.content).toContain('**To set:**');
			expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
			expect(rest).not.toHaveProperty('meta');
		}
	});

	it('cancel-tasks.json reaches every output', async () => {
		gcore.plant({ match: { path: /00000422/ }, status: 422 });
		const json = await run('cancel-tasks.json');
		expect(json('Cancel Task').map((items) => items.length)).toEqual([1, 0, 0, 0, 0]);
		expect(json('Cancel More').map((items) => items.map(({ statusCode }) => statusCode))).toEqual([
			[],
			[400],
			[404],
			[412],
			[422],
		]);
	});

	it('save-subtitles.json writes an SRT file', async () => {
		const workflow = impatient(withCredentials(await readExample('save-subtitles.json')));
		const result = await runWorkflow(workflow, credential());
		const [[item]] = nodeRun(result, 'Save Subtitles').outputs;
		expect(item.binary?.data).toMatchObject({
			fileName: `${String(item.json.task_id)}.eng.srt`,
			mimeType: 'application/x-subrip',
		});
	});

	it('moderate-video.json branches on the verdict', async () => {
		const json = await run('moderate-video.json');
		expect(json('Not Safe').map((items) => items.length)).toEqual([1, 0]);
		expect(json('Block Video')).toHaveLength(1);
		expect(json('Publish Video')).toEqual([]);
	});

	it('give-up-after-limit.json hands on the ended task', async () => {
		const json = await run('give-up-after-limit.json');
		expect(json('Wait for Task').map((items) => items.length)).toEqual([1, 0, 0, 0]);
	});

	it('stop-everything.json stops what is running and nothing else', async () => {
		const running = ['STARTED', 'PENDING', 'RECEIVED', 'RETRY'].map(
			(status) => gcore.tasks.add({ status }).task_id,
		);
		const done = gcore.tasks.add({ status: 'SUCCESS' }).task_id;
		const json = await run('stop-everything.json');
		expect(json('List Running')[0]).toHaveLength(4);
		expect(
			json('Cancel All')[0]
				.map(({ task_id }) => task_id)
				.sort(),
		).toEqual(running.sort());
		expect(gcore.tasks.get(done)?.status).toBe('SUCCESS');
	});

	it.each<[what: string, hours: number, ended: number, cancels: number]>([
		['waits in a loop until the task has ended', 12, 1, 0],
		['gives up and cancels when its time is over', 0, 0, 1],
	])('wait-for-hours.json %s', async (_what, hours, ended, cancels) => {
		const workflow = impatient(withCredentials(await readExample('wait-for-hours.json')));
		const text = JSON.stringify(workflow)
			.replace('hours: 12', `hours: ${hours}`)
			.replace('"waitTimeout":5', '"waitTimeout":0.05');
		const result = await runWorkflow(JSON.parse(text) as WorkflowFile, credential());
		const items = (node: string) => nodeRun(result, node).outputs.flat().length;
		expect(result.data.resultData.error?.message).toBeUndefined();
		expect([items('Use the Result'), items('Give Up')]).toEqual([ended, cancels]);
		const looks = result.data.resultData.runData['Has It Ended'].length;
		if (hours) expect(looks).toBeGreaterThan(1);
		else expect([looks, gcore.count('POST')]).toEqual([1, 2]);
	});

	it('when-transcription-ends.json gets the subtitles of the newest transcription by hand', async () => {
		const task = gcore.tasks.add({ status: 'SUCCESS' });
		const json = await run('when-transcription-ends.json');
		expect(json('Save Subtitles')[0]).toMatchObject([{ task_id: task.task_id, succeeded: true }]);
	});

	const TEXTS = ['eng English', 'fre French'];

	it('subtitles-onto-video.json puts transcription and translation on the video once, run twice', async () => {
		gcore.videos.add({ id: 5 });
		for (let n = 0; n < 2; n++) {
			const json = await run('subtitles-onto-video.json', pickVideo);
			expect(json('Add Subtitles')[0]).toMatchObject([{ video_id: 5, language: 'eng', cues: 2 }]);
			expect(json('Add Translation')[0]).toMatchObject([{ video_id: 5, language: 'fre' }]);
		}
		expect(gcore.videos.subtitles(5)?.map(({ language, name }) => `${language} ${name}`)).toEqual(
			TEXTS,
		);
		expect(gcore.tasks.all()).toHaveLength(2);
	});

	it.each([
		['ready', 1],
		['viewable', 0],
	])('new-video-gets-subtitles.json: a video that is %s gets %i', async (status, count) => {
		gcore.videos.add({ id: 5 });
		const json = await run(
			'new-video-gets-subtitles.json',
			(workflow) =>
				JSON.parse(
					JSON.stringify(calledBack(workflow))
						// A webhook starts nothing by hand here.
						.replace('nodes-base.webhook', 'nodes-base.manualTrigger')
						.replace('"ready"}}}', `"${status}"}}}`),
				) as WorkflowFile,
		);
		expect(json('Add Subtitles').flat()).toHaveLength(count);
		expect(gcore.videos.subtitles(5)).toHaveLength(count);
	});
});
