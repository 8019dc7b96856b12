/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { setTimeout as sleep } from 'node:timers/promises';
import { parse as parseFlatted } from 'flatted';
import type { RestSession } from './rest';
import type { Execution, ExecutionSummary, Item } from './types';

/** 1.x writes that an execution has ended, and then, in a second step, what came of it. One that crashed never has data. */
const DATA_LAG_MS = 5_000;
/** n8n gives no more at once, whatever is asked for. */
const MOST_PER_PAGE = 100;
const ALL_STATUSES = [
	'new',
	'running',
	'waiting',
	'success',
	'error',
	'canceled',
	'crashed',
	'unknown',
];
const UNENDED = new Set(['new', 'running', 'waiting', 'unknown']);

/** The part of n8n's REST API that is about executions. */
export class ExecutionsApi {
	constructor(readonly session: RestSession) {}

	async getExecution(id: string): Promise<Execution> {
		const raw = await this.session.request<Omit<Execution, 'data'> & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		return { ...raw, data: parseFlatted(raw.data) as Execution['data'] };
	}

	/** @throws when the execution has not ended after `timeoutMs` (one minute unless given). */
	async waitForEnd(
		id: string,
		{ timeoutMs = 60_000 }: { timeoutMs?: number } = {},
	): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		let ended: number | undefined;
		for (;;) {
			const execution = await this.getExecution(id);
			if (!UNENDED.has(execution.status)) {
				ended ??= Date.now();
				if (execution.data || Date.now() - ended > DATA_LAG_MS) return execution;
			}
			if (Date.now() > deadline) {
				throw new Error(
					`Execution ${id} has not ended after ${timeoutMs} ms; it is '${execution.status}'.`,
				);
			}
			await sleep(100);
		}
	}

	/** A file that an execution has made, as text, wherever this n8n keeps files: in the execution's data or beside it. */
	async readFile({ id, data }: { id?: unknown; data?: unknown }): Promise<string> {
		if (typeof id !== 'string') return Buffer.from(String(data), 'base64').toString('utf8');
		return await this.session.requestText(
			'GET',
			`/rest/binary-data?id=${encodeURIComponent(id)}&action=download`,
		);
	}

	/** All executions of a workflow, newest first, without their data. */
	async executionsOf(workflowId: string): Promise<ExecutionSummary[]> {
		// Asked for by status, n8n sorts them by ID; else by time, which no page can be asked from.
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ALL_STATUSES }));
		const found = new Map<string, ExecutionSummary>();
		for (let from = ''; ; ) {
			const { results, nextCursor } = await this.session.request<{
				results: ExecutionSummary[];
				nextCursor?: string | null;
			}>('GET', `/rest/executions?filter=${filter}&limit=${MOST_PER_PAGE}${from}`);
			const before = found.size;
			for (const execution of results) found.set(execution.id, execution);
			const isLast = results.length < MOST_PER_PAGE || nextCursor === null;
			if (isLast || found.size === before) break;
			// n8n before 2.41 has no cursors, and later ones refuse anything else.
			const oldest = Math.min(...results.map(({ id }) => Number(id)));
			from = nextCursor ? `&cursor=${nextCursor}` : `&lastId=${oldest}`;
		}
		return [...found.values()].sort((a, b) => Number(b.id) - Number(a.id));
	}

	/**
	 * Runs an execution that has not gone well once more, from the node where it ended.
	 * n8n answers only when the new one has ended; returns its ID.
	 */
	async retry(executionId: string): Promise<string> {
		const { id } = await this.session.request<{ id: string }>(
			'POST',
			`/rest/executions/${executionId}/retry`,
			{ loadWorkflow: true },
		);
		return id;
	}

	async stop(executionId: string): Promise<void> {
		await this.session.request('POST', `/rest/executions/${executionId}/stop`);
	}
}

/** The items that left a node by one output (the first unless given), over all its runs. */
export function itemsOf(execution: Execution, node: string, output = 0, kind = 'main'): Item[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.[kind]?.[output] ?? []);
}
