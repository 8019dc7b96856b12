import type { IDataObject } from 'n8n-workflow';

import { GcoreFailure, mayHaveActed } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import { addSubtitles, changeSubtitles, listSubtitles } from '../../gcore/videoCalls';
import type { OpenAccount } from '../../n8n/open';
import { whatShows } from '../../task/subtitlesText';
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
export interface EarlierTry {
	/** The item that left, where the subtitles are on the video. */
	json?: IDataObject;
	/** What was sent and whose responses were lost. It counts, whatever an expression gives in this try. */
	sent?: Pick<NewSubtitles, 'videoId' | 'language' | 'name'>;
	/** What the texts show that were sent. */
	shows?: string[];
}

/** A model may call a tool several times in a run, each time for something else. */
const about = ({ isTool }: Run, subtitles?: NewSubtitles) =>
	isTool && subtitles
		? JSON.stringify([
				subtitles.videoId,
				subtitles.language,
				subtitles.name,
				whatShows(subtitles.vtt),
			])
		: '';

/** @param subtitles of a tool */
export const earlierTry = (run: Run, subtitles: NewSubtitles) =>
	run.tries.recall<EarlierTry>(subtitles.item, about(run, subtitles));

/** As `earlierTry`, before it is known what an item wants. */
export const earlierTryOf = (run: Run, item: number) =>
	run.isTool ? undefined : run.tries.recall<EarlierTry>(item);

/** Keeps what an item has led to, for the next try. */
export const keepDone = (run: Run, subtitles: NewSubtitles, json: IDataObject) =>
	run.tries.keep(subtitles.item, { json } satisfies EarlierTry, about(run, subtitles));

/** Keeps what was sent and may have arrived. The first try counts: what it has sent can still appear. */
function keepSent(run: Run, subtitles: NewSubtitles) {
	const { videoId, language, name, vtt } = subtitles;
	const before = earlierTry(run, subtitles);
	const shows = [...new Set([...(before?.shows ?? []), whatShows(vtt)])];
	const sent = before?.sent ?? { videoId, language, name };
	run.tries.keep(subtitles.item, { sent, shows } satisfies EarlierTry, about(run, subtitles));
}

/** The subtitles on the video, and whether others have made room for them. */
interface PutOn {
	id: number;
	replaced: boolean;
}

type Account = Pick<OpenAccount, 'number' | 'client'>;

/** What a run does to videos: items that replace must see what those before them have put there. */
interface Work {
	/** What is on its way to each video. */
	turns: Map<string, Promise<unknown>>;
	/** What this run and its earlier tries have put on: the video's list may lag behind. */
	done: IDataObject[];
}

const workOfRuns = new WeakMap<Run, Work>();

function workOfRun(run: Run): Work {
	const known = workOfRuns.get(run);
	if (known) return known;
	const tries = run.tries.all() as EarlierTry[];
	const work: Work = { turns: new Map(), done: tries.flatMap(({ json }) => (json ? [json] : [])) };
	workOfRuns.set(run, work);
	return work;
}

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
	const { turns } = workOfRun(run);
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

async function replace(run: Run, account: Account, subtitles: NewSubtitles): Promise<PutOn> {
	const { videoId, vtt, language, name } = subtitles;
	const { done } = workOfRun(run);
	const own = done.filter(
		(one) => one.video_id === videoId && one.language === language && one.name === name,
	);
	const listed = (await alikeOn(account, subtitles)).map(({ id }) => id);
	let changed: number | undefined;
	for (const id of new Set([...listed, ...own.map((one) => Number(one.subtitle_id))])) {
		const body = { name, language, vtt };
		if (await changeSubtitles(account.client, videoId, id, body)) changed = id;
	}
	if (changed !== undefined) return { id: changed, replaced: true };
	const added = await add(run, account, subtitles);
	done.push({ video_id: videoId, language, name, subtitle_id: added.id });
	return added;
}

/**
 * The subtitles that a request has put on the video whose response was lost: their ID.
 * @param shows what the texts show that were sent
 * @throws as the last look
 */
export const findLost = async (
	run: Run,
	account: Account,
	subtitles: NewSubtitles,
	shows: string[],
) =>
	await lookAgain(run, async () => {
		const alike = await alikeOn(account, subtitles);
		return alike.filter(({ vtt }) => shows.includes(whatShows(vtt))).at(-1)?.id;
	});

/** Sends subtitles; when the answer is lost, the video's own list tells whether they have arrived. */
async function add(run: Run, account: Account, subtitles: NewSubtitles): Promise<PutOn> {
	const { videoId, language, name, vtt } = subtitles;
	const lost = (reason: unknown): GcoreFailure => {
		if (mayHaveActed(reason)) keepSent(run, subtitles);
		if (!(reason instanceof GcoreFailure) || !reason.note.mayHaveActed) throw reason;
		// A page or a redirect: another look would most likely meet it too. The next try looks.
		if (Number(reason.note.httpCode) < 400) throw reason;
		return reason;
	};
	for (let tries = 0; ; tries++) {
		const sent = await addSubtitles(account.client, videoId, { language, name, vtt }).catch(lost);
		if (typeof sent === 'number') return { id: sent, replaced: false };
		// When it cannot be seen, the reason that there is says to look.
		const shows = [whatShows(subtitles.vtt)];
		const id = await findLost(run, account, subtitles, shows).catch(() => Promise.reject(sent));
		if (id !== undefined) return { id, replaced: false };
		if (tries >= run.settings.maxRetries) {
			throw new GcoreFailure({
				...sent.note,
				description: shown`The subtitles are not on the video: put them on once more.`,
			});
		}
	}
}
