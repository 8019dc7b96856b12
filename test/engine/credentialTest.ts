import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialTestRequest,
	type IDataObject,
	type INode,
	type INodeType,
} from 'n8n-workflow';

import { additionalData, loadPackage, toWorkflow, type GcoreCredential } from './index';
import { BASE_NODES } from './baseNodes';

interface Thrown {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

/** What n8n tells of a request that failed, by its own rules (credentials-tester.service). */
function toldOf({ cause, message }: Thrown, { rules = [] }: ICredentialTestRequest): string {
	if (!cause?.response) return cause?.code ?? message;
	const { status, statusText } = cause.response;
	for (const { type, properties } of rules) {
		if (type === 'responseCode' && properties.value === status) return properties.message;
	}
	return statusText || `Received HTTP status code: ${status}`;
}

/** What n8n tells of an answer that is no failure, by its own rules. */
const flawOf = (json: IDataObject | undefined, { rules = [] }: ICredentialTestRequest) =>
	rules.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && json?.[properties.key] === properties.value,
	)?.properties.message;

/**
 * Tests a credential as n8n does when it is saved: its request, routed through a node of its own.
 * @returns the message that the credential's window shows
 */
export async function testCredential(data: GcoreCredential): Promise<string> {
	const { test } = (await loadPackage()).credential;
	if (!test) throw new Error('The credential has no test');
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'test.credential',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { gcoreApi: { id: '1', name: 'Gcore' } },
	};
	const type: INodeType = {
		description: {
			...BASE_NODES['n8n-nodes-base.noOp'].description,
			credentials: [{ name: 'gcoreApi', required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
	BASE_NODES[node.type] = type;
	const file = { nodes: [node], connections: {} };
	const workflow = await toWorkflow(file);
	const temp = workflow.getNode(node.name) as INode;
	const context = new ExecuteContext(
		workflow,
		temp,
		await additionalData(data, 'internal', file),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node: temp, data: {}, source: null },
		[],
	);
	const credential = { id: '1', name: 'Gcore', type: 'gcoreApi', data: { ...data } };
	try {
		await workflow.expression.acquireIsolate?.();
		const response = await new RoutingNode(context, type, credential).runNode();
		return flawOf(response?.[0]?.[0]?.json, test) ?? 'Connection successful!';
	} catch (error) {
		return toldOf(error as Thrown, test);
	} finally {
		await workflow.expression.releaseIsolate?.();
		delete BASE_NODES[node.type];
	}
}
