/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { IDataObject, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { runNode, type GcoreCredential, type NodeRun, type NodeSetup } from '../engine';
import { startStandIn, type Fault, type StandIn, type StandInOptions } from '../standin/server';

/** Every sign that an expression or a replacement could trip over stands in it. */
export const KEY = '1234$abcdef';

export interface Gcore {
	standIn: StandIn;
	credential: GcoreCredential;
	/** Runs our node, by default Cancel, over items. */
	run(setup: NodeSetup): Promise<NodeRun>;
	/** Plants an answer for one task, and returns the task's ID. */
	plantFor(task: string, fault: Fault): string;
}

/** A stand-in for all tests of a file; each begins without tasks, faults and log. */
export function useGcore(options: StandInOptions = {}): Gcore {
	const gcore: Gcore = {
		standIn: undefined as unknown as StandIn,
		credential: { apiKey: KEY, baseUrl: '' },
		run: async (setup) => await runNode(setup, gcore.credential),
		plantFor: (task, fault) => {
			gcore.standIn.plant({ match: { task }, ...fault });
			return task;
		},
	};
	beforeAll(async () => {
		gcore.standIn = await startStandIn({ apiKey: KEY, ...options });
		gcore.credential.baseUrl = gcore.standIn.url;
	});
	beforeEach(() => {
		gcore.standIn.clearFaults();
		gcore.standIn.clearLog();
		gcore.standIn.tasks.clear();
	});
	afterAll(async () => await gcore.standIn.close());
	return gcore;
}

/** By one task's ID and no other path: where Cancel may ask. */
export const CANCEL_PATH = /^\/streaming\/ai\/tasks\/[^/]+\/cancel$/;

export const VALUES = ['cancelled', 'badRequest', 'notFound', 'alreadyDone', 'notEnabled'] as const;

/** What a test's item is meant to end in; `undocumented` is what no output stands for. */
export type Kind = (typeof VALUES)[number] | 'undocumented';

const FINAL = ['SUCCESS', 'FAILURE', 'REVOKED'];

/** How to bring about each end; `n` makes the ID, and varies the way to it. */
const PREPARE: Record<Kind, (gcore: Gcore, n: number) => string> = {
	cancelled: ({ standIn }, n) => standIn.tasks.add({ task_id: `running-${n}` }).task_id,
	badRequest: (gcore, n) =>
		n % 2 ? '' : gcore.plantFor(`bad-${n}`, { status: 400, body: { error: 'Bad' } }),
	notFound: (_gcore, n) => `gone-${n}`,
	alreadyDone: ({ standIn }, n) =>
		standIn.tasks.add({ task_id: `done-${n}`, status: FINAL[n % FINAL.length] }).task_id,
	notEnabled: (gcore, n) => gcore.plantFor(`off-${n}`, { status: 422 }),
	undocumented: (gcore, n) => gcore.plantFor(`odd-${n}`, { status: 405 }),
};

export interface MixedItem extends IDataObject {
	task_id: string;
	n: number;
	kind: Kind;
	note: string;
}

/** Seeded, so that a red test can be run again: mulberry32. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Items for all kinds in turn, shuffled, with their tasks and faults set up. */
export function mixedItems(
	gcore: Gcore,
	count: number,
	seed: number,
	kinds: readonly Kind[] = VALUES,
): MixedItem[] {
	const next = random(seed);
	const shuffled = Array.from({ length: count }, (_, n) => ({ kind: kinds[n % kinds.length], n }))
		.map((item) => ({ item, key: next() }))
		.sort((a, b) => a.key - b.key)
		.map(({ item }) => item);
	return shuffled.map(({ kind, n }) => ({
		task_id: PREPARE[kind](gcore, n),
		n,
		kind,
		note: `item ${n}`,
	}));
}

/** The numbers of the input items that an output's items are paired with. */
export const pairs = (items: INodeExecutionData[]) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

/** The indexes of the items of some kinds, in order. */
export const indexesOf = (items: MixedItem[], kinds: readonly Kind[]) =>
	items.flatMap(({ kind }, index) => (kinds.includes(kind) ? [index] : []));

/** Settings that let a fault show at once. */
export const quick = (parameters: INodeParameters = {}): INodeParameters => ({
	...parameters,
	options: { maxRetries: 0, ...(parameters.options as INodeParameters) },
});

/** Not long where no answer comes; elsewhere a busy machine shall not look like that. */
export const shortFor = ({ kind }: Fault): INodeParameters =>
	kind === 'hang' || kind === 'drip' ? { requestTimeout: 0.5 } : {};

export const ON_ERROR: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/** Waits, turn by turn of the event loop, until something holds; jest's time limit ends it otherwise. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
