/** The parts of n8n's REST answers that the suites look at. */

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	[field: string]: unknown;
}

export interface WorkflowDefinition {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** What a node hands on instead of being run, by its name. */
	pinData?: Record<string, unknown[]>;
	[field: string]: unknown;
}

export interface Workflow extends WorkflowDefinition {
	id: string;
	versionId: string;
	active: boolean;
}

export interface CredentialInput {
	id?: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, Record<string, unknown>>;
	pairedItem?: unknown;
}

export interface NodeRun {
	error?: { message: string; description?: string; [field: string]: unknown };
	/** Per kind of connection (`main`, `ai_tool`, ...), per output, the items. */
	data?: Record<string, Array<Item[] | null>>;
	hints?: Array<{ message: string; [field: string]: unknown }>;
	[field: string]: unknown;
}

export type ExecutionStatus =
	| 'new'
	| 'running'
	| 'waiting'
	| 'success'
	| 'error'
	| 'canceled'
	| 'crashed'
	| 'unknown';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: ExecutionStatus;
	startedAt: string;
	stoppedAt?: string;
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, NodeRun[]>;
			lastNodeExecuted?: string;
			error?: { message: string; description?: string; [field: string]: unknown };
		};
		[field: string]: unknown;
	};
}

export interface NodeTypeDescription {
	name: string;
	displayName: string;
	properties: Array<Record<string, unknown>>;
	[field: string]: unknown;
}

export interface ListSearchQuery {
	nodeType: string;
	/** The parameter that is searched, e.g. `taskId`. */
	parameter: string;
	/** The node's method, e.g. `searchTasks`. */
	method: string;
	credentials?: Record<string, { id: string; name: string }>;
	filter?: string;
	paginationToken?: string;
}

export interface ListSearchResult {
	results: Array<{ name: string; value: string; url?: string; description?: string }>;
	paginationToken?: string;
}
