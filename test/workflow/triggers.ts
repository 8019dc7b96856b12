import type { IDataObject } from 'n8n-workflow';

import { ActiveTrigger, type TriggerSetup } from '../engine/activeTrigger';
import type { StandIn, StandInOptions } from '../standin/server';
import { closeAll, KEY, open } from '../standin/testing';

// Retries wait as long as they do for users.
jest.setTimeout(30_000);

/** The Gcore that triggers of the test poll. */
export let gcore: StandIn;

const active: ActiveTrigger[] = [];

/** A Gcore in place of the present one, at another address. */
export async function openGcore(options?: StandInOptions) {
	gcore = await open(options);
}

export const withCredential = <T extends object>(setup: T) => ({
	credential: { apiKey: KEY, baseUrl: gcore.url },
	...setup,
});

/** Activates our trigger until the test ends. @throws as n8n does when that does not work */
export async function activate(setup: Partial<TriggerSetup> = {}): Promise<ActiveTrigger> {
	const trigger = await ActiveTrigger.activate(withCredential(setup));
	active.push(trigger);
	gcore.clearLog();
	return trigger;
}

/** A task that keeps its status. */
export const add = (task_id: string, status = 'STARTED') => gcore.tasks.add({ task_id, status });

export const ids = (items: IDataObject[]) => items.map(({ task_id }) => task_id);

/** Gives each test of a file a Gcore without tasks, and ends all that it has started. */
export function useTriggers() {
	beforeEach(async () => await openGcore());

	afterEach(async () => {
		jest.restoreAllMocks();
		for (const trigger of active.splice(0)) await trigger.deactivate();
		await closeAll();
	});
}
