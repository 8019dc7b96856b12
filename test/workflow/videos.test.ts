import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { StandIn, VideoInput } from '../standin/server';
import { closeAll, open, VIDEOS } from '../standin/testing';
import { ON_ERROR, pairs } from './helpers';
import { creating, runOn } from './operations';
import { searchOn } from './searching';

afterEach(closeAll);

const listing = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation: 'getAll',
	...parameters,
});

const idsOf = (items: IDataObject[]) => items.map(({ video_id, id }) => video_id ?? id);

/** Videos from 1 on; the newest, with the highest ID, is listed first. */
const fill = (gcore: StandIn, count: number, more: VideoInput = {}) =>
	Array.from({ length: count }, (_, n) => gcore.videos.add({ id: n + 1, ...more }).id).reverse();

describe('Get Many of videos', () => {
	it.each<[string, object, INodeParameters, number, number]>([
		['all', {}, { returnAll: true }, 237, 4],
		['all of a server that gives 10 a page', { maxPerPage: 10 }, { returnAll: true }, 237, 25],
		['all of one that answers 404 behind the end', { pastEnd: '404' }, { returnAll: true }, 237, 4],
		['fifty', {}, {}, 50, 1],
		['as many as the limit', {}, { limit: 120 }, 120, 2],
		['one', {}, { limit: 1 }, 1, 1],
	])('lists %s, each once', async (_name, options, parameters, count, requests) => {
		const gcore = await open(options);
		const all = fill(gcore, 237);
		const { json, outputs } = await runOn(gcore, listing(parameters), [{ n: 1 }]);
		expect(outputs).toHaveLength(1);
		expect(idsOf(json[0])).toEqual(all.slice(0, count));
		expect(new Set(pairs(outputs[0]))).toEqual(new Set([0]));
		expect(gcore.count('GET', VIDEOS)).toBe(requests);
	});

	it('lists nothing of an account without videos', async () => {
		const gcore = await open();
		expect((await runOn(gcore, listing({ returnAll: true }))).json).toEqual([[]]);
		expect(gcore.stats.requests).toBe(1);
	});

	it.each<[IDataObject, number[]]>([
		[{ search: '3' }, [3]],
		[{ search: 'SlugOfTwo' }, [2]],
		[{ search: ' coffee ' }, [4, 1]],
		[{ status: 'pending' }, [2]],
		[{ status: 'READY' }, [4, 3, 1]],
		[{ streamId: 7 }, [3]],
		[{ clientUserId: '1001', search: 'coffee' }, [4]],
		[{ search: '', status: null, streamId: '' }, [4, 3, 2, 1]],
	])('finds by %j', async (filters, found) => {
		const gcore = await open();
		gcore.videos.add({ id: 1, name: 'Coffee Run' });
		gcore.videos.add({ id: 2, name: 'Two', slug: 'SlugOfTwo', status: 'pending' });
		gcore.videos.add({ id: 3, name: 'Three', stream_id: 7 });
		gcore.videos.add({ id: 4, name: 'More coffee', client_user_id: 1001 });
		const { json } = await runOn(gcore, listing({ filters: filters as INodeParameters }));
		expect(idsOf(json[0])).toEqual(found);
	});

	it.each<[INodeParameters, RegExp]>([
		[{ filters: { streamId: 0 } }, /^'Stream ID' is not a whole number from 1 up$/],
		[{ filters: { clientUserId: 'me' } }, /^'Client User ID' is not a whole number/],
		[{ filters: { status: 'done' } }, /^'Status' is not one of empty, error, pending/],
		[{ limit: 0 }, /^'Limit' is not a whole number from 1 up$/],
	])('refuses %j, and costs no request', async (parameters, message) => {
		const gcore = await open();
		const { error } = await runOn(gcore, listing(parameters));
		expect(error?.message).toMatch(message);
		expect(gcore.stats.requests).toBe(0);
	});

	it('puts out ten flat fields, or the video as Gcore tells it', async () => {
		const gcore = await open();
		const video = gcore.videos.add({ id: 1 });
		const { json } = await runOn(gcore, listing());
		expect(Object.keys(json[0][0])).toHaveLength(10);
		expect(json[0][0]).toMatchObject({ video_id: 1, slug: video.slug, duration_sec: 184.669 });
		expect((await runOn(gcore, listing({ simplify: false }))).json).toEqual([[video]]);
	});

	it('reads a list that several items ask for once', async () => {
		const gcore = await open();
		fill(gcore, 2);
		const { json, hints, outputs } = await runOn(gcore, listing({ limit: 2 }), [{}, {}]);
		expect(idsOf(json[0])).toEqual([2, 1, 2, 1]);
		expect(pairs(outputs[0])).toEqual([0, 0, 1, 1]);
		expect(hints.join()).toMatch(/each has put out all of its videos\. To have each video once/);
		expect(gcore.stats.requests).toBe(1);
	});
});

