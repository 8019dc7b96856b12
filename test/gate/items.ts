import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode } from '../engine';
import { ActiveTrigger } from '../engine/activeTrigger';
import { runAgent } from '../engine/agent';
import { ITEM_RUNS, type ItemRun } from '../operations';
import { SAMPLE_URL, transcriptionResult } from '../standin/samples';
import { startStandIn, type StandIn } from '../standin/server';
import type { TaskData } from '../standin/task';
import type { Contract } from './contract';
import { shapeOf } from './shape';

const API_KEY = '1234$abcdef';

/** The task that input items name, as it began and ended. */
const TASK = 'aafe70c6-0000-0000-0000-327b65f7670f';
const STARTED_AT = '2026-06-26T16:26:29.250Z';
const COMPLETED_AT = '2026-06-26T16:26:32.970Z';

/** The video that input items mean. */
const VIDEO = {
	id: 1,
	slug: 'FnlHXwA16ZMxmUr',
	name: 'Coffee Run - Blender Open Movie',
	created_at: '2024-06-13T12:15:25.000Z',
};

/** What was said in it: one phrase, for an example. */
function result() {
	const data = { task_name: 'transcription', url: SAMPLE_URL, client_id: 1 };
	const all = transcriptionResult(data);
	const [phrase] = all.subtitles as Array<Record<string, string>>;
	const { start_time, end_time, text } = phrase;
	const vttContent = `WEBVTT\n\n1\n${start_time} --> ${end_time}\n${text}`;
	return { ...all, concatenated_text: text, subtitles: [phrase], vttContent };
}

/** Gcore for examples: what it tells is the same each time, and a task that is started has ended at once. */
const startGcore = async () =>
	await startStandIn({ apiKey: API_KEY, now: () => Date.parse(COMPLETED_AT), taskMs: 0 });

const credentialOf = ({ url }: StandIn) => ({ apiKey: API_KEY, baseUrl: url });

/** The input item, and its task at Gcore. @param data of a task that is no usual transcription */
function inputFor(gcore: StandIn, status: string, data?: Partial<TaskData>): IDataObject {
	gcore.tasks.clear();
	gcore.tasks.add({
		task_id: TASK,
		status,
		task_data: data,
		processing_time: { started_at: STARTED_AT },
		...(status === 'SUCCESS' && !data && { result: result() }),
	});
	gcore.videos.clear();
	gcore.videos.add(VIDEO);
	return { task_id: TASK, n: 0 };
}

/** The first item that a run puts out. */
async function itemOf(
	gcore: StandIn,
	{ parameters, task }: Pick<ItemRun, 'parameters' | 'task'>,
	data?: Partial<TaskData>,
): Promise<INodeExecutionData | undefined> {
	const setup = { items: [inputFor(gcore, task, data)], parameters };
	return (await runNode(setup, credentialOf(gcore))).outputs.flat()[0];
}

/** The first item that an agent is handed whose tool the node is. */
async function itemForAgent(gcore: StandIn, { parameters, task }: ItemRun) {
	const setup = { items: [inputFor(gcore, task)], parameters };
	const { handed } = await runAgent('asksEngine', [{}], setup, credentialOf(gcore));
	return { json: (handed[0] as IDataObject[])[0] };
}

/** The fields of what an agent is handed, by the names that the items have in the table of operations. */
export async function agentShapes(): Promise<Contract> {
	const gcore = await startGcore();
	const shapes: Contract = {};
	try {
		for (const run of ITEM_RUNS) shapes[run.name] = shapeOf(await itemForAgent(gcore, run));
	} finally {
		await gcore.close();
	}
	return shapes;
}

/** The items that the README shows, by the names that they have in the table of operations. */
export async function exampleItems(): Promise<Record<string, IDataObject>> {
	const gcore = await startGcore();
	const examples: Record<string, IDataObject> = {};
	try {
		for (const { name, task, example } of ITEM_RUNS) {
			if (!example) continue;
			const json = (await itemOf(gcore, { parameters: example, task }))?.json ?? {};
			// What the run has made has an ID by chance, or by how many there were before.
			examples[name] = {
				...json,
				...('task_id' in json && { task_id: TASK }),
				...('subtitle_id' in json && { subtitle_id: 1000 }),
			};
		}
	} finally {
		await gcore.close();
	}
	return examples;
}

