/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps PostgreSQL's programs here, by version, and out of PATH. */
const POSTGRESQL = '/usr/lib/postgresql';

export interface Programs {
	initdb: string;
	postgres: string;
	pgIsReady: string;
	redisServer: string;
}

/** @throws naming what is missing and how to install it */
export function findPrograms(): Programs {
	const versions = existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	const folders = [
		...(newest ? [join(POSTGRESQL, newest, 'bin')] : []),
		...(process.env.PATH ?? '').split(delimiter),
	];
	const missing: string[] = [];
	const find = (name: string, debianPackage: string): string => {
		const folder = folders.find((candidate) => existsSync(join(candidate, name)));
		if (!folder) missing.push(`'${name}' (Debian package '${debianPackage}')`);
		return join(folder ?? '', name);
	};
	const programs = {
		initdb: find('initdb', 'postgresql'),
		postgres: find('postgres', 'postgresql'),
		pgIsReady: find('pg_isready', 'postgresql'),
		redisServer: find('redis-server', 'redis-server'),
	};
	if (missing.length > 0) {
		throw new Error(
			[
				`The queue suite needs programs that are not here: ${missing.join(', ')}.`,
				'On Debian or Ubuntu: apt-get update && apt-get install --yes postgresql redis-server',
				'The suite starts its own, on free ports and with folders of their own; the services of the system may stay off.',
			].join('\n'),
		);
	}
	return programs;
}
