/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { once } from 'node:events';
import { join } from 'node:path';
import { startKept } from '../scripts/real-n8n/child';
import { StandInClient } from '../test/standin/client';
import type { LineUp } from './lineups';

const CLI = join(__dirname, '..', 'test', 'standin', 'cli.ts');
const HOUR_MS = 3600 * 1000;

/** From then on a tenth of the time waited is more than the 5.5 s that are aimed at before. */
const SHORT_WAIT_MS = 55_000;

/** How late the ends of tasks were noticed, at the most. */
export interface Lateness {
	/** In ms, of the ends noticed after a short wait. */
	lateMs: number;
	/** Of the others: as a part of the time waited. */
	latePart: number;
}

/** A stand-in for Gcore in a process of its own. */
export class BenchStandIn {
	private constructor(
		readonly url: string,
		private readonly control: StandInClient,
		readonly stop: () => Promise<unknown>,
	) {}

	/** @param pem file of a key and its certificate */
	static async start({ latencyMs, rate, tls }: LineUp, pem: string): Promise<BenchStandIn> {
		const options = ['--control', '--tls', pem, '--latency', String(latencyMs)];
		if (rate) options.push('--rate', String(rate));
		const child = startKept(process.execPath, ['--import', 'tsx', CLI, ...options], {
			output: 'pipe',
		});
		const [line] = (await once(child.process.stdout!, 'data')) as [Buffer];
		const { url, tlsUrl } = JSON.parse(String(line)) as { url: string; tlsUrl: string };
		return new BenchStandIn(tls ? tlsUrl : url, new StandInClient(url), child.stop);
	}

	/** Forgets what was, and takes in running tasks with the IDs `prefix-0`, `prefix-1` and so on, and those of others. */
	async prepare(prefix: string, { items, taskMs, others = 0 }: LineUp): Promise<void> {
		await this.control.clear({ tasks: true, log: true });
		const started_at = new Date(Date.now() - HOUR_MS).toISOString();
		const ended = { status: 'SUCCESS', processing_time: { started_at } };
		await this.control.addAll(Array.from({ length: others }, () => ended));
		const life = (share: number) =>
			taskMs && { task_ms: taskMs[0] + (taskMs[1] - taskMs[0]) * share };
		await this.control.addAll(
			Array.from({ length: items }, (_, index) => ({
				task_id: `${prefix}-${index}`,
				...life(index / items),
			})),
		);
	}

	async stats() {
		return await this.control.stats();
	}

	/** That of the tasks of `prepare`: an end is noticed by the first request for the task after it. */
	async lateness(prefix: string): Promise<Lateness> {
		const [tasks, requests] = await Promise.all([this.control.tasks(), this.control.requests()]);
		const result = { lateMs: 0, latePart: 0 };
		for (const { task_id, processing_time } of tasks) {
			if (!task_id.startsWith(`${prefix}-`)) continue;
			const end = Date.parse(processing_time?.completed_at ?? '');
			const asked = requests.find(({ path, at }) => path.endsWith(`/${task_id}`) && at >= end);
			const noticed = asked?.at ?? Infinity;
			const [late, waited] = [noticed - end, noticed - requests[0].at];
			if (waited <= SHORT_WAIT_MS) result.lateMs = Math.max(result.lateMs, late);
			else result.latePart = Math.max(result.latePart, late / waited);
		}
		return result;
	}
}
