import {
	endsSince,
	type TaskSource,
	type TriggerSettings,
} from '../../nodes/GcoreStreamingAi/trigger/ends';
import type { TriggerState } from '../../nodes/GcoreStreamingAi/trigger/state';
import { endOf } from '../../nodes/GcoreStreamingAi/gcore/task';
import { World, type Habits } from './world';

export const SETTINGS: TriggerSettings = {
	scope: 'scope',
	key: 'key',
	statuses: ['SUCCESS', 'FAILURE', 'REVOKED'],
	withResult: false,
};

/** A trouble that may pass. */
export class Passing extends Error {}

/** A world and a trigger that polls it, which counts its requests. */
export class Watcher {
	readonly world: World;
	state?: TriggerState;
	requests: string[] = [];
	settings = { ...SETTINGS };
	/** May throw in place of the answer to a request, or do something to the world before it. */
	before: (request: string) => void = () => undefined;

	constructor(habits: Partial<Habits> = {}) {
		this.world = new World({
			nulls: 'none',
			restarts: false,
			times: true,
			cap: 100,
			counts: true,
			keptFor: Infinity,
			...habits,
		});
		this.world.now = Date.parse('2026-01-01T00:00:00Z');
	}

	/** A task with the given statuses from now on; a number before a status lets time pass for all. */
	task(id: string, ...steps: Array<string | number>) {
		const created = this.world.now;
		let at = created;
		const life: Array<[number, string]> = [];
		for (const step of steps) {
			if (typeof step === 'number') at += step;
			else life.push([at, step]);
		}
		if (!endOf(life[life.length - 1]?.[1])) life.push([Infinity, 'SUCCESS']);
		this.world.add({ id, created, steps: life });
		this.world.now += 1;
	}

	tasks(count: number, name: string, ...steps: Array<string | number>) {
		for (let i = 0; i < count; i++) this.task(`${name}${i}`, ...steps);
	}

	/** Polls, and returns the IDs that were told. */
	async poll(): Promise<string[]> {
		this.requests = [];
		const ask = <T>(request: string, answer: () => T): T => {
			this.requests.push(request);
			this.before(request);
			return answer();
		};
		const source: TaskSource = {
			page: async (status, number) =>
				ask(`${status} ${number}`, () => this.world.page(number, 100, status)),
			get: async (id) => ask(`get ${id}`, () => this.world.get(id)),
			mayPass: (reason) => reason instanceof Passing,
			now: () => this.world.now,
		};
		const { state, ended } = await endsSince(source, this.settings, this.state);
		// As n8n keeps it.
		this.state = JSON.parse(JSON.stringify(state)) as TriggerState;
		this.world.now += 60_000;
		return ended.map(({ task_id }) => task_id);
	}

	/** Polls some times, and returns the IDs that were told. */
	async polls(count: number): Promise<string[]> {
		const told: string[] = [];
		for (let more = 0; more < count; more++) told.push(...(await this.poll()));
		return told;
	}
}
