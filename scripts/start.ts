/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
import { parseArgs } from 'node:util';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { nodeRun, PACKAGE, runWorkflow, workflowOf, type WorkflowFile } from '../test/engine';
import { readExample, withCredentials } from '../test/engine/examples';
import { outputLabels } from '../test/engine/outputs';
import { gcoreForStart } from './start/gcore';

const USAGE = `Cancels tasks along every answer that Gcore documents, on n8n's own engine.

  npm start                                    run examples/cancel-tasks.json
  npm start -- --task-id ID [--task-id ID ...] cancel these tasks
  npm start -- --json                          print the items, not a table

Talks to a stand-in for Gcore on this machine, or to Gcore itself when GCORE_API_KEY is set.`;

function argumentsOrUsage() {
	try {
		return parseArgs({
			options: {
				'task-id': { type: 'string', multiple: true },
				json: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${USAGE}`);
		process.exit(2);
	}
}

interface Left extends IDataObject {
	node: string;
	output: string;
}

/** What left our nodes, with the name of the output it left by. */
async function whatLeft(workflow: WorkflowFile, run: IRun): Promise<Left[]> {
	const left: Left[] = [];
	for (const node of workflow.nodes.filter(({ type }) => type.startsWith(PACKAGE))) {
		const labels = await outputLabels(workflow, node.name);
		nodeRun(run, node.name).outputs.forEach((items: INodeExecutionData[], index) => {
			for (const { json } of items) left.push({ node: node.name, output: labels[index], ...json });
		});
	}
	return left;
}

function table(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

async function main(): Promise<number> {
	const options = argumentsOrUsage();
	if (options.help) {
		console.log(USAGE);
		return 0;
	}
	const gcore = await gcoreForStart();
	try {
		const ids = options['task-id'];
		const workflow = ids
			? workflowOf({ items: ids.map((task_id) => ({ task_id })) })
			: await readExample('cancel-tasks.json');
		const run = await runWorkflow(withCredentials(workflow), gcore.credential);
		const left = await whatLeft(workflow, run);
		if (options.json) console.log(JSON.stringify(left, null, 2));
		else {
			console.log(`${workflow.name ?? 'Cancel'}, at ${gcore.name}\n`);
			const text = (value: unknown) => String(value ?? '');
			console.log(
				table([
					['NODE', 'TASK', 'LEFT BY', 'HTTP', 'GCORE SAYS'],
					...left.map(({ node, output, task_id, statusCode, result, message }) =>
						[node, task_id, output, statusCode, result ?? message].map(text),
					),
				]),
			);
		}
		const { error } = run.data.resultData;
		if (!error) return 0;
		console.error(`\n${error.message}\n${error.description ?? ''}`);
		return 1;
	} finally {
		await gcore.close();
	}
}

void main().then((code) => process.exit(code));
