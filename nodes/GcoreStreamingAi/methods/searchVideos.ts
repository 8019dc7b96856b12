import { listVideos } from '../gcore/videoCalls';
import { videoLabel } from '../task/video';
import { PAGE_SIZE, searchList } from './searchList';

/** What a label is made of: a whole video has dozens of fields. */
const FIELDS = 'id,name,status,duration';

/** The account's videos for the list of the 'Video' field: found by ID, slug, or part of the name. */
export const searchVideos = searchList({
	read: async (client, page, search) =>
		await listVideos(client, {
			page,
			per_page: PAGE_SIZE,
			fields: FIELDS,
			...(search && { search }),
		}),
	show: (video) => ({ name: videoLabel(video), value: String(video.id) }),
});
