import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { Memory } from '../../nodes/GcoreStreamingAi/trigger/memory';
import {
	poll,
	type TaskSource,
	type TriggerSettings,
} from '../../nodes/GcoreStreamingAi/trigger/poll';
import { Random } from './random';
import { DAY, endAt, endStatus, MINUTE, SECOND, World, type Habits, type Life } from './world';

class Outage extends Error {
	constructor(readonly passing: boolean) {
		super('outage');
	}
}

export interface Outcome {
	habits: Habits;
	tasks: number;
	polls: number;
	requests: number;
	told: number;
	mostBytes: number;
	/** What went wrong, one line each. */
	flaws: string[];
}

function randomHabits(random: Random): Habits {
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

/** A context of n8n's, as far as the memory looks at it. Each process has a workflow of its own: memory ends with it. */
const contextOf = (process: string) =>
	({
		getWorkflow: () => ({ id: process }),
		getNode: () => ({ id: 'trigger', name: 'Trigger' }),
	}) as unknown as IPollFunctions;

/** One trigger and one Gcore over some weeks. The same seed gives the same story. */
export async function simulate(seed: number): Promise<Outcome> {
	const random = new Random(seed);
	const world = new World(randomHabits(random));
	const start = Date.parse('2026-01-01T00:00:00Z');
	world.now = start;

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
		const otherStatus = created < start + MINUTE ? 'PENDING' : 'WARMING_UP';
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

	let outage = 0;
	let requests = 0;
	const request = <T>(answer: () => T): T => {
		requests++;
		world.now += random.whole(0, 2) * random.whole(0, 1500);
		if (random.chance(outage)) throw new Outage(random.chance(0.9));
		const result = answer();
		world.now += random.whole(0, 200);
		return result;
	};
	const source: TaskSource = {
		page: async (status, page) => request(() => world.page(page, 100, status)),
		get: async (id) => request(() => world.get(id)),
		mayPass: (reason) => reason instanceof Outage && reason.passing,
		now: () => world.now,
	};
	const statuses = random.of([['SUCCESS', 'FAILURE', 'REVOKED'], ['SUCCESS'], ['FAILURE']]);
	const settings: TriggerSettings = {
		scope: 's',
		key: 'k',
		statuses,
		withResult: random.chance(0.7),
	};

	const told = new Map<string, number>();
	/** Polls in which everything was answered. */
	const good: number[] = [];
	let polls = 0;
	// How n8n polls: with one context and its data in memory, or with new ones from what is saved.
	const way = random.of(['usual', 'usual', 'durable', 'cursors']);
	const savesActivation = way === 'usual' || random.chance(0.5);
	let data: IDataObject = {};
	let saved = '{}';
	let life = 0;
	let context: IPollFunctions | undefined;
	let activated: [from: number, to: number] | undefined;
	let mostBytes = 0;
	const onePoll = async () => {
		const from = world.now;
		if (way !== 'usual') {
			data = JSON.parse(saved) as IDataObject;
			context = undefined;
		}
		context ??= contextOf(`${seed}-${life}`);
		const memory = new Memory(context);
		const asking = memory.alone(async () => {
			const next = await poll(source, settings, memory.before(data, settings.scope));
			memory.keep(data, next.state, next.ended.length > 0);
			return next;
		});
		const result = await asking.catch((reason: unknown) => {
			if (!(reason instanceof Outage)) throw reason;
		});
		if (!result) return;
		polls++;
		mostBytes = Math.max(mostBytes, JSON.stringify(result.state).length);
		// n8n drops a poll that was too long, with its items and its state.
		if (way !== 'usual' && activated && outage > 0 && random.chance(0.3)) return;
		if (outage === 0) good.push(from);
		const hasNews = result.ended.length > 0;
		if (hasNews || way === 'cursors' || (!activated && savesActivation)) {
			saved = JSON.stringify(data);
		}
		activated ??= [from, world.now];
		for (const { task_id: id } of result.ended) told.set(id, (told.get(id) ?? 0) + 1);
	};
	const savesAlways = random.chance(0.5);
	const trouble = random.of([0, 0.05, 0.3]);
	for (const gap of gaps) {
		if (activated) outage = random.chance(0.2) ? trouble : 0;
		if (activated && random.chance(0.05)) outage = trouble && 1;
		await onePoll();
		if (saved !== '{}' && random.chance(0.1)) {
			// A restart: n8n goes on from what it has saved.
			life++;
			data = JSON.parse(savesAlways ? JSON.stringify(data) : saved) as IDataObject;
			context = undefined;
		}
		world.now = Math.max(world.now, 0) + gap;
	}
	outage = 0;
	for (let rest = 0; rest < 12; rest++) {
		await onePoll();
		world.now += DAY;
	}

	const flaws: string[] = [];
	const [from, to] = activated!;
	for (const life of world.all()) {
		const times = told.get(life.id) ?? 0;
		const end = endAt(life);
		const wanted = statuses.includes(endStatus(life));
		const couldBeSeen = good.some((at) => at > end && at < end + world.habits.keptFor - MINUTE);
		const least = wanted && end > to && couldBeSeen ? 1 : 0;
		const most = wanted && end > from ? 1 : 0;
		if (times < least || times > most) {
			const when = `${((end - start) / MINUTE).toFixed(1)} min`;
			flaws.push(`${life.id}, ${endStatus(life)} at ${when}: told ${times} times`);
		}
	}
	return {
		habits: world.habits,
		tasks: world.all().length,
		polls,
		requests,
		told: [...told.values()].reduce((sum, times) => sum + times, 0),
		mostBytes,
		flaws,
	};
}
