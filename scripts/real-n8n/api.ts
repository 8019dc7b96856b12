/* eslint-disable @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { ExecutionsApi } from './executions';
import { OWNER } from './owner';
import { RestError, RestSession } from './rest';
import type {
	Credential,
	CredentialInput,
	Execution,
	ListSearchQuery,
	ListSearchResult,
	NodeTypeDescription,
	Workflow,
	WorkflowDefinition,
} from './types';
import { majorOf } from './versions';

export { itemsOf } from './executions';

/** n8n's REST API as its editor uses it, for the versions in `versions.ts`. */
export class N8nApi extends ExecutionsApi {
	constructor(
		baseUrl: string,
		private readonly version: string,
	) {
		super(new RestSession(baseUrl));
	}

	/** Signs in as the owner; on a fresh n8n the owner is made first. */
	async signIn(): Promise<void> {
		try {
			await this.session.request('POST', '/rest/owner/setup', OWNER);
		} catch (error) {
			if (!(error instanceof RestError) || error.status >= 500) throw error;
			await this.session.request('POST', '/rest/login', {
				emailOrLdapLoginId: OWNER.email,
				password: OWNER.password,
			});
		}
	}

	/** The descriptions of the nodes that n8n has loaded; of those whose type contains `containing`, if given. */
	async nodeTypes(containing = ''): Promise<NodeTypeDescription[]> {
		const all = await this.session.request<NodeTypeDescription[]>('GET', '/types/nodes.json');
		return all.filter(({ name }) => name.includes(containing));
	}

	async createCredential(input: CredentialInput): Promise<Credential> {
		return await this.session.request('POST', '/rest/credentials', input);
	}

	async credentials(): Promise<Credential[]> {
		return await this.session.request('GET', '/rest/credentials');
	}

	async updateCredential(id: string, input: CredentialInput): Promise<Credential> {
		return await this.session.request('PATCH', `/rest/credentials/${id}`, input);
	}

	/** What the credential dialog shows after Save: whether the credential works, and n8n's message. */
	async testCredential(
		credentials: CredentialInput & { id: string },
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.session.request('POST', '/rest/credentials/test', { credentials });
	}

	async createWorkflow(definition: WorkflowDefinition): Promise<Workflow> {
		const { name, nodes, connections, settings = {}, pinData } = definition;
		return await this.session.request('POST', '/rest/workflows', {
			name,
			nodes: nodes.map((node) => ({ ...node, id: node.id ?? crypto.randomUUID() })),
			connections,
			settings,
			// 1.x leaves the column empty otherwise, which its database refuses; 2.x ignores it.
			active: false,
			...(pinData ? { pinData } : {}),
		});
	}

	async getWorkflow(id: string): Promise<Workflow> {
		return await this.session.request('GET', `/rest/workflows/${id}`);
	}

	/** The workflows' names and IDs; for a few, n8n answers in pages. */
	async workflows(): Promise<Array<{ id: string; name: string }>> {
		return await this.session.request('GET', '/rest/workflows');
	}

	/** Switches a workflow on. n8n 2 answers before its triggers are at work. */
	async activate(id: string): Promise<Workflow> {
		const { versionId } = await this.getWorkflow(id);
		try {
			return await this.session.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		} catch (error) {
			if (!(error instanceof RestError) || error.status !== 404) throw error;
			// Early 1.x has no published versions, and a switch instead.
			return await this.session.request('PATCH', `/rest/workflows/${id}`, {
				versionId,
				active: true,
			});
		}
	}

	/** Saves a change of a workflow that is active (its trigger is moved a little) and publishes it. */
	async publishChange(id: string): Promise<Workflow> {
		const { name, nodes, connections, settings, versionId } = await this.getWorkflow(id);
		const moved = nodes.map((node) => ({
			...node,
			position: node.position.map((at) => at + 20),
			notes: 'changed',
		}));
		await this.session.request('PATCH', `/rest/workflows/${id}`, {
			name,
			nodes: moved,
			connections,
			settings,
			versionId,
		});
		return await this.activate(id);
	}

	async deactivate(id: string): Promise<Workflow> {
		return await this.session.request('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Starts a workflow by hand from its trigger (the manual one when there are several); returns the execution's ID at once. */
	async start(id: string): Promise<string> {
		const workflow = await this.getWorkflow(id);
		const name = triggerOf(workflow);
		// As if it had run: a webhook waits for a call otherwise.
		const main = [workflow.pinData?.[name]];
		const pinned = {
			startTime: 0,
			executionTime: 0,
			executionIndex: 0,
			source: [],
			data: { main },
		};
		const { executionId } = await this.session.request<{ executionId: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			{
				// 1.x runs what the editor sends along; 2.x runs what is saved.
				...(majorOf(this.version) < 2 ? { workflowData: workflow } : {}),
				triggerToStartFrom: { name, ...(main[0] ? { data: pinned } : {}) },
			},
		);
		return executionId;
	}

	/** Starts a workflow by hand and waits until it has ended, however it ended. */
	async run(id: string): Promise<Execution> {
		return await this.waitForEnd(await this.start(id));
	}

	/** What a resource locator's list shows for a search text. */
	async listSearch(query: ListSearchQuery): Promise<ListSearchResult> {
		return await this.session.request(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${query.parameter}`,
				methodName: query.method,
				nodeTypeAndVersion: { name: query.nodeType, version: 1 },
				currentNodeParameters: {},
				credentials: query.credentials,
				filter: query.filter,
				paginationToken: query.paginationToken,
			},
		);
	}
}

function triggerOf({ name, nodes }: WorkflowDefinition): string {
	const triggers = nodes.filter(({ type }) => /(trigger|webhook)$/i.test(type));
	const manual = triggers.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const chosen = manual ?? triggers[0];
	if (!chosen) throw new Error(`'${name}' has no trigger to start from.`);
	return chosen.name;
}
