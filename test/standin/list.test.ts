import { timeSpan } from './list';
import type { StandIn, StandInOptions } from './server';
import { ask, closeAll, open, TASKS } from './testing';

afterEach(closeAll);

/** Four tasks, added out of order; the letters are their IDs. */
async function filled(options: StandInOptions = {}): Promise<StandIn> {
	const gcore = await open(options);
	const add = (task_id: string, status: string, started_at: string, task_data: object) =>
		gcore.tasks.add({ task_id, status, task_data, processing_time: { started_at } });
	add('b', 'SUCCESS', '2026-06-26T13:02:23.930Z', { url: 'https://s3.example.com/Kick.mp4' });
	add('d', 'STARTED', '2026-06-27T00:00:00.000Z', { category: 'nsfw' });
	add('a', 'REVOKED', '2026-06-25T23:59:59.999Z', { category: 'sport', client_user_id: 'Ann' });
	add('c', 'SUCCESS', '2026-06-26T16:26:29.250Z', { url: 'https://cdn.example.com/x.mp4' });
	return gcore;
}

const ids = async (gcore: StandIn, query: string): Promise<string> => {
	const { status, body } = await ask(gcore, 'GET', TASKS + query);
	return status === 200
		? body.results.map((row: { task_id: string }) => row.task_id).join('')
		: `${status}`;
};

describe('list', () => {
	it('shows rows as published: all but the result', async () => {
		const gcore = await filled();
		const { body } = await ask(gcore, 'GET', `${TASKS}?limit=1`);
		const row: Record<string, unknown> = { ...gcore.tasks.get('d') };
		delete row.result;
		expect(body).toEqual({ count: 4, next: 'page=2', previous: null, results: [row] });
		expect(row.processing_time).toEqual({
			started_at: '2026-06-27T00:00:00.000Z',
			completed_at: null,
			total_time_sec: null,
		});
	});

	it('leaves processing_time out where older answers do', async () => {
		const { body } = await ask(await filled({ listWithoutTime: true }), 'GET', TASKS);
		for (const row of body.results) {
			expect(Object.keys(row).sort()).toEqual(['progress', 'status', 'task_data', 'task_id']);
		}
	});

	it.each([
		['', 'dcba'],
		['?ordering=started_at', 'abcd'],
		['?ordering=-started_at', 'dcba'],
		['?ordering=task_id', 'abcd'],
		['?ordering=-task_id', 'dcba'],
		['?ordering=status', 'adcb'], // equal ones: newest first
		['?ordering=-status', 'cbda'],
		['?ordering=task_name', 'dacb'],
		['?ordering=-task_name', 'cbda'],
		['?ordering=constructor', 'dcba'],
	])('ordering "%s": %s', async (query, expected) => {
		expect(await ids(await filled(), query)).toBe(expected);
	});

	it.each([
		['?task_id=b', 'b'],
		['?task_id=x', ''],
		['?task_name=transcription', 'cb'],
		['?task_name=content-moderation', 'da'],
		['?status=SUCCESS', 'cb'],
		['?status=SUCCES', ''],
		['?status=', 'dcba'],
		['?search=nsfw', 'd'],
		['?search=NSFW', 'd'],
		['?search=s3.example', 'b'],
		['?search=kick', 'b'],
		['?search=ann', 'a'],
		['?search=revok', 'a'],
		['?search=moderation', 'da'],
		['?search=nothing-has-this', ''],
		['?status=SUCCESS&search=cdn', 'c'],
		['?date_created=2026-06-26', 'cb'],
		['?date_created=2026-06-25', 'a'],
		['?date_created=2026-06-26T16:26', 'c'],
		['?date_created=2026-06-26T16:26:29Z', 'c'],
		['?date_created=2026-06-26T16:26:29.25Z', 'c'],
		['?date_created=2026-06-26T16:26:29.26Z', ''],
		['?date_created=2026-06-26T18:26:29%2B02:00', 'c'],
		['?date_created=2026-06-26T18:26:29+02:00', 'c'],
		['?date_created=yesterday', '400'],
		['?date_created=2026-13-01', '400'],
	])('filter "%s": "%s"', async (query, expected) => {
		expect(await ids(await filled(), query)).toBe(expected);
	});

	it.each([
		['2026-06-26', 86_400_000],
		['2026-06-26 16:26', 60_000],
		['2026-06-26T16:26:29', 1000],
		['2026-06-26T16:26:29.123456+0200', 1],
	])('takes %s for %i ms', (text, length) => {
		const [from, until] = timeSpan(text)!;
		expect(until - from).toBe(length);
	});

	it.each([
		['?limit=3', 'dcb', 'page=2', null],
		['?limit=3&page=2', 'a', null, 'page=1'],
		['?limit=1&page=2', 'c', 'page=3', 'page=1'],
		['?limit=4', 'dcba', null, null],
		['?limit=3&page=9', '', null, 'page=2'],
		['?limit=0', 'dcba', null, null],
		['?limit=x', 'dcba', null, null],
		['?status=SUCCESS&limit=1', 'c', 'page=2', null],
	])('page "%s": "%s", next %s, previous %s', async (query, expected, next, previous) => {
		const gcore = await filled();
		expect(await ids(gcore, query)).toBe(expected);
		expect((await ask(gcore, 'GET', TASKS + query)).body).toMatchObject({ next, previous });
	});

	it('has ten rows a page unless asked, and no more than maxLimit', async () => {
		const gcore = await open({ maxLimit: 20 });
		for (let i = 0; i < 25; i++) gcore.tasks.add();
		const rows = async (query: string) => (await ids(gcore, query)).length / 36;
		expect([await rows(''), await rows('?page=3'), await rows('?limit=100')]).toEqual([10, 5, 20]);
	});

	it.each(['?page=0', '?page=-1', '?page=x', '?page=1.5'])('404 for "%s"', async (query) => {
		const reply = await ask(await filled(), 'GET', TASKS + query);
		expect([reply.status, reply.body]).toEqual([
			404,
			{
				status: 404,
				error:
					'Not Found. Entity you are looking for was not found, please check the initial parameters',
			},
		]);
	});

	it('404 past the end where told, though page 1 of nothing is a page', async () => {
		const gcore = await filled({ pastEnd: '404' });
		expect(await ids(gcore, '?limit=3&page=2')).toBe('a');
		expect(await ids(gcore, '?limit=3&page=3')).toBe('404');
		expect(await ids(gcore, '?search=nothing-has-this')).toBe('');
	});
});
