import { badParameter } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import { listVideos, unknownVideo } from '../../gcore/videoCalls';
import type { GcoreClient } from '../../gcore/client';
import type { Task } from '../../gcore/task';
import { type ParsedVideo, parseVideo, videoIdIn } from '../../task/videoId';
import type { Run } from '../run';

const FIELD = 'Video';

/** What 'Video' means, where it can be used. */
export type NamedVideo = Exclude<ParsedVideo, { flaw: string }>;

/** What 'Video' means for an item. Sends nothing. @throws GcoreFailure when it cannot be used */
export function namedVideo({ parameters }: Run, item: number): NamedVideo {
	const parsed = parseVideo(parameters.locator('videoId', item));
	if ('flaw' in parsed) throw badParameter(FIELD, shown`${parsed.flaw}`, shown`${parsed.remedy}`);
	if (!('isEmpty' in parsed) || !parameters.hasVideoExpression()) return parsed;
	throw badParameter(
		FIELD,
		'is an expression that gives nothing for this item',
		shown`${parameters.whyNotOwn('videoId', item) ?? "Check what 'Video' resolves to, or clear it so that the item tells its video"}.`,
	);
}

/** @param remedy what to do where neither 'Video' nor the item names a video */
function nowhere({ parameters }: Run, item: number, remedy: string) {
	const why = parameters.whyNotOwn('videoId', item);
	const flaw = 'is empty, and the item names no video';
	return badParameter(FIELD, flaw, why ? shown`${why}. ${remedy}` : shown`${remedy}`);
}

/**
 * The ID of the video that an item means, which the item is about from then on.
 * @param task where it is looked for when 'Video' is empty and the item does not name it
 * @param remedy what to do when it is nowhere
 * @throws GcoreFailure when it is nowhere, or Gcore does not know its slug
 */
export async function videoIdOf(
	run: Run,
	item: number,
	client: GcoreClient,
	{ named, task, remedy }: { named: NamedVideo; task?: Task; remedy: string },
): Promise<number> {
	const id =
		'isEmpty' in named
			? (videoIdIn(run.parameters.itemForVideo(item)) ?? videoIdIn(task))
			: 'id' in named
				? named.id
				: await idOfSlug(client, named.slug);
	if (id === undefined) throw nowhere(run, item, remedy);
	run.note(item, { video_id: id });
	return id;
}

/** Public addresses have the slug, and the API wants the ID: its search finds the one by the other. */
async function idOfSlug(client: GcoreClient, slug: string): Promise<number> {
	const { rows } = await listVideos(client, { search: slug });
	const video = rows.find((row) => row.slug === slug);
	if (video) return video.id;
	throw unknownVideo(slug);
}
