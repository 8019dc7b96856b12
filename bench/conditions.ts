import { CANCEL, FLOOR, HTTP, HTTP_BATCHED, HTTP_LOOP, WAIT, type Candidate } from './candidates';

/** One line-up: all candidates over the same items, on the same server, in turn. */
export interface Condition {
	name: string;
	items: number;
	candidates: Candidate[];
	/** How the stand-in is started. */
	server: string[];
	latencyMs: number;
	perSecond?: number;
	/** How long after the start the tasks end that are waited for. */
	taskMs?: number;
	/** A fresh n8n for every run, so that its memory is not what another candidate has left behind. */
	fresh?: boolean;
}

/** Above this, loops and batches take minutes by design, which need no measuring. */
const MANY = 1000;

const LATENCIES = [0, 20, 100];
const RATE = 50;
const TASK_MS = 20_000;

export const CONDITIONS: Condition[] = [
	...[100, 1000, 10_000].flatMap((items) =>
		LATENCIES.map((latencyMs) => ({
			name: `${items}-${latencyMs}ms`,
			items,
			latencyMs,
			server: ['--latency', String(latencyMs)],
			...(items > MANY
				? { candidates: [CANCEL, HTTP, FLOOR], fresh: true }
				: {
						// A second after each 50 says little else at another latency.
						candidates: [
							CANCEL,
							HTTP,
							HTTP_LOOP,
							...(latencyMs === 20 ? [HTTP_BATCHED] : []),
							FLOOR,
						],
					}),
		})),
	),
	{
		name: 'limited',
		items: 1000,
		latencyMs: 20,
		perSecond: RATE,
		server: ['--latency', '20', '--rate', String(RATE)],
		candidates: [CANCEL, HTTP, HTTP_LOOP, HTTP_BATCHED],
	},
	{
		name: 'wait',
		items: 100,
		latencyMs: 20,
		taskMs: TASK_MS,
		server: ['--latency', '20'],
		candidates: [WAIT],
	},
];
