import type { INodeParameters } from 'n8n-workflow';

import { runWorkflow, workflowOf } from '../engine';
import { closeAll, open } from '../standin/testing';
import { credentialOf, ids, pairs, runOn } from './operations';

afterEach(closeAll);

const listing = (parameters: INodeParameters): INodeParameters => ({
	operation: 'getAll',
	...parameters,
});

describe('filters and sorting', () => {
	async function account() {
		const gcore = await open();
		const when = '2026-03-01T10:00:00.000Z';
		gcore.tasks.add({ task_id: 'a', status: 'SUCCESS', created_at: when });
		gcore.tasks.add({ task_id: 'b', status: 'FAILURE', task_data: { category: 'nsfw' } });
		gcore.tasks.add({ task_id: 'c', status: 'RETRY', task_data: { url: 'https://s3.eu/c.mp4' } });
		gcore.tasks.add({ task_id: 'd', status: 'RETRY', task_data: { category: 'sport' } });
		return gcore;
	}

	it.each<[INodeParameters, string, string[]]>([
		[{ status: 'RETRY' }, 'status=RETRY', ['d', 'c']],
		[{ taskName: 'content-moderation' }, 'task_name=content-moderation', ['d', 'b']],
		[{ search: 's3.eu' }, 'search=s3.eu', ['c']],
		[{ taskId: 'b' }, 'task_id=b', ['b']],
		[{ dateCreated: '2026-03-01' }, 'date_created=2026-03-01', ['a']],
		[{ status: 'RETRY', taskName: 'transcription' }, 'task_name=transcription&status=RETRY', ['c']],
		[{ status: '', search: '' }, '', ['d', 'c', 'b', 'a']],
	])('%p', async (filters, query, found) => {
		const gcore = await account();
		const { json } = await runOn(gcore, listing({ filters }));
		expect(ids(json[0]).sort()).toEqual(found.sort());
		expect(gcore.requests[0].query).toEqual({
			...Object.fromEntries(new URLSearchParams(query)),
			page: '1',
			limit: '50',
		});
	});

	it.each([
		['task_id', ['a', 'b', 'c', 'd']],
		['status', ['FAILURE', 'RETRY', 'RETRY', 'SUCCESS']],
	])('by %s', async (ordering, order) => {
		const gcore = await account();
		const { json } = await runOn(gcore, listing({ sort: { ordering } }));
		expect(json[0].map((task) => task[ordering])).toEqual(order);
	});

	it("a time without a zone is one of the workflow's", async () => {
		const gcore = await account();
		const filters = { dateCreated: '2026-01-31T10:00:00' };
		const file = workflowOf({ parameters: listing({ filters }), items: [{}] });
		await runWorkflow({ ...file, settings: { timezone: 'Asia/Tokyo' } }, credentialOf(gcore));
		expect(gcore.requests[0].query).toMatchObject({ date_created: '2026-01-31T01:00:00.000Z' });
	});

	it('are read for each item, whose tasks come in order and paired', async () => {
		const gcore = await account();
		const { outputs, json } = await runOn(
			gcore,
			listing({
				filters: { status: '={{ $json.status }}' },
				sort: { ordering: '={{ $json.by ?? "task_id" }}' },
			}),
			[
				{ status: 'retry' },
				{ status: 'PENDING' },
				{ status: 'SUCCESS', by: 'Task_ID' },
				{ day: 'of no status' },
				{ status: 'finished' },
				{ status: 'RETRY', by: '-started_at' },
			],
			{ onError: 'continueErrorOutput' },
		);
		expect(ids(json[0])).toEqual(['c', 'd', 'a']);
		expect(outputs.map(pairs)).toEqual([
			[0, 0, 2],
			[3, 4, 5],
		]);
		expect(json[1].map(({ error }) => error)).toEqual([
			expect.stringMatching(/^'Status' is not one of (FAILURE|PENDING), /),
			expect.stringMatching(/^'Status' is not one of (FAILURE|PENDING), /),
			"'Order By' is not one of started_at, status, task_id, task_name",
		]);
		expect(gcore.stats.requests).toBe(3);
	});

	it('as an expression as a whole, which n8n loses, are refused before sending', async () => {
		const gcore = await account();
		const filters = '={{ $json.filters }}';
		const { error } = await runOn(gcore, listing({ filters }), [{ filters: { status: 'RETRY' } }]);
		expect(error?.message).toBe(
			"'Filters' is an expression as a whole, which n8n does not evaluate",
		);
		expect(gcore.stats.requests).toBe(0);
	});
});

describe('views', () => {
	it('simple: ten flat fields at the most', async () => {
		const gcore = await open();
		gcore.tasks.add({
			task_id: 'a',
			status: 'SUCCESS',
			task_data: { url: 'https://example.com/a.mp4', category: 'sport', client_user_id: 'me' },
			processing_time: {
				started_at: '2026-01-31T10:00:00.000Z',
				completed_at: '2026-01-31T10:00:01.000Z',
				total_time_sec: 1,
			},
		});
		const { json } = await runOn(gcore, listing({}));
		expect(json[0]).toEqual([
			{
				task_id: 'a',
				status: 'SUCCESS',
				finished: true,
				progress: 100,
				task_type: 'sport',
				url: 'https://example.com/a.mp4',
				started_at: '2026-01-31T10:00:00.000Z',
				completed_at: '2026-01-31T10:00:01.000Z',
				total_time_sec: 1,
				client_user_id: 'me',
			},
		]);
	});

	it('raw: what Gcore gives, and nothing beside it', async () => {
		const gcore = await open();
		for (const status of ['SUCCESS', 'FAILURE', 'STARTED']) gcore.tasks.add({ status });
		const { json } = await runOn(gcore, listing({ simplify: false }));
		expect(json[0]).toEqual(
			gcore.tasks
				.all()
				.reverse()
				.map((task) => ({ ...task, result: undefined })),
		);
	});
});
