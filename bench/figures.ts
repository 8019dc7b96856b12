/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lateness } from './standin';

const RESULTS = join(__dirname, 'results.json');

/** What one run of one way has come to. */
export interface Sample extends Partial<Lateness> {
	lineUp: string;
	way: string;
	/** Between the nodes before and behind those under test, in the n8n process. */
	ms: number;
	cpuMs: number;
	/** That reached the stand-in. */
	requests: number;
	/** Tasks that were cancelled, or whose end was waited for. */
	done: number;
	/** Of the machine, before the run. */
	load: number;
}

export type Measure = Exclude<keyof Sample, 'lineUp' | 'way'>;

export const readSamples = () => JSON.parse(readFileSync(RESULTS, 'utf8')) as Sample[];

/** Writes the samples to the results, one a line. */
export function writeSamples(samples: Sample[]): void {
	writeFileSync(RESULTS, `[\n${samples.map((sample) => JSON.stringify(sample)).join(',\n')}\n]\n`);
}

function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** Medians of what was measured; NaN where nothing was. */
export class Figures {
	constructor(readonly samples: Sample[]) {}

	private of(lineUp: string, way: string, measure: Measure): number[] {
		return this.samples
			.filter((sample) => sample.lineUp === lineUp && sample.way === way)
			.map((sample) => sample[measure] ?? NaN);
	}

	median(lineUp: string, way: string, measure: Measure): number {
		return median(this.of(lineUp, way, measure));
	}

	/** The median of the ratios of runs that stood beside each other, so that a busy machine is busy for both. */
	ratio(lineUp: string, way: string, to: string, measure: Measure): number {
		const others = this.of(lineUp, to, measure);
		return median(this.of(lineUp, way, measure).map((value, index) => value / others[index]));
	}
}
