import type { IDataObject } from 'n8n-workflow';

import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import type { Video } from '../../nodes/GcoreStreamingAi/gcore/video';
import {
	mp4Of,
	simpleVideo,
	videoAddress,
	videoLabel,
} from '../../nodes/GcoreStreamingAi/task/video';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const [PAST, FUTURE] = [NOW / 1000 - 1, NOW / 1000 + 60];

const mp4 = (height: unknown) => `https://v.example/${String(height)}.mp4`;

const rendition = (height: unknown, more: IDataObject = {}): IDataObject => ({
	height: height as number,
	status: 'complete',
	mp4_url: mp4(height),
	...more,
});

const video = (renditions: unknown, more: IDataObject = {}): Video => ({
	id: 5,
	status: 'ready',
	converted_videos: renditions as IDataObject[],
	...more,
});

describe('the rendition that is taken', () => {
	it.each<[number[], number, number, number]>([
		[[240, 360, 468, 720, 1080], 240, 720, 1080],
		[[1080, 468, 720], 468, 720, 1080],
		[[1080, 2160], 1080, 1080, 2160],
		[[144, 720], 720, 720, 720],
		[[144, 120], 144, 144, 144],
		[[144, 240, 1080], 240, 240, 1080],
		[[0, 1080], 1080, 1080, 1080],
		[[0], 0, 0, 0],
	])('of %j is %i for speech, %i for pictures, %i to be downloaded', (heights, ...chosen) => {
		for (const list of [heights, [...heights].reverse()]) {
			const one = video(list.map((height) => rendition(height)));
			const uses = ['speech', 'pictures', 'download'] as const;
			expect(uses.map((use) => mp4Of(one, use, NOW))).toEqual(chosen.map(mp4));
		}
	});

	it.each<[string, IDataObject]>([
		['is not finished', { status: 'processing' }],
		['has not gone well', { status: 'error' }],
		['has no MP4', { mp4_url: null }],
		['has an empty address', { mp4_url: '' }],
		['has what is no address', { mp4_url: 'file:///x' }],
		['has no height that is told', { height: null, status: 'waiting' }],
		['has another thing for an address', { mp4_url: { a: 1 } }],
		['has an address that has expired', { mp4_url: `${mp4(240)}?md5=a&expires=${PAST}` }],
	])('is none that %s', (_name, more) => {
		const one = video([rendition(240, more), rendition(720)]);
		expect(videoAddress(one, 'speech', NOW)).toBe(mp4(720));
	});

	it('may be protected as long as it is open, and older answers do not tell how it stands', () => {
		const url = `${mp4(240)}?md5=a&expires=${FUTURE}`;
		const one = video([{ height: 240, mp4_url: url }, null, 'x', rendition(720)]);
		expect(videoAddress(one, 'speech', NOW)).toBe(url);
	});
});

describe('no rendition', () => {
	const tokenInPath = `https://v.example/videos/1_a/rI1224fiE3USCa8qYnMuGQ/${PAST}/master.m3u8`;
	const PROCESSING = /is still processing it$/;
	const OFF = /MP4 is off for the account$/;
	const PROTECTED = /are protected by a token/;

	it.each<[string, Video, RegExp, RegExp]>([
		['waits', video([], { status: 'pending' }), PROCESSING, /when its status is ready/],
		['is at work', video([rendition(240, { status: 'processing' })]), PROCESSING, /Try again/],
		['is uploaded', video([], { status: 'empty' }), /its file is not uploaded$/, /upload/],
		['went wrong', video([], { status: 'error' }), /could not process the video$/, /again/],
		[
			'says why',
			video([], { status: 'error', error: 'No <b>' }),
			/could not process the video$/,
			/^Gcore says: "No ‹b›"\. Upload the video again\.$/,
		],
		['has no addresses', video([rendition(240, { mp4_url: null })]), OFF, /Ask Gcore support/],
		['has no list', video('x'), OFF, /Ask Gcore support/],
		[
			'is ready in one quality that has no address',
			video([rendition(240, { mp4_url: null }), rendition(720, { status: 'processing' })]),
			OFF,
			/'Video Source' to URL/,
		],
		[
			'has addresses that have expired',
			video([rendition(240, { mp4_url: `${mp4(1)}?expires=${PAST}&md5=a` })]),
			PROTECTED,
			/signed address/,
		],
		[
			'has protected streams and no MP4',
			video([rendition(240, { mp4_url: null })], { hls_url: tokenInPath }),
			PROTECTED,
			/signed address/,
		],
	])('of a video that %s', (_name, one, message, remedy) => {
		const thrown = (() => {
			try {
				return videoAddress(one, 'speech', NOW);
			} catch (reason) {
				return reason;
			}
		})();
		expect(thrown).toBeInstanceOf(GcoreFailure);
		const { note } = thrown as GcoreFailure;
		expect(note.message).toMatch(/^The video 5 has no MP4/);
		expect(note.message).toMatch(message);
		expect(note.description).toMatch(remedy);
	});
});

describe('as a row', () => {
	it.each([
		[{ name: 'Coffee Run', status: 'ready', duration: 184_669 }, 'Coffee Run · ready · 3:05'],
		[{ name: 'Long', status: 'ready', duration: 3_600_000 }, 'Long · ready · 1:00:00'],
		[{ name: 'Short', status: 'viewable', duration: 0 }, 'Short · viewable · 0:00'],
		[{ name: '', status: 'pending', duration: null }, '5 · pending'],
		[{ duration: -1 }, '5'],
		[{ name: 'x'.repeat(28), status: 'ready' }, `${'x'.repeat(28)} · ready`],
		[
			{ name: 'Educational training 2024-03, part 2', status: 'ready' },
			'Educational train…03, part 2 · ready',
		],
		[
			{ name: '\u{1f3ac}'.repeat(40), status: 'ready' },
			`${'\u{1f3ac}'.repeat(17)}…${'\u{1f3ac}'.repeat(10)} · ready`,
		],
	])('%j is told as %j', (fields, label) => {
		expect(videoLabel({ id: 5, ...fields } as Video)).toBe(label);
	});

	it('has ten flat fields, whatever the video has', () => {
		const full = {
			name: 'n',
			slug: 's',
			duration: 1500,
			hls_url: 'h',
			iframe_url: 'i',
			subtitles: [{}, {}],
			created_at: 'c',
		};
		expect(simpleVideo(video([rendition(240), rendition(1080)], full), NOW)).toEqual({
			video_id: 5,
			name: 'n',
			slug: 's',
			status: 'ready',
			duration_sec: 1.5,
			mp4_url: mp4(1080),
			hls_url: 'h',
			iframe_url: 'i',
			subtitles: 2,
			created_at: 'c',
		});
		const { video_id, ...others } = simpleVideo({ id: 5 }, NOW);
		expect([video_id, ...new Set(Object.values(others))]).toEqual([5, null]);
		expect(Object.keys(others)).toHaveLength(9);
	});
});
