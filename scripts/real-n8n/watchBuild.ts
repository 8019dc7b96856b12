/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { startKept, type KeptChild } from './child';
import { PROJECT_FOLDER } from './package';

/** One task of gulp starts right after another has ended. */
const SETTLE_MS = 200;
/** These stand around the tasks that build, and do not end. */
const OUTER = new Set(['watch', '<anonymous>']);

/**
 * Runs `gulp watch`: builds, and builds again whenever a source changes; its output goes to the terminal.
 * `onBuilt` is called after the first build and after every later one that succeeded.
 */
export function watchBuild(onBuilt: () => void): KeptChild {
	const gulp = join(PROJECT_FOLDER, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const child = startKept(process.execPath, [gulp, 'watch', '--no-color'], {
		cwd: PROJECT_FOLDER,
		env: process.env,
		output: 'pipe',
		graceMs: 2_000,
	});
	const running = new Set<string>();
	let failed = false;
	let settle: NodeJS.Timeout | undefined;
	const read = (line: string): void => {
		if (/error/i.test(line)) console.log(line);
		const [, what, task] = /^\[[\d:]+\] (?:(Starting|Finished) )?'([^']+)'/.exec(line) ?? [];
		if (!task || OUTER.has(task)) return;
		if (what === 'Starting') {
			if (running.size === 0) failed = false;
			running.add(task);
		} else {
			running.delete(task);
			failed ||= line.includes('errored');
		}
		clearTimeout(settle);
		if (running.size === 0 && !failed) settle = setTimeout(onBuilt, SETTLE_MS);
	};
	for (const stream of [child.process.stdout, child.process.stderr]) {
		if (stream) createInterface({ input: stream }).on('line', read);
	}
	return child;
}
