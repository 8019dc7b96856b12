import './settings.js';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type OnError,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { TestCredentials, type CredentialOf, type GcoreCredential } from './credentials';
import { loadPackage, nodeTypes, PACKAGE } from './loaded';

export { loadPackage, nodeTypes, PACKAGE, PROJECT } from './loaded';
export type { CredentialOf, GcoreCredential } from './credentials';

export interface WorkflowFile {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
	staticData?: IDataObject;
}

export interface RunningWorkflow {
	/** Ends the execution as n8n's Stop button does. */
	stop(): void;
	finished: Promise<IRun>;
}

let executions = 0;

/** What n8n hands to the engine for an execution, as far as nodes of ours look at it. */
export async function additionalData(
	credential: GcoreCredential | CredentialOf,
	mode: WorkflowExecuteMode,
	workflow: WorkflowFile,
): Promise<IWorkflowExecuteAdditionalData> {
	const { credential: type } = await loadPackage();
	return {
		credentialsHelper: new TestCredentials(type, credential),
		hooks: new ExecutionLifecycleHooks(mode, '1', workflow as unknown as IWorkflowBase),
		executionId: String(++executions),
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: 'http://localhost/',
		webhookWaitingBaseUrl: 'http://localhost/',
		formWaitingBaseUrl: 'http://localhost/',
		variables: {},
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

export const toWorkflow = async (file: WorkflowFile) =>
	new Workflow({
		id: file.id ?? 'test',
		name: file.name ?? 'test',
		nodes: structuredClone(file.nodes),
		connections: file.connections,
		active: false,
		nodeTypes: await nodeTypes(),
		settings: { executionOrder: 'v1', ...file.settings },
		staticData: file.staticData,
	});

/** Starts a workflow on n8n's own engine. */
export async function startWorkflow(
	file: WorkflowFile,
	credential: GcoreCredential | CredentialOf,
	mode: WorkflowExecuteMode = 'manual',
): Promise<RunningWorkflow> {
	const workflow = await toWorkflow(file);
	const execution = new WorkflowExecute(await additionalData(credential, mode, file), mode);
	const running = execution.run({
		workflow,
		startNode: workflow.getStartNode(),
		pinData: file.pinData,
	});
	return { stop: () => running.cancel(), finished: running };
}

export const runWorkflow = async (
	file: WorkflowFile,
	credential: GcoreCredential | CredentialOf,
): Promise<IRun> => await (await startWorkflow(file, credential)).finished;

export interface NodeSetup {
	parameters?: INodeParameters;
	/** The items that reach the node. */
	items: Array<IDataObject | INodeExecutionData>;
	onError?: OnError;
	node?: Partial<INode>;
	type?: string;
}

const asItem = (item: IDataObject | INodeExecutionData): INodeExecutionData =>
	'json' in item ? (item as INodeExecutionData) : { json: item as IDataObject };

/** A workflow of a start with items, and our node behind it. */
export function workflowOf({
	parameters = {},
	items,
	onError,
	node,
	type,
}: NodeSetup): WorkflowFile {
	return {
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'gcore',
				name: 'Gcore',
				type: `${PACKAGE}.${type ?? 'gcoreStreamingAi'}`,
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { gcoreApi: { id: '1', name: 'Gcore' } },
				...(onError && { onError }),
				...node,
			},
		],
		connections: { Start: { main: [[{ node: 'Gcore', type: 'main', index: 0 }]] } },
		pinData: { Start: items.map(asItem) },
	};
}

export interface NodeRun {
	run: IRun;
	/** Items by output. */
	outputs: INodeExecutionData[][];
	/** The json of the items by output. */
	json: IDataObject[][];
	error?: { message: string; description?: string | null; httpCode?: string | null };
	hints: string[];
	task: ITaskData;
}

/** What a node of a finished run has put out. */
export function nodeRun(run: IRun, name = 'Gcore'): NodeRun {
	const [task] = run.data.resultData.runData[name] ?? [];
	const outputs = (task?.data?.main ?? task?.data?.ai_tool ?? []).map((output) => output ?? []);
	return {
		run,
		task,
		outputs,
		json: outputs.map((items) => items.map((item) => item.json)),
		error: run.data.resultData.error as NodeRun['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}

/** Runs our node over items on n8n's engine. */
export const runNode = async (
	setup: NodeSetup,
	credential: GcoreCredential | CredentialOf,
): Promise<NodeRun> => nodeRun(await runWorkflow(workflowOf(setup), credential));
