/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { closeSync, openSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import execa from 'execa';

/** npm's settings for a caller inside `npm run`: what that run adds to the environment must not decide here. */
export function outsideNpmRun(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	const inherited =
		/^npm_(package|lifecycle|config_(ignore_scripts|local_prefix|prefix)$|command|execpath|node_execpath)/i;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
}

/**
 * Runs npm in `folder`, and says every 20 seconds that it is still at it: npm itself is silent for minutes.
 * @throws when npm ends with anything but 0; what it says goes to `logFile`
 */
export async function npmWithProgress(
	label: string,
	args: string[],
	{ folder, logFile, nodeBin }: { folder: string; logFile: string; nodeBin?: string },
): Promise<void> {
	const env = outsideNpmRun();
	if (nodeBin) env.PATH = `${dirname(nodeBin)}${delimiter}${env.PATH ?? ''}`;
	const started = Date.now();
	const say = () => console.log(`${label}: ${Math.round((Date.now() - started) / 1000)} s`);
	say();
	const timer = setInterval(say, 20_000);
	const log = openSync(logFile, 'a');
	try {
		const output = { stdout: log, stderr: log };
		await execa('npm', args, { cwd: folder, env, extendEnv: false, ...output });
	} finally {
		closeSync(log);
		clearInterval(timer);
	}
}
