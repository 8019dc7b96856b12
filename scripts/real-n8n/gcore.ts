/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { startKept, type KeptChild } from './child';
import { PROJECT_FOLDER } from './package';
import type { N8nApi } from './api';
import type { Credential } from './types';

/** The account of the stand-in. */
const STANDIN_KEY = '1234$abcdef';

export interface GcoreAddress {
	apiKey: string;
	baseUrl: string;
	/** The stand-in's by https, when it was given a certificate. */
	tlsUrl?: string;
	/** The stand-in's process; none when it is Gcore itself. */
	child?: KeptChild;
}

/** Gcore itself when `GCORE_API_KEY` is set (at `GCORE_BASE_URL`, if that is set too); else a stand-in, started here. */
export async function gcoreAddress(): Promise<GcoreAddress> {
	const apiKey = process.env.GCORE_API_KEY;
	if (apiKey) return { apiKey, baseUrl: process.env.GCORE_BASE_URL ?? 'https://api.gcore.com' };
	return await startStandInProcess(['--key', STANDIN_KEY, '--control', '--task-ms', '60000']);
}

/** Starts `test/standin/cli.ts` as a process of its own, with these arguments on top of a free port. */
export async function startStandInProcess(
	args: string[],
): Promise<GcoreAddress & { child: KeptChild }> {
	const cli = join(PROJECT_FOLDER, 'test', 'standin', 'cli.ts');
	const child = startKept(process.execPath, ['--import', 'tsx', cli, ...args], {
		cwd: PROJECT_FOLDER,
		env: process.env,
		output: 'pipe',
		graceMs: 1_000,
	});
	const complaints: string[] = [];
	child.process.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
	const { url, tlsUrl } = await new Promise<{ url: string; tlsUrl?: string }>((resolve, reject) => {
		createInterface({ input: child.process.stdout! }).once('line', (line) =>
			resolve(JSON.parse(line) as { url: string; tlsUrl?: string }),
		);
		child.ended.then(
			(code) =>
				reject(new Error(`The stand-in for Gcore ended with ${code}: ${complaints.join('')}`)),
			reject,
		);
	});
	return { apiKey: STANDIN_KEY, baseUrl: url, tlsUrl, child };
}

/** The `gcoreApi` credential of that name, made, or brought to this address when it is there from an earlier run. */
export async function provideCredential(
	api: N8nApi,
	{ apiKey, baseUrl }: GcoreAddress,
	name = 'Gcore account',
): Promise<Credential> {
	const input = { name, type: 'gcoreApi', data: { apiKey, baseUrl } };
	const present = (await api.credentials()).find(
		(one) => one.name === name && one.type === input.type,
	);
	return present
		? await api.updateCredential(present.id, input)
		: await api.createCredential(input);
}
