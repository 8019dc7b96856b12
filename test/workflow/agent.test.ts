import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runAgent, type AgentKind } from '../engine/agent';
import type { StandIn } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { readSrt } from '../unit/phrases';
import { credentialOf, ids, statusOf } from './operations';

afterEach(closeAll);

/** A field that the model fills in. */
const fromModel = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;
const TASK = { __rl: true, mode: 'id', value: fromModel('task') };
const QUICK = { pollInterval: 0.02, waitTimeout: 0.05 };
const WAITING = { operation: 'create', url: fromModel('url'), waitForCompletion: true };

async function account() {
	const gcore = await open({ taskMs: 50 });
	gcore.tasks.add({ task_id: 'good', status: 'SUCCESS' });
	gcore.tasks.add({ task_id: 'bad', status: 'FAILURE' });
	gcore.tasks.add({ task_id: 'running' });
	return gcore;
}

describe.each<AgentKind>(['callsTools', 'asksEngine'])('an agent that %s', (kind) => {
	/** The items that the agent is handed for one call. */
	async function handed(gcore: StandIn, parameters: INodeParameters, call: IDataObject) {
		const {
			handed: [items],
			error,
		} = await runAgent(kind, [call], { parameters }, credentialOf(gcore));
		expect(error).toBeUndefined();
		return items;
	}

	it.each<[string, INodeParameters, IDataObject, IDataObject[]]>([
		[
			'Create',
			{ operation: 'create', url: fromModel('url') },
			{ url: 'https://example.com/a.mp4' },
			[{ task_id: expect.any(String), url: 'https://example.com/a.mp4' }],
		],
		[
			'Create that waits',
			{ ...WAITING, options: { pollInterval: 0.02 } },
			{ url: 'https://example.com/a.mp4' },
			[{ outcome: 'succeeded', succeeded: true, result: expect.any(Object) }],
		],
		[
			'Create that waits, of a task that fails',
			{ ...WAITING, options: { pollInterval: 0.02 } },
			{ url: 'https://example.com/fail.mp4' },
			[{ outcome: 'failed', failureReason: expect.stringMatching(/^Unsupported/) }],
		],
		[
			'Wait, of the time that is over',
			{ operation: 'wait', taskId: TASK, options: QUICK },
			{ task: 'running' },
			[{ task_id: 'running', outcome: 'timedOut' }],
		],
		[
			'Wait, of an outcome that is to be raised',
			{ operation: 'wait', taskId: TASK, outcomeHandling: 'fail', options: QUICK },
			{ task: 'bad' },
			[{ task_id: 'bad', outcome: 'failed' }],
		],
		[
			'Get',
			{ operation: 'get', taskId: TASK },
			{ task: 'good' },
			[{ task_id: 'good', finished: true }],
		],
		[
			'Get Many',
			{ operation: 'getAll', filters: { search: fromModel('words') } },
			{ words: 'good' },
			[{ task_id: 'good', status: 'SUCCESS' }],
		],
		[
			'Cancel Many',
			{ operation: 'cancelMany' },
			{},
			[{ task_id: 'running', outcome: 'cancelled' }],
		],
		['Cancel Many, dry', { operation: 'cancelMany', dryRun: true }, {}, [{ task_id: 'running' }]],
		[
			'Check Support',
			{ resource: 'language', operation: 'checkSupport', subtitlesLanguage: fromModel('to') },
			{ to: 'uzb' },
			[{ audio_language: 'eng', subtitles_language: 'uzb', supported: false }],
		],
	])('is told by %s', async (_name, parameters, call, items) => {
		expect(await handed(await account(), parameters, call)).toMatchObject(items);
	});

	it.each(['get', 'wait'])('is handed subtitles as text: %s', async (operation) => {
		const options = { subtitlesFormat: 'srt' };
		const [item] = await handed(
			await account(),
			{ operation, taskId: TASK, options },
			{ task: 'good' },
		);
		expect(readSrt(String((item as IDataObject).subtitlesText))).toHaveLength(2);
	});

	it('is told why there are no subtitles', async () => {
		const gcore = await account();
		const result = { concatenated_text: 'words' };
		gcore.tasks.add({ task_id: 'words', status: 'SUCCESS', result });
		const parameters = { operation: 'get', taskId: TASK, options: { subtitlesFormat: 'vtt' } };
		const [item] = await handed(gcore, parameters, { task: 'words' });
		expect((item as IDataObject).subtitlesNote).toMatch(/no times.* TXT has the words/);
		expect(item).not.toHaveProperty('subtitlesText');
	});

	it('is handed every outcome of Cancel Many, and that of each task', async () => {
		const gcore = await account();
		gcore.tasks.add({ task_id: 'gone' });
		gcore.plant({ match: { task: 'gone' }, status: 404 });
		const items = (await handed(gcore, { operation: 'cancelMany' }, {})) as IDataObject[];
		expect(ids(items)).toEqual(['gone', 'running']);
		expect(items.map(({ outcome }) => outcome)).toEqual(['notFound', 'cancelled']);
		expect(statusOf(gcore, 'running')).toBe('REVOKED');
	});

	it.each<[string, INodeParameters, IDataObject, RegExp]>([
		[
			'Get',
			{ operation: 'get', taskId: TASK },
			{ task: 'x' },
			/does not know the task 'x'".*"description":".*Check the task ID/,
		],
		[
			'Create',
			{ operation: 'create', url: fromModel('url') },
			{ url: 'a' },
			/'Video URL' is not .*"description":"Give/,
		],
		[
			'Wait',
			{ operation: 'wait', taskId: TASK },
			{ task: '' },
			/'Task' cannot be used: .*"description":"Give the task_id/,
		],
		[
			'Get Many',
			{ operation: 'getAll', limit: 0 },
			{},
			/'Limit' is not .*"description":"Set 'Limit' to/,
		],
	])(
		'is told by %s what cannot be done, and what to do',
		async (_name, parameters, call, message) => {
			expect(JSON.stringify(await handed(await account(), parameters, call))).toMatch(message);
		},
	);
});
