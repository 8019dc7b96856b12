import {
	NodeHelpers,
	type IDataObject,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { nodeRun, nodeTypes, PACKAGE, startWorkflow, workflowOf } from '../engine';
import { runAgent, type AgentKind } from '../engine/agent';
import { NAMES, OPERATIONS } from '../operations';
import { twoHoursOfSpeech } from '../real/speech';
import { SAMPLE_URL } from '../standin/samples';
import type { StandIn } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { credentialOf, statusOf } from './operations';

afterEach(closeAll);

const KINDS: AgentKind[] = ['callsTools', 'asksEngine'];

/** The items that an agent is handed for one call of a tool that is as it was dragged onto the canvas. */
async function handed(
	kind: AgentKind,
	gcore: StandIn,
	parameters: INodeParameters,
	call: IDataObject,
) {
	const told = await runAgent(kind, [call], { parameters }, credentialOf(gcore));
	expect(told.error).toBeUndefined();
	return told.handed[0] as IDataObject[];
}

const rowOf = (resource: string, operation: string) =>
	Object.values(OPERATIONS).find(
		({ parameters: of }) => of.resource === resource && of.operation === operation,
	)!;

const SPEECH = twoHoursOfSpeech();
const WORDS = SPEECH.concatenated_text;
const FRAMES = Array.from({ length: 3000 }, (_, frame_number) => ({ label: 'nsfw', frame_number }));

describe.each(KINDS)('an agent that %s', (kind) => {
	it.each<[INodeParameters, string]>([
		[{ operation: 'getAll' }, 'No task matches: the account has none.'],
		[{ operation: 'getAll', filters: { status: 'FAILURE' } }, "No task matches status 'FAILURE'."],
		[{ operation: 'cancelMany' }, 'No unfinished task matches: the account has none.'],
		[
			{
				operation: 'cancelMany',
				dryRun: true,
				selection: 'filtered',
				filters: { search: 'a.mp4', taskName: 'transcription' },
			},
			"No unfinished task matches search 'a.mp4' and task_name 'transcription'.",
		],
	])('is told that %j has found nothing', async (parameters, message) => {
		expect(await handed(kind, await open(), parameters, {})).toEqual([{ count: 0, message }]);
	});

	it.each(NAMES)('is told of a refused key in an item: %s', async (name) => {
		const gcore = await open();
		gcore.plant({ match: {}, status: 401 });
		const { resource, operation, waitForCompletion = false } = OPERATIONS[name].parameters;
		const parameters = { resource, operation, waitForCompletion };
		const call = { task_id: 'a', video_url: SAMPLE_URL, video_id: '1' };
		const items = await handed(kind, gcore, parameters, call);
		expect(items).toEqual([
			{
				error: expect.stringMatching(/^Gcore refused the API key/),
				details: expect.objectContaining({ description: expect.stringMatching(/Open the cred/) }),
			},
		]);
	});

	it.each<[string, INodeParameters, RegExp | undefined]>([
		['none', {}, undefined],
		['srt', { subtitlesFormat: 'srt' }, /^1\n00:00:00,000 --> /],
	])('is handed two hours of speech once: subtitles %s', async (_name, options, subtitles) => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'long', status: 'SUCCESS', result: SPEECH });
		for (const [operation, simplify] of [
			['get', false],
			['wait', false],
			['get', true],
		] as const) {
			const parameters = { operation, simplify, options };
			const [item] = await handed(kind, gcore, parameters, { task_id: 'long' });
			const result = (item.result ?? {}) as IDataObject;
			const words = subtitles ? item.subtitlesText : result.concatenated_text;
			const said = String(simplify ? item.text : words);
			if (subtitles) expect(said).toMatch(subtitles);
			else expect(said).toBe(WORDS);
			expect(JSON.stringify(item).length).toBeLessThan(1.02 * JSON.stringify(said).length + 1000);
			if (!simplify) {
				expect(result.leftOut).toBe(
					`${subtitles ? 'concatenated_text, ' : ''}subtitles, vttContent`,
				);
			}
		}
	});

	it('is handed fifty frames of a long moderation, and told of the rest', async () => {
		const gcore = await open();
		const result = { nsfw_detected: true, detection_results: ['nsfw'], frames: FRAMES };
		gcore.tasks.add({ task_id: 'long', status: 'SUCCESS', result });
		const [item] = await handed(kind, gcore, { operation: 'get' }, { task_id: 'long' });
		expect(item.result).toEqual({
			...result,
			frames: FRAMES.slice(0, 50),
			leftOut: 'frames from row 51 to 3000',
		});
	});

	it('can use Cancel, Get and Create as they are dragged onto the canvas', async () => {
		const gcore = await open();
		const { task_id } = gcore.tasks.add();
		expect(await handed(kind, gcore, { operation: 'cancel' }, { task_id })).toMatchObject([
			{ task_id, outcome: 'cancelled' },
		]);
		expect(await handed(kind, gcore, { operation: 'get' }, { task_id })).toMatchObject([
			{ task_id, status: 'REVOKED' },
		]);
		const [{ task_id: created }] = await handed(
			kind,
			gcore,
			{ operation: 'create' },
			{ video_url: SAMPLE_URL },
		);
		expect(statusOf(gcore, String(created))).toBeDefined();
	});

	it('can put the subtitles of a task on a video that it names', async () => {
		const gcore = await open();
		const { id } = gcore.videos.add();
		const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
		const call = { task_id, video_id: String(id) };
		const parameters = { resource: 'video', operation: 'addSubtitles' };
		const items = await handed(kind, gcore, parameters, call);
		expect(items).toMatchObject([{ video_id: id, language: 'eng', cues: 2 }]);
		expect(await handed(kind, gcore, parameters, { task_id, video_id: '' })).toMatchObject([
			{ error: "'Video' is empty, and the item names no video" },
		]);
	});

	it.each(['cancel', 'get', 'wait'])(
		'is told what to do when it names no task: %s',
		async (operation) => {
			const items = await handed(kind, await open(), { operation }, { task_id: '' });
			expect(JSON.stringify(items)).toMatch(/Give the task_id .* by the button beside/);
		},
	);

	it('has its model shown what each operation does, and what it is to fill in', async () => {
		const gcore = await open();
		for (const { value, operations } of RESOURCES) {
			for (const { option, toolDescription } of operations) {
				const parameters = { resource: value, operation: option.value };
				const { shown } = await runAgent(kind, [], { parameters }, credentialOf(gcore));
				expect(shown.description).toBe(toolDescription);
				const { fromModel = [] } = rowOf(value, option.value);
				expect(Object.keys(shown.parameters).sort()).toEqual(fromModel);
				const { task_id } = shown.parameters;
				if (fromModel.includes('task_id')) expect(task_id).toMatch(/UUID such as/);
			}
		}
	});
});

