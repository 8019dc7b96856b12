import fc from 'fast-check';

import { NOT_SPECIFIED, parseTaskId } from '../../nodes/GcoreStreamingAi/task/taskId';
import { inFull } from '../full';

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
		['256 characters', 'x'.repeat(256), 'x'.repeat(256)],
		['a space within', 'a b', 'a b'],
		['the text null', 'null', 'null'],
		['an equals sign within', 'a=1', 'a=1'],
		['what cannot be seen around it', `\u200b\u2060${UUID}\u200e\ufeff`, UUID],
		['quotes around it', `"${UUID}"`, UUID],
		['quotes of a text program, with white space', ` “ ${UUID} ” `, UUID],
		['angle brackets around it', `\u200b<${UUID}>`, UUID],
		['an emoji of several parts', 'task-👨‍👩‍👧', 'task-👨‍👩‍👧'],
	])('takes %s', (_name, value, id) => {
		expect(parseTaskId(given(value))).toEqual({ id });
	});

	it.each([
		['undefined', undefined],
		['null', null],
		['an empty text', ''],
		['a blank text', ' \t\n '],
		['a text of which nothing can be seen', '\u200b\u2060'],
		['quotes around nothing', '""'],
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
	])('refuses %s', (_name, value) => {
		const { id, flaw } = parseTaskId(given(value));
		expect(id).toBeUndefined();
		expect(flaw).toBe("'Task' holds characters that no task ID has");
	});

	it.each([
		['a line feed', 'a\nb', 'an invisible character (U+000A) at place 2'],
		['a NUL', 'a\0b', 'an invisible character (U+0000) at place 2'],
		['a C1 control', 'a\u0085b', 'an invisible character (U+0085) at place 2'],
		[
			'a zero width space',
			`${UUID.slice(0, 8)}\u200b${UUID.slice(8)}`,
			'an invisible character (U+200B) at place 9',
		],
		['a mark of direction', `"a\u200eb"`, 'an invisible character (U+200E) at place 2'],
		['a lone high surrogate', 'a\ud800b', 'half a character at place 2'],
		['a lone low surrogate', 'a\udc00b', 'half a character at place 2'],
	])('refuses %s within, and says where', (_name, value, stray) => {
		expect(parseTaskId(given(value))).toEqual({ flaw: `'Task' holds ${stray}` });
	});

	it.each([
		['257 characters', 'x'.repeat(257), 'is longer than 256 characters'],
		[
			'what a model would fill in',
			"a $FromAI('b')",
			'holds $fromAI, by which n8n lets a model fill in a field',
		],
		['an expression that was not evaluated', '={{ 1 }}', 'begins with =, as an expression does'],
	])('refuses %s', (_name, value, flaw) => {
		expect(parseTaskId(given(value))).toEqual({ flaw: `'Task' ${flaw}` });
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
		['with another UUID before, and task_id', `https://host/${OTHER_UUID}/x?task_id=${UUID}`, UUID],
		[
			'with another in its query, and task_id',
			`https://host/x?org=${OTHER_UUID}&task_id=${UUID}`,
			UUID,
		],
		['with task_id in its fragment', `https://host/${OTHER_UUID}#/ai?task_id=${UUID}`, UUID],
		['with a fragment that is a query', `https://host/${OTHER_UUID}#org=1&taskId=${UUID}`, UUID],
		['with /tasks/ in its fragment', `https://host/${OTHER_UUID}#/tasks/${UUID}`, UUID],
		['with task_id for another', `${API}/${UUID}?task_id=${OTHER_UUID}`, UUID],
		['with the word list and task_id', `${API}/list?task_id=${UUID}`, UUID],
		['with the word list before', `${API}/list/${UUID}`, UUID],
		[
			'with an ID that is no UUID, and another UUID',
			`https://host/${OTHER_UUID}/tasks/task-1`,
			'task-1',
		],
		[
			'with the same UUID twice',
			`https://host/${UUID}?id=${UUID.toUpperCase()}`,
			UUID.toUpperCase(),
		],
		['with /tasks/ for something else too', `https://host/tasks/ai/v2/tasks/${UUID}`, UUID],
		['with encoded signs', `${API}/${UUID.replaceAll('-', '%2D')}`, UUID],
		['with an ID that has a percent sign', `${API}/a%2525`, 'a%25'],
		['with a percent sign that encodes nothing', `${API}/100%`, '100%'],
		['with an encoded name', `https://host/x?task%5Fid=${UUID}`, UUID],
		[
			'to return to, encoded',
			`https://host/login?next=${encodeURIComponent(`${API}/${UUID}`)}`,
			UUID,
		],
		['to return to by task_id', `https://host/${OTHER_UUID}?to=%2Fx%3Ftask_id%3D${UUID}`, UUID],
		['to return to, decoded once', 'https://host/x?to=%2Ftasks%2Fa%252Db', 'a%2Db'],
		['in angle brackets, with what cannot be seen', `\u200b<${API}/${UUID}>\u2060`, UUID],
		['in quotes', `"${API}/${UUID}"`, UUID],
		['with an encoded zero width space behind', `${API}/${UUID}%E2%80%8B`, UUID],
		['with part of a word that is a UUID', `${API}/x${UUID}`, `x${UUID}`],
		['with a UUID and more', `${API}/${UUID}abc/cancel`, `${UUID}abc`],
		['with an equals sign in its path', `${API}/a=1`, 'a=1'],
		['without a scheme, and one behind #', `host/x#https://${UUID}/y`, UUID],
		['with an empty task_id', `https://host/${UUID}?task_id=`, UUID],
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
		['with a UUID as a part of a segment', `https://host/x${UUID}`],
		['with a UUID as a part of a value', `https://host/?id=${UUID}abc`],
		['with a UUID as its host', `https://${UUID}/x`],
		['with a UUID at the end of its host', `https://x${UUID}/x`],
		['with fields whose names are longer', 'https://host/?subtask_id=1&task_ids=2'],
		['to return to by a query alone', 'https://host/?to=task_id%3D1'],
		['with an encoded slash in the ID', `${API}/a%2F${UUID}`],
		['with a climb in task_id', `https://host/?task_id=..%2F${UUID}`],
		[
			'that is encoded twice',
			`https://host/x?to=${encodeURIComponent(encodeURIComponent(`${API}/${UUID}`))}`,
		],
	])('%s holds none', (_name, value) => {
		const { id, flaw } = parseTaskId(byUrl(value));
		expect(id).toBeUndefined();
		expect(flaw).toMatch(
			/^The URL in 'Task' holds no task ID$|^'Task' holds (characters that no task ID has|an invisible character|half a)/,
		);
	});

	it.each([
		['two UUIDs', `https://host/${OTHER_UUID}/${UUID}`],
		['one in its path and one in its query', `https://host/${OTHER_UUID}?id=${UUID}`],
		['two in its query', `https://host/?a=${OTHER_UUID}&b=${UUID}`],
		['two behind /tasks/', `${API}/${OTHER_UUID}#/tasks/${UUID}`],
		['two that are one in capitals alone', `${API}/ß#/tasks/ss`],
		['two by task_id', `https://host/?task_id=${OTHER_UUID}&task_id=${UUID}`],
	])('that has %s is unusable', (_name, value) => {
		expect(parseTaskId(byUrl(value))).toEqual({
			flaw: "The URL in 'Task' holds several IDs, and nothing tells the task's",
		});
	});

	it('with an invisible character within is unusable, and says where', () => {
		expect(parseTaskId(byUrl(`https://host\u200b/tasks/${UUID}`))).toEqual({
			flaw: "'Task' holds an invisible character (U+200B) at place 13",
		});
	});

	it.each(['/', '#/', '?a=/', '%', ' ', '\u200b', `/${UUID}`, '#x=1&'])(
		'of 200,000 characters of %j is not read',
		(part) => {
			const value = `https://host/${part.repeat(200_000 / part.length)}x`;
			expect(parseTaskId(byUrl(value))).toEqual({
				flaw: "The URL in 'Task' is longer than 65536 characters",
			});
		},
	);

	it('may be of some length', () => {
		expect(parseTaskId(byUrl(`${API}/${UUID}?x=`.padEnd(65_536, 'y')))).toEqual({ id: UUID });
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
		{ numRuns: inFull(300, 2_000) },
	);
});
