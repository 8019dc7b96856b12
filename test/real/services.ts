/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import execa from 'execa';
import getPort from 'get-port';
import { startKept, type KeptChild } from '../../scripts/real-n8n/child';
import { expect } from './fixtures';

const HOST = '127.0.0.1';

/** Debian keeps PostgreSQL's programs here, by version, and out of PATH. */
const POSTGRESQL = '/usr/lib/postgresql';

export interface Service {
	port: number;
	child: KeptChild;
}

async function start(
	command: string,
	args: string[],
	ready: () => Promise<boolean>,
	options: { cwd: string; logFile: string; uid?: number; gid?: number },
): Promise<KeptChild> {
	const { logFile, ...rest } = options;
	const log = openSync(logFile, 'a');
	const child = startKept(command, args, { ...rest, output: log, graceMs: 3_000 });
	closeSync(log);
	await expect.poll(ready, { message: `${command} is ready, see ${logFile}` }).toBe(true);
	return child;
}

/** Starts a Redis of our own that keeps nothing, on a free port of this machine. */
export async function startRedis(cwd: string, logFile: string): Promise<Service> {
	const port = await getPort({ host: HOST });
	const place = ['--port', String(port), '--bind', HOST, '--dir', cwd];
	const args = [...place, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
	const ping = ['-h', HOST, '-p', String(port), 'ping'];
	const ready = async () => (await execa('redis-cli', ping, { reject: false })).stdout === 'PONG';
	return { port, child: await start('redis-server', args, ready, { cwd, logFile }) };
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
	if ((await execa('id', ['-u'])).stdout !== '0') return {};
	const [uid, gid] = await Promise.all(['-u', '-g'].map((id) => execa('id', [id, 'postgres'])));
	return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Starts a PostgreSQL of our own, whose user is `postgres`, without a password, on a free port of this machine. */
export async function startPostgres(folder: string, logFile: string): Promise<Service> {
	if (!existsSync(POSTGRESQL)) {
		throw new Error("The queue suite needs Debian's packages 'postgresql' and 'redis-server'.");
	}
	const [newest] = readdirSync(POSTGRESQL).sort((a, b) => Number(b) - Number(a));
	const program = (name: string) => join(POSTGRESQL, newest, 'bin', name);
	const user = await postgresUser();
	const cwd = join(folder, 'postgres');
	await mkdir(cwd, { mode: 0o700 });
	if (user.uid && user.gid) {
		for (const owned of [folder, cwd]) await chown(owned, user.uid, user.gid);
	}
	const made = ['-D', cwd, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await execa(program('initdb'), made, { cwd, ...user });
	const port = await getPort({ host: HOST });
	const place = ['-D', cwd, '-p', String(port), '-h', HOST, '-k', cwd];
	const args = [...place, '-c', 'fsync=off', '-c', 'max_connections=100'];
	const ask = ['-h', HOST, '-p', String(port), '-U', 'postgres'];
	const ready = async () =>
		(await execa(program('pg_isready'), ask, { reject: false })).exitCode === 0;
	return { port, child: await start(program('postgres'), args, ready, { cwd, logFile, ...user }) };
}
