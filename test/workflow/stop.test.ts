/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { getEventListeners } from 'node:events';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { loadPackage, PACKAGE, startWorkflow, workflowOf } from '../engine';
import type { Fault } from '../standin/server';
import { until, useGcore } from './helpers';

const gcore = useGcore();

/** By default. */
const IN_FLIGHT = 50;

/** Of a node in a loop. */
const RUNS = 30;

/** Each keeps the run busy for far longer than a stop may take. */
const SLOW: Array<[string, Fault]> = [
	['answers that take their time', { delayMs: 20_000 }],
	['answers that never come', { kind: 'hang' }],
	['answers that drip', { kind: 'drip' }],
	['a server that asks for patience', { status: 503, headers: { 'retry-after': '30' } }],
	['a server that is down', { status: 500 }],
];

it.each(SLOW)('a stop ends a run over %s within two seconds', async (_name, fault) => {
	const items = Array.from({ length: 200 }, () => ({
		task_id: gcore.standIn.tasks.add().task_id,
	}));
	gcore.standIn.plant(fault);
	const parameters = { options: { maxRetries: 100 } };
	const { nodes } = await loadPackage();
	const type = nodes[`${PACKAGE}.gcoreStreamingAi`] as Required<INodeType>;
	const execute = jest.spyOn(type, 'execute');
	const running = await startWorkflow(workflowOf({ items, parameters }), gcore.credential);
	await until(() => gcore.standIn.requests.length >= IN_FLIGHT);

	const stopped = performance.now();
	const sent = gcore.standIn.requests.length;
	running.stop();
	const { status, data } = await running.finished;
	// n8n does not wait for a node that is stopped; once it has ended, it can send nothing more.
	await Promise.allSettled(execute.mock.results.map(({ value }) => value as Promise<unknown>));
	execute.mockRestore();
	expect(performance.now() - stopped).toBeLessThan(2000);
	expect(status).toBe('canceled');
	expect(data.resultData.runData.Gcore?.[0].data?.main.flat() ?? []).toEqual([]);
	expect(gcore.standIn.requests).toHaveLength(sent);
});

it('a stop before anything was sent sends nothing', async () => {
	const { task_id } = gcore.standIn.tasks.add();
	const running = await startWorkflow(workflowOf({ items: [{ task_id }] }), gcore.credential);
	running.stop();
	expect((await running.finished).status).toBe('canceled');
	expect(gcore.standIn.requests).toEqual([]);
});

it.each(['cancel', 'wait', 'create'])(
	'%s leaves nothing behind on the execution when it is one of a loop',
	async (operation) => {
		const { nodes } = await loadPackage();
		const type = nodes[`${PACKAGE}.gcoreStreamingAi`] as Required<INodeType>;
		const { execute } = type;
		const listeners: number[] = [];
		const spy = jest.spyOn(type, 'execute').mockImplementation(async function (
			this: IExecuteFunctions,
		) {
			const output = await execute.call(this);
			const signal = this.getExecutionCancelSignal() as AbortSignal;
			listeners.push(getEventListeners(signal, 'abort').length);
			return output;
		});
		const { task_id } = gcore.standIn.tasks.add({ status: 'SUCCESS' });
		const parameters = {
			operation,
			outcomeHandling: 'same',
			url: 'https://videos.example/a.mp4',
			taskId: { __rl: true, mode: 'id', value: task_id },
		};
		const workflow = workflowOf({ items: [{}], parameters });
		const isLast = {
			leftValue: '={{ $runIndex }}',
			rightValue: RUNS - 1,
			operator: { type: 'number', operation: 'equals' },
		};
		workflow.nodes.push({
			...workflow.nodes[0],
			id: 'if',
			name: 'If',
			type: 'n8n-nodes-base.if',
			parameters: { conditions: { conditions: [isLast] } },
		});
		workflow.connections.Gcore = { main: [[{ node: 'If', type: 'main', index: 0 }]] };
		workflow.connections.If = { main: [[], [{ node: 'Gcore', type: 'main', index: 0 }]] };
		const { finished } = await startWorkflow(workflow, gcore.credential);
		expect((await finished).status).toBe('success');
		spy.mockRestore();
		expect(listeners).toHaveLength(RUNS);
		expect(new Set(listeners).size).toBe(1);
	},
);
