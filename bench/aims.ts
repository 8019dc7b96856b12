import type { Figures } from './figures';
import { LIMITED } from './lineups';

/** What is aimed at, at most, and how to find it in the figures. */
interface Aim {
	what: string;
	most: number;
	figure(figures: Figures): number;
}

/** What the server has saved up goes at once, the rest at its pace. */
const LEAST_MS = ((LIMITED.items - LIMITED.rate) / LIMITED.rate) * 1000;

const timeAgainstHttp = (what: string, lineUp: string, most: number): Aim => ({
	what: `${what}: time against HTTP Request`,
	most,
	figure: (figures) => figures.ratio(lineUp, 'cancel', 'http', 'ms'),
});

const requests = (what: string, lineUp: string, most: number): Aim => ({
	what: `Waiting for ${what}: requests`,
	most,
	figure: (figures) => figures.median(lineUp, 'wait', 'requests'),
});

export const AIMS: Aim[] = [
	timeAgainstHttp('1,000 cancels over TLS, 20 ms', 'tls-1000-20', 0.5),
	timeAgainstHttp('1,000 cancels over TLS, 100 ms', 'tls-1000-100', 0.5),
	timeAgainstHttp('100 cancels over TLS, 100 ms', 'tls-100-100', 0.6),
	timeAgainstHttp('100 cancels without TLS, 100 ms', 'plain-100-100', 0.9),
	{
		what: '1,000 cancels over TLS, 20 ms: processor time against the bare floor',
		most: 1.1,
		figure: (figures) => figures.ratio('tls-1000-20', 'cancel', 'floor', 'cpuMs'),
	},
	{
		what: '1,000 cancels, a server that allows 50 a second: not cancelled',
		most: 0,
		figure: (figures) => LIMITED.items - figures.median('limited', 'cancel', 'done'),
	},
	{
		what: 'The same: time against the least possible',
		most: 1.15,
		figure: (figures) => figures.median('limited', 'cancel', 'ms') / LEAST_MS,
	},
	{
		what: 'The same: requests for each task',
		most: 1.2,
		figure: (figures) => figures.median('limited', 'cancel', 'requests') / LIMITED.items,
	},
	requests('3 tasks of a minute', 'wait-3', 36),
	requests('100 tasks of a minute', 'wait-100', 150),
	requests('1,000 tasks of a minute, before 2,000 of others', 'wait-1000', 1400),
	{
		what: '100 tasks of 20 to 90 s: seconds until an end is noticed, up to 55 s waited',
		most: 5.5,
		figure: (figures) => figures.median('wait-late', 'wait', 'lateMs') / 1000,
	},
	{
		what: 'The same: part of the time waited, beyond',
		most: 0.1,
		figure: (figures) => figures.median('wait-late', 'wait', 'latePart'),
	},
];
