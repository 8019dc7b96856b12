/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * What n8n checks before it verifies a community node, done here: its scanner's analysis of the source and of the packed
 * tarball, strict mode for n8n Cloud, and what the tarball holds and weighs. Needs a build.
 */

const PROJECT = resolve(__dirname, '../..');
const MOST_UNPACKED_BYTES = 380_000;

interface Analysis {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns?: string[]): Promise<Analysis>;
}

interface Packed {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string; size: number }>;
}

let passed = 0;
let failed = 0;

function tell(what: string, complaint?: string) {
	if (complaint) failed++;
	else passed++;
	console.log(`${complaint ? 'FAILED' : 'ok    '}  ${what}${complaint ? `\n${complaint}` : ''}`);
}

const run = (command: string, args: string[], cwd = PROJECT) =>
	execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function pack(folder: string): Packed {
	const [packed] = JSON.parse(
		run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
	) as Packed[];
	run('tar', ['-xzf', packed.filename, '--strip-components=1'], folder);
	return packed;
}

const PACKED = /^(README\.md|LICENSE|package\.json|dist\/.+\.(js|json|svg))$/;

/** What is compiled or copied into dist, as it is called there. */
const sources = () =>
	['nodes', 'credentials']
		.flatMap((folder) =>
			readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
				.filter((path) => /\.(ts|svg|json)$/.test(path))
				.map((path) => `${folder}/${path}`),
		)
		.concat('index.ts')
		.map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);

/** Each file of dist comes from a source, and each source is there; besides those, only what npm wants. */
function compareFiles({ files }: Packed): string | undefined {
	const actual = files.map(({ path }) => path);
	const expected = sources();
	const lines = [
		...actual.filter((path) => !PACKED.test(path)).map((path) => `  not to be packed: ${path}`),
		...actual
			.filter((path) => path.startsWith('dist/') && !expected.includes(path))
			.map((path) => `  has no source: ${path}`),
		...expected.filter((path) => !actual.includes(path)).map((path) => `  is missing: ${path}`),
	];
	return lines.length > 0 ? lines.join('\n') : undefined;
}

async function main() {
	const folder = mkdtempSync(join(tmpdir(), 'gcore-gate-'));
	try {
		const scannerPath = require.resolve('@n8n/scan-community-package/scanner/scanner.mjs');
		const scanner = (await import(scannerPath)) as Scanner;
		const complaintOf = ({ passed: good, message, details }: Analysis) =>
			good ? undefined : `${message ?? ''}\n${details ?? ''}`;
		const source = await scanner.analyzePackage(PROJECT, scanner.SOURCE_FILE_PATTERNS);
		tell("n8n's scanner over the source", complaintOf(source));
		const packed = pack(folder);
		const tarball = await scanner.analyzePackage(folder, ['**/*.js', 'package.json']);
		tell("n8n's scanner over the packed tarball", complaintOf(tarball));
		const cloud = run('npx', ['n8n-node', 'cloud-support']);
		tell('n8n Cloud support', /enabled/i.test(cloud) ? undefined : cloud);
		tell(`the tarball holds ${packed.files.length} files, those expected`, compareFiles(packed));
		const { size, unpackedSize } = packed;
		tell(
			`the tarball weighs ${size} bytes, ${unpackedSize} unpacked`,
			unpackedSize > MOST_UNPACKED_BYTES ? `  more than ${MOST_UNPACKED_BYTES}` : undefined,
		);
		const { dependencies, peerDependencies } = JSON.parse(
			readFileSync(join(folder, 'package.json'), 'utf8'),
		) as Record<string, object | undefined>;
		const needs = JSON.stringify([dependencies ?? {}, peerDependencies]);
		tell(
			'nothing at run time but n8n-workflow',
			needs === '[{},{"n8n-workflow":"*"}]' ? undefined : `  ${needs}`,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}

void main();
