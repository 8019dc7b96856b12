import { badParameter } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import { listVideos, unknownVideo } from '../../gcore/videoCalls';
import type { GcoreClient } from '../../gcore/client';
import { type ParsedVideo, parseVideo, videoIdIn } from '../../task/videoId';
import type { Run } from '../run';

const FIELD = 'Video';

/** What 'Video' means, where it can be used. */
export type NamedVideo = Exclude<ParsedVideo, { flaw: string }>;

/** What 'Video' means for an item. Sends nothing. @throws GcoreFailure when it cannot be used */
export function namedVideo({ parameters }: Run, item: number): NamedVideo {
	const parsed = parseVideo(parameters.locator('videoId', item));
	if ('flaw' in parsed) throw badParameter(FIELD, shown`${parsed.flaw}`, shown`${parsed.remedy}`);
	return parsed;
}

/**
 * The ID of the video that an item means.
 * @param sources where it is looked for when 'Video' is empty: the item, and its task where that is known
 * @param remedy what to do when it is nowhere
 * @throws GcoreFailure when it is nowhere, or Gcore does not know its slug
 */
export async function videoIdOf(
	client: GcoreClient,
	named: NamedVideo,
	sources: unknown[],
	remedy: string,
): Promise<number> {
	if ('id' in named) return named.id;
	if ('slug' in named) return await idOfSlug(client, named.slug);
	for (const source of sources) {
		const id = videoIdIn(source);
		if (id !== undefined) return id;
	}
	throw badParameter(FIELD, 'is empty, and the item names no video', shown`${remedy}`);
}

/** Public addresses have the slug, and the API wants the ID: its search finds the one by the other. */
async function idOfSlug(client: GcoreClient, slug: string): Promise<number> {
	const { rows } = await listVideos(client, { search: slug });
	const video = rows.find((row) => row.slug === slug);
	if (video) return video.id;
	throw unknownVideo(slug);
}
