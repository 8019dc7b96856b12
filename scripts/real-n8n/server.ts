/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './cache';
import { startKept } from './child';
import { fill } from './fill';

const START_TIMEOUT_MS = 60_000;

/** A program of npm's that tests run beside n8n. */
export interface Program {
	/** The npm package. */
	name: string;
	version: string;
	/** The path of its start script within the package. */
	script: string;
	/** Versions that its own dependencies get instead. */
	overrides?: Record<string, string>;
}

export interface Server {
	stop(): Promise<unknown>;
}

/** The program's start script; fetched from npm into the cache on first use. */
async function ensureProgram({ name, version, script, overrides }: Program): Promise<string> {
	const folder = join(cacheFolder(), `${name.replace(/\W+/g, '-').replace(/^-/, '')}-${version}`);
	const manifest = { private: true, dependencies: { [name]: version }, overrides };
	await fill(folder, version, manifest, async (npm) => {
		await npm(`Fetching ${name} ${version}`, ['install', '--ignore-scripts']);
	});
	return join(folder, 'node_modules', name, script);
}

/**
 * Starts a program that serves at `url`, and waits until it answers. It ends with this process.
 * @throws Error when it ends, or does not answer in a minute
 */
export async function startServer(
	program: Program,
	args: string[],
	url: string,
	env: NodeJS.ProcessEnv = {},
): Promise<Server> {
	const script = await ensureProgram(program);
	const child = startKept(process.execPath, [script, ...args], { env, output: 'ignore' });
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await fetch(url).catch(() => undefined))) {
		if (!child.isRunning())
			throw new Error(`${program.name} ended by itself: ${await child.ended}`);
		if (Date.now() > deadline) throw new Error(`${program.name} was not ready in a minute`);
		await sleep(50);
	}
	return { stop: async () => await child.stop() };
}
