import type { IPollFunctions } from 'n8n-workflow';

import type { TaskSource } from '../../nodes/GcoreStreamingAi/trigger/ends';
import { Memory } from '../../nodes/GcoreStreamingAi/trigger/memory';
import { pollOn } from '../../nodes/GcoreStreamingAi/trigger/resume';
import { SETTINGS } from './watcher';

/** A trigger whose polls are answered so many requests each. */
function trigger(id: string) {
	const context = {
		getWorkflow: () => ({ id }),
		getNode: () => ({ id, name: id }),
	} as unknown as IPollFunctions;
	const asked: string[] = [];
	const poll = async (answered: number, more: Partial<TaskSource> = {}, now = 0) => {
		let left = answered;
		const source: TaskSource = {
			page: async (status, page) => {
				if (left-- <= 0) throw new Error('late');
				asked.push(`${status} ${page}`);
				return { rows: [], length: 1, count: Infinity };
			},
			get: async () => undefined,
			mayPass: () => true,
			isLate: () => left < 0,
			now: () => now,
			...more,
		};
		const memory = new Memory(context);
		return await memory.alone(async () => await pollOn(source, SETTINGS, memory, undefined));
	};
	return { asked, poll };
}

it('goes on where the last poll has ended, until all is read', async () => {
	const { asked, poll } = trigger('on');
	let polls = 1;
	while (polls < 10 && !(await poll(4))) polls++;
	expect(polls).toBe(6);
	// Two pages of each list: the one of all, four of unfinished tasks twice, three of ends.
	expect(asked).toHaveLength(24);
});

it.each<[what: string, more: Partial<TaskSource>, answered: number]>([
	['has read nothing', {}, 0],
	['ends by what does not pass', { mayPass: () => false }, 1],
	['has time left', { isLate: () => false }, 1],
	['knows of no time', { isLate: undefined }, 1],
])('a poll throws that %s', async (what, more, answered) => {
	await expect(trigger(what).poll(answered, more)).rejects.toThrow('late');
});

it('begins anew after six hours', async () => {
	const { asked, poll } = trigger('anew');
	await poll(1);
	await poll(1, {}, 1);
	await poll(1, {}, 7 * 3600 * 1000);
	expect(asked).toEqual([' 1', ' 2', ' 1']);
});
