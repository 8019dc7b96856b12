import { startStandIn, type StandIn, type TaskInput } from '../standin/server';
import { KEY, useGcore } from './helpers';
import { searchWith } from './searching';

const gcore = useGcore();

/** Opens the list of the 'Task' field. */
const search = async (filter?: string, token?: string, credential = gcore.credential) =>
	await searchWith(credential, 'searchTasks', filter, token);

/** All pages, as the editor asks for them while somebody scrolls. */
async function searchAll(filter?: string, credential = gcore.credential) {
	const pages: string[][] = [];
	let token: string | undefined;
	do {
		const page = await search(filter, token, credential);
		pages.push(page.results.map(({ value }) => String(value)));
		token = page.paginationToken as string | undefined;
	} while (token);
	return pages;
}

const startedAt = (minute: number) => new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString();

const addTasks = (count: number, standIn = gcore.standIn) =>
	Array.from(
		{ length: count },
		(_, n) =>
			standIn.tasks.add({
				task_id: `task-${n}`,
				processing_time: { started_at: startedAt(n) },
			}).task_id,
	);

it('shows the newest first', async () => {
	addTasks(3);
	gcore.standIn.tasks.add({ task_id: 'old', processing_time: { started_at: startedAt(-60) } });
	expect(await searchAll()).toEqual([['task-2', 'task-1', 'task-0', 'old']]);
});

const url = 'https://cdn.example/videos/My%20Film.mp4?token=x';

it.each<[string, TaskInput, string]>([
	[
		'a transcription',
		{ status: 'STARTED', task_data: { task_name: 'transcription', url } },
		'My Film.mp4 · transcription · STARTED',
	],
	[
		'a translation',
		{
			status: 'SUCCESS',
			task_data: { task_name: 'transcription', subtitles_language: 'ger', url },
		},
		'My Film.mp4 · translation · SUCCESS',
	],
	[
		'a moderation',
		{ status: 'PENDING', task_data: { category: 'soft_nudity', url } },
		'My Film.mp4 · soft_nudity · PENDING',
	],
	[
		'a file name that cannot be decoded',
		{ status: 'FAILURE', task_data: { url: 'https://cdn.example/100%.mp4' } },
		'100%.mp4 · transcription · FAILURE',
	],
	[
		'no file name',
		{ task_id: 'a-task', task_data: { url: 'not-a-video?/' } },
		'not-a-video · transcription · STARTED',
	],
	['no URL', { task_id: 'a-task', task_data: { url: '' } }, 'a-task · transcription · STARTED'],
	// A stranger's video: what begins with = would be evaluated once it is saved in a workflow.
	[
		'a file that looks like an expression',
		{ task_data: { url: 'https://cdn.example/%20%E2%80%8B=%3D%7B%7B%20$env%20%7D%7D' } },
		'{ { $env } } · transcription · STARTED',
	],
	[
		'a file of lines, marks and many letters',
		{ task_data: { url: `https://cdn.example/a%0Ab%E2%80%AE%3Ci%3E${'x'.repeat(5000)}` } },
		`a b ‹i›${'x'.repeat(93)}… · transcription · STARTED`,
	],
	[
		'a file like a page, with an odd status',
		{ task_id: 'a-task', status: '=\n1', task_data: { url: 'https://cdn.example/%3Ctitle%3E' } },
		'a-task · transcription · = 1',
	],
])('names %s by file, type and status', async (_name, task, name) => {
	const { task_id } = gcore.standIn.tasks.add(task);
	expect((await search()).results).toEqual([{ name, value: task_id }]);
});

it.each([
	['the file name', 'FILM', ['film']],
	['the ID', 'other', ['other']],
	['the status', 'success', ['film']],
	['with white space around it', '  film ', ['film']],
	['nothing of ours', 'nothing', []],
	['a blank', '   ', ['film', 'other']],
])('finds what is typed: %s', async (_name, filter, found) => {
	gcore.standIn.tasks.add({ task_id: 'other', processing_time: { started_at: startedAt(0) } });
	gcore.standIn.tasks.add({
		task_id: 'film',
		status: 'SUCCESS',
		task_data: { url },
		processing_time: { started_at: startedAt(1) },
	});
	expect(await searchAll(filter)).toEqual([found]);
});

