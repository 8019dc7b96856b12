import type { StandIn, StandInOptions } from './server';
import { ask, closeAll, open, VIDEOS } from './testing';

afterEach(closeAll);

/** Three videos, 70575 to 70577, which `ids` calls 1 to 3. */
async function filled(options: StandInOptions = {}): Promise<StandIn> {
	const gcore = await open(options);
	gcore.videos.add({ name: 'Coffee Run', slug: 'FnlHXwA16ZMxmUr', client_user_id: 7 });
	gcore.videos.add({ name: 'Tea Party', status: 'viewable', stream_id: 9 });
	gcore.videos.add({ name: 'A run of 70575 steps', status: 'error', client_user_id: 7 });
	return gcore;
}

const ids = async (gcore: StandIn, query: string): Promise<string> => {
	const { status, body } = await ask(gcore, 'GET', VIDEOS + query);
	return status === 200 ? body.map(({ id }: { id: number }) => id - 70574).join('') : `${status}`;
};

describe('list of videos', () => {
	it.each([
		['', '321'],
		['?search=70575', '31'], // an ID, and a part of a name
		['?search=7057', '3'], // but no part of an ID
		['?search=FnlHXwA16ZMxmUr', '1'],
		['?search=FnlHXwA16ZMxmU', ''],
		['?search=RUN', '31'],
		['?search=', '321'],
		['?status=ready', '1'],
		['?id=70577,1,70575', '31'],
		['?client_user_id=7&search=coffee', '1'],
		['?stream_id=9', '2'],
		['?per_page=2', '32'],
		['?per_page=2&page=2', '1'],
		['?per_page=2&page=3', ''],
		['?page=0', '400'],
		['?per_page=many', '400'],
		['?client_user_id=Ann', '400'],
	])('%s finds "%s"', async (query, expected) => {
		expect(await ids(await filled(), query)).toBe(expected);
	});

	it('has the given end, size and highest size of a page', async () => {
		const gcore = await filled({ pastEnd: '404', maxPerPage: 26 });
		expect((await ask(gcore, 'GET', `${VIDEOS}?page=2`)).body).toEqual({
			status: 404,
			error: expect.stringMatching(/^Not Found. Entity you are looking for was not found/),
		});
		expect(await ids(gcore, '?search=none')).toBe('');
		for (let i = 0; i < 25; i++) gcore.videos.add();
		const sizes = ['', '?page=2', '?per_page=99', '?per_page=14&page=2'].map(
			async (query) => (await ask(gcore, 'GET', VIDEOS + query)).body.length,
		);
		expect(await Promise.all(sizes)).toEqual([25, 3, 26, 14]);
		expect((await ask(gcore, 'GET', `${VIDEOS}?per_page=14&page=3`)).status).toBe(404);
	});

	it('shows whole videos, or those of the asked fields that may be asked for', async () => {
		const gcore = await filled();
		const { body } = await ask(gcore, 'GET', VIDEOS);
		expect(body).toEqual(gcore.videos.all().reverse());
		const rows = (await ask(gcore, 'GET', `${VIDEOS}?fields=id,%20name,slug,none&id=70575`)).body;
		expect(rows).toEqual([{ id: 70575, name: 'Coffee Run' }]);
	});
});
