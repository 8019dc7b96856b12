/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startKept } from './child';

/** npm's settings for a caller inside `npm run`: what that run adds to the environment must not decide here. */
export function outsideNpmRun(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	const inherited =
		/^npm_(package|lifecycle|config_(ignore_scripts|local_prefix|prefix)$|command|execpath|node_execpath)/i;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
}

/**
 * Runs npm in `folder` and shows on the terminal that it is alive: npm itself is silent for minutes.
 * Everything npm says goes to `logFile`.
 * @throws when npm ends with anything but 0; the message holds its last lines.
 */
export async function npmWithProgress(
	label: string,
	args: string[],
	{ folder, logFile, nodeBin }: { folder: string; logFile: string; nodeBin?: string },
): Promise<void> {
	const log = createWriteStream(logFile, { flags: 'a' });
	log.write(`\n$ npm ${args.join(' ')}\n`);
	const env = outsideNpmRun();
	if (nodeBin) env.PATH = `${dirname(nodeBin)}:${env.PATH ?? ''}`;
	const child = startKept('npm', [...args, '--loglevel=http'], {
		cwd: folder,
		env,
		output: 'pipe',
	});

	let answers = 0;
	const tail: string[] = [];
	const listen = (chunk: Buffer): void => {
		log.write(chunk);
		for (const line of chunk.toString().split('\n')) {
			if (line.startsWith('npm http')) answers++;
			else if (line.trim()) tail.push(line);
		}
		tail.splice(0, tail.length - 15);
	};
	child.process.stdout?.on('data', listen);
	child.process.stderr?.on('data', listen);

	const progress = showProgress(label, async () => {
		const packages = await readdir(join(folder, 'node_modules')).catch(() => []);
		return answers > 0
			? `${answers} answers from the registry, ${packages.length} folders`
			: 'still at it';
	});
	const code = await child.ended;
	progress.stop(code === 0 ? 'done' : `npm ended with ${code}`);
	log.end();
	if (code !== 0) throw new Error(`npm ended with ${code}.\n${tail.join('\n')}`);
}

/** One line that is rewritten every second on a terminal, and a new line every 20 seconds elsewhere. */
function showProgress(label: string, measure: () => Promise<string>): { stop(last: string): void } {
	const started = Date.now();
	const live = process.stdout.isTTY;
	const say = (text: string): void => {
		const line = `${label}: ${Math.round((Date.now() - started) / 1000)} s, ${text}`;
		process.stdout.write(live ? `\r\x1b[K${line}` : `${line}\n`);
	};
	say('started');
	const timer = setInterval(() => void measure().then(say), live ? 1_000 : 20_000);
	return {
		stop(last) {
			clearInterval(timer);
			say(last);
			if (live) process.stdout.write('\n');
		},
	};
}
