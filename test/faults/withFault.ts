import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { runNode, type NodeRun } from '../engine';
import { FRIGHTENING, ownWords, UNREADABLE } from '../engine/wording';
import { startStandIn, type Fault, type StandIn } from '../standin/server';
import { textsIn, terminal } from '../engine/everything';

export const KEY = '1234$s3cretT0ken';

const TASK = 'the-task';

/** Every operation, with parameters that bring it to the call that a fault is planted for. */
export const OPERATIONS: Record<string, INodeParameters> = {
	cancel: { taskId: { __rl: true, mode: 'id', value: TASK } },
	cancelMany: { operation: 'cancelMany' },
	create: { operation: 'create', url: 'https://videos.example/a.mp4' },
	'create and wait': {
		operation: 'create',
		url: 'https://videos.example/a.mp4',
		waitForCompletion: true,
	},
	get: { operation: 'get', taskId: { __rl: true, mode: 'id', value: TASK } },
	getAll: { operation: 'getAll' },
	wait: { operation: 'wait', taskId: { __rl: true, mode: 'id', value: TASK } },
	checkSupport: { resource: 'language', operation: 'checkSupport', audioLanguage: 'eng' },
};

export const NAMES = Object.keys(OPERATIONS);

/** Those that start something, and must not do so twice. */
export const CREATES = ['create', 'create and wait'];

export interface FaultRun {
	name: string;
	run: NodeRun;
	/** What left the node; n8n has put the failed item among it. */
	items: IDataObject[];
	gcore: StandIn;
	ms: number;
	/** What the process printed meanwhile. */
	printed: string;
}

export interface FaultSetup {
	options?: IDataObject;
	onError?: OnError;
	baseUrl?: string;
	/** Does more to the stand-in than planting the fault. */
	prepare?: (gcore: StandIn) => void;
}

/** Runs an operation over one item against a stand-in of its own in which something goes wrong. */
export async function runWithFault(
	name: string,
	fault: Fault | Fault[],
	{ options, onError = 'continueRegularOutput', baseUrl, prepare }: FaultSetup = {},
): Promise<FaultRun> {
	const gcore = await startStandIn({ apiKey: KEY, taskMs: 0 });
	const heard = terminal();
	try {
		gcore.tasks.add({ task_id: TASK });
		for (const one of [fault].flat()) gcore.plant(one);
		prepare?.(gcore);
		const parameters = {
			...OPERATIONS[name],
			options: {
				maxRetries: 0,
				requestTimeout: 1,
				...(/wait/.test(name) && { waitTimeout: 0.03, pollInterval: 0.02 }),
				...options,
			},
		};
		const started = performance.now();
		const run = await runNode(
			{ parameters, items: [{}], onError },
			{ apiKey: KEY, baseUrl: baseUrl ?? gcore.url },
		);
		const ms = performance.now() - started;
		return { name, run, items: run.json.flat(), gcore, ms, printed: heard() };
	} finally {
		heard();
		await gcore.close();
	}
}

/** The messages in a run: of the failed item, or of the stopped node. */
export function messagesOf({ run, items }: FaultRun): string[] {
	const ofItems = items
		.filter(({ error }) => error !== undefined)
		.flatMap(({ error, details }) => [error, (details as IDataObject | undefined)?.description]);
	const ofNode = run.error ? [run.error.message, run.error.description] : [];
	return [...ofItems, ...ofNode].map(String);
}

/** What is wrong with a run that met a fault, whatever the fault; nothing, if all is well. */
export function complaints(faultRun: FaultRun): string[] {
	const { name, run, items, gcore, printed } = faultRun;
	const all: string[] = [];
	for (const text of messagesOf(faultRun)) {
		const wrong = [
			UNREADABLE.exec(text),
			/[\r\n]|\bat \S+ \(/.exec(text),
			FRIGHTENING.exec(ownWords(text)),
		].flatMap((found) => found?.[0] ?? []);
		all.push(...wrong.map((what) => `'${what}' in '${text.slice(0, 300)}'`));
		if (text.length > 1500) all.push(`a message of ${text.length} characters`);
	}
	if (!run.error && items.length !== 1 && !LISTS.includes(name)) all.push(`${items.length} items`);
	if (run.error && messagesOf(faultRun).some((text) => !text)) all.push('an empty message');
	const places = {
		'execution data': textsIn(run.run).join('\n'),
		printed,
		log: textsIn(gcore.requests).join('\n'),
	};
	for (const [place, text] of Object.entries(places)) {
		if (text.includes(KEY)) all.push(`the key in ${place}`);
	}
	return all.map((complaint) => `${name}: ${complaint}`);
}

/** One item may lead to any number of items. */
export const LISTS = ['getAll', 'cancelMany'];
