import fc from 'fast-check';

import { NOT_SPECIFIED, parseTaskId } from '../../nodes/GcoreStreamingAi/task/taskId';

const UUID = 'aafe70c6-0000-4000-8000-327b65f7670f';
const OTHER_UUID = '11111111-2222-4333-8444-555555555555';
const API = 'https://api.gcore.com/streaming/ai/tasks';

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
const fromList = (value: unknown) => ({ __rl: true, mode: 'list', value });
const byUrl = (value: unknown) => ({ __rl: true, mode: 'url', value });

/** The three ways in which a plain ID reaches the node. */
const PLAIN: Array<[string, (value: unknown) => unknown]> = [
	['By ID', byId],
	['From List', fromList],
	['a plain string', (value) => value],
];

describe.each(PLAIN)('an ID given as %s', (_, given) => {
	it.each([
		['a UUID', UUID, UUID],
		['white space around it', ` \t${UUID}\r\n `, UUID],
		['any other word', 'task-1', 'task-1'],
		['a single dot within', 'a.b', 'a.b'],
		['percent signs', '%2e%2e%2f100%', '%2e%2e%2f100%'],
		['an emoji', 'task-😀', 'task-😀'],
		['10,000 characters', 'x'.repeat(10_000), 'x'.repeat(10_000)],
		['a space within', 'a b', 'a b'],
		['the text null', 'null', 'null'],
		['a leading equals sign', '=1', '=1'],
	])('takes %s', (_name, value, id) => {
		expect(parseTaskId(given(value))).toEqual({ id });
	});

	it.each([
		['undefined', undefined],
		['null', null],
		['an empty text', ''],
		['a blank text', ' \t\n '],
	])('says that %s is missing, in the words of Gcore', (_name, value) => {
		expect(parseTaskId(given(value))).toEqual({ flaw: NOT_SPECIFIED });
	});

	it.each([
		['..', '..'],
		['.', '.'],
		['a slash', 'a/b'],
		['a climb', '../../x'],
		['dots within', 'a..b'],
		['a question mark', 'a?b'],
		['a hash', 'a#b'],
		['a backslash', 'a\\b'],
		['a line feed within', 'a\nb'],
		['a carriage return within', 'a\rb'],
		['a NUL', 'a\0b'],
		['a C1 control', 'a\u0085b'],
		['a lone high surrogate', 'a\ud800b'],
		['a lone low surrogate', 'a\udc00b'],
	])('refuses %s', (_name, value) => {
		const { id, flaw } = parseTaskId(given(value));
		expect(id).toBeUndefined();
		expect(flaw).toBe("'Task' holds characters that no task ID has");
	});

	it.each([
		['a number', 1234, 'a number'],
		['NaN', NaN, 'a number'],
		['a boolean', true, 'a boolean'],
		['an object', { task_id: UUID }, 'an object'],
		['a list', [UUID], 'a list'],
	])('refuses %s and says what it is', (_name, value, kind) => {
		expect(parseTaskId(given(value))).toEqual({
			flaw: `'Task' is ${kind}, not text`,
		});
	});
});

describe('a URL', () => {
	it.each([
		['of the API', `${API}/${UUID}`, UUID],
		['of the cancel call', `${API}/${UUID}/cancel`, UUID],
		['of another host', `http://localhost:8080/streaming/ai/tasks/${UUID}/`, UUID],
		['with a query and a fragment', `${API}/${UUID}?x=1#y`, UUID],
		['of the customer portal', `https://portal.gcore.com/streaming/ai/list/${UUID}`, UUID],
		['with the ID in its query', `https://portal.gcore.com/streaming/ai?task_id=${UUID}`, UUID],
		['with the ID in its fragment', `https://portal.gcore.com/#/ai/${UUID}`, UUID],
		['in capitals', `${API}/${UUID.toUpperCase()}`, UUID.toUpperCase()],
		['without a scheme', `api.gcore.com/streaming/ai/tasks/${UUID}`, UUID],
		['with white space around it', `\n ${API}/${UUID} \n`, UUID],
		['with an ID that is no UUID', `${API}/task-1/cancel`, 'task-1'],
		['with another UUID before', `https://host/${OTHER_UUID}/streaming/ai/tasks/${UUID}`, UUID],
		['with another UUID after', `${API}/${UUID}/cancel?trace=${OTHER_UUID}`, UUID],
		['that is but an ID', UUID, UUID],
	])('%s gives its ID', (_name, value, id) => {
		expect(parseTaskId(byUrl(value))).toEqual({ id });
	});

	it.each([
		['of the list of tasks', API],
		['of the list of tasks, with a slash', `${API}/`],
		['of nothing of ours', 'https://example.com/'],
		['with dots for an ID', `${API}/../cancel`],
		['with a backslash in the ID', `${API}/a\\b`],
		['with a control character in the ID', `${API}/a\0b`],
		['with a lone surrogate in the ID', `${API}/a\ud800b`],
		['that is but a query', '?task_id=1'],
		['that is but dots', '..'],
	])('%s holds none', (_name, value) => {
		const { id, flaw } = parseTaskId(byUrl(value));
		expect(id).toBeUndefined();
		expect(flaw).toMatch(
			/^The URL in 'Task' holds no task ID$|^'Task' holds characters that no task ID has$/,
		);
	});

	it.each([
		['nothing', undefined],
		['an empty text', ''],
		['a blank text', '   '],
	])('with %s is missing', (_name, value) => {
		expect(parseTaskId(byUrl(value))).toEqual({ flaw: NOT_SPECIFIED });
	});
});

it('an object that is no locator is no ID', () => {
	expect(parseTaskId({ value: UUID })).toEqual({
		flaw: "'Task' is an object, not text",
	});
});

it('whatever is given, an ID that is taken stays one segment of a path', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: 'grapheme' }),
		fc
			.array(fc.constantFrom('.', '..', '/', '\\', '?', '#', '%2e', '%2F', '\ud800', '\n', 'a'))
			.map((parts) => parts.join('')),
	);
	const prefix = fc.constantFrom('', `${API}/`, 'https://x/');
	const mode = fc.constantFrom('id', 'list', 'url');
	fc.assert(
		fc.property(mode, prefix, text, (how, before, value) => {
			const { id } = parseTaskId({ mode: how, value: before + value });
			if (id === undefined) return;
			const { pathname, search, hash } = new URL(`${API}/${encodeURIComponent(id)}/cancel`);
			expect(pathname.split('/')).toHaveLength(6);
			expect(pathname).toMatch(/^\/streaming\/ai\/tasks\/[^/]+\/cancel$/);
			expect(decodeURIComponent(pathname.split('/')[4])).toBe(id);
			expect(search + hash).toBe('');
		}),
		{ numRuns: 2000 },
	);
});
