/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { PROJECT, runNode } from '../engine';
import { startStandIn, type StandIn } from '../standin/server';

const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');

/** The item that the README shows for an operation. */
const shown = (operation: string): IDataObject => {
	const block = new RegExp(`<!-- item: ${operation} -->\\n\`\`\`json\\n([^]*?)\`\`\``).exec(
		readme,
	)?.[1];
	return JSON.parse(block ?? 'null') as IDataObject;
};

let gcore: StandIn;
beforeAll(async () => {
	gcore = await startStandIn({ apiKey: '1234$abcdef' });
});
afterAll(async () => await gcore.close());

const VIDEO = 'https://demo-files.gvideo.io/apidocs/spritefright-blender-cut30sec.mp4';

const CASES: Array<[string, string, INodeParameters]> = [
	['cancel', 'STARTED', {}],
	['create', 'STARTED', { url: VIDEO }],
	['wait', 'STARTED', { options: { waitTimeout: 0.1, pollInterval: 0.1 } }],
	['get', 'SUCCESS', {}],
	['getAll', 'SUCCESS', { limit: 1 }],
	['checkSupport', 'STARTED', { resource: 'language', subtitlesLanguage: 'fre' }],
];

describe("the README's items", () => {
	it.each(CASES)(
		'%s has the fields that the node puts out, in their order',
		async (operation, status, more) => {
			gcore.tasks.clear();
			const { task_id } = gcore.tasks.add({ status });
			const { json } = await runNode(
				{ items: [{ task_id }], parameters: { operation, ...more } },
				{ apiKey: '1234$abcdef', baseUrl: gcore.url },
			);
			const [item] = json.flat();
			expect(Object.keys(shown(operation))).toEqual(Object.keys(item));
			for (const part of ['task_data', 'result', 'processing_time']) {
				expect(Object.keys((shown(operation)[part] ?? {}) as object).sort()).toEqual(
					Object.keys((item[part] ?? {}) as object).sort(),
				);
			}
		},
	);
});
