/** Random numbers that a seed repeats (mulberry32). */
export class Random {
	constructor(private state: number) {}

	/** From 0 to 1. */
	share(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	chance(of: number): boolean {
		return this.share() < of;
	}

	/** A whole number, both bounds included. */
	whole(from: number, to: number): number {
		return from + Math.floor(this.share() * (to - from + 1));
	}

	of<T>(choices: readonly T[]): T {
		return choices[this.whole(0, choices.length - 1)];
	}
}
