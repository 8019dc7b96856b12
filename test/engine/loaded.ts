/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import './settings.js';

import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers, type ICredentialType, type INodeType, type INodeTypes } from 'n8n-workflow';

import { BASE_NODES } from './baseNodes';
import { outside } from './outside';

export const PACKAGE = 'n8n-nodes-gcore-streaming-ai';
export const PROJECT = join(__dirname, '../..');

/** The pauses between looks for what was lost sum up to ten seconds. The lists of most tests do not lag. */
function doNotLag() {
	// A program of the package that runs on the engine is no test.
	if (process.env.JEST_WORKER_ID === undefined) return;
	const looking = join(PROJECT, 'dist/nodes/GcoreStreamingAi/actions/looking.js');
	// A file with jest's usual environment has modules of its own.
	const load = outside ? outside.require : require;
	const { LOOK_PAUSES_MS } = load(looking) as { LOOK_PAUSES_MS: number[] };
	LOOK_PAUSES_MS.forEach((ms, round) => (LOOK_PAUSES_MS[round] = ms / 50));
}

let loading: Promise<{ nodes: Record<string, INodeType>; credential: ICredentialType }> | undefined;

/** The nodes and the credential of `dist`, loaded as n8n loads a community package. Needs a build. */
export async function loadPackage() {
	loading ??= (async () => {
		const loader = new PackageDirectoryLoader(PROJECT);
		await loader.loadAll();
		doNotLag();
		const nodes = Object.fromEntries(
			Object.entries(loader.nodeTypes).map(([name, { type }]) => [
				`${PACKAGE}.${name}`,
				type as INodeType,
			]),
		);
		return { nodes, credential: loader.credentialTypes.gcoreApi.type };
	})();
	return await loading;
}

/** n8n's registry of node types, with ours, their tool variants, and the base nodes of tests. */
export async function nodeTypes(): Promise<INodeTypes> {
	const { nodes } = await loadPackage();
	const all: Record<string, INodeType> = { ...BASE_NODES, ...nodes };
	for (const [name, type] of Object.entries(nodes)) {
		if (!type.description.usableAsTool) continue;
		const description = structuredClone(type.description);
		all[`${name}Tool`] = Object.assign(Object.create(type) as INodeType, {
			description: {
				...description,
				name: `${description.name}Tool`,
				outputs: ['ai_tool'],
				inputs: [],
			},
		});
	}
	const find = (name: string) => {
		const type = all[name];
		if (!type) throw new Error(`Unknown node type ${name}`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}
