import type { Report } from '../e2e/report';

/** The steps of a suite under a heading, such as a version; the report counts them. */
export class Checks {
	constructor(
		private readonly report: Report,
		private readonly prefix = '',
	) {}

	/** The same report under another heading. */
	under(prefix: string): Checks {
		return new Checks(this.report, `${prefix}: `);
	}

	/** A step that later ones build on: when it fails, so does what called it. */
	async need<T>(name: string, work: () => Promise<T>): Promise<T> {
		return await this.report.step(`${this.prefix}${name}`, work);
	}

	/** A step that stands alone: when it fails, the suite goes on and fails in the end. */
	async check(name: string, work: () => Promise<void>): Promise<void> {
		await this.need(name, work).catch(() => undefined);
	}
}
