import { itemsOf, type N8nApi } from '../../scripts/real-n8n/api';
import type { Credential, WorkflowDefinition } from '../../scripts/real-n8n/types';
import { startStandIn, type StandIn } from '../standin/server';
import { expect } from './fixtures';
import { TRIGGER, triggerWorkflow } from './workflows';

/** How long a poll may take to come: n8n tries to activate a workflow again at longer and longer intervals. */
const PATIENCE = { timeout: 180_000, intervals: [500] };
const KEY = '1$watched';

/** An active trigger with a Gcore of its own, and the tasks that it must have told. */
export class Watched {
	readonly expected: string[] = [];

	private constructor(
		private readonly api: N8nApi,
		readonly gcore: StandIn,
		readonly credential: Credential,
		readonly workflowId: string,
	) {}

	/** `activate` saves a workflow and switches it on, and returns its ID. Close it in the end. */
	static async start(
		api: N8nApi,
		{
			filters = {},
			activate = async (definition: WorkflowDefinition): Promise<string> => {
				const { id } = await api.createWorkflow(definition);
				await api.activate(id);
				return id;
			},
		} = {},
	): Promise<Watched> {
		const gcore = await startStandIn({ apiKey: KEY });
		// What has ended by the first poll is not told.
		gcore.tasks.add({ status: 'SUCCESS' });
		const data = { apiKey: KEY, baseUrl: gcore.url };
		const credential = await api.createCredential({ name: gcore.url, type: 'gcoreApi', data });
		const workflowId = await activate(triggerWorkflow(credential, filters));
		const watched = new Watched(api, gcore, credential, workflowId);
		await watched.polled(1);
		return watched;
	}

	/** A task ends, which must be told. */
	end(status: 'SUCCESS' | 'FAILURE' | 'REVOKED' = 'SUCCESS'): string {
		const { task_id } = this.gcore.tasks.add();
		this.gcore.tasks.finish(task_id, status);
		this.expected.push(task_id);
		return task_id;
	}

	/** Waits for more polls that are answered: by the page that holds all tasks of so small an account. */
	async polled(times = 2): Promise<void> {
		const polls = () =>
			this.gcore.requests.filter(
				({ query, status }) => query.page === '1' && query.status === undefined && status === 200,
			).length;
		const before = polls();
		await expect.poll(polls, PATIENCE).toBeGreaterThanOrEqual(before + times);
	}

	/** The executions that the trigger has started, oldest first. */
	async executions() {
		const all = (await this.api.executionsOf(this.workflowId)).reverse();
		const ended = await Promise.all(all.map(async ({ id }) => await this.api.waitForEnd(id)));
		return ended.filter(({ mode }) => mode === 'trigger');
	}

	/** Each end is told once. Executions that end in an error tell of an outage. */
	async expectTold({ outage = false } = {}): Promise<void> {
		const told = async () => {
			const executions = await this.executions();
			if (!outage) expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
			const good = executions.filter(({ status }) => status === 'success');
			return good.flatMap((one) => itemsOf(one, TRIGGER).map(({ json }) => json.task_id)).sort();
		};
		const length = async () => (await told()).length;
		await expect.poll(length, PATIENCE).toBeGreaterThanOrEqual(this.expected.length);
		// The first of them may have been under way.
		await this.polled(2);
		expect(await told()).toEqual([...this.expected].sort());
	}

	async close(): Promise<void> {
		await this.gcore.close();
	}
}
