import { CONDITIONS } from './conditions';
import { median, type Figures } from './figures';

/** What is aimed at, and how to find it in the figures. */
interface Aim {
	what: string;
	aim: string;
	most: number;
	figure(figures: Figures): number;
}

const LIMITED = CONDITIONS.find(({ name }) => name === 'limited');

/** A full bucket at once, then the rate. */
const LEAST_MS = LIMITED?.perSecond
	? ((LIMITED.items - LIMITED.perSecond) / LIMITED.perSecond) * 1000
	: NaN;

/** The default interval of Wait. */
const INTERVAL_MS = 5000;
const TASK_MS = CONDITIONS.find(({ name }) => name === 'wait')?.taskMs ?? NaN;

const againstHttp = (condition: string, most: number): Aim => {
	const [items, latency] = condition.split('-');
	return {
		what: `${Number(items).toLocaleString('en')} cancels, ${latency.replace('ms', ' ms')}: time against HTTP Request`,
		aim: `at most ${most}`,
		most,
		figure: (figures) => figures.ratio(condition, 'cancel', 'http', 'ms'),
	};
};

export const AIMS: Aim[] = [
	againstHttp('1000-20ms', 0.6),
	againstHttp('1000-100ms', 0.6),
	againstHttp('100-100ms', 1),
	{
		what: 'CPU per item against the bare floor (1,000 items, 20 ms)',
		aim: 'at most 1.15',
		most: 1.15,
		figure: (figures) => figures.ratio('1000-20ms', 'cancel', 'floor', 'cpuMs'),
	},
	{
		what: 'CPU per item, 10,000 items against 1,000 (20 ms)',
		aim: 'at most 1.2',
		most: 1.2,
		figure: (figures) =>
			figures.median('10000-20ms', 'cancel', 'cpuMs') /
			10 /
			figures.median('1000-20ms', 'cancel', 'cpuMs'),
	},
	{
		what: 'Peak memory, 10,000 items (20 ms): growth against HTTP Request',
		aim: 'at most 0.6',
		most: 0.6,
		figure: (figures) => figures.ratio('10000-20ms', 'cancel', 'http', 'extraMb'),
	},
	{
		what: 'A server that allows 50 a second, 1,000 items: tasks left uncancelled',
		aim: '0',
		most: 0,
		figure: (figures) => (LIMITED?.items ?? NaN) - figures.median('limited', 'cancel', 'cancelled'),
	},
	{
		what: 'The same: time against the least possible',
		aim: 'at most 1.15',
		most: 1.15,
		figure: (figures) => figures.median('limited', 'cancel', 'ms') / LEAST_MS,
	},
	{
		what: 'The same: requests against items',
		aim: 'at most 1.2',
		most: 1.2,
		figure: (figures) => figures.median('limited', 'cancel', 'requests') / (LIMITED?.items ?? NaN),
	},
	{
		what: 'Waiting for 100 tasks of 20 s: time, in seconds',
		aim: `at most ${(1.2 * TASK_MS + INTERVAL_MS) / 1000}`,
		most: (1.2 * TASK_MS + INTERVAL_MS) / 1000,
		figure: (figures) => median(figures.of('wait', 'wait').map(({ ms }) => ms / 1000)),
	},
];