describe("n8n's in-memory executor, which reads the first output of the plain type", () => {
	const internally = async (gcore: StandIn, parameters: INodeParameters, task_id: string) => {
		const file = workflowOf({ parameters, items: [{ task_id }] });
		const { finished } = await startWorkflow(file, credentialOf(gcore), 'internal');
		const { error, json } = nodeRun(await finished);
		expect(error).toBeUndefined();
		return json;
	};

	it('is handed every outcome, failures and subtitles as data', async () => {
		const gcore = await open();
		gcore.tasks.add({ task_id: 'done', status: 'SUCCESS' });
		const srt = { operation: 'get', options: { subtitlesFormat: 'srt' } };
		expect(await internally(gcore, { operation: 'cancel' }, 'done')).toMatchObject([
			[{ outcome: 'alreadyDone' }],
		]);
		expect(await internally(gcore, { operation: 'cancel' }, 'gone')).toMatchObject([
			[{ outcome: 'notFound' }],
		]);
		expect(await internally(gcore, srt, 'done')).toMatchObject([
			[{ subtitlesText: expect.stringMatching(/^1\n00:/) }],
		]);
		expect(await internally(gcore, srt, 'gone')).toMatchObject([
			[{ error: "Gcore does not know the task 'gone'" }],
		]);
	});
});

describe("a tool's panel", () => {
	/** What the panel shows of the node, in its collections too. */
	async function shown(suffix: string, values: INodeParameters): Promise<string[]> {
		const types = await nodeTypes();
		const name = `${PACKAGE}.gcoreStreamingAi${suffix}`;
		const { description } = types.getByNameAndVersion(name) as INodeType;
		const isShown = (field: INodeProperties) =>
			NodeHelpers.displayParameter(values, field, null, description);
		return description.properties
			.filter(isShown)
			.flatMap((field) => [
				field,
				...(field.type === 'collection' ? (field.options as INodeProperties[]) : []),
			])
			.filter(isShown)
			.map((field) => field.name);
	}

	it('hides what does nothing there, and nothing else', async () => {
		const hidden = new Set<string>();
		const only = new Set<string>();
		for (const { parameters, fields } of Object.values(OPERATIONS)) {
			for (const settings of Object.values(fields)) {
				const values = { outcomeHandling: 'separate', dryRun: false, ...parameters, ...settings };
				const waits = { waitForCompletion: false, ...values };
				const [asPlain, asTool] = [await shown('', waits), await shown('Tool', waits)];
				for (const name of asPlain) if (!asTool.includes(name)) hidden.add(name);
				for (const name of asTool) if (!asPlain.includes(name)) only.add(name);
				expect(asTool).toEqual([...new Set(asTool)]);
			}
		}
		expect([...hidden].sort()).toEqual([
			'binaryPropertyName',
			'outcomeHandling',
			'separateOutcomes',
		]);
		expect([...only]).toEqual(['toolDescription']);
	});
});