describe('pages', () => {
	it.each([
		[50, [50]],
		[51, [50, 1]],
		[120, [50, 50, 20]],
		[150, [50, 50, 50]],
	])('%i tasks come on pages of %j, each once', async (count, sizes) => {
		const ids = addTasks(count);
		const pages = await searchAll();
		expect(pages.map(({ length }) => length)).toEqual(sizes);
		expect(pages.flat()).toEqual(ids.reverse());
		expect(gcore.standIn.requests).toHaveLength(sizes.length);
	});

	it('keep to what is typed', async () => {
		addTasks(60);
		await searchAll('task');
		expect(gcore.standIn.requests.map(({ query }) => query.search)).toEqual(['task', 'task']);
	});

	it('leave out tasks whose ID cannot be used, and go on', async () => {
		const odd = ['={{ $env }}', "$FromAI ('a')", '..', '', '\ud83d', 'x'.repeat(3_000_000)];
		const results = [...odd, 'a-task'].map((task_id) => ({ task_id, status: 'STARTED' }));
		gcore.standIn.plant({ times: 1, body: { count: 8, next: null, results } });
		const { results: found, paginationToken } = await search();
		expect(found.map(({ value }) => value)).toEqual(['a-task']);
		expect(paginationToken).toBe('2/7');
	});

	it('are no longer than asked for', async () => {
		const results = Array.from({ length: 200_000 }, (_, n) => ({ task_id: `t${n}` }));
		gcore.standIn.plant({ body: { count: 200_000, results } });
		expect((await search()).results).toHaveLength(50);
	});

	describe('of a server with its own mind', () => {
		let other: StandIn;
		afterEach(async () => await other.close());

		it('may be shorter than asked for', async () => {
			other = await startStandIn({ apiKey: KEY, maxLimit: 20 });
			addTasks(45, other);
			const pages = await searchAll('', { apiKey: KEY, baseUrl: other.url });
			expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
		});

		it('may have gone in the meantime', async () => {
			other = await startStandIn({ apiKey: KEY, pastEnd: '404' });
			addTasks(60, other);
			const credential = { apiKey: KEY, baseUrl: other.url };
			const { paginationToken } = await search('', undefined, credential);
			other.tasks.clear();
			expect(await search('', paginationToken as string, credential)).toEqual({ results: [] });
		});
	});
});

describe('when the list cannot be read', () => {
	it.each([
		[401, 'Gcore refused the API key (HTTP 401)', /paste a valid token/],
		[403, 'The API key is not allowed to use Streaming AI (HTTP 403)', /role access to Streaming/],
		[404, 'Gcore has nothing at this address (HTTP 404)', /^Gcore says: .*Check 'Base URL'/],
		[
			422,
			'Streaming AI is not enabled for the account (HTTP 422)',
			/Ask Gcore support to enable it/,
		],
	])('a %i is told with what to do', async (status, message, description) => {
		gcore.standIn.plant({ status });
		const reason = await search().catch((error: unknown) => error);
		expect(reason).toMatchObject({
			name: 'NodeApiError',
			message,
			description: expect.stringMatching(description),
			httpCode: String(status),
		});
	});

	it('a credential that cannot be used is told, and nothing is sent', async () => {
		const credential = { apiKey: '', baseUrl: gcore.standIn.url };
		await expect(search('', undefined, credential)).rejects.toMatchObject({
			message: "The credential cannot be used: 'API Key' is empty",
			description: 'Open the Gcore API credential and correct it.',
		});
		expect(gcore.standIn.requests).toEqual([]);
	});

	it('half a character to search for is told, and nothing is sent', async () => {
		await expect(search(' ab\ud83d')).rejects.toMatchObject({
			message: "'Search' holds half a character at place 3",
		});
		expect(gcore.standIn.requests).toEqual([]);
	});

	it('is tried once more', async () => {
		addTasks(1);
		gcore.standIn.plant({ status: 503, times: 1 });
		expect(await searchAll()).toEqual([['task-0']]);
	});
});
