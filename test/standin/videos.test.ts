import { StandInClient } from './client';
import { ask, closeAll, fakeClock, open, VIDEOS } from './testing';

afterEach(closeAll);

const VTT = 'WEBVTT\n\n1\n00:00:07.154 --> 00:00:12.736\nWir haben 100 Millionen Benutzer.\n';
const SRT = '1\n00:00:07,154 --> 00:00:12,736\nWir haben 100 Millionen Benutzer.\n';
const GERMAN = { name: 'German (AI-generated)', language: 'ger', vtt: VTT };
const NOT_FOUND =
	'Not Found. Entity you are looking for was not found, please check the initial parameters';
const BAD_LANGUAGE = 'Unprocessable Entity. Language code is not recognized.';
// To the byte what subtitles may have, with letters of two bytes each.
const LARGEST = `WEBVTT\n\nx${'ä'.repeat((5 * 1024 * 1024 - 10) / 2)}!`;

/** Two videos, 70575 and 70576; the first has the subtitle 1000. */
async function filled() {
	const gcore = await open();
	gcore.videos.add();
	gcore.videos.add();
	gcore.videos.addSubtitle(70575, GERMAN);
	return gcore;
}

it('gives a video what the published example has', async () => {
	const gcore = await open(fakeClock(Date.parse('2026-06-26T13:00:00.000Z')));
	const { slug } = gcore.videos.add();
	expect(slug).toMatch(/^[A-Za-z0-9]{15}$/);
	const files = `https://demo-public.gvideo.io/videos/2675_${slug}`;
	const finished = { progress: 100, status: 'complete' };
	const reply = await ask(gcore, 'GET', `${VIDEOS}/70575`);
	expect([reply.status, reply.body]).toEqual([200, gcore.videos.get(70575)]);
	expect(reply.body).toMatchObject({
		...{ id: 70575, client_id: 2675, status: 'ready', duration: 184669, origin_url: null },
		...{ created_at: '2026-06-26T13:00:00.000Z', updated_at: '2026-06-26T13:00:00.000Z' },
		hls_url: `${files}/master.m3u8`,
		iframe_url: `https://player.gvideo.co/videos/2675_${slug}`,
		converted_videos: [
			{ ...finished, height: 720, mp4_url: expect.stringMatching(`^${files}/qid.*_720.mp4$`) },
			{ ...finished, height: 468, mp4_url: expect.stringMatching(`^${files}/qid.*_468.mp4$`) },
		],
	});
	const viewable = gcore.videos.add({ id: 80000, status: 'viewable' });
	expect(viewable.converted_videos.map(({ height }) => height)).toEqual([468]);
	expect(gcore.videos.add({ status: 'empty' })).toMatchObject({ id: 80001, converted_videos: [] });
	expect(gcore.videos.get(80001)?.slug).not.toBe(slug);
});

describe('subtitles', () => {
	it('are added, listed, read, changed and deleted', async () => {
		const gcore = await filled();
		const list = `${VIDEOS}/70576/subtitles`;
		const call = async (method: string, path: string, body?: unknown) => {
			const reply = await ask(gcore, method, path, body);
			return [reply.status, reply.body];
		};
		expect(await call('GET', list)).toEqual([200, []]);
		const first = { id: 1001, ...GERMAN };
		expect(await call('POST', list, GERMAN)).toEqual([200, first]);
		expect(await call('POST', list, GERMAN)).toEqual([200, { ...first, id: 1002 }]);
		const unnamed = { language: 'jpn', vtt: SRT };
		const third = { id: 1003, name: 'jpn', ...unnamed };
		expect(await call('POST', list, unnamed)).toEqual([200, third]);
		expect(await call('GET', list)).toEqual([200, [first, { ...first, id: 1002 }, third]]);

		const changed = { ...GERMAN, language: 'ltz' };
		expect(await call('PATCH', `${list}/1001`, { language: 'ltz' })).toEqual([200, changed]);
		expect(await call('GET', `${list}/1001`)).toEqual([200, { id: 1001, ...changed }]);
		const other = { name: 'Other', language: 'ltz', vtt: SRT };
		expect(await call('PATCH', `${list}/1001`, { name: 'Other', vtt: SRT })).toEqual([200, other]);

		const { status, headers } = await ask(gcore, 'DELETE', `${list}/1002`);
		expect([status, headers.get('content-length')]).toEqual([204, null]);
		expect(await call('GET', `${list}/1002`)).toEqual([404, { status: 404, error: NOT_FOUND }]);
		expect(gcore.videos.subtitles(70576)).toEqual([{ id: 1001, ...other }, third]);
		expect(gcore.videos.subtitles(70575)).toEqual([{ id: 1000, ...GERMAN }]);
	});

	it('have up to 5 MB', async () => {
		const gcore = await filled();
		const body = { ...GERMAN, vtt: LARGEST };
		expect((await ask(gcore, 'POST', `${VIDEOS}/70575/subtitles`, body)).status).toBe(200);
	});
});

const LIST = '/70575/subtitles';
const ONE = '/70575/subtitles/1000';

it.each<
	[what: string, method: string, path: string, status: number, error: unknown, body?: object]
