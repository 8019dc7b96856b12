import type { Random } from './random';
import { DAY, MINUTE, SECOND, type Habits, type Life, type World } from './world';

export function randomHabits(random: Random): Habits {
	return {
		nulls: random.of(['none', 'none', 'first', 'last']),
		restarts: random.chance(0.4),
		times: random.chance(0.6),
		cap: random.of([5, 10, 25, 100]),
		counts: random.chance(0.8),
		keptFor: 30 * DAY,
	};
}

/** A life that begins at a moment: how long it waits, works, is taken up again, and how it ends. */
function randomLife(
	random: Random,
	id: string,
	created: number,
	habits: Habits,
	otherStatus: string,
): Life {
	const duration = random.of([
		() => random.whole(1, 50) * SECOND,
		() => random.whole(1, 120) * MINUTE,
		() => random.whole(1, 60) * MINUTE,
		() => random.whole(1, 72) * 60 * MINUTE,
	]);
	const steps: Life['steps'] = [];
	let at = created;
	const next = (status: string, within: number) => {
		at += random.whole(0, Math.max(0, within));
		steps.push([at, status]);
	};
	// Where such tasks stand is told by their times alone, and last in a long list they are not seen at all.
	const mayNeverStart = habits.nulls === 'none' || (habits.nulls === 'first' && habits.times);
	if (random.chance(0.5)) next('PENDING', 2 * SECOND);
	if (mayNeverStart && random.chance(0.15)) {
		next('REVOKED', random.chance(0.3) ? 30 * SECOND : duration());
		return { id, created, steps };
	}
	next('STARTED', random.chance(0.5) ? SECOND : duration());
	const stages = random.of([0, 0, 1, 3]);
	for (let stage = 0; stage < stages; stage++) {
		next(random.of(['PENDING', 'RETRY', otherStatus]), duration() / 4);
		next('STARTED', duration() / 4);
	}
	next(random.of(['SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILURE', 'REVOKED']), duration());
	// Not at once: a task that starts and ends within one instant has no order.
	const last = steps[steps.length - 1];
	last[0] += 1;
	return { id, created, steps };
}

/**
 * Fills a world with tasks for some weeks from now on.
 * @param isSwitched whether the trigger is switched off and on
 * @returns the time between one poll and the next
 */
export function populate(world: World, random: Random, isSwitched: boolean): number[] {
	const start = world.now;
	// When it polls: mostly each minute, at times after hours, once or twice after days.
	const gaps = Array.from({ length: random.whole(40, 110) }, () =>
		random.of([MINUTE, MINUTE, MINUTE, MINUTE, 5 * MINUTE, 60 * MINUTE]),
	);
	for (let more = random.whole(0, 2); more > 0; more--) {
		gaps[random.whole(10, gaps.length - 1)] = random.whole(1, 40) * DAY;
	}
	const history = random.whole(0, 10) * DAY;
	let moment = start - history;
	let number = 0;
	const arrive = (created: number) => {
		const id = `${random.whole(100, 999)}-${++number}`;
		// With a status that Gcore does not document, a task is not found below the first page at activation.
		const isThere = isSwitched || created < start + MINUTE;
		const otherStatus = isThere ? 'PENDING' : 'WARMING_UP';
		world.add(randomLife(random, id, created, world.habits, otherStatus));
	};
	for (let before = random.of([0, 0, 3, 30, 150]); before > 0; before--) {
		arrive(moment + random.whole(0, history));
	}
	moment = start;
	const [quiet, bursts] = [random.share(), random.share() * 0.1];
	for (const gap of gaps) {
		if (random.chance(quiet)) arrive(moment + random.whole(0, gap));
		if (random.chance(bursts)) {
			const at = moment + random.whole(0, gap);
			const together = random.chance(0.5);
			const size = random.whole(1, 3 * Math.min(30, world.habits.cap));
			for (let i = 0; i < size; i++) arrive(together ? at : at + random.whole(0, MINUTE));
		}
		moment += gap;
	}
	return gaps;
}
