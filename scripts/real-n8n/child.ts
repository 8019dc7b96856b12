/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';

const KEEPER = join(__dirname, 'keeper.cjs');

export interface KeptChild {
	process: ChildProcess;
	/** Resolves with the exit code once the command and all that it started are gone. */
	ended: Promise<number>;
	/** Whether it still runs. */
	isRunning(): boolean;
	/** Asks it to end (SIGTERM), forces it after the grace time (SIGKILL), and waits until it is gone. */
	stop(): Promise<number>;
	/** Ends it at once (SIGKILL), as a machine that fails would, and waits until it is gone. */
	kill(): Promise<number>;
}

/**
 * Starts a command that cannot outlive this process: not after Ctrl-C, a crash, or a SIGKILL of this process.
 * `output` says where its standard output and error go: file descriptors, `inherit`, `pipe` or `ignore`.
 */
export function startKept(
	command: string,
	args: string[],
	options: {
		cwd?: string;
		env?: NodeJS.ProcessEnv;
		output?: 'inherit' | 'pipe' | 'ignore' | number;
		graceMs?: number;
	} = {},
): KeptChild {
	const { cwd, env, output = 'inherit', graceMs = 10_000 } = options;
	const stdio: StdioOptions = ['pipe', output, output];
	const child = spawn(process.execPath, [KEEPER, String(graceMs), command, ...args], {
		cwd,
		env,
		stdio,
		detached: true,
	});
	child.stdin?.on('error', () => {});
	const ended = new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
	return {
		process: child,
		ended,
		isRunning: () => child.exitCode === null && child.signalCode === null,
		async stop() {
			child.stdin?.end();
			return await ended;
		},
		async kill() {
			child.stdin?.write('kill');
			return await ended;
		},
	};
}
