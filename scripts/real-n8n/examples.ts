/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nApi } from './api';
import { PACKAGE_NAME, PROJECT_FOLDER } from './package';
import type { Credential, Workflow, WorkflowDefinition } from './types';

const FOLDER = join(PROJECT_FOLDER, 'examples');

/** The workflows of `examples/` by file. */
export async function readExamples(): Promise<Record<string, WorkflowDefinition>> {
	const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
	const texts = files.map(async (file) => [
		file,
		JSON.parse(await readFile(join(FOLDER, file), 'utf8')),
	]);
	return Object.fromEntries(await Promise.all(texts)) as Record<string, WorkflowDefinition>;
}

/**
 * A copy of the workflow in which nodes have a credential, as a user chooses it after an import.
 * @param nodeType what the types of these nodes begin with
 * @param type of the credential
 */
export const withCredentialOf = (
	workflow: WorkflowDefinition,
	nodeType: string,
	type: string,
	{ id, name }: Credential,
): WorkflowDefinition => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type.startsWith(nodeType) ? { ...node, credentials: { [type]: { id, name } } } : node,
	),
});

/** The same for every node of this package. */
export const withCredential = (workflow: WorkflowDefinition, credential: Credential) =>
	withCredentialOf(workflow, `${PACKAGE_NAME}.`, 'gcoreApi', credential);

/** Imports the examples that n8n does not have yet, and returns them. */
export async function importExamples(api: N8nApi, credential: Credential): Promise<Workflow[]> {
	const present = new Set((await api.workflows()).map(({ name }) => name));
	const imported: Workflow[] = [];
	for (const example of Object.values(await readExamples())) {
		if (present.has(example.name)) continue;
		imported.push(await api.createWorkflow(withCredential(example, credential)));
	}
	return imported;
}
