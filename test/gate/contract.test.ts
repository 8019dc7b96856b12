/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../engine';
import { advice, contractOfDist, differenceOf, type Contract } from './contract';
import { agentShapes, itemShapes } from './items';

const FILE = join(PROJECT, 'test/gate/contract.json');
const read = () => JSON.parse(readFileSync(FILE, 'utf8')) as Contract;

describe('the contract with saved workflows', () => {
	it('holds', async () => {
		const now = { ...(await contractOfDist()), ...(await itemShapes()) };
		if (process.env.ACCEPT_CONTRACT) {
			writeFileSync(FILE, `${JSON.stringify(now, null, '\t')}\n`);
		}
		const told = advice(differenceOf(read(), now));
		if (told) throw new Error(told);
	});

	it('hands an agent the same items, with subtitles as a text', async () => {
		const items = Object.entries(await agentShapes()).map(([name, shape]) => [
			`item of ${name}`,
			shape.replace('subtitlesText: string', 'binary data'),
		]);
		expect(read()).toMatchObject(Object.fromEntries(items));
	});

	it('tells of what is gone as breaking, what has come in its place, and what to do', () => {
		const told = advice(differenceOf({ 'n.taskId type': 'string' }, { 'n.task type': 'string' }));
		expect(told).toContain('gone: n.taskId type (string)');
		expect(told).toMatch(/It adds.*\n {2}n\.task type\n/);
		expect(told).toContain('new version');
		expect(told).toContain('CHANGELOG.md');
	});

	it('tells a changed default as breaking, an addition as one to accept, and nothing otherwise', () => {
		const before = { 'n.limit default': '50' };
		expect(advice(differenceOf(before, { 'n.limit default': '100' }))).toContain('was 50, is 100');
		const grown = advice(differenceOf(before, { ...before, 'n.page type': 'number' }));
		expect(grown).toContain('has grown');
		expect(grown).not.toContain('gone');
		expect(advice(differenceOf(before, before))).toBeUndefined();
	});
});
