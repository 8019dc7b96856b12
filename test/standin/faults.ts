import { usualAnswer, type Answer } from './answers';
import { taskIdOf } from './api';
import { pathMatches } from './log';

const KINDS = [
	'answer',
	'resetBefore',
	'resetAfter',
	'hang',
	'drip',
	'truncate',
	'redirect',
] as const;

export type FaultKind = (typeof KINDS)[number];

/**
 * Something to go wrong. The call takes effect (a cancel is done, a task started) only where said:
 * - `answer`: the given status, headers and body; with neither status nor body the
 *   right answer, which `delayMs` and `headers` may still change
 * - `resetBefore`: the connection is reset, without effect; `resetAfter`: likewise, after the effect
 * - `hang`: no answer, ever
 * - `drip`: headers that promise a megabyte, then a byte each 100 ms
 * - `truncate`: half of the body under the full length, then the end. With effect, as it is the right
 *   answer's body, unless a `body` is given
 * - `redirect`: 302 to `location`
 */
export interface Fault {
	kind?: FaultKind;
	/** Which requests. A string path is the whole path; `task` is the ID in the path. Default: all. */
	match?: { method?: string; path?: string | RegExp; task?: string };
	/** How many requests it takes. Default: all. */
	times?: number;
	/** How many matching requests pass first. */
	skip?: number;
	status?: number;
	headers?: Record<string, string>;
	/** An object goes out as JSON. Default: the usual body of the status. */
	body?: unknown;
	location?: string;
	/** Milliseconds before anything is sent; the effect does not wait. */
	delayMs?: number;
	/** Whether the call takes effect first (`answer`, `hang`, `drip`, `redirect`, a given body). */
	effect?: boolean;
}

export interface PlantedFault {
	readonly id: number;
	readonly fault: Fault;
	/** How many requests it took. */
	used: number;
	remove(): void;
}

/** The planted faults, tried in the order of planting. */
export class Faults {
	private planted: Array<PlantedFault & { seen: number }> = [];
	private lastId = 0;

	/** Throws on a kind that there is not: a fault that silently does nothing would let a test pass. */
	plant(fault: Fault): PlantedFault {
		if (fault.kind !== undefined && !KINDS.includes(fault.kind)) {
			throw new Error(`No such kind of fault: ${String(fault.kind)}`);
		}
		const id = ++this.lastId;
		const planted = { id, fault, used: 0, seen: 0, remove: () => void this.remove(id) };
		this.planted.push(planted);
		return planted;
	}

	/** Returns whether it was still there. */
	remove(id: number): boolean {
		const before = this.planted.length;
		this.planted = this.planted.filter((planted) => planted.id !== id);
		return this.planted.length < before;
	}

	clear(): void {
		this.planted = [];
	}

	/** The fault that this request meets, which is used once by that. */
	take(call: { method: string; path: string }): PlantedFault | undefined {
		for (const planted of this.planted) {
			const { match = {}, times = Infinity, skip = 0 } = planted.fault;
			if (planted.used >= times) continue;
			if (match.method && match.method.toUpperCase() !== call.method) continue;
			if (!pathMatches(match.path, call.path)) continue;
			if (match.task !== undefined && match.task !== taskIdOf(call.path)) continue;
			if (++planted.seen <= skip) continue;
			planted.used++;
			return planted;
		}
		return undefined;
	}
}

/** What a fault says, or undefined where it leaves that to the right answer. */
export function answerOf(fault: Fault): Answer | undefined {
	if (fault.kind === 'redirect') {
		const headers = { location: fault.location ?? '/', ...fault.headers };
		return { ...usualAnswer(302), status: fault.status ?? 302, headers };
	}
	if (fault.status === undefined && fault.body === undefined) return undefined;
	const usual = usualAnswer(fault.status ?? 200);
	if (fault.body === undefined)
		return { ...usual, headers: { ...usual.headers, ...fault.headers } };
	const [type, body] = typedBody(fault.body);
	return { status: usual.status, headers: { 'content-type': type, ...fault.headers }, body };
}

function typedBody(body: unknown): [type: string, body: string | Buffer] {
	if (Buffer.isBuffer(body)) return ['application/octet-stream', body];
	if (typeof body !== 'string') return ['application/json', JSON.stringify(body)];
	if (body.trimStart().startsWith('<')) return ['text/html', body];
	return [/^\s*[{[]/.test(body) ? 'application/json' : 'text/plain', body];
}

/** A fault as JSON carries it: a pattern as `{source, flags}`, bytes as `{base64}`. */
export function faultToJson(fault: Fault): unknown {
	const { match, body } = fault;
	const path = match?.path;
	return {
		...fault,
		...(path instanceof RegExp && {
			match: { ...match, path: { source: path.source, flags: path.flags } },
		}),
		...(Buffer.isBuffer(body) && { body: undefined, base64: body.toString('base64') }),
		// JSON has no Infinity.
		times: fault.times === Infinity ? undefined : fault.times,
	};
}

/** The reverse of `faultToJson`; throws on what is no fault. */
export function faultFromJson(value: unknown): Fault {
	if (typeof value !== 'object' || value === null) throw new Error('A fault is an object');
	const { base64, ...fault } = value as Fault & { base64?: string };
	const path = fault.match?.path as string | { source: string; flags?: string } | undefined;
	if (typeof path === 'object') {
		fault.match = { ...fault.match, path: new RegExp(path.source, path.flags) };
	}
	if (base64 !== undefined) fault.body = Buffer.from(base64, 'base64');
	return fault;
}
