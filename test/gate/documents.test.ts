/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { generated, type Texts } from '../../scripts/docs/generated';
import { DOCUMENTS, parts } from '../../scripts/docs/parts';

const PROJECT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const texts = Object.fromEntries(DOCUMENTS.map((file) => [file, read(file)])) as Texts;

const MOST_LINES = 250;

/** As GitHub makes them. */
const anchorsIn = (text: string) =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\w -]/g, '')
			.replace(/ /g, '-'),
	);

describe('README.md and docs/reference.md', () => {
	it('have the tables of the code, and the items of the node (else run: npm run docs)', async () => {
		expect(generated(texts, await parts())).toEqual(texts);
	});

	it('have a place for every part, and a part for every place', async () => {
		const now = await parts();
		const more = { ...now, 'item: new': 'x' };
		const [readme] = DOCUMENTS;
		const place = (marker: string) => ({
			...texts,
			[readme]: `${texts[readme]}\n<!-- ${marker} -->\n<!-- end -->\n`,
		});
		expect(() => generated(texts, more)).toThrow('<!-- item: new -->\n<!-- end -->');
		expect(() => generated(place('item: old'), now)).toThrow("a place for 'item: old'");
		expect(generated(place('item: new'), more)[readme]).toContain(
			'<!-- item: new -->\nx\n<!-- end -->',
		);
	});

	it.each(DOCUMENTS)(
		'link to files that are there, and to headings that those have: %s',
		(file) => {
			const targets = [...texts[file].matchAll(/(?:\]\(|src(?:set)?=")([^)\s"]+)/g)];
			expect(targets.length).toBeGreaterThan(3);
			for (const [, target] of targets.filter(([, name]) => !name.startsWith('http'))) {
				const [path, heading] = target.split('#');
				const place = path ? normalize(join(dirname(file), path)) : file;
				expect([target, existsSync(join(PROJECT, place))]).toEqual([target, true]);
				if (heading) expect(anchorsIn(read(place))).toContain(heading);
			}
		},
	);

	it.each(['SECURITY.md', 'docs/architecture.md', 'CONTRIBUTING.md'])(
		'%s names files that are there',
		(file) => {
			const names = [...read(file).matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, name]) => name);
			expect(names.length).toBeGreaterThan(2);
			const isThere = (name: string) =>
				['', 'nodes/GcoreStreamingAi'].some((folder) =>
					['', '.test.ts', '.spec.ts'].some((end) =>
						existsSync(join(PROJECT, folder, `${name}${end}`)),
					),
				);
			const isMadeUp = (name: string) => /NAME|RESOURCE|^reports|^dist/.test(name);
			expect(names.filter((name) => !isMadeUp(name) && !isThere(name))).toEqual([]);
		},
	);

	it('are short where users read, and long where they look something up', () => {
		expect(texts['README.md'].split('\n').length).toBeLessThanOrEqual(MOST_LINES);
	});
});
