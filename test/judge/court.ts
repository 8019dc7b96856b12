import type { INodeParameters } from 'n8n-workflow';
import { DESCRIPTION_FILE, readDescription } from '../../scripts/judge/description';
import { startPrism, type Prism } from '../../scripts/judge/prism';
import { runNode, type GcoreCredential, type NodeRun } from '../engine';
import { NAMES } from '../operations';
import { startStandIn, type StandIn } from '../standin/server';
import { startJudge, type Seen, type Wanted } from './judge';
import { ITEM, TASK, USES, type Use } from './uses';

const KEY = '1234$abcdef';

export const description = readDescription();

/** Each request waits for no other try, and no operation for long. */
const QUICK = { maxRetries: 0, waitTimeout: 0.03, pollInterval: 0.02 };

/** Prism and a stand-in, and what they have seen of the node. */
export class Court {
	/** The uses of a row, which are judged once. */
	private readonly judgedOf = new Map<string, Array<{ use: Use; seen: Seen[] }>>();

	private constructor(
		private readonly prism: Prism,
		private readonly gcore: StandIn,
	) {}

	static async open(): Promise<Court> {
		const prism = await startPrism(DESCRIPTION_FILE);
		// Lists have more than one page.
		const pages = { maxLimit: 2, maxPerPage: 2 };
		return new Court(prism, await startStandIn({ apiKey: KEY, taskMs: 0, ...pages }));
	}

	async close(): Promise<void> {
		await this.gcore.close();
		await this.prism.stop();
	}

	/** @returns what was asked meanwhile @param wanted an answer that is to be Prism's */
	async hear(
		task: string,
		asks: (credential: GcoreCredential) => Promise<unknown>,
		wanted?: Wanted,
	): Promise<Seen[]> {
		this.prepare(task);
		const judge = await startJudge(description, this.prism.url, this.gcore.url, wanted);
		try {
			await asks({ apiKey: KEY, baseUrl: judge.url });
			return judge.seen;
		} finally {
			await judge.close();
		}
	}

	/** Runs the node on n8n's engine. */
	async use({ parameters, task }: Use, wanted?: Wanted): Promise<{ run: NodeRun; seen: Seen[] }> {
		const options = { ...QUICK, ...(parameters.options as INodeParameters) };
		const setup = {
			items: [ITEM],
			parameters: { ...parameters, options },
		};
		let run: NodeRun | undefined;
		const asks = async (credential: GcoreCredential) => {
			run = await runNode(setup, credential);
		};
		const seen = await this.hear(task, asks, wanted);
		return { run: run!, seen };
	}

	async usesOf(row: string) {
		const known = this.judgedOf.get(row);
		if (known) return known;
		const all = [];
		for (const use of USES.filter((one) => one.row === row)) {
			all.push({ use, seen: (await this.use(use)).seen });
		}
		this.judgedOf.set(row, all);
		return all;
	}

	async everyUse() {
		const all = [];
		for (const row of NAMES) all.push(...(await this.usesOf(row)));
		return all;
	}

	/** A use in which a call is asked, with as few others as can be. */
	async useOf(call: string): Promise<Use> {
		const all = await this.everyUse();
		const uses = all.filter(({ seen }) => seen.some((one) => one.call === call));
		return uses.sort((a, b) => a.seen.length - b.seen.length)[0].use;
	}

	/** The task of the item among others, and its video, with subtitles. */
	private prepare(status: string) {
		const { tasks, videos } = this.gcore;
		tasks.clear();
		videos.clear();
		for (const task_id of [TASK, 'another', 'a third']) tasks.add({ task_id, status });
		for (const id of [1, 2, 3]) videos.add({ id });
		videos.addSubtitle(1, { name: 'English', language: 'eng', vtt: 'WEBVTT' });
	}
}
