/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gcore's published descriptions in one, without their prose; made by reduce.ts. */
export const DESCRIPTION_FILE = join(__dirname, '../../test/judge/gcore.openapi.json');

/** A schema, or any other part. */
export interface Part {
	[key: string]: unknown;
}

export interface DescribedCall {
	parameters?: Array<{ name: string; in: string; required?: boolean; schema?: Part }>;
	requestBody?: { content: Record<string, { schema: Part }> };
	responses: Record<string, Part>;
}

export interface Description {
	paths: Record<string, Record<string, DescribedCall>>;
	components: { schemas: Record<string, Part> };
}

export const readDescription = () =>
	JSON.parse(readFileSync(DESCRIPTION_FILE, 'utf8')) as Description;

/** The call that a request is: its name, for example `GET /streaming/ai/tasks/{task_id}`; undefined for one of no call. */
export function callOf({ paths }: Description, method: string, path: string): string | undefined {
	const segments = path.split('/');
	const template = Object.keys(paths).find((one) => {
		const parts = one.split('/');
		return (
			method.toLowerCase() in paths[one] &&
			parts.length === segments.length &&
			parts.every((part, at) => part.startsWith('{') || part === segments[at])
		);
	});
	return template && `${method} ${template}`;
}

/** What is described of a call, by its name. */
export function describedCall({ paths }: Description, call: string): DescribedCall {
	const [method, path] = call.split(' ');
	return paths[path][method.toLowerCase()];
}
