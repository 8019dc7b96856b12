/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a tool for development, not part of the package */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCompilerOptionsFromJson, transpileModule } from 'typescript';

import { compilerOptions } from '../tsconfig.json';

/** Tries the breaks of test/breaks.md in a copy of the project: the user's own files are never broken. */

const PROJECT = join(__dirname, '..');

interface TestFile {
	name: string;
	message: string;
	assertionResults: Array<{ status: string; fullName: string }>;
}

const textOf = (cell: string) => cell.trim().replace(/^`|`$/g, '').replaceAll('\\|', '|');

function breakOf(row: string) {
	const [, number, what, file, from, to, tests] = row.split(/(?<!\\)\|/).map(textOf);
	const source = fs.readFileSync(join(PROJECT, file), 'utf8');
	if (source.split(from).length !== 2) throw new Error(`${number}: not once in ${file}: ${from}`);
	return { number, what, file, source, broken: source.replace(from, () => to), tests };
}

const table = fs.readFileSync(join(PROJECT, 'test/breaks.md'), 'utf8').match(/^\| *\d.*$/gm) ?? [];
const wanted = process.argv.slice(2);
const breaks = table.map(breakOf).filter((one) => !wanted[0] || wanted.includes(one.number));
if (breaks.length < (wanted.length || 1)) throw new Error(`Not all in the table: ${wanted}`);

const copy = fs.mkdtempSync(join(tmpdir(), 'breaks-'));

function makeCopy() {
	const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
	const files = execFileSync('git', list, { cwd: PROJECT, encoding: 'utf8' }).split('\0');
	for (const file of files.filter((name) => name && fs.existsSync(join(PROJECT, name)))) {
		fs.cpSync(join(PROJECT, file), join(copy, file));
	}
	fs.symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
	execFileSync('npm', ['run', 'build', '--silent'], { cwd: copy });
}

/** Builds one file as tsc does, but for the check of types: what that finds is no test's work. */
function write(file: string, source: string) {
	const { options } = convertCompilerOptionsFromJson(compilerOptions, copy);
	const how = { fileName: join(copy, file), compilerOptions: options };
	const built = join(copy, 'dist', file.replace(/\.ts$/, '.js'));
	fs.writeFileSync(join(copy, file), source);
	fs.writeFileSync(built, transpileModule(source, how).outputText);
	// Fails where it cannot be loaded, which would make all tests red and prove none of them.
	execFileSync(process.execPath, [built]);
}

/** Without --bail, which ends jest before it has written its report. */
function jest(tests: string): TestFile[] {
	const args = [
		'node_modules/jest/bin/jest.js',
		'--json',
		'--maxWorkers=100%',
		...tests.split(' '),
	];
	const how = { cwd: copy, encoding: 'utf8', maxBuffer: Infinity } as const;
	const { stdout, stderr } = spawnSync(process.execPath, args, how);
	if (!stdout.startsWith('{')) throw new Error(`jest did not run ${tests}: ${stderr}`);
	return (JSON.parse(stdout) as { testResults: TestFile[] }).testResults;
}

try {
	makeCopy();
	const messages = jest(breaks.map(({ tests }) => tests).join(' ')).map(({ message }) => message);
	if (messages.some(Boolean)) throw new Error(`Red without a break: ${messages.join('\n')}`);
	console.log('All tests are green without a break.');
	for (const { number, what, file, source, broken, tests } of breaks) {
		write(file, broken);
		const [red] = jest(tests).flatMap(({ name, assertionResults }) => {
			const failed = assertionResults.filter(({ status }) => status === 'failed');
			const where = `${failed.length} failed in ${name.slice(copy.length + 1)}`;
			return failed.slice(0, 1).map(({ fullName }) => `red: ${where}: ${fullName}`);
		});
		write(file, source);
		console.log(`${number}. ${red ?? 'NOT CAUGHT'} (${what})`);
		if (!red) process.exitCode = 1;
	}
} finally {
	fs.rmSync(copy, { recursive: true });
}
