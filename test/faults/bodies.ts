import type { Row } from '../operations';

/** A page, as gateways send them. */
const PAGE =
	'<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Error</h1></body></html>';

/** Every sign that JSON, a URL or a replacement could trip over stands in it. */
export const KEY = `98"76\\$&'secret`;

/** What may come under any status. */
export const BODIES = {
	'a text': { error: 'Something is not right' },
	'the wrong types': {
		error: { code: [7] },
		message: 5,
		result: [1],
		task_id: { a: 1 },
		status: 7,
		progress: 'half',
		results: 'none',
		count: {},
		supported: 'maybe',
	},
	'an empty object': {},
	'rows of nonsense': { count: 3, results: [null, 5, { task_id: 5 }, 'x'] },
	"a gateway's words": { message: 'no Route matched with those values' },
	'words that n8n takes for codes': {
		error: 'ECONNREFUSED: boom\n    at f (/srv/app.js:1:2)\n    at g',
	},
	'a list': [{ error: 'x' }],
	'a number': '42',
	'a string': '"fine"',
	null: 'null',
	'a page': PAGE,
	'a page within a text': { error: PAGE },
	nothing: '',
	'cut JSON': '{"result": "Task has been ca',
	bytes: Buffer.from([0xff, 0xfe, 0, 1, 2]),
	'the key': { error: `Token ${KEY} is bad`, result: KEY, message: KEY },
	'a stack': {
		error: 'Oops\n    at Object.<anonymous> (/srv/app.js:1:1)\n    at run (/srv/b.js:2:2)',
	},
} as const;

/** Whether a body is an answer of Gcore's own: a gateway's 404 in JSON has no text in `error`. */
export const isOwn = (status: number, body: unknown): boolean =>
	typeof body === 'object' &&
	body !== null &&
	!Array.isArray(body) &&
	!Buffer.isBuffer(body) &&
	(status !== 404 || typeof (body as { error?: unknown }).error === 'string');

/** Whether it is the list that a row's call asks for, whose rows may all be nonsense. */
export const isList = ({ list }: Row, status: number, body: unknown): boolean =>
	list !== undefined &&
	status >= 200 &&
	status < 300 &&
	Array.isArray(
		list === 'plain' ? body : (body as { results?: unknown } | null | undefined)?.results,
	);