/** The fields of the items that leave the node, as expressions behind it read them. */
export async function itemShapes(): Promise<Contract> {
	const gcore = await startGcore();
	const shapes: Contract = {};
	const add = (kind: string, item: INodeExecutionData | undefined) => {
		shapes[`item of ${kind}`] = shapeOf(item);
	};
	try {
		for (const run of ITEM_RUNS) add(run.name, await itemOf(gcore, run));
		const subtitles = ITEM_RUNS.find(({ name }) => name === 'get with subtitles')!;
		add('get with subtitles, for an agent', await itemForAgent(gcore, subtitles));
		add('the trigger', await itemOfTrigger(gcore));
		const simplify = true;
		add('the trigger, simple', await itemOfTrigger(gcore, undefined, 'SUCCESS', { simplify }));
		add('what has failed', await failedItem(gcore));
	} finally {
		await gcore.close();
	}
	return shapes;
}

async function itemOfTrigger(
	gcore: StandIn,
	data?: Partial<TaskData>,
	status = 'SUCCESS',
	parameters: INodeParameters = {},
) {
	const trigger = await ActiveTrigger.activate({ parameters, credential: credentialOf(gcore) });
	gcore.tasks.add({ status, task_data: data });
	return { json: (await trigger.poll())[0] };
}

/** Tasks of the other types, by type: they are told, and their results look, otherwise. */
const OTHER_TASKS: ReadonlyArray<[taskType: string, data: Partial<TaskData>]> = [
	[
		'translation',
		{
			audio_language: 'eng',
			subtitles_language: 'fre',
			client_user_id: '7',
			client_entity_data: 'mine',
		},
	],
	...['nsfw', 'hard_nudity', 'soft_nudity', 'sport'].map(
		(category): [string, Partial<TaskData>] => [category, { category }],
	),
];

/** The items of one run and of its example in the README, and where they have results, those of other tasks. */
async function itemsOfRun(gcore: StandIn, { example, ...run }: ItemRun): Promise<IDataObject[]> {
	const json = async (parameters: INodeParameters, data?: Partial<TaskData>) =>
		(await itemOf(gcore, { ...run, parameters }, data))?.json ?? {};
	const items = [await json(run.parameters)];
	if (example) items.push(await json(example));
	if (run.task !== 'SUCCESS' && !items[0].succeeded) return items;
	for (const [taskType, data] of OTHER_TASKS) {
		items.push(await json({ ...run.parameters, taskType }, data));
	}
	return items;
}

/** Items that leave the node, by 'resource/operation', and under '' those of the trigger: of tasks of every type. */
export async function itemsByOperation(): Promise<Record<string, IDataObject[]>> {
	const gcore = await startGcore();
	const items: Record<string, IDataObject[]> = {};
	try {
		for (const run of ITEM_RUNS) {
			const { resource, operation, simplify } = run.parameters;
			// The editor has one schema for both, and should offer what is there unless the user has switched.
			if (simplify !== undefined) continue;
			(items[`${String(resource)}/${String(operation)}`] ??= []).push(
				...(await itemsOfRun(gcore, run)),
			);
		}
		items[''] = [(await itemOfTrigger(gcore)).json];
		for (const [, data] of OTHER_TASKS) items[''].push((await itemOfTrigger(gcore, data)).json);
		items[''].push((await itemOfTrigger(gcore, undefined, 'FAILURE')).json);
	} finally {
		await gcore.close();
	}
	return items;
}

/** With all that a failed item can have: the outcome that was raised, and Gcore's status. */
async function failedItem(gcore: StandIn) {
	const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
	const parameters = { operation: 'cancel', outcomeHandling: 'fail' };
	const onError = 'continueRegularOutput';
	const { outputs } = await runNode(
		{ items: [{ task_id }], parameters, onError },
		credentialOf(gcore),
	);
	return outputs[0][0];
}
