import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { UNREADABLE } from '../engine/wording';
import { pairs, useGcore } from './helpers';

const gcore = useGcore();

const UUID = 'aafe70c6-0000-4000-8000-327b65f7670f';
const locator = (mode: string, value: string) => ({ taskId: { __rl: true, mode, value } });

/** The ways in which an item's ID reaches the node: from its field `id`, read by an expression. */
const WAYS: Array<[string, INodeParameters]> = [
	['By ID, as the default does', locator('id', '={{ $json.id }}')],
	['By ID, with more of an expression', locator('id', '={{ [$json.id][0] }}')],
	['From List', locator('list', '={{ $json.id }}')],
	['By URL, with but an ID', locator('url', '={{ $json.id }}')],
	['a plain string', { taskId: '={{ $json.id }}' }],
];

/** By URL, a text with a slash is taken for a URL. */
const UNUSABLE =
	/^('Task' holds characters that no task ID has|The URL in 'Task' holds no task ID)$/;

const strayAt = (place: number, code: string) =>
	`'Task' holds an invisible character (U+${code}) at place ${place}`;

const ABSENT = '"task_id" is not specified';

/** IDs that no request may be sent for, and what the item says. */
const NEVER_SENT: Array<[string, unknown, message: string | RegExp]> = [
	['empty', '', ABSENT],
	['blank', ' \t\n ', ABSENT],
	['null', null, ABSENT],
	['missing', undefined, ABSENT],
	['..', '..', UNUSABLE],
	['.', '.', UNUSABLE],
	['a/b', 'a/b', UNUSABLE],
	['../../x', '../../x', UNUSABLE],
	['/', '/', UNUSABLE],
	['with ?', 'a?b=c', UNUSABLE],
	['with #', 'a#b', UNUSABLE],
	['with \\', 'a\\b', UNUSABLE],
	['with a line break', 'a\nb', strayAt(2, '000A')],
	['with a header smuggled in', 'a HTTP/1.1\r\nX-Evil: 1', strayAt(11, '000D')],
	['with NUL', 'a\0b', strayAt(2, '0000')],
	['with a zero width space within', `${UUID}\u200ba`, strayAt(37, '200B')],
	['a lone surrogate', 'a\ud800b', "'Task' holds half a character at place 2"],
	['10,000 characters', 'x'.repeat(10_000), "'Task' is longer than 256 characters"],
	['an expression', '={{ 1 }}', "'Task' begins with =, as an expression does"],
	['a number', 1234, /'Task' is a number, not text$/],
	['nought', 0, /'Task' is a number, not text$/],
	['true', true, /'Task' is a boolean, not text$/],
	['false', false, /'Task' is a boolean, not text$/],
	[
		'an object',
		{ task_id: UUID },
		/'Task' is an object, not text\. This item has a task's ID elsewhere: put \{\{ \$json\.id\.task_id \}\} into 'Task'$/,
	],
	['an empty object', {}, /'Task' is an object, not text$/],
	['a list', [UUID], /'Task' is a list, not text$/],
	['an empty list', [], /'Task' is a list, not text$/],
];

/** IDs that Gcore is asked for, and how they stand in the path. */
const SENT: Array<[string, string, segment?: string]> = [
	['a UUID', UUID],
	['a UUID with white space around it', ` ${UUID}\r\n`, UUID],
	['%2e%2e', '%2e%2e', '%252e%252e'],
	['%2F', 'a%2Fb', 'a%252Fb'],
	['a percent sign', '100%', '100%25'],
	['an emoji', '😀', '%F0%9F%98%80'],
	['a space', 'a b', 'a%20b'],
	['256 characters', 'x'.repeat(256)],
	['a UUID in quotes, with what cannot be seen', `\u200b"${UUID}"\u2060`, UUID],
	['a colon and an at sign', 'http:@host', 'http%3A%40host'],
	['semicolons', ';a=b', '%3Ba%3Db'],
	['an equals sign', 'a=1', 'a%3D1'],
];

const EMPTY_ITEM = `${ABSENT}. The item is empty; the node before may have 'Always Output Data' on`;

