/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import './settings.js';

import { join } from 'node:path';
import {
	ActiveWorkflowTriggers,
	PollContext,
	PollTriggerExecutor,
	Tracing,
	TriggersAndPollers,
	type ErrorReporter,
	type ScheduledTaskManager,
} from 'n8n-core';
import type {
	IDataObject,
	INodeParameters,
	INodeType,
	OnError,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import {
	additionalData,
	loadPackage,
	PACKAGE,
	PROJECT,
	toWorkflow,
	type GcoreCredential,
	type WorkflowFile,
} from './index';
import { outside } from './outside';

const nothing = () => undefined;
const SILENT: unknown = {
	scoped: () => SILENT,
	debug: nothing,
	info: nothing,
	warn: nothing,
	error: nothing,
};

export interface TriggerSetup {
	credential: GcoreCredential;
	parameters?: INodeParameters;
	/** How n8n activates it: by the user's switch, after a restart, or after a change of the workflow. */
	mode?: WorkflowActivateMode;
	/** The workflow's static data, as n8n has saved it. */
	saved?: string;
	/** Another workflow than the usual one, or another node of it. */
	workflowId?: string;
	nodeId?: string;
	nodeName?: string;
	onError?: OnError;
}

/** The workflow of a trigger alone. */
export const triggerFile = (parameters: INodeParameters = {}): WorkflowFile => ({
	nodes: [
		{
			id: 'trigger',
			name: 'Trigger',
			type: `${PACKAGE}.gcoreStreamingAiTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { gcoreApi: { id: '1', name: 'Gcore' } },
		},
	],
	connections: {},
});

/** The workflow of a trigger alone, with its static data. */
export const activeFile = (setup: TriggerSetup, saved: string) => {
	const { parameters, workflowId, nodeId, nodeName, onError } = setup;
	const file = {
		...triggerFile(parameters),
		id: workflowId,
		staticData: JSON.parse(saved) as IDataObject,
	};
	if (nodeId) file.nodes[0].id = nodeId;
	if (nodeName) file.nodes[0].name = nodeName;
	if (onError) file.nodes[0].onError = onError;
	return file;
};

/** Our trigger, active in n8n's engine; of n8n, only the clock that starts each poll is replaced. */
export class ActiveTrigger {
	/** The items that each poll has started an execution with. */
	readonly started: IDataObject[][] = [];
	/** What n8n would show as failed executions. */
	readonly errors: Error[] = [];
	/** The static data as n8n saves it: after activation, and whenever an execution is started. */
	saved = '{}';
	/** The static data as it is in memory. */
	get data(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	private readonly ticks: Array<() => void> = [];
	private readonly polls: Array<Promise<void>> = [];
	private readonly triggers: ActiveWorkflowTriggers;

	private constructor(private readonly workflow: Workflow) {
		const logger = SILENT as ConstructorParameters<typeof PollTriggerExecutor>[0];
		const reporter = { error: () => undefined } as unknown as ErrorReporter;
		const pollers = new TriggersAndPollers();
		const executor = new PollTriggerExecutor(logger, pollers, new Tracing(), reporter);
		const schedule: Partial<ScheduledTaskManager> = {
			register: (_context, onTick) => this.ticks.push(() => onTick(new Date())) > 0,
			deregisterGroup: () => this.ticks.splice(0).length > 0,
			deregisterTarget: () => undefined,
			hasGroup: () => false,
			getTargetIds: () => [],
		};
		const awaited: Pick<PollTriggerExecutor, 'create'> = {
			create: (...node) => {
				const run = executor.create(...node);
				return async (testing) => {
					const polling = run(testing);
					this.polls.push(polling.catch(() => undefined));
					await polling;
				};
			},
		};
		this.triggers = new ActiveWorkflowTriggers(
			logger,
			schedule as ScheduledTaskManager,
			pollers,
			reporter,
			awaited as PollTriggerExecutor,
		);
	}

	/** Activates it, which polls once. @throws as n8n does when that does not work */
	static async activate(setup: TriggerSetup): Promise<ActiveTrigger> {
		const { credential, mode = 'activate', saved = '{}' } = setup;
		const file = activeFile(setup, saved);
		const trigger = new ActiveTrigger(await toWorkflow(file));
		try {
			await trigger.activate(file, credential, mode);
		} catch (reason) {
			throw Object.assign(reason as Error, { saved: trigger.saved });
		}
		return trigger;
	}

	private async activate(
		file: WorkflowFile,
		credential: GcoreCredential,
		activation: WorkflowActivateMode,
	) {
		const { workflow } = this;
		const mode: WorkflowExecuteMode = 'trigger';
		try {
			await this.triggers.addAllTriggers(
				workflow.id,
				workflow,
				await additionalData(credential, mode, file),
				mode,
				activation,
				() => {
					throw new Error('It has no trigger function');
				},
				(of, node, additional) =>
					new PollContext(
						of,
						node,
						additional,
						mode,
						activation,
						(data) => {
							this.save();
							this.started.push(data.flat().map(({ json }) => json));
						},
						(error) => void this.errors.push(error),
					),
			);
		} finally {
			// Also when it could not be activated.
			this.save();
		}
	}

	private save() {
		if (this.workflow.staticData.__dataChanged === true) {
			this.saved = JSON.stringify(this.workflow.staticData);
		}
	}

	/** A poll by the clock; does not wait for its end. */
	tick() {
		if (this.ticks.length === 0) throw new Error('Nothing is scheduled');
		for (const tick of this.ticks) tick();
	}

	/** A poll by the clock, to its end. @returns the items of the executions it has started */
	async poll(): Promise<IDataObject[]> {
		const before = this.started.length;
		this.tick();
		await this.settled();
		return this.started.slice(before).flat();
	}

	/** Until all polls have ended. */
	async settled() {
		await Promise.all(this.polls);
	}

	/** Loads our node anew, as n8n does after an update of the package; contexts and what is scheduled stay. */
	async reloadNode() {
		const { nodes } = await loadPackage();
		const type = nodes[`${PACKAGE}.gcoreStreamingAiTrigger`];
		outside.forgetPackage();
		const file = join(PROJECT, 'dist/nodes/GcoreStreamingAi/GcoreStreamingAiTrigger.node.js');
		const loaded = outside.require(file) as { GcoreStreamingAiTrigger: new () => INodeType };
		type.poll = new loaded.GcoreStreamingAiTrigger().poll;
	}

	async deactivate() {
		await this.triggers.remove(this.workflow.id);
	}
}
