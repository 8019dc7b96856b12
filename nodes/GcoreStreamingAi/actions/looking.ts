import { GcoreFailure } from '../gcore/failures';
import type { Run } from './run';

/** Gcore's lists can lag behind: what was just made appears some seconds later. Pauses before each further look. */
export const LOOK_PAUSES_MS = [500, 1_000, 2_000, 3_000, 4_000];

/**
 * Looks several times over some ten seconds for what was sent and whose response was lost.
 * @param look is handed how often it has looked before; undefined when it has not found it
 * @param pause before the look that follows a round
 * @throws what the last look has thrown, or any that cannot pass
 */
export async function lookAgain<T>(
	run: Pick<Run, 'sleep' | 'aborted'>,
	look: (round: number) => Promise<T | undefined>,
	pause = async (round: number) => await run.sleep(LOOK_PAUSES_MS[round]),
): Promise<T | undefined> {
	for (let round = 0; ; round++) {
		const isLast = round === LOOK_PAUSES_MS.length || run.aborted;
		const found = await look(round).catch((reason: unknown) => {
			const mayPass = reason instanceof GcoreFailure && reason.note.passing === true;
			if (isLast || !mayPass) throw reason;
			return undefined;
		});
		if (found !== undefined || isLast) return found;
		await pause(round);
	}
}
