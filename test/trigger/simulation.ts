import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { Memory } from '../../nodes/GcoreStreamingAi/trigger/memory';
import type { TaskSource, TriggerSettings } from '../../nodes/GcoreStreamingAi/trigger/ends';
import { pollOn } from '../../nodes/GcoreStreamingAi/trigger/resume';
import { populate, randomHabits } from './lives';
import { Random } from './random';
import { DAY, endAt, endStatus, MINUTE, SECOND, World, type Habits } from './world';

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

type Mode = 'activate' | 'update';

interface Context {
	mode: Mode;
	getWorkflow(): { id: string };
	getNode(): { id: string; name: string };
}

/** A context of n8n's, as far as the memory looks at it. Each process has a workflow of its own: memory ends with it. */
const contextOf = (process: string, mode: Mode): Context => ({
	mode,
	getWorkflow: () => ({ id: process }),
	getNode: () => ({ id: 'trigger', name: 'Trigger' }),
});

/** The memory of a package that n8n has just loaded. */
function loadMemory(): typeof Memory {
	let loaded = Memory;
	jest.isolateModules(() => {
		const file = '../../nodes/GcoreStreamingAi/trigger/memory';
		loaded = jest.requireActual<{ Memory: typeof Memory }>(file).Memory;
	});
	return loaded;
}

/** From when on it is switched on, from when on ends must be told, and until when. */
interface Period {
	from: number;
	to: number;
	until: number;
}

/** After so many polls without news nothing more is to come. */
const QUIET_POLLS = 40;
/** After so many in a row that have read on, and told nothing, none ever will. */
const MOST_PARTS = 500;

/**
 * One trigger and one Gcore over some weeks. The same seed gives the same story.
 * @param perPoll how many requests are answered in the time that a poll has
 */
