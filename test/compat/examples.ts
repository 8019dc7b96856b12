/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itemsOf } from '../../scripts/real-n8n/api';
import { withCredential } from '../../scripts/real-n8n/examples';
import { PROJECT_FOLDER } from '../../scripts/real-n8n/package';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import type { StandIn } from '../standin/server';
import type { CredentialRef } from './workflows';
import { reasonOf, type World } from './world';

const FOLDER = join(PROJECT_FOLDER, 'examples');

interface Example {
	/** What the account has to hold before. */
	prepare?: (tasks: StandIn['tasks'], gcore: StandIn) => void;
	/** Nodes that some item must leave by their first output. */
	reaches: string[];
}

/** What each file of `examples/` does when it is imported and run; a file that is missing here fails the suite. */
const EXAMPLES: Record<string, Example> = {
	'cancel-tasks.json': {
		prepare: (_tasks, gcore) => gcore.plant({ match: { path: /00000422/ }, status: 422 }),
		reaches: ['Cancel Task', 'Bad Request', 'Not Found', 'Already Done', 'Not Enabled'],
	},
	'give-up-after-limit.json': { reaches: ['Wait for Task', 'Succeeded'] },
	'moderate-video.json': { reaches: ['Check Video', 'Not Safe', 'Block Video'] },
	'save-subtitles.json': { reaches: ['Transcribe', 'Save Subtitles'] },
	'stop-everything.json': {
		prepare: (tasks) => void [tasks.add(), tasks.add({ status: 'PENDING' })],
		reaches: ['List Running', 'Cancel All', 'Cancelled'],
	},
	'when-transcription-ends.json': {
		prepare: (tasks) => void tasks.add({ status: 'SUCCESS' }),
		reaches: ['When a Task Ends', 'Get Subtitles', 'Save Subtitles'],
	},
};

/** The key of the account that an example has to itself. */
export const exampleKey = (file: string): string => `example$${file}`;
export const EXAMPLE_ACCOUNTS = Object.fromEntries(
	Object.keys(EXAMPLES).map((file) => [exampleKey(file), {}]),
);

/** Imports all examples, then runs them at once, since each of them spends its time waiting. */
export async function checkExamples(world: World): Promise<void> {
	const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
	await world.checks.check('every example is known to this suite', async () => {
		assert.deepEqual(files, Object.keys(EXAMPLES).sort());
	});
	const workflows = new Map<string, string>();
	for (const file of files) {
		await world.checks.check(`examples/${file} can be imported`, async () => {
			workflows.set(file, await importExample(world, file));
		});
	}
	const runs = [...workflows].map(([file, id]) => {
		const running = world.n8n.api.run(id);
		running.catch(() => undefined);
		return { file, running };
	});
	for (const { file, running } of runs) {
		await world.checks.check(`examples/${file} runs to its end`, async () => {
			const execution = await running;
			assert.equal(execution.status, 'success', reasonOf(execution));
			for (const node of EXAMPLES[file].reaches) {
				assert.ok(itemsOf(execution, node).length > 0, `nothing has left '${node}'`);
			}
		});
	}
}

async function importExample(world: World, file: string): Promise<string> {
	const { api, userFolder } = world.n8n;
	const key = exampleKey(file);
	EXAMPLES[file]?.prepare?.(world.gcore.account(key).tasks, world.gcore);
	const example = JSON.parse(await readFile(join(FOLDER, file), 'utf8')) as WorkflowDefinition;
	const { id } = await api.createWorkflow(
		asNotesSay(example, await world.credential(key), userFolder),
	);
	return id;
}

/** The example after its user has done what its note says: a credential, and a folder that n8n may write to. */
export const asNotesSay = (
	example: WorkflowDefinition,
	credential: CredentialRef,
	folder: string,
): WorkflowDefinition => ({
	...example,
	nodes: withCredential(example, { ...credential, type: 'gcoreApi' }).nodes.map((node) => {
		if (node.type !== 'n8n-nodes-base.readWriteFile') return node;
		const name = String(node.parameters.fileName).replace(/^=/, '');
		return { ...node, parameters: { ...node.parameters, fileName: `=${folder}/${name}` } };
	}),
});
