import fc from 'fast-check';

import { json, long, nested, scalar, text } from './hostileWords';

/** An answer that no honest Gcore gives. */
export interface Hostile {
	status: number;
	headers: Record<string, string>;
	/** For any request, or by what was asked for. */
	body: string | { list: string; task: string; made: string; plain: string; video: string };
	/** Whether the connection is cut in the middle of the body. */
	cut: boolean;
}

/** To read JSON of megabytes takes long itself, and that is n8n's part. */
const MOST_BYTES = 300_000;

const row = fc.record({
	task_id: fc.oneof(
		{ weight: 1, arbitrary: fc.uuid() as fc.Arbitrary<unknown> },
		{ weight: 1, arbitrary: scalar },
	),
	status: fc.oneof(fc.constantFrom<unknown>('STARTED', 'PENDING', 'RECEIVED', 'SUCCESS'), scalar),
	task_data: json,
	processing_time: fc.oneof(json, fc.record({ started_at: scalar, completed_at: scalar })),
});

const list = fc
	.record({
		count: fc.oneof(
			fc.integer({ min: -5, max: 5_000 }),
			fc.constantFrom<unknown>(1e308, null, 'x'),
		),
		next: fc.constantFrom<unknown>(null, '', 'https://api.gcore.com/next', 7, undefined),
		results: fc.array(row, { maxLength: 6 }),
		times: fc.constantFrom(1, 1, 1, 1, 1, 1, 3, 200),
	})
	.map(({ times, results, ...rest }) => {
		const most = Math.min(times, Math.floor(MOST_BYTES / JSON.stringify(results).length));
		return { ...rest, results: Array(Math.max(1, most)).fill(results).flat() };
	});

const phrase = fc.record({ start_time: scalar, end_time: scalar, text });

const task = fc.record({
	status: fc.constantFrom<unknown>('SUCCESS', 'FAILURE', 'REVOKED', 'STARTED', 'PENDING', 7, null),
	result: fc.oneof(
		json,
		fc.record({
			speech_detected: fc.boolean(),
			subtitles: fc.array(phrase, { maxLength: 8 }),
			vttContent: text,
			concatenated_text: text,
		}),
	),
	task_data: json,
});

/** A video, or subtitles of one. */
const video = fc.record({
	id: fc.oneof(
		{ weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) },
		{ weight: 1, arbitrary: scalar },
	),
	name: fc.oneof(fc.constant('English'), text),
	status: fc.oneof(fc.constantFrom<unknown>('ready', 'pending', 'error'), scalar),
	duration: scalar,
	language: fc.oneof(fc.constant('eng'), text),
	vtt: text,
	error: text,
	converted_videos: fc.oneof(
		json,
		fc.array(
			fc.record({
				height: fc.oneof(fc.constantFrom<unknown>(240, 720), scalar),
				status: fc.constantFrom<unknown>('complete', 'processing', 7),
				mp4_url: fc.oneof(fc.webUrl(), text, scalar),
			}),
			{ maxLength: 4 },
		),
	),
});

const words = fc.oneof(long, text, json, fc.array(text, { maxLength: 3 }));

/** What a failure says, wherever it says it. */
const refusal = fc.oneof(
	fc.record({ error: words }),
	fc.record({ message: words, detail: words, errors: words }, { requiredKeys: [] }),
	fc.record({ status: fc.constant('FAILURE'), result: fc.record({ error: words }) }),
);

const asJson = (value: unknown) => JSON.stringify(value);

/** What fits the call by its form, and is odd all the same. */
const fitting = fc.record({
	list: list.map(asJson),
	task: task.map(asJson),
	video: video.map(asJson),
	plain: fc.array(video, { maxLength: 6 }).map(asJson),
	made: fc
		.record({
			task_id: fc.oneof(fc.uuid(), text),
			result: words,
			supported: fc.boolean(),
			id: fc.oneof(fc.integer({ min: 1, max: 30 }), text),
		})
		.map(asJson),
});

const unfitting = fc.oneof(
	{ weight: 4, arbitrary: json.map(asJson) },
	{ weight: 4, arbitrary: fc.oneof(task, list).map(asJson) },
	{ weight: 1, arbitrary: nested },
	{ weight: 1, arbitrary: scalar.map(asJson) },
	{ weight: 1, arbitrary: text },
	{ weight: 1, arbitrary: json.map((value) => asJson(value).slice(0, -1)) },
);

const headers = fc.record(
	{
		'content-type': fc.constantFrom(
			'application/json',
			'text/html',
			'text/plain',
			'application/json; charset=utf-16',
			'',
		),
		'content-encoding': fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'zstd', 'odd'),
		// None that would be waited for.
		'retry-after': fc.constantFrom(
			'0',
			'3600',
			'-1',
			'soon',
			'Wed May  1 12:00:10 2024',
			'1e999',
			'9'.repeat(400),
			':'.repeat(5_000),
		),
		date: fc.constantFrom('Wed May  1 12:00:10 2024', 'now', ''),
		location: fc.constantFrom('/elsewhere', 'https://elsewhere.example/'),
	},
	{ requiredKeys: ['content-type'] },
);

const plain = fc.constant<Record<string, string>>({ 'content-type': 'application/json' });
const anyHeaders = fc.oneof(
	{ weight: 3, arbitrary: plain },
	{ weight: 1, arbitrary: headers as fc.Arbitrary<Record<string, string>> },
);

const REFUSALS = [
	204, 206, 226, 301, 302, 304, 400, 400, 400, 404, 404, 405, 407, 408, 409, 412, 412, 418, 425,
	429, 451, 500, 503, 599, 999,
];

const refusing = fc.oneof(
	{
		weight: 10,
		arbitrary: fc.constantFrom(...REFUSALS),
	},
	// Those end a run: nothing that follows can go better.
	{ weight: 1, arbitrary: fc.constantFrom(401, 403, 422) },
);

const fine = fc.constantFrom(200, 201, 202);
const never = fc.constant(false);

const fair = fc.record({ status: fine, headers: plain, body: fitting, cut: never });

/** Any answer. */
export const hostile: fc.Arbitrary<Hostile> = fc.oneof(
	{ weight: 5, arbitrary: fair },
	{
		weight: 3,
		arbitrary: fc.record({
			status: refusing,
			headers: anyHeaders,
			body: refusal.map(asJson),
			cut: never,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			status: fc.oneof(fine, refusing),
			headers: anyHeaders,
			body: unfitting,
			cut: fc.boolean(),
		}),
	},
);

/** Those that nothing waits behind: the trigger sends again what may pass. */
export const hostileAtOnce: fc.Arbitrary<Hostile> = fc.oneof(
	{ weight: 9, arbitrary: fair },
	{
		weight: 1,
		arbitrary: fc.record({
			status: fc.constantFrom(400, 404, 410, 418),
			headers: plain,
			body: refusal.map(asJson),
			cut: never,
		}),
	},
);
