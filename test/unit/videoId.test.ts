import { dataForVideo, parseVideo, videoIdIn } from '../../nodes/GcoreStreamingAi/task/videoId';

describe('what Video means', () => {
	it.each<[unknown, object]>([
		[70575, { id: 70575 }],
		['70575', { id: 70575 }],
		[' "70575"\u200b', { id: 70575 }],
		[{ mode: 'list', value: '70575' }, { id: 70575 }],
		[{ mode: 'id', value: 70575 }, { id: 70575 }],
		['https://api.gcore.com/streaming/videos/70575', { id: 70575 }],
		['https://api.gcore.com/streaming/videos/70575/subtitles/3', { id: 70575 }],
		['https://portal.gcore.com/streaming/videos/70575?tab=subtitles', { id: 70575 }],
		['https://portal.example/#/streaming/video/70575', { id: 70575 }],
		['https://example.com/watch?video_id=70575&t=3', { id: 70575 }],
		['https://example.com/a?video_id=7&to=/videos/7', { id: 7 }],
		[
			{ mode: 'url', value: 'https://player.gvideo.co/videos/2675_FnlHXwA16ZMxmUr' },
			{ slug: 'FnlHXwA16ZMxmUr' },
		],
		['https://demo.gvideo.io/videos/2675_FnlHXwA16ZMxmUr/master.m3u8', { slug: 'FnlHXwA16ZMxmUr' }],
		['https://demo.gvideo.io/videos/2675_Fnl/qid3570v3_h264_1566_720.mp4?md5=x', { slug: 'Fnl' }],
		['https://a.example/videos/2675_Fnl/x?of=/videos/2675_Fnl', { slug: 'Fnl' }],
		// The account's own ID counts, whatever else is shown.
		['https://portal.example/videos/70575?play=/videos/2675_Fnl', { id: 70575 }],
		...[
			undefined,
			null,
			'',
			'  ',
			'""',
			{ mode: 'list', value: '' },
			{ mode: 'id', value: null },
		].map((nothing): [unknown, object] => [nothing, { isEmpty: true }]),
	])('%j is %j', (given, parsed) => {
		expect(parseVideo(given)).toEqual(parsed);
	});

	it.each<[unknown, string]>([
		['FnlHXwA16ZMxmUr', 'is not the ID of a video'],
		['0', 'is not the ID of a video'],
		[-1, 'is not the ID of a video'],
		[1.5, 'is not the ID of a video'],
		[Number.MAX_VALUE, 'is not the ID of a video'],
		['99999999999999999999', 'is not the ID of a video'],
		['7057\u200b5', 'is not the ID of a video'],
		[true, 'is neither text nor a number'],
		[['70575'], 'is neither text nor a number'],
		[{ id: 5 }, 'is neither text nor a number'],
		['https://example.com/movie.mp4', 'is an address that names no video'],
		['https://example.com/videos/12a', 'is an address that names no video'],
		['/'.repeat(100_000), 'is an address that names no video'],
		['https://a.example/videos/1?video_id=2', 'is an address that names several videos'],
		['https://a.example/videos/1_a/x?y=/videos/1_b', 'is an address that names several videos'],
		['https://a.example/videos/99999999999999999999', 'is not the ID of a video'],
	])('%j cannot be used: it %s', (given, flaw) => {
		expect(parseVideo(given)).toEqual({
			flaw,
			remedy: expect.stringMatching(/^Choose a video from the list, or give its ID .*\.$/),
		});
	});
});

describe('the video that an item is about', () => {
	const task = (data: unknown) => ({ task_id: 't', task_data: { client_entity_data: data } });

	it.each<[unknown, number | undefined]>([
		[{ video_id: 5 }, 5],
		[{ video_id: '5' }, 5],
		[task(dataForVideo(5)), 5],
		[task('{"video_id": "5", "mine": 1}'), 5],
		[{ ...task(dataForVideo(5)), video_id: 6 }, 6],
		[{ ...task(dataForVideo(5)), video_id: 'none' }, 5],
		[task('{"video_id": -5}'), undefined],
		[task('{"video_id": [5]}'), undefined],
		[task('5'), undefined],
		[task('mine'), undefined],
		[task(null), undefined],
		[{ task_data: 'x' }, undefined],
		[{}, undefined],
		[null, undefined],
	])('in %j it is %j', (json, id) => {
		expect(videoIdIn(json)).toBe(id);
	});
});