>([
	['an unknown video', 'GET', '/1', 404, NOT_FOUND],
	['a slug', 'GET', '/FnlHXwA16ZMxmUr', 404, NOT_FOUND],
	['another number', 'GET', '/0x113af', 404, NOT_FOUND],
	['an unknown video', 'GET', '/1/subtitles', 404, NOT_FOUND],
	['no ID', 'GET', '/x/subtitles', 400, expect.stringMatching(/^Bad Request response/)],
	['an unknown video', 'POST', '/1/subtitles', 404, NOT_FOUND, { language: 'xyz' }],
	['no body', 'POST', LIST, 422, expect.stringContaining('JSON')],
	['no language', 'POST', LIST, 422, BAD_LANGUAGE, { name: 'A', vtt: VTT }],
	['ISO 639-1', 'POST', LIST, 422, BAD_LANGUAGE, { ...GERMAN, language: 'de' }],
	['ISO 639-2/T', 'POST', LIST, 422, BAD_LANGUAGE, { ...GERMAN, language: 'deu' }],
	['no text', 'POST', LIST, 422, expect.stringContaining('"vtt"'), { language: 'ger' }],
	[
		'a line before',
		'POST',
		LIST,
		422,
		expect.stringMatching(/WEBVTT/),
		{ ...GERMAN, vtt: `\n${VTT}` },
	],
	['a number', 'POST', LIST, 422, expect.stringMatching(/"vtt".*string/), { ...GERMAN, vtt: 5 }],
	['too much', 'POST', LIST, 422, expect.stringMatching(/5 MB/), { ...GERMAN, vtt: `${LARGEST}!` }],
	["another video's", 'GET', '/70576/subtitles/1000', 404, NOT_FOUND],
	["another video's", 'PATCH', '/70576/subtitles/1000', 404, NOT_FOUND, { name: 'A' }],
	['an unknown one', 'PATCH', '/70575/subtitles/1', 404, NOT_FOUND, { language: 'xyz' }],
	['no language', 'PATCH', ONE, 422, BAD_LANGUAGE, { name: 'A', language: 'xyz' }],
	['no text', 'PATCH', ONE, 422, expect.stringContaining('"vtt"'), { name: 'A', vtt: '' }],
	["another video's", 'DELETE', '/70576/subtitles/1000', 404, NOT_FOUND],
])('refuses %s: %s %s, %i', async (_what, method, path, status, error, ...[body]) => {
	const gcore = await filled();
	const reply = await ask(gcore, method, VIDEOS + path, body);
	expect([reply.status, reply.body]).toEqual([status, { status, error }]);
	expect(gcore.videos.subtitles(70575)).toEqual([{ id: 1000, ...GERMAN }]);
});

it.each([
	['POST', '', 'GET'],
	['DELETE', '/70575', 'GET'],
	['PUT', LIST, 'GET, POST'],
	['POST', ONE, 'GET, PATCH, DELETE'],
])('answers 405 to %s %s', async (method, path, allow) => {
	const reply = await ask(await filled(), method, VIDEOS + path);
	expect([reply.status, reply.headers.get('allow')]).toEqual([405, allow]);
});

it('keeps accounts apart; one without AI reads videos and adds no subtitles', async () => {
	const gcore = await open({
		accounts: { off: { featureDisabled: true }, shut: { forbidden: true } },
	});
	const off = { authorization: 'apikey off' };
	const { id } = gcore.account('off').videos.add();
	const list = `${VIDEOS}/${id}/subtitles`;
	expect((await ask(gcore, 'GET', VIDEOS)).body).toEqual([]);
	expect((await ask(gcore, 'GET', VIDEOS, undefined, off)).body).toMatchObject([
		{ client_id: 2676 },
	]);
	expect((await ask(gcore, 'GET', list, undefined, off)).body).toEqual([]);
	const refused = await ask(gcore, 'POST', list, GERMAN, off);
	const error = 'Feature is disabled. Contact support to enable.';
	expect([refused.status, refused.body]).toEqual([422, { status: 422, error }]);
	for (const [name, status] of Object.entries({ shut: 403, wrong: 401 })) {
		const headers = { authorization: `apikey ${name}` };
		expect((await ask(gcore, 'GET', VIDEOS, undefined, headers)).status).toBe(status);
	}
});

it('gives and takes copies', async () => {
	const { videos } = await filled();
	const input = { name: 'Mine', converted_videos: [] };
	const video = videos.add(input);
	const before = structuredClone([videos.all(), videos.subtitles(70575)]);
	Object.assign(input.converted_videos, ['other']);
	for (const copy of [video, videos.get(70575)!, ...videos.all()])
		copy.converted_videos.push(null!);
	for (const copy of [videos.subtitle(70575, 1000)!, ...videos.subtitles(70575)!]) copy.name = '';
	videos.addSubtitle(70576, GERMAN)!.name = '';
	videos.patchSubtitle(70575, 1000, {})!.name = '';
	expect([videos.all(), videos.subtitles(70575)]).toEqual(before);
	expect(videos.subtitles(70576)).toMatchObject([GERMAN]);
	expect([videos.remove(70575), videos.remove(70575)]).toEqual([true, false]);
	expect([videos.get(70575), videos.subtitles(70575)]).toEqual([undefined, undefined]);
});

it('is filled, read and emptied by the control door', async () => {
	const gcore = await open({ control: true });
	const client = new StandInClient(gcore.url);
	const { id } = await client.addVideo({ name: 'One' });
	await client.addVideos([{ name: 'Two' }, {}]);
	expect(await client.videos()).toEqual(gcore.videos.all());
	expect(gcore.videos.all()).toMatchObject([{ name: 'One' }, { name: 'Two' }, {}]);
	gcore.videos.addSubtitle(id, GERMAN);
	expect(await client.subtitles(id)).toMatchObject([GERMAN]);
	await expect(client.subtitles(1)).rejects.toThrow('no video 1');
	await client.clear({ log: true, faults: true });
	expect(await client.videos()).toHaveLength(3);
	await client.clear({ tasks: true });
	expect(await client.videos()).toEqual([]);
	expect((await client.addVideo()).id).toBe(id + 3);
});
