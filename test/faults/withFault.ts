/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Before n8n is loaded: at its most talkative, so that what it logs is searched for the key as well.
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_LOG_OUTPUT = 'console';

import type { IDataObject, OnError } from 'n8n-workflow';

import { runNode, type GcoreCredential, type NodeRun } from '../engine';
import { terminal, textsIn } from '../engine/everything';
import { FRIGHTENING, ownWords, UNREADABLE } from '../engine/wording';
import { OPERATIONS } from '../operations';
import { startStandIn, type Fault, type StandIn } from '../standin/server';
import { KEY } from './bodies';
import { requestOf } from './request';

/** The tasks of the two items; the call of the second one goes wrong. */
const GOOD = 'good';
export const BAD = 'bad';

export interface FaultRun {
	name: string;
	run: NodeRun;
	/** What left the node; n8n has put the failed item among it. */
	items: IDataObject[];
	gcore: StandIn;
	/** How many requests the fault has met. */
	met: number;
	ms: number;
	/** What the process printed meanwhile. */
	printed: string;
}

export interface FaultSetup {
	options?: IDataObject;
	onError?: OnError;
	/** Of the second item, in place of the good one. */
	credential?: (good: GcoreCredential) => GcoreCredential;
	/** Does more to the stand-in than planting the fault. */
	prepare?: (gcore: StandIn) => void;
}

/** Where a fault meets the second item's call. */
async function placeOf(name: string): Promise<Partial<Fault>> {
	const [before, { method, path }] = await Promise.all(
		[GOOD, BAD].map(async (id, n) => await requestOf(OPERATIONS[name], id, n + 1)),
	);
	return { match: { method, path }, skip: before.path === path ? 1 : 0 };
}

/** Not long where no answer comes; elsewhere a busy machine shall not look like that. */
const timeout = ({ kind, delayMs }: Fault) =>
	kind === 'hang' || kind === 'drip' || delayMs ? { requestTimeout: 0.5 } : {};

async function run(
	name: string,
	fault: Fault,
	{ options, onError = 'continueRegularOutput', credential, prepare }: FaultSetup = {},
): Promise<FaultRun> {
	const { parameters, task } = OPERATIONS[name];
	const gcore = await startStandIn({ apiKey: KEY, taskMs: 0 });
	try {
		for (const task_id of [GOOD, BAD]) gcore.tasks.add({ task_id, status: task });
		for (const id of [1, 2]) gcore.videos.add({ id });
		const isFault = Object.keys(fault).length > 0;
		const planted = isFault && gcore.plant({ ...(await placeOf(name)), ...fault });
		prepare?.(gcore);
		// As people paste it.
		const good = { apiKey: ` apikey ${KEY}\n`, baseUrl: gcore.url };
		const quick = { maxRetries: 0, waitTimeout: 0.03, pollInterval: 0.02, ...timeout(fault) };
		const started = performance.now();
		const done = await runNode(
			{
				parameters: { ...parameters, options: { ...quick, maxConcurrency: 1, ...options } },
				items: [GOOD, BAD].map((task_id, n) => ({ task_id, n })),
				onError,
			},
			credential ? ({ n }) => (n === 1 ? credential(good) : good) : good,
		);
		const ms = performance.now() - started;
		const met = planted ? planted.used : 0;
		return { name, run: done, items: done.json.flat(), gcore, met, ms, printed: '' };
	} finally {
		await gcore.close();
	}
}

/**
 * Runs operations over two items each, against stand-ins of their own, in which the second one's call meets a fault.
 * They run at once, for they mostly wait, when the first of them is asked for. What is printed counts for all.
 */
export function runsWithFault(
	names: string[],
	fault: Fault,
	setupOf: (name: string) => FaultSetup = () => ({}),
): (name: string) => Promise<FaultRun> {
	let all: Promise<FaultRun[]> | undefined;
	const runAll = async () => {
		const heard = terminal();
		let printed = '';
		const runs = await Promise.all(
			names.map(async (name) => await run(name, fault, setupOf(name))),
		).finally(() => (printed = heard()));
		return runs.map((one) => ({ ...one, printed }));
	};
	return async (name) => (await (all ??= runAll()))[names.indexOf(name)];
}

/** As `runsWithFault`, for one operation. */
export const runWithFault = async (name: string, fault: Fault, setup?: FaultSetup) =>
	await runsWithFault([name], fault, () => setup ?? {})(name);

/** The messages in a run: of the failed item, or of the stopped node. */
export function messagesOf({ run, items }: FaultRun): string[] {
	const ofItems = items
		.filter(({ error }) => error !== undefined)
		.flatMap(({ error, details }) => [error, (details as IDataObject | undefined)?.description]);
	const ofNode = run.error ? [run.error.message, run.error.description] : [];
	return [...ofItems, ...ofNode].map(String);
}

/** As it may be spelled in JSON, in a URL or in a header. */
const SPELLINGS = [
	KEY,
	"$&'secret",
	JSON.stringify(KEY).slice(1, -1),
	encodeURIComponent(KEY),
	Buffer.from(KEY).toString('base64'),
];

/** The stand-in puts this where it has seen the key. */
const REDACTED = '[redacted]';

/** Where the key has come out: it belongs into one header, and nowhere else. */
function leaks({ run, gcore, printed }: FaultRun): string[] {
	const sent = gcore.requests.map(({ headers: { authorization, ...headers }, ...request }) => ({
		...request,
		headers,
		wrong: authorization === REDACTED && request.authorized ? '' : REDACTED,
	}));
	const places = {
		'the execution data': textsIn(run.run).join('\n'),
		'the hints': run.hints.join('\n'),
		'what was printed': printed,
		'a request beside its header': JSON.stringify(sent),
	};
	return Object.entries(places)
		.filter(([, text]) => [...SPELLINGS, REDACTED].some((spelling) => text.includes(spelling)))
		.map(([place]) => `the key in ${place}`);
}

/** What is wrong with a run that met a fault, whatever the fault; nothing, if all is well. */
export function complaints(faultRun: FaultRun): string[] {
	const { name, run, items, gcore, printed } = faultRun;
	const all = leaks(faultRun);
	for (const text of messagesOf(faultRun)) {
		const wrong = [
			UNREADABLE.exec(text),
			/[\r\n]|\bat \S+ \(/.exec(text),
			FRIGHTENING.exec(ownWords(text)),
			/^[^A-Z"']|^$/.exec(text),
		].flatMap((found) => found?.[0] ?? []);
		all.push(...wrong.map((what) => `'${what}' in '${text.slice(0, 300)}'`));
		if (text.length > 1500) all.push(`a message of ${text.length} characters`);
	}
	if (!run.error && items.length !== 2 && !OPERATIONS[name].list) all.push(`${items.length} items`);
	if (gcore.requests.some(({ path }) => !path.startsWith('/streaming/'))) all.push('left the API');
	if (!printed.includes('Running node "Gcore"')) all.push('n8n was not heard');
	return all;
}
