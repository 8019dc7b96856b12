import type { INodeProperties } from 'n8n-workflow';

/** For whatever hands on a task with its result. Off, since saved workflows read the whole answer. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: false,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
