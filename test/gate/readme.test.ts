/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { items } from '../../scripts/docs/items';
import { generated } from '../../scripts/docs/tables';

const PROJECT = join(__dirname, '../..');
const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');

describe('README.md', () => {
	it('has the tables of the code, and the items of the node (else run: npm run docs)', async () => {
		expect(generated(readme, await items())).toBe(readme);
	});

	it('has a place for every part, and a part for every place', async () => {
		const now = await items();
		const parts = { ...now, 'item: new': 'x' };
		const place = (marker: string) => `${readme}\n<!-- ${marker} -->\n<!-- end -->\n`;
		expect(() => generated(readme, parts)).toThrow('<!-- item: new -->\n<!-- end -->');
		expect(() => generated(place('item: old'), now)).toThrow("a place for 'item: old'");
		expect(generated(place('item: new'), parts)).toContain('<!-- item: new -->\nx\n<!-- end -->');
	});

	it('links to files that are there, and to headings that it has', () => {
		const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^\w -]/g, '')
				.replace(/ /g, '-'),
		);
		const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
		expect(targets.length).toBeGreaterThan(5);
		for (const target of targets.filter((name) => !name.startsWith('http'))) {
			if (target.startsWith('#')) expect(headings).toContain(target.slice(1));
			else
				expect([target, existsSync(join(PROJECT, target.split('#')[0]))]).toEqual([target, true]);
		}
	});
});
