/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- a tool for development, not part of the package */
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { logTail } from '../../scripts/real-n8n/launch';

const REPORTS = resolve(__dirname, '..', '..', 'reports');

/** Where a suite leaves what a reader needs when a step does not succeed; `reports/SUITE`, emptied at its start. */
export class Report {
	readonly folder: string;
	private readonly notes: string[] = [];
	private passed = 0;
	private failed = 0;

	private constructor(
		suite: string,
		private readonly logFiles: () => string[],
	) {
		this.folder = join(REPORTS, suite);
	}

	/** `logFiles` are asked for when a step has failed: the logs of the n8ns that run by then. */
	static async start(suite: string, logFiles: () => string[] = () => []): Promise<Report> {
		const report = new Report(suite, logFiles);
		await rm(report.folder, { recursive: true, force: true });
		await mkdir(report.folder, { recursive: true });
		return report;
	}

	pathOf(file: string): string {
		return join(this.folder, file);
	}

	/** Something seen on the way, such as a message in the browser's console; written out when a step fails. */
	note(text: string): void {
		this.notes.push(text);
	}

	/**
	 * Runs one step and prints its name and time. On failure `capture` may leave files (it is given names for them),
	 * n8n's log and the notes are written beside them, their places are printed, and the step's own error is thrown on.
	 */
	async step<T>(
		name: string,
		work: () => Promise<T>,
		capture?: (file: (extension: string) => string) => Promise<void>,
	): Promise<T> {
		const started = Date.now();
		const number = this.passed + this.failed + 1;
		const stem = `${String(number).padStart(2, '0')}-${name.replace(/[^\w]+/g, '-').slice(0, 60)}`;
		try {
			const result = await work();
			this.passed++;
			console.log(`  ok    ${name} (${Date.now() - started} ms)`);
			return result;
		} catch (error) {
			this.failed++;
			console.log(`  FAIL  ${name} (${Date.now() - started} ms)`);
			await capture?.((extension) => this.pathOf(`${stem}.${extension}`));
			const logs = await Promise.all(this.logFiles().map(async (file) => await logTail(file, 80)));
			const text = [(error as Error).stack, ...this.notes, ...logs].join('\n\n');
			await writeFile(this.pathOf(`${stem}.txt`), `${text}\n`);
			console.log(
				`        See ${relative(process.cwd(), this.pathOf(stem))}.* (picture, and the end of n8n's log)`,
			);
			throw error;
		}
	}

	/** Steps that build on each other: the first that fails ends them, and the suite goes on with the next chapter. */
	async chapter(name: string, work: () => Promise<void>): Promise<void> {
		const failedBefore = this.failed;
		const started = Date.now();
		console.log(name);
		try {
			await work();
		} catch (error) {
			if (this.failed > failedBefore) return;
			this.failed++;
			console.log(`  FAIL  between the steps: ${(error as Error).stack}`);
		}
		console.log(`  ${Math.round((Date.now() - started) / 1000)} s`);
	}

	/** Prints the last line of a suite and sets the exit code. `trouble` is what ended it early, if anything did. */
	finish(trouble?: Error): void {
		if (trouble) console.error(trouble.stack);
		console.log(`${this.passed} passed, ${this.failed} failed`);
		process.exitCode = this.failed > 0 || this.passed === 0 || trouble ? 1 : 0;
	}

	/** Adds a line to a file of figures that the suite keeps, e.g. start-up times. */
	async figure(line: string): Promise<void> {
		console.log(`  ${line}`);
		await appendFile(this.pathOf('figures.txt'), `${line}\n`);
	}
}
