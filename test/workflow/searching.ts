import { LoadOptionsContext } from 'n8n-core';
import type { INode, INodeListSearchResult } from 'n8n-workflow';

import {
	additionalData,
	loadPackage,
	PACKAGE,
	toWorkflow,
	workflowOf,
	type GcoreCredential,
} from '../engine';
import type { StandIn } from '../standin/server';
import { credentialOf } from './operations';

/**
 * Opens the list of a field as n8n's editor does.
 * @param method that the field names
 * @param filter what somebody has typed
 * @param token as given with the page before
 */
export async function searchWith(
	credential: GcoreCredential,
	method: string,
	filter?: string,
	token?: unknown,
): Promise<INodeListSearchResult> {
	const { nodes } = await loadPackage();
	const file = workflowOf({ items: [] });
	const workflow = await toWorkflow(file);
	const context = new LoadOptionsContext(
		workflow,
		workflow.getNode('Gcore') as INode,
		await additionalData(credential, 'internal', file),
		'parameters.taskId',
	);
	const search = nodes[`${PACKAGE}.gcoreStreamingAi`].methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list '${method}'`);
	return await search.call(context, filter, token as string | undefined);
}

/** As `searchWith`, at a stand-in. */
export const searchOn = async (
	gcore: StandIn,
	method: string,
	filter?: string,
	token?: unknown,
): Promise<INodeListSearchResult> => await searchWith(credentialOf(gcore), method, filter, token);