export async function simulate(seed: number, perPoll = Infinity): Promise<Outcome> {
	const random = new Random(seed);
	const world = new World(randomHabits(random));
	const start = Date.parse('2026-01-01T00:00:00Z');
	world.now = start;

	const isSwitched = random.chance(0.4);
	const gaps = populate(world, random, isSwitched);

	let outage = 0;
	let requests = 0;
	let furtherPages = 0;
	/** In the present poll. */
	let answered = 0;
	const request = <T>(answer: () => T): T => {
		requests++;
		if (++answered > perPoll) throw new Outage(true);
		world.now += random.whole(0, 2) * random.whole(0, 1500);
		if (random.chance(outage)) throw new Outage(random.chance(0.9));
		const result = answer();
		world.now += random.whole(0, 200);
		return result;
	};
	const source: TaskSource = {
		page: async (status, page) => {
			if (page > 1) furtherPages++;
			return request(() => world.page(page, 100, status));
		},
		get: async (id) => request(() => world.get(id)),
		mayPass: (reason) => reason instanceof Outage && reason.passing,
		now: () => world.now,
		isLate: () => answered > perPoll,
	};
	const statuses = random.of([['SUCCESS', 'FAILURE', 'REVOKED'], ['SUCCESS'], ['FAILURE']]);
	const settings: TriggerSettings = {
		scope: 's',
		key: 'k',
		statuses,
		withResult: random.chance(0.7),
	};

	const flaws: string[] = [];
	const told = new Map<string, number>();
	/** Polls in which everything was answered. */
	const good: number[] = [];
	let polls = 0;
	// How n8n polls: with one context and its data in memory, or with new ones from what is saved.
	const way = random.of(['usual', 'usual', 'durable', 'cursors']);
	const savesActivation = way === 'usual' || random.chance(0.5);
	let memoryOf = Memory;
	let data: IDataObject = {};
	let saved = '{}';
	/** Whether what was learnt at activation is saved; else a restart goes on from what was before. */
	let isSaved = false;
	let life = 0;
	let context: Context | undefined;
	const periods: Period[] = [];
	let mostBytes = 0;
	const pollWith = async (mode: Mode) => {
		answered = 0;
		const from = world.now;
		const before = requests - furtherPages;
		if (way !== 'usual') {
			data = JSON.parse(saved) as IDataObject;
			context = undefined;
		}
		context ??= contextOf(`${seed}-${life}`, mode);
		const memory = new memoryOf(context as unknown as IPollFunctions);
		if (context.mode === 'activate' && memory.isFirst) memory.forget(data);
		const asking = memory.alone(async () => {
			const before = memory.before(data, settings.scope);
			const next = await pollOn(source, settings, memory, before);
			if (next === undefined) return undefined;
			memory.keep(data, next.state, next.ended.length > 0);
			return next;
		});
		const result = await asking.catch((reason: unknown) => {
			if (!(reason instanceof Outage)) throw reason;
			return reason;
		});
		const period = periods[periods.length - 1];
		const isActivation = period.to === Infinity;
		if (isActivation && savesActivation) saved = JSON.stringify(data);
		if (!result || result instanceof Outage) {
			// n8n tries an activation again, with a new context.
			if (isActivation && result && !result.passing) context = undefined;
			return;
		}
		polls++;
		mostBytes = Math.max(mostBytes, JSON.stringify(result.state).length);
		// n8n drops a poll that was too long, with its items and its state.
		if (way !== 'usual' && !isActivation && outage > 0 && random.chance(0.3)) return;
		if (outage === 0) good.push(from);
		const hasNews = result.ended.length > 0;
		if (hasNews || (isActivation ? savesActivation : way === 'cursors')) {
			saved = JSON.stringify(data);
			isSaved = true;
		}
		if (isActivation) period.to = world.now;
		for (const { task_id: id } of result.ended) told.set(id, (told.get(id) ?? 0) + 1);
		// Short pages cost more, and a result that could not be read is no news yet.
		const isBounded =
			perPoll === Infinity && world.habits.cap === 100 && !isActivation && outage === 0 && !hasNews;
		if (isBounded && requests - furtherPages - before > 6) {
			const when = ((from - start) / MINUTE).toFixed(1);
			flaws.push(`${requests - furtherPages - before} requests without news at ${when} min`);
		}
	};
	const switchOn = async () => {
		periods.push({ from: world.now, to: Infinity, until: Infinity });
		isSaved = way === 'usual';
		context = undefined;
		await pollWith('activate');
	};
	const savesAlways = random.chance(0.5);
	const trouble = random.of([0, 0.05, 0.3]);
	await switchOn();
	for (const gap of gaps) {
		world.now += gap;
		outage = random.chance(0.2) ? trouble : 0;
		if (random.chance(0.05)) outage = trouble && 1;
		if (isSwitched && isSaved && random.chance(0.05)) {
			// Switched off, and on again after a while.
			periods[periods.length - 1].until = world.now;
			world.now += random.of([SECOND, 60 * MINUTE]);
			await switchOn();
		} else {
			await pollWith('update');
		}
		if (isSaved && random.chance(0.1)) {
			// A restart: n8n goes on from what it has saved.
			life++;
			data = JSON.parse(savesAlways ? JSON.stringify(data) : saved) as IDataObject;
			context = undefined;
		} else if (isSaved && random.chance(0.03)) {
			// An update of the package: contexts and data stay.
			memoryOf = loadMemory();
		}
	}
	outage = 0;
	// What was read is of use for some hours.
	const pause = perPoll === Infinity ? DAY : MINUTE;
	const restFrom = world.now;
	const enough = perPoll === Infinity ? 12 : QUIET_POLLS;
	for (let [quiet, parts] = [0, 0]; quiet < enough && parts < MOST_PARTS; parts++) {
		world.now += pause;
		const [before, toldBefore] = [polls, told.size];
		await pollWith('update');
		quiet = told.size > toldBefore ? 0 : quiet + polls - before;
		if (polls > before) parts = 0;
	}

	if (periods[periods.length - 1].to === Infinity) flaws.push('it never began');
	for (const life of world.all()) {
		const times = told.get(life.id) ?? 0;
		const end = endAt(life);
		const wanted = statuses.includes(endStatus(life));
		const period = periods.find(({ from, until }) => from < end && end <= until);
		const chances = good.filter(
			(at) => at > end && at < end + world.habits.keptFor - MINUTE && at < (period?.until ?? 0),
		);
		// Deep in its list it is told by one of the next polls, before which the workflow may be switched off.
		const isThere = end < restFrom && world.now < end + world.habits.keptFor;
		const isOn = period?.until === Infinity;
		// Where Gcore is slow there is always more to be told, which it may forget before.
		const needed = perPoll < Infinity ? (isOn && isThere ? 0 : Infinity) : isOn ? 1 : 4;
		const least = wanted && period && end > period.to && chances.length >= needed ? 1 : 0;
		const most = wanted && period ? 1 : 0;
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
