/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a test, not part of the package */
import { execFile } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startKept, type KeptChild } from '../../scripts/real-n8n/child';
import { logTail } from '../../scripts/real-n8n/launch';
import { freePort } from '../../scripts/real-n8n/ports';
import { until } from '../compat/until';
import type { Programs } from './debian';

const run = promisify(execFile);

export interface Service {
	port: number;
	child: KeptChild;
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
const POSTGRES_USER = 'postgres';
const isRoot = (): boolean => process.getuid?.() === 0;
const asPostgres = (command: string, args: string[]): [string, string[]] =>
	isRoot() ? ['runuser', ['-u', POSTGRES_USER, '--', command, ...args]] : [command, args];

/** Starts a PostgreSQL of our own, whose user is `postgres`, without a password, on a free port of this machine. */
export async function startPostgres(
	programs: Programs,
	folder: string,
	logFile: string,
): Promise<Service> {
	const data = join(folder, 'postgres');
	await mkdir(data, { mode: 0o700 });
	if (isRoot()) await run('chown', [POSTGRES_USER, folder, data]);
	const options = ['-U', POSTGRES_USER, '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await run(...asPostgres(programs.initdb, ['-D', data, ...options]), { cwd: folder });
	const port = await freePort();
	const place = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data];
	const quick = ['-c', 'fsync=off', '-c', 'max_connections=100'];
	const child = startLogged(
		...asPostgres(programs.postgres, [...place, ...quick]),
		folder,
		logFile,
	);
	await untilReady('PostgreSQL', child, logFile, async () => {
		const args = ['-h', '127.0.0.1', '-p', String(port), '-U', POSTGRES_USER];
		return await run(programs.pgIsReady, args).then(
			() => true,
			() => false,
		);
	});
	return { port, child };
}

/** Starts a Redis of our own that keeps nothing, on a free port of this machine. */
export async function startRedis(
	programs: Programs,
	folder: string,
	logFile: string,
): Promise<Service> {
	const port = await freePort();
	const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const args = [...place, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
	const child = startLogged(programs.redisServer, args, folder, logFile);
	await untilReady('Redis', child, logFile, async () => (await ping(port)).startsWith('+PONG'));
	return { port, child };
}

function startLogged(command: string, args: string[], cwd: string, logFile: string): KeptChild {
	const log = openSync(logFile, 'a');
	const child = startKept(command, args, { cwd, output: log, graceMs: 3_000 });
	closeSync(log);
	return child;
}

async function untilReady(
	name: string,
	child: KeptChild,
	logFile: string,
	ready: () => Promise<boolean>,
): Promise<void> {
	try {
		await until(`${name} is ready`, async () => {
			if (!child.isRunning()) throw new Error(`${name} ended by itself.`);
			return await ready();
		});
	} catch (error) {
		await child.stop();
		throw new Error(`${(error as Error).message}\n${await logTail(logFile)}`);
	}
}

async function ping(port: number): Promise<string> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (answer: string) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('data', (chunk) => end(chunk.toString()));
		socket.once('error', () => end(''));
	});
}
