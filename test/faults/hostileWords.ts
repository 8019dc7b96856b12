import fc from 'fast-check';

/** Stands in answers, and must come out nowhere. */
export const KEY = '1234$s3cretT0ken';

const PARTS = [
	'\n',
	' ',
	'<a',
	'<',
	'\n at ',
	'\u200b',
	'&',
	'\\',
	'{',
	'={{ $env }}',
	'\ud83d',
	'\u0000',
	'-->',
	'é',
	'x',
];

/** Something over and over. */
export const long = fc
	.tuple(fc.constantFrom(...PARTS), fc.constantFrom(10, 10, 10, 3_000, 60_000))
	.map(([part, times]) => part.repeat(times));

const UUID = 'aafe70c6-0000-4000-8000-327b65f7670f';

/** Any text, and those that our code looks for. */
export const text = fc.oneof(
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 2, arbitrary: long },
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'',
			' ',
			'.',
			'..',
			'../cancel',
			'={{ $env }}',
			'=1',
			'SUCCESS',
			'FAILURE',
			'REVOKED',
			'STARTED',
			'constructor',
			'__proto__',
			'toString',
			'\ud83d',
			'\u202egpj',
			UUID,
			`${UUID}/cancel`,
			'%2e%2e',
			'a\u200bb',
			KEY,
			`x ${KEY} y`,
			'[object Object]',
			'null',
			'<html><title>Oops</title>',
			'Queue limit reached (100), try later.',
			'Cannot cancel task because it is already in status REVOKED.',
			'00:00:01.000',
			'-00:00:01',
			'1 day, 0:00:01',
			'None',
			'WEBVTT\n00:00.000 --> 00:01.000\nx',
			'https://e.example/%3D%7B%7B1%7D%7D',
		),
	},
);

/** JSON of any depth. */
export const nested = fc
	.constantFrom(50, 500, 20_000)
	.map((depth) => `${'{"error":['.repeat(depth)}1${']}'.repeat(depth)}`);

/** A text, or what stands where one is meant to be. */
export const scalar = fc.oneof(
	{ weight: 5, arbitrary: text },
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1, 100, 1e308, 0.1, 1e21),
	},
);

const WORDS = (
	'error message detail errors result task_id status progress task_data ' +
	'task_name category processing_time started_at completed_at url supported speech_detected concatenated_text ' +
	'subtitles vttContent languages frames start_time end_time text loc msg ' +
	'constructor __proto__ toString hasOwnProperty toJSON then length subtitles_language next ' +
	'count results'
).split(' ');

/** Any JSON out of the words that our code looks for. */
export const json = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
	object: fc
		.array(fc.tuple(fc.constantFrom(...WORDS), tie('value')), { maxLength: 8 })
		// Not an object literal: that would make __proto__ another thing than a key.
		.map((entries) => Object.fromEntries(entries)),
	value: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		{ weight: 5, arbitrary: scalar },
		{ weight: 2, arbitrary: tie('object') },
		{ weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
	),
})).object;
