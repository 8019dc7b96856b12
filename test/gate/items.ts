import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode, type GcoreCredential } from '../engine';
import { ActiveTrigger } from '../engine/activeTrigger';
import { runAgent } from '../engine/agent';
import { OPERATIONS, type Item, type Row } from '../operations';
import { SAMPLE_URL, transcriptionResult } from '../standin/samples';
import { startStandIn, type StandIn } from '../standin/server';
import type { Contract } from './contract';

const API_KEY = '1234$abcdef';

/** The task that input items name, as it began and ended. */
const TASK = 'aafe70c6-0000-0000-0000-327b65f7670f';
const STARTED_AT = '2026-06-26T16:26:29.250Z';
const COMPLETED_AT = '2026-06-26T16:26:32.970Z';

/** What was said in it: one phrase, for an example. */
function result() {
	const { subtitles, ...rest } = transcriptionResult({
		task_name: 'transcription',
		url: SAMPLE_URL,
		client_id: 1,
	});
	const [phrase] = subtitles as IDataObject[];
	const { start_time, end_time, text } = phrase;
	return {
		...rest,
		concatenated_text: text,
		subtitles: [phrase],
		vttContent: `WEBVTT\n\n1\n${start_time} --> ${end_time}\n${text}`,
	};
}

const { get } = OPERATIONS;

const typeOf = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** An item's fields, and those of what its details hold. */
const shapeOf = ({ json, binary }: INodeExecutionData): string =>
	[
		...Object.entries(json).map(([key, value]) =>
			key === 'details'
				? `details: {${shapeOf({ json: value as IDataObject })}}`
				: `${key}: ${typeOf(value)}`,
		),
		...Object.keys(binary ?? {}).map((field) => `binary ${field}`),
	].join(', ');

/** Gcore for examples: what it tells is the same each time. */
const startGcore = async () =>
	await startStandIn({ apiKey: API_KEY, now: () => Date.parse(COMPLETED_AT) });

/** The first item that an operation puts out for a task. */
async function itemOf(
	gcore: StandIn,
	{ parameters }: Row,
	{ task: status = 'STARTED', parameters: more }: Item,
	example?: INodeParameters,
): Promise<INodeExecutionData | undefined> {
	gcore.tasks.clear();
	gcore.tasks.add({
		task_id: TASK,
		status,
		processing_time: { started_at: STARTED_AT },
		...(status === 'SUCCESS' && { result: result() }),
	});
	const { outputs } = await runNode(
		{ items: [{ task_id: TASK, n: 0 }], parameters: { ...parameters, ...more, ...example } },
		{ apiKey: API_KEY, baseUrl: gcore.url },
	);
	return outputs.flat()[0];
}

const allItems = () =>
	Object.values(OPERATIONS).flatMap((row) =>
		Object.entries(row.items).map(([name, item]) => ({ name, row, item })),
	);

/** The items that the README shows, by the names that they have in the table of operations. */
export async function exampleItems(): Promise<Record<string, IDataObject>> {
	const gcore = await startGcore();
	const examples: Record<string, IDataObject> = {};
	try {
		for (const { name, row, item } of allItems().filter((one) => one.item.example)) {
			const json = (await itemOf(gcore, row, item, item.example))?.json ?? {};
			// A task that the run has started has an ID by chance.
			examples[name] = 'task_id' in json ? { ...json, task_id: TASK } : json;
		}
	} finally {
		await gcore.close();
	}
	return examples;
}

/** The fields of the items that leave the node, as expressions behind it read them. */
export async function itemShapes(): Promise<Contract> {
	const gcore = await startGcore();
	const credential = { apiKey: API_KEY, baseUrl: gcore.url };
	const shapes: Contract = {};
	const add = (kind: string, item: INodeExecutionData | undefined) => {
		shapes[`item of ${kind}`] = item ? shapeOf(item) : 'none';
	};
	try {
		for (const { name, row, item } of allItems()) add(name, await itemOf(gcore, row, item));
		const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
		add('get with subtitles, for an agent', await itemForAgent(task_id, credential));
		add('the trigger', await itemOfTrigger(gcore, credential));
		add('what has failed', await failedItem(gcore, credential));
	} finally {
		await gcore.close();
	}
	return shapes;
}

async function itemForAgent(taskId: string, credential: GcoreCredential) {
	const parameters = { ...get.parameters, ...get.items['get with subtitles'].parameters, taskId };
	const { handed } = await runAgent('asksEngine', [{}], { parameters }, credential);
	return { json: (handed[0] as IDataObject[])[0] };
}

async function itemOfTrigger(gcore: StandIn, credential: GcoreCredential) {
	const trigger = await ActiveTrigger.activate({ credential });
	gcore.tasks.add({ status: 'SUCCESS' });
	return { json: (await trigger.poll())[0] };
}

/** With all that a failed item can have: the outcome that was raised, and Gcore's status. */
async function failedItem(gcore: StandIn, credential: GcoreCredential) {
	const { task_id } = gcore.tasks.add({ status: 'SUCCESS' });
	const parameters = { operation: 'cancel', outcomeHandling: 'fail' };
	const onError = 'continueRegularOutput';
	const { outputs } = await runNode({ items: [{ task_id }], parameters, onError }, credential);
	return outputs[0][0];
}
