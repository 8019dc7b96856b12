import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode, type NodeRun } from '../engine';
import { textsIn } from '../engine/everything';
import { UNREADABLE } from '../engine/wording';
import { NAMES, OPERATIONS } from '../operations';
import { ANSWERS, hostileServer, isShort, longestStall } from './hostile';
import { hostile, type Hostile } from './hostileAnswers';
import { KEY } from './hostileWords';

const ITEMS = 20;

jest.setTimeout(20_000 + ANSWERS * 500);

const MOST_TRIES = 3;

/** For an item: sweeps, statuses and pages of lists; looks of Wait. */
const MOST_REQUESTS = 200;

let server: Awaited<ReturnType<typeof hostileServer>>;
beforeAll(async () => {
	server = await hostileServer();
});
afterAll(() => server.close());

const FORMATS = ['vtt', 'srt', 'txt'];

/** All that an operation can be asked for, in turn. */
const parametersOf = (name: string, turn: number): INodeParameters => ({
	...OPERATIONS[name].parameters,
	outcomeHandling: 'same',
	selection: turn % 2 === 0 ? 'allUnfinished' : 'filtered',
	limit: 50,
	returnAll: turn % 2 === 0,
	options: {
		maxRetries: 0,
		requestTimeout: 5,
		maxConcurrency: 3,
		subtitlesFormat: FORMATS[turn % FORMATS.length],
		waitTimeout: 0.02,
		pollInterval: 0.01,
	},
});

function expectTold({ error, details }: IDataObject) {
	if (error === undefined) return;
	for (const text of [error, (details as IDataObject).description]) {
		expect(text).toEqual(expect.any(String));
		expect(String(text).length).toBeLessThan(1500);
		expect(String(text).replace(/says: ".*"/s, '')).not.toMatch(UNREADABLE);
	}
}

async function expectStands(name: string, turn: number, answers: Hostile[]) {
	const items = Array.from({ length: ITEMS }, (_, n) => ({ task_id: `item-${n}`, n }));
	const setup = { parameters: parametersOf(name, turn), items } as const;
	let run!: NodeRun;
	// What takes long by itself does so each time; the collection of garbage, which stops everything too, does not.
	let stalledMs: number;
	let tries = 0;
	do {
		server.answer(answers);
		stalledMs = await longestStall(async () => {
			run = await runNode(
				{ ...setup, onError: 'continueRegularOutput' },
				{ apiKey: KEY, baseUrl: server.url },
			);
		});
	} while (!isShort(stalledMs) && ++tries < MOST_TRIES);
	expect([stalledMs, isShort(stalledMs)]).toEqual([stalledMs, true]);
	expect(run.error).toBeUndefined();
	expect(server.undocumented()).toEqual([]);
	expect(server.asked.length).toBeLessThanOrEqual(ITEMS * MOST_REQUESTS);
	run.json.flat().forEach(expectTold);
	const from = run.outputs.flat().map(({ pairedItem }) => (pairedItem as { item: number }).item);
	if (!OPERATIONS[name].list) expect(from).toEqual(items.map((_, n) => n));
	expect(textsIn(run.run.data.resultData).some((text) => text.includes(KEY))).toBe(false);
}

it('every operation stands whatever comes', async () => {
	// Loading n8n takes longer than any answer.
	for (const name of NAMES) {
		server.answer([{ status: 400, headers: {}, body: '{"error":"x"}', cut: false }]);
		const setup = { parameters: parametersOf(name, 0), items: [{ task_id: 'item', n: 0 }] };
		await runNode(setup, { apiKey: KEY, baseUrl: server.url });
	}
	for (let turn = 0; turn < ANSWERS / ITEMS; turn++) {
		const answers = fc.sample(hostile, { seed: turn, numRuns: ITEMS });
		for (const name of NAMES) {
			await expectStands(name, turn, answers).catch((reason: Error) => {
				throw new Error(`${name}, seed ${turn}: ${reason.message}`, { cause: reason });
			});
		}
	}
});
