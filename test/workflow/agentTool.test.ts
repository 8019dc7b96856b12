import type { IDataObject } from 'n8n-workflow';

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
});
