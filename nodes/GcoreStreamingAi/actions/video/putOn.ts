import type { IDataObject } from 'n8n-workflow';

import { GcoreFailure } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import { addSubtitles, changeSubtitles, listSubtitles } from '../../gcore/videoCalls';
import type { OpenAccount } from '../../n8n/open';
import { showTheSame } from '../../task/subtitlesText';
import { lookAgain } from '../looking';
import type { Run } from '../run';

/** Subtitles fit to be sent. */
export interface NewSubtitles {
	item: number;
	videoId: number;
	language: string;
	name: string;
	/** WebVTT or SRT. */
	vtt: string;
}

/** What an earlier try of Retry On Fail has done for an item. */
interface EarlierTry {
	/** The item that left, where the subtitles are on the video. */
	json?: IDataObject;
	/** What was sent and whose response was lost. It counts, whatever name an expression gives in this try. */
	sent?: Pick<NewSubtitles, 'videoId' | 'language' | 'name'>;
}

/** @returns undefined on a tool too: a model may call it twice in a run, each time for something else */
export const earlierTry = (run: Run, item: number) =>
	run.isTool ? undefined : run.tries.recall<EarlierTry>(item);

/** The subtitles on the video, and whether others have made room for them. */
interface PutOn {
	id: number;
	replaced: boolean;
}

type Account = Pick<OpenAccount, 'number' | 'client'>;

/** What is on its way to a video in a run: items that replace must see what those before them have put there. */
const turnsOfRuns = new WeakMap<Run, Map<string, Promise<unknown>>>();

/**
 * Puts subtitles on a video.
 * @param replaces whether subtitles of the same language and name are changed in place of that
 * @throws GcoreFailure when Gcore does not know the video, or does not take the subtitles
 */
export async function putOn(
	run: Run,
	account: Account,
	subtitles: NewSubtitles,
	replaces: boolean,
): Promise<PutOn> {
	if (!replaces) return await add(run, account, subtitles);
	const turns = turnsOfRuns.get(run) ?? new Map<string, Promise<unknown>>();
	turnsOfRuns.set(run, turns);
	const video = `${account.number}/${subtitles.videoId}`;
	const turn = (turns.get(video) ?? Promise.resolve())
		.catch(() => undefined)
		.then(async () => await replace(run, account, subtitles));
	turns.set(video, turn);
	return await turn;
}

/** Those on the video that have the same language and name, the newest last. */
async function alikeOn({ client }: Account, { videoId, language, name }: NewSubtitles) {
	const all = await listSubtitles(client, videoId);
	return all
		.filter((one) => one.language === language && one.name === name)
		.sort((a, b) => a.id - b.id);
}

/** The ID of the very same subtitles, where the video has them. */
async function sameOn(account: Account, subtitles: NewSubtitles): Promise<number | undefined> {
	const alike = await alikeOn(account, subtitles);
	return alike.filter(({ vtt }) => showTheSame(subtitles.vtt, vtt)).at(-1)?.id;
}

async function replace(run: Run, account: Account, subtitles: NewSubtitles): Promise<PutOn> {
	const { videoId, vtt, language, name } = subtitles;
	let changed: number | undefined;
	for (const { id } of await alikeOn(account, subtitles)) {
		const body = { name, language, vtt };
		if (await changeSubtitles(account.client, videoId, id, body)) changed = id;
	}
	if (changed !== undefined) return { id: changed, replaced: true };
	return await add(run, account, subtitles);
}

/** The subtitles that a request has put on the video whose response was lost. @throws as the last look */
export const findLost = async (run: Run, account: Account, subtitles: NewSubtitles) =>
	await lookAgain(run, async () => await sameOn(account, subtitles));

/** @returns a failure after which Gcore may have taken the subtitles all the same @throws any other reason */
function lost(reason: unknown): GcoreFailure {
	if (reason instanceof GcoreFailure && reason.note.mayHaveActed) return reason;
	throw reason;
}

/** Sends subtitles; when the answer is lost, the video's own list tells whether they have arrived. */
async function add(run: Run, account: Account, subtitles: NewSubtitles): Promise<PutOn> {
	const { item, videoId, ...body } = subtitles;
	const { language, name } = body;
	for (let tries = 0; ; tries++) {
		const sent = await addSubtitles(account.client, videoId, body).catch(lost);
		if (typeof sent === 'number') return { id: sent, replaced: false };
		run.tries.keep(item, { sent: { videoId, language, name } });
		// When it cannot be seen, the reason that there is says to look.
		const id = await findLost(run, account, subtitles).catch(() => Promise.reject(sent));
		if (id !== undefined) return { id, replaced: false };
		if (tries >= run.settings.maxRetries) {
			throw new GcoreFailure({
				...sent.note,
				description: shown`The subtitles are not on the video: put them on once more.`,
			});
		}
	}
}
