/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console */
import { inFull } from '../full';
import { simulate } from './simulation';

/** SEED=123 repeats one story; SEEDS=5000 tries more of them. */
const { SEED, SEEDS = inFull(30, 300) } = process.env;

const seeds = SEED ? [Number(SEED)] : Array.from({ length: Number(SEEDS) }, (_, i) => i + 1);

/** How many requests are answered in the time that a poll has. */
const SLOW = [1, 2, 3, 5, 8, 20];

const WORLDS: Array<[name: string, perPoll: (seed: number) => number]> = [
	['', () => Infinity],
	[', where Gcore is slow', (seed) => SLOW[seed % SLOW.length]],
];

test.each(WORLDS)(
	`every end is told exactly once (seeds ${seeds[0]} to ${seeds[seeds.length - 1]})%s`,
	async (_name, perPoll) => {
		const flaws: string[] = [];
		const sum = { tasks: 0, polls: 0, requests: 0, told: 0, mostBytes: 0 };
		for (const seed of seeds) {
			const { habits, flaws: found, ...figures } = await simulate(seed, perPoll(seed));
			sum.tasks += figures.tasks;
			sum.polls += figures.polls;
			sum.requests += figures.requests;
			sum.told += figures.told;
			sum.mostBytes = Math.max(sum.mostBytes, figures.mostBytes);
			if (found.length > 0) {
				flaws.push(`seed ${seed} ${JSON.stringify(habits)}\n  ${found.slice(0, 3).join('\n  ')}`);
			}
		}
		console.info(`Seeds ${seeds[0]} to ${seeds[seeds.length - 1]}: ${JSON.stringify(sum)}`);
		expect(flaws.join('\n')).toBe('');
	},
	120_000,
);
