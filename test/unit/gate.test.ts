/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { Gate } from '../../nodes/GcoreStreamingAi/api/gate';

/** A gate whose clock jumps where it sleeps. */
function gateOf(most: number) {
	const clock = { time: 0, halted: false };
	const gate = new Gate(most, {
		now: () => clock.time,
		sleep: async (ms) => {
			clock.time += ms;
		},
		stopped: () => clock.halted,
	});
	/** One after the other, each after some ms. */
	const goodAnswers = async (count: number, ms: number) => {
		for (let n = 0; n < count; n++) {
			const enteredAt = await gate.enter();
			clock.time += ms;
			gate.leave(enteredAt, true);
		}
	};
	return { gate, clock, goodAnswers };
}

/** Lets all promises that can go on do so. */
const settle = async () => await new Promise((resolve) => setImmediate(resolve));

/** Asks for a number of entries at once, and tells which have been let in. */
async function queueAt(gate: Gate, count: number) {
	const inside: number[] = [];
	for (let n = 0; n < count; n++) void gate.enter().then(() => inside.push(n));
	await settle();
	return inside;
}

it.each([
	[1, 1],
	[4, 4],
	[10, 10],
	[50, 10],
])('with at most %i, %i are let in at first', async (most, first) => {
	const { gate } = gateOf(most);
	expect(await queueAt(gate, 60)).toHaveLength(first);
});

it('lets in by order of asking, more while answers are good, and never more than it may', async () => {
	const { gate } = gateOf(15);
	const inside = await queueAt(gate, 100);
	let left = 0;
	while (left < 100) {
		gate.leave(0, true);
		left++;
		await settle();
		expect(inside.length - left).toBeLessThanOrEqual(15);
	}
	expect(inside).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

it('does not let in more for an answer that is not good', async () => {
	const { gate } = gateOf(50);
	const inside = await queueAt(gate, 60);
	gate.leave(0, false);
	await settle();
	expect(inside).toHaveLength(11);
});

it('holds all back for as long as the server asks, and lets in half as many', async () => {
	const { gate, clock } = gateOf(50);
	const inside = await queueAt(gate, 60);
	for (let n = 0; n < 10; n++) gate.leave(0, false, 5000);
	await settle();
	expect(clock.time).toBeGreaterThanOrEqual(5000);
	expect(inside).toHaveLength(15);
});

it('holds nobody back once nothing more shall be sent', async () => {
	const { gate, clock } = gateOf(50);
	const inside = await queueAt(gate, 12);
	clock.halted = true;
	gate.leave(0, false, 60_000);
	for (let n = 1; n < 10; n++) gate.leave(0, false);
	await settle();
	expect(inside).toHaveLength(12);
	expect(clock.time).toBeLessThan(60_000);
});

it('learns the pace that the server allows, and keeps to it', async () => {
	const { gate, clock, goodAnswers } = gateOf(10);
	// 20 good answers in 2 s, then a refusal that asks for nothing more.
	await goodAnswers(20, 100);
	gate.leave(await gate.enter(), false, 0);
	const from = clock.time;
	await goodAnswers(50, 0);
	// 10 a second; a few may catch up.
	expect(clock.time - from).toBeGreaterThan(4000);
	expect(clock.time - from).toBeLessThan(6000);
});

it('forgets the pace after a while without a refusal', async () => {
	const { gate, clock, goodAnswers } = gateOf(10);
	await goodAnswers(20, 1000);
	gate.leave(await gate.enter(), false, 0);
	clock.time += 20_000;
	gate.leave(await gate.enter(), true);
	const from = clock.time;
	await goodAnswers(50, 0);
	expect(clock.time - from).toBeLessThan(5000);
});
