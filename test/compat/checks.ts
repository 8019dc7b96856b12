/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- a test, not part of the package */
import type { Report } from '../e2e/report';

/** Counts the steps of a suite, so that its last line can say how many have passed and the exit code follows. */
export class Checks {
	private passed = 0;
	private failed = 0;

	constructor(
		private readonly report: Report,
		private readonly prefix = '',
		private readonly parent?: Checks,
	) {}

	/** The same count under another heading, such as a version. */
	under(prefix: string): Checks {
		return new Checks(this.report, `${prefix}: `, this);
	}

	/** A step that later ones build on: when it fails, so does what called it. */
	async need<T>(name: string, work: () => Promise<T>): Promise<T> {
		try {
			const result = await this.report.step(`${this.prefix}${name}`, work);
			this.count(true);
			return result;
		} catch (error) {
			this.count(false);
			throw error;
		}
	}

	/** A step that stands alone: when it fails, the suite goes on and fails in the end. */
	async check(name: string, work: () => Promise<void>): Promise<void> {
		await this.need(name, work).catch(() => undefined);
	}

	/** Prints the last line and sets the exit code. `trouble` is what ended the suite early, if anything did. */
	finish(trouble?: Error): void {
		if (trouble) console.error(trouble.message);
		console.log(`${this.passed} passed, ${this.failed} failed`);
		process.exitCode = this.failed > 0 || this.passed === 0 || trouble ? 1 : 0;
	}

	private count(passed: boolean): void {
		if (this.parent) this.parent.count(passed);
		else if (passed) this.passed++;
		else this.failed++;
	}
}
