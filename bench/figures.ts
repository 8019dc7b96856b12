import type { Sample } from './measure';

export type Measure = 'ms' | 'cpuMs' | 'extraMb' | 'requests' | 'cancelled' | 'load';

export const median = (values: number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	if (sorted.length === 0) return NaN;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
};

/** Medians and paired ratios of what was measured. */
export class Figures {
	constructor(private readonly samples: Sample[]) {}

	of(condition: string, candidate: string): Sample[] {
		return this.samples.filter(
			(sample) => sample.condition === condition && sample.candidate === candidate,
		);
	}

	median(condition: string, candidate: string, measure: Measure): number {
		return median(this.of(condition, candidate).map((sample) => sample[measure] ?? NaN));
	}

	/** The median of the ratios of runs that stood beside each other, so that a loaded machine is loaded for both. */
	ratio(condition: string, candidate: string, to: string, measure: Measure): number {
		const others = this.of(condition, to);
		return median(
			this.of(condition, candidate).map(
				(sample, index) => (sample[measure] ?? NaN) / (others[index]?.[measure] ?? NaN),
			),
		);
	}

	/** The candidates that a condition was measured with, in their order. */
	candidates(condition: string): string[] {
		const found = this.samples.filter((sample) => sample.condition === condition);
		return [...new Set(found.map(({ candidate }) => candidate))];
	}
}