describe('the list of the Video field', () => {
	it('shows name, status and length, the newest first, page by page', async () => {
		const gcore = await open();
		fill(gcore, 60, { name: '= Coffee', duration: 65_000 });
		const first = await searchOn(gcore, 'searchVideos');
		expect(first.results[0]).toEqual({ name: 'Coffee · ready · 1:05', value: '60' });
		expect(first.results).toHaveLength(50);
		const second = await searchOn(gcore, 'searchVideos', '', first.paginationToken);
		expect(second.results.map(({ value }) => value).slice(-1)).toEqual(['1']);
		const last = await searchOn(gcore, 'searchVideos', '', second.paginationToken);
		expect(last).toEqual({ results: [] });
		expect(gcore.requests.map(({ query }) => query)).toEqual(
			['1', '2', '3'].map((page) => ({ page, per_page: '50', fields: 'id,name,status,duration' })),
		);
	});

	it('searches at Gcore', async () => {
		const gcore = await open();
		fill(gcore, 3);
		gcore.videos.add({ id: 9, name: 'Tea' });
		const { results } = await searchOn(gcore, 'searchVideos', ' tea ');
		expect(results).toMatchObject([{ value: '9' }]);
	});

	it('says what is wrong', async () => {
		const gcore = await open();
		gcore.plant({ match: {}, status: 401 });
		await expect(searchOn(gcore, 'searchVideos')).rejects.toMatchObject({
			message: expect.stringMatching(/^Gcore refused the API key/),
		});
	});
});

describe('Create with a Gcore video', () => {
	const ofVideo = (parameters: INodeParameters = {}) =>
		creating({
			videoSource: 'gcoreVideo',
			videoId: { __rl: true, mode: 'id', value: '={{ $json.video_id }}' },
			...parameters,
		});
	const bodies = (gcore: StandIn) =>
		gcore.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

	it.each([
		['transcription', 468, undefined],
		['translation', 468, undefined],
		['nsfw', 720, 'mine'],
		['sport', 720, undefined],
	])('%s takes %i lines, and knows the video', async (taskType, height, own) => {
		const gcore = await open();
		gcore.videos.add({ id: 5 });
		const additionalFields = own ? { clientEntityData: own } : {};
		const { json } = await runOn(gcore, ofVideo({ taskType, additionalFields }), [{ video_id: 5 }]);
		const url = expect.stringMatching(new RegExp(`_${height}\\.mp4$`)) as string;
		expect(json).toEqual([
			[{ task_id: expect.any(String), task_type: taskType, url, video_id: 5 }],
		]);
		expect(Object.keys(json[0][0])).toEqual(['task_id', 'task_type', 'url', 'video_id']);
		expect(bodies(gcore)).toEqual([
			expect.objectContaining({ url, client_entity_data: own ?? '{"video_id":5}' }),
		]);
	});

	it('takes the video of the item when none is chosen', async () => {
		const gcore = await open();
		gcore.videos.add({ id: 5 });
		const { json } = await runOn(gcore, ofVideo({ videoId: '' }), [{ video_id: 5 }, {}], {
			onError: 'continueRegularOutput',
		});
		expect(json[0]).toMatchObject([
			{ video_id: 5 },
			{ error: "'Video' is empty, and the item names no video" },
		]);
	});

	it.each(ON_ERROR)('starts nothing for a video without an MP4, On Error %s', async (onError) => {
		const gcore = await open();
		gcore.videos.add({ id: 5 });
		gcore.videos.add({ id: 6, status: 'pending' });
		const items = [{ video_id: 5 }, { video_id: 6 }, { video_id: 7 }];
		const { error, json } = await runOn(gcore, ofVideo(), items, { onError });
		if (onError === 'stopWorkflow') {
			expect(error?.message).toMatch(/^(The video 6 has no MP4 yet|Gcore does not know the video)/);
			expect(bodies(gcore)).toEqual([]);
			return;
		}
		const output = json.flat();
		expect(output).toMatchObject([
			{ video_id: 5, task_id: expect.any(String) },
			{ error: 'The video 6 has no MP4 yet: Gcore is still processing it' },
			{ error: "Gcore does not know the video '7'" },
		]);
		expect(bodies(gcore)).toHaveLength(1);
	});

	it('looks at the other fields before it asks for the video', async () => {
		const gcore = await open();
		const { error } = await runOn(gcore, ofVideo({ audioLanguage: 'klingonese' }), [
			{ video_id: 5 },
		]);
		expect(error?.message).toMatch(/^'Audio Language' is not/);
		expect(gcore.stats.requests).toBe(0);
	});

	it('hands on the task of the same video with Reuse Task', async () => {
		const gcore = await open();
		gcore.videos.add({ id: 5 });
		const parameters = ofVideo({ options: { reuseTask: true } });
		const first = await runOn(gcore, parameters, [{ video_id: 5 }]);
		const { json } = await runOn(gcore, parameters, [{ video_id: 5 }]);
		const { task_id } = first.json[0][0];
		expect(json[0]).toMatchObject([{ task_id, video_id: 5, reused: true }]);
	});
});
