/* eslint-disable @n8n/community-nodes/require-node-api-error -- a bug is to be seen as it is */
import { judge, type GcoreRequest } from '../../nodes/GcoreStreamingAi/gcore/answers';
import * as calls from '../../nodes/GcoreStreamingAi/gcore/calls';
import { FAILURES, GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { shown } from '../../nodes/GcoreStreamingAi/gcore/shown';
import * as videoCalls from '../../nodes/GcoreStreamingAi/gcore/videoCalls';
import { CANCEL_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';
import { callOf, describedCall, readDescription, type Description } from '../judge/description';

/** They may come to any call, from Gcore or from what stands between, whether or not they are documented. */
const KNOWN = [401, 403, 405, 407, 408, 409, 429, 500, 502, 503, 504];

const NOT_COVERED = 'not covered';

/** How the cancel call ends is told by its status alone. */
export const CANCEL = 'POST /streaming/ai/tasks/{task_id}/cancel';

/** An answer to a call, and what the node makes of it. */
export interface AnswerRow {
	call: string;
	status: number;
	/** The output it leaves by, or the message that is told, in which `'…'` stands for an ID; undefined: it goes on. */
	told?: string;
	covered: boolean;
}

/** A function that sends a request: the client, and whatever follows it. */
type Sends = (client: unknown, ...rest: unknown[]) => Promise<unknown>;

/** What is given to each function besides the client: an ID, and for the body of a call an ID again. */
const REST = [1, 1, {}];

const clientThat = (does: (request: GcoreRequest) => unknown) => ({
	call: async (request: GcoreRequest) => does(request),
});

/** The request that a function sends first; undefined for one that sends none. */
function requestOf(send: Sends): GcoreRequest | undefined {
	let sent: GcoreRequest | undefined;
	const client = clientThat((request) => {
		sent = request;
		throw new GcoreFailure({ message: shown`It is only looked at`, description: shown`` });
	});
	Promise.resolve(send(client, ...REST)).catch(() => undefined);
	return sent;
}

/** Every function by which the package asks Gcore, and the call that each is. @throws Error for one that is not described */
export function callsOfPackage(description: Description) {
	const all = Object.entries({ ...calls, ...videoCalls }).filter(
		(entry): entry is [string, Sends & (typeof entry)[1]] => typeof entry[1] === 'function',
	);
	const found = all.flatMap(([name, send]) => {
		const request = requestOf(send);
		if (!request) return [];
		const call = callOf(description, request.method, request.path);
		if (call) return [{ call, send, request }];
		throw new Error(`${name} sends ${request.method} ${request.path}, which is not described`);
	});
	// Cancel is the heart; else by path.
	const place = ({ call }: { call: string }) =>
		call === CANCEL ? '' : call.split(' ').reverse().join(' ');
	return found.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** A message, with `'…'` for what it quotes. */
export const withoutIds = (message: string) => message.replace(/'[^']*'/g, "'…'");

/** What a function throws at an answer of Gcore's own with this status; undefined when it goes on. */
async function toldOf(send: Sends, status: number): Promise<string | undefined> {
	const client = clientThat((request) => {
		const reply = judge(request, { status, headers: {}, body: { error: 'string' } });
		if (reply.kind === 'failure') throw new GcoreFailure(reply.note);
		return reply;
	});
	try {
		await send(client, ...REST);
		return undefined;
	} catch (reason) {
		if (!(reason instanceof GcoreFailure)) throw reason;
		return withoutIds(reason.note.message);
	}
}

/** Whether the table of failures has something to say that fits: its row 4xx, to check the fields, fits a 400 alone. */
const hasRow = (status: number) =>
	String(status) in FAILURES ||
	status === 400 ||
	(status >= 500 && `${Math.floor(status / 100)}xx` in FAILURES);

/** What the node makes of every answer from 400 on: of those that are documented for a call, and of the known ones. */
export async function answers(description: Description): Promise<AnswerRow[]> {
	const rows = new Map<string, AnswerRow>();
	for (const { call, send, request } of callsOfPackage(description)) {
		const own = request.documented ?? [];
		const described = Object.keys(describedCall(description, call).responses).map(Number);
		const statuses = new Set([...described, ...own, ...KNOWN]);
		// What is no number, such as "default", is not below 400 either: nobody has looked at it.
		for (const status of [...statuses].filter((one) => !(one < 400)).sort((a, b) => a - b)) {
			const outcome =
				call === CANCEL && CANCEL_OUTCOMES.find(({ statusCode }) => statusCode === status);
			const covered = own.includes(status) || hasRow(status);
			const told = outcome ? `Output ${outcome.label}` : await toldOf(send, status);
			const key = `${call} ${status}`;
			// Of two functions for one call, the one that tells.
			if (!rows.get(key)?.told) rows.set(key, { call, status, told, covered });
		}
	}
	return [...rows.values()];
}

/** Those answers that are neither an outcome, nor documented for their call, nor told by a message that fits. */
export const uncovered = async (description: Description): Promise<AnswerRow[]> =>
	(await answers(description)).filter(({ covered }) => !covered);

const makes = ({ told, covered }: AnswerRow) =>
	covered ? (told ?? 'An answer of its own: the operation goes on') : NOT_COVERED;

/** What the node makes of answers, as a table in Markdown: what is the same for every call stands in one row. */
export async function answersTable(): Promise<string> {
	const rows = await answers(readDescription());
	const names = new Set(rows.map(({ call }) => call));
	const isShared = (row: AnswerRow) =>
		rows.filter((one) => one.status === row.status && makes(one) === makes(row)).length ===
		names.size;
	const line = (of: string, row: AnswerRow) => `| ${of} | ${row.status} | ${makes(row)} |`;
	const own = rows.filter((row) => !isShared(row)).map((row) => line(`\`${row.call}\``, row));
	const shared = rows.filter(isShared).map((row) => line('Every call', row));
	return [
		'| Call | Gcore answers | What the node makes of it |',
		'| --- | --- | --- |',
		...own,
		...new Set(shared),
	].join('\n');
}
