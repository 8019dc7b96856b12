import { startStandInProcess } from '../scripts/real-n8n/gcore';
import { StandInClient } from '../test/standin/client';
import type { LineUp } from './lineups';

const HOUR_MS = 3600 * 1000;

/** How late the ends of tasks were noticed. */
export interface Lateness {
	/** At most, in ms, of those noticed while an end is to be noticed within `Poll Interval`. */
	lateMs: number;
	/** At most, of the later ones: the part of the time waited so far. */
	latePart: number;
}

/** From then on a tenth of the time waited is more than the 5.5 s that are aimed at before. */
const SHORT_WAIT_MS = 55_000;

const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);

/** A stand-in for Gcore in a process of its own. */
export class BenchStandIn {
	private constructor(
		readonly url: string,
		private readonly control: StandInClient,
		readonly stop: () => Promise<unknown>,
	) {}

	/** @param pem file of a key and its certificate */
	static async start({ latencyMs, rate, tls }: LineUp, pem: string): Promise<BenchStandIn> {
		const limit = rate ? ['--rate', String(rate)] : [];
		const options = ['--control', '--tls', pem, '--latency', String(latencyMs), ...limit];
		const { baseUrl, tlsUrl = '', child } = await startStandInProcess(options);
		const stop = async () => await child.stop();
		return new BenchStandIn(tls ? tlsUrl : baseUrl, new StandInClient(baseUrl), stop);
	}

	/** Forgets what was, and takes in running tasks with the IDs `prefix-0`, `prefix-1` and so on, and those of others. */
	async prepare(prefix: string, items: number, { taskMs, others = 0 }: Partial<LineUp>) {
		await this.control.clear({ tasks: true, log: true });
		const time = { started_at: new Date(Date.now() - HOUR_MS).toISOString() };
		const ended = { status: 'SUCCESS', processing_time: time };
		await this.control.addAll(Array.from({ length: others }, () => ended));
		const [first, last] = taskMs ?? [];
		await this.control.addAll(
			Array.from({ length: items }, (_, index) => ({
				task_id: `${prefix}-${index}`,
				...(taskMs && { task_ms: first! + ((last! - first!) * index) / items }),
			})),
		);
	}

	async stats() {
		return await this.control.stats();
	}

	/** How late it was learnt of each task of `prepare` that it had ended: by the first request for it after its end. */
	async lateness(prefix: string): Promise<Lateness> {
		const [tasks, requests] = await Promise.all([this.control.tasks(), this.control.requests()]);
		const began = requests[0].at;
		const noticed = tasks
			.filter(({ task_id }) => task_id.startsWith(`${prefix}-`))
			.map(({ task_id, processing_time }) => {
				const end = Date.parse(processing_time?.completed_at ?? '');
				const asked = requests.find(({ path, at }) => path.endsWith(`/${task_id}`) && at >= end);
				return { late: (asked?.at ?? Infinity) - end, waited: (asked?.at ?? Infinity) - began };
			});
		const isShort = ({ waited }: { waited: number }) => waited <= SHORT_WAIT_MS;
		return {
			lateMs: most(noticed.filter(isShort).map(({ late }) => late)),
			latePart: most(
				noticed.filter((one) => !isShort(one)).map(({ late, waited }) => late / waited),
			),
		};
	}
}
