/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { once } from 'node:events';
import { join } from 'node:path';
import { startKept, type KeptChild } from '../scripts/real-n8n/child';
import { StandInClient } from '../test/standin/client';

const CLI = join(__dirname, '..', 'test', 'standin', 'cli.ts');
const CHUNK = 2000;

/** A stand-in for Gcore in a process of its own. */
export class Server {
	private constructor(
		readonly url: string,
		private readonly child: KeptChild,
		private readonly control: StandInClient,
	) {}

	static async start(options: string[]): Promise<Server> {
		const args = [require.resolve('tsx/cli'), CLI, '--control', '--max-log', '10', ...options];
		const child = startKept(process.execPath, args, { output: 'pipe' });
		const [line] = (await once(child.process.stdout!, 'data')) as [Buffer];
		const { url } = JSON.parse(String(line)) as { url: string };
		return new Server(url, child, new StandInClient(url));
	}

	/** Forgets what was, and takes in running tasks with the IDs `prefix-0`, `prefix-1` and so on. */
	async prepare(prefix: string, count: number): Promise<void> {
		await this.control.clear({ tasks: true, log: true });
		for (let from = 0; from < count; from += CHUNK) {
			const length = Math.min(CHUNK, count - from);
			await this.control.addAll(
				Array.from({ length }, (_, index) => ({ task_id: `${prefix}-${from + index}` })),
			);
		}
	}

	/** Ends the tasks of `prepare` as they would end by themselves. */
	async finishAll(): Promise<void> {
		const tasks = await this.control.tasks();
		await Promise.all(
			tasks.map(async ({ task_id }) => await this.control.finish(task_id, 'SUCCESS')),
		);
	}

	async stats() {
		return await this.control.stats();
	}

	async stop(): Promise<void> {
		await this.child.stop();
	}
}