describe.each(WAYS)('%s', (_way, parameters) => {
	it('nothing is sent for an ID that cannot be used, and the item says why', async () => {
		const items = NEVER_SENT.map(([, id]) => (id === undefined ? {} : ({ id } as IDataObject)));
		const { json, outputs, error } = await gcore.run({ items, parameters });
		expect(error).toBeUndefined();
		expect(outputs.map(pairs)).toEqual([[], items.map((_, n) => n), [], [], []]);
		expect(json[1]).toEqual(
			NEVER_SENT.map(([, id, message]) => ({
				task_id: typeof id === 'string' ? id : null,
				outcome: 'badRequest',
				cancelled: false,
				statusCode: 400,
				status: null,
				message:
					id === undefined
						? EMPTY_ITEM
						: typeof message === 'string'
							? message
							: expect.stringMatching(message),
			})),
		);
		expect(gcore.standIn.requests).toEqual([]);
	});

	it('Gcore is asked for the others, and for nothing else', async () => {
		const items = [...NEVER_SENT, ...SENT].map(([, id]) => ({ id }) as IDataObject);
		const { json, outputs } = await gcore.run({ items, parameters });
		expect(outputs.map(({ length }) => length)).toEqual([0, NEVER_SENT.length, SENT.length, 0, 0]);
		const segments = SENT.map(([, id, segment = id]) => segment);
		expect(json[2].map(({ task_id }) => task_id)).toEqual(segments.map(decodeURIComponent));
		// Many are under way at once.
		expect(gcore.standIn.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
			segments.map((segment) => `POST /streaming/ai/tasks/${segment}/cancel`).sort(),
		);
	});

	it('a task is cancelled', async () => {
		gcore.standIn.tasks.add({ task_id: UUID });
		await gcore.run({ items: [{ id: UUID }], parameters });
		expect(gcore.standIn.tasks.get(UUID)?.status).toBe('REVOKED');
	});
});

it('with nothing set, behind a node whose items carry task_id', async () => {
	const { task_id } = gcore.standIn.tasks.add();
	const { json } = await gcore.run({ items: [{ task_id }, { other: 1 }] });
	expect(json.map((output) => output.map((item) => item.task_id))).toEqual([
		[task_id],
		[null],
		[],
		[],
		[],
	]);
});

it.each([
	['By ID', locator('id', UUID)],
	['From List', { taskId: { ...locator('list', UUID).taskId, cachedResultName: 'a.mp4' } }],
	['By URL', locator('url', `https://api.gcore.com/streaming/ai/tasks/${UUID}/cancel?x=1#y`)],
	['By URL, of the list in the portal', locator('url', `https://portal.gcore.com/ai/#/${UUID}`)],
	['a plain string', { taskId: UUID }],
])('fixed, %s, it holds for all items', async (_name, parameters) => {
	gcore.standIn.tasks.add({ task_id: UUID });
	const { outputs } = await gcore.run({ items: [{}, {}], parameters });
	expect(outputs.map(({ length }) => length)).toEqual([1, 0, 0, 1, 0]);
	expect(gcore.standIn.count('POST', `/streaming/ai/tasks/${UUID}/cancel`)).toBe(2);
});

it.each([
	['task_id=', `https://host/11111111-2222-4333-8444-555555555555/x?task_id=${UUID}`],
	['/tasks/', `https://host/11111111-2222-4333-8444-555555555555/tasks/${UUID}?x=1`],
])('of the UUIDs in a URL, the one is cancelled that %s names', async (_name, url) => {
	gcore.standIn.tasks.add({ task_id: UUID });
	const { outputs } = await gcore.run({ items: [{}], parameters: locator('url', url) });
	expect(outputs.map(({ length }) => length)).toEqual([1, 0, 0, 0, 0]);
	expect(gcore.standIn.requests).toHaveLength(1);
	expect(gcore.standIn.tasks.get(UUID)?.status).toBe('REVOKED');
});

describe('an expression', () => {
	const twoItems = () => [{ a: { b: gcore.standIn.tasks.add().task_id } }, {}];

	it('that finds nothing is a missing ID', async () => {
		const parameters = locator('id', '={{ $json.a.b }}');
		const { json, outputs } = await gcore.run({ items: twoItems(), parameters });
		expect(outputs.map(({ length }) => length)).toEqual([1, 1, 0, 0, 0]);
		expect(json[1][0]).toMatchObject({
			task_id: null,
			message: expect.stringMatching(new RegExp(`^${ABSENT}`)),
		});
	});

	it.each([
		['names a node that there is not', "={{ $('Nobody').item.json.a }}"],
		['is no JavaScript', '={{ $json.( }}'],
	])('that %s is told for each item', async (_name, value) => {
		const parameters = locator('id', value);
		const items = twoItems();
		const run = await gcore.run({ items, parameters, onError: 'continueErrorOutput' });
		expect(run.outputs.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0, 2]);
		expect(run.json[5].map((item) => String(item.error))).toEqual(
			Array.from({ length: 2 }, () => expect.stringMatching(/\w/)),
		);
		expect(JSON.stringify(run.json)).not.toMatch(UNREADABLE);

		const { error } = await gcore.run({ items, parameters });
		expect(error?.message).toMatch(/\w/);
		expect(error?.description).toMatch(
			/ This was item 0\. 0 of 2 tasks had been cancelled before\.$/,
		);
		expect(gcore.standIn.requests).toEqual([]);
	});
});
