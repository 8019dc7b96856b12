import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runAgent, type AgentKind, type Handed } from '../engine/agent';
import { UNREADABLE } from '../engine/wording';
import { mixedItems, quick, useGcore, VALUES } from './helpers';

const gcore = useGcore();

const FROM_AI = {
	taskId: { __rl: true, mode: 'id', value: "={{ $fromAI('task_id', 'The task', 'string') }}" },
};

const run = async (
	kind: AgentKind,
	calls: IDataObject[],
	parameters: IDataObject = {},
	setup: object = {},
) =>
	await runAgent(
		kind,
		calls,
		{ parameters: quick({ ...FROM_AI, ...(parameters as object) }), ...setup },
		gcore.credential,
	);

/** What happened and what to do, of a call that went wrong: an item, never a throw, which not every agent survives. */
function toldIn(handed: Handed): string {
	if (typeof handed === 'string') return `thrown: ${handed}`;
	const { error, details } = handed[0] as { error: string; details: { description: string } };
	return `${error}. ${details.description}`;
}

describe.each<AgentKind>(['callsTools', 'asksEngine'])('an agent that %s', (kind) => {
	it.each(['separate', 'same', 'fail'])(
		'is handed one item for each outcome, as data, with %s',
		async (outcomeHandling) => {
			const items = mixedItems(gcore, 5, 3);
			const calls = items.map(({ task_id }) => ({ task_id }));
			const { handed, error } = await run(kind, calls, { outcomeHandling });
			expect(error).toBeUndefined();
			expect(handed).toEqual(
				items.map(({ task_id, kind: outcome }) => [
					expect.objectContaining({ task_id, outcome, cancelled: outcome === 'cancelled' }),
				]),
			);
			expect(handed.flat().map((item) => Object.hasOwn(item as object, 'error'))).toEqual(
				VALUES.map(() => false),
			);
		},
	);

	it.each([
		[401, 'Gcore refused the API key (HTTP 401). Gcore says: "Token is invalid or expired". Open'],
		[405, "The address does not take this call (HTTP 405). Check 'Base URL' in the credential."],
		[503, 'Gcore could not handle the request (HTTP 503). Try later; Gcore may be under load or'],
	])('is told of a %i what happened and what to do', async (status, told) => {
		const task_id = gcore.plantFor('odd', { status });
		const { handed } = await run(kind, [{ task_id }]);
		expect(handed).toHaveLength(1);
		expect(toldIn(handed[0])).toContain(told);
		expect(toldIn(handed[0])).not.toMatch(UNREADABLE);
		// Once is enough.
		expect(toldIn(handed[0]).split(told.slice(-30))).toHaveLength(2);
	});

	it('is told the same under Continue', async () => {
		const task_id = gcore.plantFor('odd', { status: 405 });
		const setup = { onError: 'continueRegularOutput' };
		const { handed } = await run(kind, [{ task_id }], {}, setup);
		expect(JSON.stringify(handed)).toContain('The address does not take this call (HTTP 405)');
		expect(JSON.stringify(handed)).toContain("Check 'Base URL' in the credential.");
	});

	it('is told of a credential that cannot be used', async () => {
		const credential = { ...gcore.credential, baseUrl: 'http://gcore.example' };
		const setup = { parameters: FROM_AI };
		const { handed } = await runAgent(kind, [{ task_id: 'a' }], setup, credential);
		expect(toldIn(handed[0])).toContain("The credential cannot be used: 'Base URL' must start");
		expect(toldIn(handed[0])).toContain('Open the Gcore API credential and correct it.');
	});

	it('can leave the ID to the item that it works on', async () => {
		const { task_id } = gcore.standIn.tasks.add();
		const taskId = { __rl: true, mode: 'id', value: '={{ $json.task_id }}' };
		const { handed } = await run(kind, [{}], { taskId }, { items: [{ task_id }] });
		expect(handed).toEqual([[expect.objectContaining({ task_id, outcome: 'cancelled' })]]);
	});

	describe('whose agent has three items, each with a task and a video', () => {
		const MISSING =
			/"task_id" is not specified\. The agent has 3 items, and n8n does not tell .*\. Give the task_id/;
		const tasks = () =>
			[0, 1, 2].map((n) => gcore.standIn.tasks.add({ task_id: `mine-${n}` }).task_id);
		const set = (value: string): IDataObject => ({ taskId: { __rl: true, mode: 'id', value } });

		const rows: Array<[string, IDataObject, IDataObject, RegExp | undefined]> = [
			['no task', {}, {}, undefined],
			['an empty one', {}, { task_id: '' }, /"task_id" is not specified\. Give the task_id/],
			['none, by $json', set('={{ $json.task_id }}'), {}, undefined],
		];
		const elsewhere = set("={{ $('Start').item.json.task_id }}");
		if (kind === 'callsTools') rows.push(['none, by another node', elsewhere, {}, undefined]);

		it.each(rows)('cancels its own, or none: %s', async (_name, parameters, call, flaw) => {
			const ids = tasks();
			const items = ids.map((task_id) => ({ task_id }));
			const calls = ids.map(() => call);
			const setup = { parameters: quick(parameters as INodeParameters), items };
			const { handed, error } = await runAgent(kind, calls, setup, gcore.credential);
			expect(error).toBeUndefined();
			const message = kind === 'callsTools' ? MISSING : flaw;
			expect(handed.flat()).toMatchObject(
				ids.map((task_id) =>
					message
						? { outcome: 'badRequest', message: expect.stringMatching(message) }
						: { task_id, outcome: 'cancelled' },
				),
			);
			const status = message ? 'STARTED' : 'REVOKED';
			for (const id of ids) expect(gcore.standIn.tasks.get(id)?.status).toBe(status);
		});

		it('cancels those that the model names', async () => {
			const ids = tasks();
			const items = ids.map((task_id) => ({ task_id }));
			const calls = [...ids].reverse().map((task_id) => ({ task_id }));
			const setup = { parameters: quick({ operation: 'cancel' }), items };
			const { handed } = await runAgent(kind, calls, setup, gcore.credential);
			expect(handed.flat()).toMatchObject(calls.map((call) => ({ ...call, outcome: 'cancelled' })));
		});

		it('puts subtitles on no other video than that of the item it is at', async () => {
			const videos = [5, 6, 7].map((id) => gcore.standIn.videos.add({ id }).id);
			const { task_id } = gcore.standIn.tasks.add({ status: 'SUCCESS' });
			const setup = {
				parameters: quick({ resource: 'video', operation: 'addSubtitles' }),
				items: videos.map((video_id) => ({ video_id })),
			};
			const calls = videos.map(() => ({ task_id }));
			const { handed } = await runAgent(kind, calls, setup, gcore.credential);
			expect(handed.flat()).toMatchObject(
				kind === 'asksEngine'
					? videos.map((video_id) => ({ video_id }))
					: videos.map(() => ({
							error: "'Video' is empty, and the item names no video",
							details: { description: expect.stringMatching(/^The agent has 3 items, /) },
						})),
			);
		});
	});

	it.each([
		['the ID of its one item, where the model names none', { task_id: 'mine' }, {}, 'mine'],
		[
			'the one of the details, where its item has failed before',
			{ task_id: 'old', error: 'What', details: { description: 'Do this', task_id: 'mine' } },
			{},
			'mine',
		],
		[
			'none, where its item has failed before and names none',
			{ task_id: 'old', error: 'What', details: { description: 'Do this' } },
			{},
			null,
		],
	])('takes %s', async (_name, item, call, task_id) => {
		for (const id of ['mine', 'old']) gcore.standIn.tasks.add({ task_id: id });
		const setup = { parameters: quick({ operation: 'cancel' }), items: [item] };
		const { handed } = await runAgent(kind, [call], setup, gcore.credential);
		expect(handed).toMatchObject([[{ task_id, outcome: task_id ? 'cancelled' : 'badRequest' }]]);
		expect(gcore.standIn.tasks.get('old')?.status).toBe('STARTED');
	});
});
