import { endsSince, type Poll, type Reading, type TaskSource, type TriggerSettings } from './ends';
import type { Memory } from './memory';
import type { TriggerState } from './state';

const sizeOf = ({ answers, tasks }: Reading) => answers.length + tasks.size;

/**
 * One poll, which goes on where the last one's time was over.
 * @param before as `endsSince` takes it
 * @returns undefined when its time was over, too, and it has read something for the next one
 * @throws whatever `source` throws, also when its time was over and it has read nothing
 */
export async function pollOn(
	source: TaskSource,
	settings: TriggerSettings,
	memory: Memory,
	before: TriggerState | undefined,
): Promise<Poll | undefined> {
	const { key, statuses, scope } = settings;
	const of = JSON.stringify([before, key, statuses, scope]);
	const reading = memory.takeReading(of, source.now());
	const sizeBefore = sizeOf(reading);
	return await endsSince(source, settings, before, reading).catch((reason: Error) => {
		if (!source.isLate?.() || !source.mayPass(reason)) throw reason;
		memory.keepReading(of, reading, source.now());
		if (sizeOf(reading) === sizeBefore) throw reason;
		return undefined;
	});
}
