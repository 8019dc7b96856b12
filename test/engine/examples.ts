/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { WorkflowFile } from './index';
import { PACKAGE, PROJECT } from './loaded';

const FOLDER = join(PROJECT, 'examples');

export const exampleNames = async (): Promise<string[]> =>
	(await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();

/** A workflow of `examples/`, as it can be imported into n8n. */
export const readExample = async (name: string): Promise<WorkflowFile> =>
	JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as WorkflowFile;

/** The workflow as a user has it who has chosen a credential in each of our nodes. */
export const withCredentials = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type.startsWith(PACKAGE)
			? { ...node, credentials: { gcoreApi: { id: '1', name: 'Gcore' } } }
			: node,
	),
});
