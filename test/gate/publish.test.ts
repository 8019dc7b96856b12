/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';

const workflow = readFileSync('.github/workflows/publish.yml', 'utf8');

/** The jobs of the workflow, as text, by name. */
const jobs = new Map(
	workflow
		.slice(workflow.indexOf('\njobs:\n') + '\njobs:\n'.length)
		.split(/^(?= {2}\w+:$)/m)
		.map((job) => [/\w+/.exec(job)?.[0], job]),
);

it('the job that may sign installs nothing, and runs nothing of the repository', () => {
	const signing = [...jobs.values()].filter((job) => job.includes('id-token: write'));
	expect(signing).toEqual([jobs.get('publish')]);
	const steps = signing[0].match(/(?<=(run|uses): ).*/g) ?? [];
	expect(steps.map((step) => step.replace(/@.*/, ''))).toEqual([
		'actions/setup-node',
		'actions/download-artifact',
		'echo "$SHA256  package.tgz" | sha256sum --check',
		'npm publish ./package.tgz --provenance --access public --ignore-scripts',
	]);
});

/** The texts that shells get: what stands behind each `run:`, with the lines below that are indented further. */
const shellTexts = (text: string): string[] => {
	const lines = text.split('\n');
	return lines.flatMap((line, at) => {
		const [, before] = /^( *(?:- +)?)run:/.exec(line) ?? [];
		if (before === undefined) return [];
		const below = lines.slice(at + 1);
		const end = below.findIndex((one) => one.trim() && one.search(/\S/) <= before.length);
		return [line, ...below.slice(0, end === -1 ? undefined : end)].join('\n');
	});
};

it.each(readdirSync('.github/workflows'))(
	'%s: no shell gets a text that GitHub has filled in, which could end its quotes',
	(file) => {
		const texts = shellTexts(readFileSync(`.github/workflows/${file}`, 'utf8'));
		expect(texts.length).toBeGreaterThan(0);
		expect(texts.filter((text) => text.includes('${{'))).toEqual([]);
	},
);

it('one that stands in a later line is found, and what stands beside it is not', () => {
	const step = '- run: |\n    a\n\n    echo "${{ x }}"\n  env:\n    Y: ${{ y }}\n';
	expect(shellTexts(step)).toEqual(['- run: |\n    a\n\n    echo "${{ x }}"']);
});

it('what is published was tested, and is of main', () => {
	expect(jobs.get('publish')).toContain('needs: build');
	expect(jobs.get('build')).toContain('needs: test');
	expect(jobs.get('test')).toContain('git merge-base --is-ancestor "$GITHUB_SHA" origin/main');
	expect(jobs.get('test')).toMatch(/npm ci\n.*npm test\n.*npm run gate/);
});

it('no action can change behind our back', () => {
	for (const [, version] of workflow.matchAll(/uses: \S+@(\S+)/g)) {
		expect(version).toMatch(/^[0-9a-f]{40}$/);
	}
});
