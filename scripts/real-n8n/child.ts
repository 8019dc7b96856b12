/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import type { ChildProcess } from 'node:child_process';
import execa from 'execa';

export interface KeptChild {
	process: ChildProcess;
	/** Resolves with the exit code once the command is gone. */
	ended: Promise<number>;
	/** Whether it still runs. */
	isRunning(): boolean;
	/** Asks it to end (SIGTERM), forces it after the grace time (SIGKILL), and waits until it is gone. */
	stop(): Promise<number>;
	/** Ends it at once (SIGKILL), as a machine that fails would, and waits until it is gone. */
	kill(): Promise<number>;
}

/**
 * Starts a command that ends with this process. `output` says where its standard output and error go: file descriptors,
 * `inherit`, `pipe` or `ignore`; nothing but `env` is its environment.
 */
export function startKept(
	command: string,
	args: string[],
	options: {
		cwd?: string;
		env?: NodeJS.ProcessEnv;
		output?: 'inherit' | 'pipe' | 'ignore' | number;
		graceMs?: number;
		uid?: number;
		gid?: number;
	} = {},
): KeptChild {
	const { output = 'inherit', graceMs = 10_000, env, ...rest } = options;
	const child = execa(command, args, {
		...rest,
		env,
		extendEnv: !env,
		stdin: 'ignore',
		stdout: output,
		stderr: output,
		reject: false,
		buffer: false,
	});
	const ended = child.then(({ exitCode }) => exitCode ?? 1);
	return {
		process: child,
		ended,
		isRunning: () => child.exitCode === null && child.signalCode === null,
		async stop() {
			child.kill('SIGTERM', { forceKillAfterTimeout: graceMs });
			return await ended;
		},
		async kill() {
			child.kill('SIGKILL');
			return await ended;
		},
	};
}
