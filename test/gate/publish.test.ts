/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';

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
		'echo "${{ needs.build.outputs.sha256 }}  package.tgz" | sha256sum --check',
		'npm publish ./package.tgz --provenance --access public --ignore-scripts',
	]);
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
