/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nApi } from './api';
import { PACKAGE_NAME, PROJECT_FOLDER } from './package';
import type { Credential, Workflow, WorkflowDefinition } from './types';

/** The workflows of `examples/`, as they are in their files; empty while the folder is. */
export async function readExamples(
	folder = join(PROJECT_FOLDER, 'examples'),
): Promise<WorkflowDefinition[]> {
	const files = (await readdir(folder).catch(() => []))
		.filter((file) => file.endsWith('.json'))
		.sort();
	return await Promise.all(
		files.map(async (file) => {
			const definition = JSON.parse(
				await readFile(join(folder, file), 'utf8'),
			) as WorkflowDefinition;
			return { ...definition, name: definition.name ?? file.replace(/\.json$/, '') };
		}),
	);
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
	for (const example of await readExamples()) {
		if (present.has(example.name)) continue;
		imported.push(await api.createWorkflow(withCredential(example, credential)));
	}
	return imported;
}
