import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import type { Result, Run } from '../../nodes/GcoreStreamingAi/actions/run';
import { Watch } from '../../nodes/GcoreStreamingAi/actions/task/watch';
import type { GcoreAnswer, GcoreClient } from '../../nodes/GcoreStreamingAi/gcore/client';
import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { pool } from '../../nodes/GcoreStreamingAi/gcore/pool';
import { plain } from '../../nodes/GcoreStreamingAi/gcore/shown';
import type { OpenAccount } from '../../nodes/GcoreStreamingAi/n8n/open';
import type { Random } from '../trigger/random';

/** Times in ms from the start of the simulation. */
interface VirtualTask {
	id: string;
	startedAt: number;
	endsAt: number;
}

export interface World {
	tasks: VirtualTask[];
	latencyMs: number;
	/** When no request is answered with anything but a 503. */
	outages: Array<[from: number, to: number]>;
	/** Of requests, which are answered or time out after half a minute. */
	hanging: number;
	/** A task whose requests all take as long, and are answered. */
	slow?: string;
	/** Of rows in lists, which lack a status. */
	withoutStatus: number;
	/** By how much lists are behind; a list that is so for ever never tells of an end. */
	lagMs: number;
}

const HANGS_MS = 30_000;

const passing = (message: string) =>
	new GcoreFailure({ message: plain(message), description: plain('Try later.'), passing: true });

/** A client of a Gcore on the clock of the test, which must be a virtual one. */
export class VirtualGcore {
	requests = 0;

	lists = 0;

	/** When a single request for a task was lost or refused, by its ID. */
	readonly troubled = new Map<string, number>();

	private readonly start = performance.now();

	constructor(
		private readonly world: World,
		private readonly random: Random,
	) {}

	get now() {
		return performance.now() - this.start;
	}

	readonly client = {
		call: async (request: { path: string; qs?: IDataObject }) => await this.answer(request),
	} as unknown as GcoreClient;

	private async answer({ path, qs }: { path: string; qs?: IDataObject }): Promise<GcoreAnswer> {
		this.requests++;
		const id = /\/tasks\/(.+)$/.exec(path)?.[1];
		if (!id) this.lists++;
		const { latencyMs, hanging, outages } = this.world;
		const isHanging = this.random.chance(hanging);
		const isOut = outages.some(([from, to]) => this.now >= from && this.now < to);
		if (id && (isHanging || isOut)) this.troubled.set(id, this.now);
		await sleep(isHanging || (id && id === this.world.slow) ? HANGS_MS : latencyMs / 2);
		// Or it does after all, when nobody waits for it any more.
		if (isHanging && this.random.chance(0.5)) throw passing('Gcore did not answer in time');
		if (isOut) throw passing('Gcore could not handle the request (HTTP 503)');
		const body = id ? this.task(id) : this.page(Number(qs?.page), Number(qs?.limit));
		await sleep(latencyMs / 2);
		return { status: 200, body, mayHaveActedBefore: false };
	}

	private row({ id, endsAt }: VirtualTask, lagMs = 0): IDataObject {
		const status = endsAt <= this.now - lagMs ? 'SUCCESS' : 'STARTED';
		return { task_id: id, status, progress: 0 };
	}

	private task(id: string) {
		const subtitles = [{ start_time: '00:00:00.000', end_time: '00:00:01.000', text: 'Hello' }];
		const row = this.row(this.world.tasks.find((task) => task.id === id)!);
		return { ...row, task_data: { task_name: 'transcription' }, result: { subtitles } };
	}

	private page(page: number, limit: number): IDataObject {
		const there = this.world.tasks
			.filter(({ startedAt }) => startedAt <= this.now)
			.sort((a, b) => b.startedAt - a.startedAt);
		const results = there.slice((page - 1) * limit, page * limit).map((task) => {
			const { status, ...row } = this.row(task, this.world.lagMs);
			return this.random.chance(this.world.withoutStatus) ? row : { ...row, status };
		});
		return { results, count: there.length, next: there.length > page * limit ? 'next' : null };
	}
}

export interface Settled {
	result: Result;
	at: number;
}

/** Waits for tasks as the node does. Times in seconds. @returns per item what it has led to, and when */
export async function waitFor(
	gcore: VirtualGcore,
	toWatch: Array<{
		id: string;
		interval: number;
		timeout: number;
		isNew?: boolean;
		format?: 'none' | 'srt';
	}>,
): Promise<Settled[][]> {
	const settled: Settled[][] = toWatch.map(() => []);
	const stop = new AbortController();
	const run = {
		// To make a file takes a while.
		context: {
			helpers: {
				prepareBinaryData: async () => {
					await sleep(5_000);
					return {};
				},
			},
		} as unknown as IExecuteFunctions,
		signal: stop.signal,
		stopped: false,
		aborted: false,
		isTool: false,
		pool: async (count: number, work: (index: number) => Promise<void>) =>
			await pool(count, 50, work),
		settle: (item: number, result: Result) => void settled[item].push({ result, at: gcore.now }),
		fail: (_item: number, reason: unknown) => {
			throw reason;
		},
	} as unknown as Run;
	const account = { number: 0, client: gcore.client } as OpenAccount;
	const watch = new Watch(run);
	const adding = run.pool(toWatch.length, async (item) => {
		const { id, interval, timeout, isNew, format = 'none' } = toWatch[item];
		const options = {
			pollInterval: interval,
			waitTimeout: timeout,
			cancelOnStop: false,
			cancelOnTimeout: false,
			result: { format, field: 'data', maxCharacters: 0, simplify: false },
		};
		await watch.add({ item, account, taskId: id, options, ...(isNew && { reused: false }) });
	});
	await watch.untilEnd(adding);
	return settled;
}
