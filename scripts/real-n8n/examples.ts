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

/** A copy of the workflow in which every node of this package uses `credential`, as a user chooses it after an import. */
export const withCredential = (
	workflow: WorkflowDefinition,
	{ id, name }: Credential,
): WorkflowDefinition => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type.startsWith(`${PACKAGE_NAME}.`)
			? { ...node, credentials: { gcoreApi: { id, name } } }
			: node,
	),
});

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
