/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchN8n, type RunningN8n } from '../scripts/real-n8n/launch';
import { installTarball } from '../scripts/real-n8n/package';
import { workflowOf, type Candidate, type Target } from './candidates';
import type { Condition } from './conditions';
import { Server } from './servers';

/** What one run of one candidate has come to. */
export interface Sample {
	condition: string;
	candidate: string;
	/** Between the marks before and after the nodes under test, in the n8n process. */
	ms: number;
	cpuMs: number;
	/** By how much memory went up at the most. */
	extraMb: number | null;
	/** Requests that reached the stand-in, and tasks that it cancelled. */
	requests: number;
	cancelled: number;
	/** Of the machine, before the run. */
	load: number;
}

interface Marked {
	ms: number;
	cpuMs: number;
	extraMb: number | null;
}

const NODES = join(__dirname, 'nodes');

/** Before anything is measured, so that all code is loaded and compiled. */
const WARM_UP_ITEMS = 300;

const MOST_TRIES = 3;

const API_KEY = '1234$abcdef';

/** A real n8n with the packed node and the nodes of the bench. */
export class Bench {
	private n8n?: RunningN8n;

	private userFolder?: string;

	private readonly paths = new Map<string, string>();

	private runs = 0;

	constructor(private readonly tarball: string) {}

	async close(): Promise<void> {
		await this.n8n?.stop();
		this.n8n = undefined;
		if (this.userFolder) await rm(this.userFolder, { recursive: true, force: true });
		this.paths.clear();
	}

	/** Lets the candidates run in turn, each as often as asked for. */
	async line(condition: Condition, repeats: number, onSample: (sample: Sample) => void) {
		const server = await Server.start(condition.server);
		try {
			for (let repeat = 0; repeat < repeats; repeat++) {
				for (const candidate of condition.candidates) {
					if (condition.fresh) await this.close();
					onSample(await this.measureAgain(condition, candidate, server));
				}
			}
		} finally {
			// The next stand-in has another address.
			this.paths.clear();
			await server.stop();
		}
	}

	/** HTTP Request stops the workflow when one of a thousand connections fails, as happens on a loaded machine. */
	private async measureAgain(condition: Condition, candidate: Candidate, server: Server) {
		for (let tries = 1; ; tries++) {
			try {
				return await this.measure(condition, candidate, server);
			} catch (error) {
				if (tries === MOST_TRIES) throw error;
				console.log(`${condition.name}: ${(error as Error).message}; measured again`);
			}
		}
	}

	private async measure(condition: Condition, candidate: Candidate, server: Server) {
		const known = this.paths.has(candidate.name);
		if (!known) {
			await this.add(candidate, server.url);
			const taskMs = condition.taskMs && 0;
			if (!condition.perSecond) await this.run(candidate, server, WARM_UP_ITEMS, taskMs);
		}
		// A full bucket for everyone.
		if (condition.perSecond) await sleep(1500);
		const load = loadavg()[0];
		const marked = await this.run(candidate, server, condition.items, condition.taskMs);
		const { requests, cancelled } = await server.stats();
		const { ms, cpuMs, extraMb } = marked;
		const names = { condition: condition.name, candidate: candidate.name };
		return { ...names, ms, cpuMs, extraMb, requests, cancelled, load };
	}

	private async run(
		candidate: Candidate,
		server: Server,
		items: number,
		taskMs?: number,
	): Promise<Marked> {
		const prefix = `task-${++this.runs}`;
		await server.prepare(prefix, items);
		const ending = taskMs === undefined ? undefined : sleep(taskMs).then(() => server.finishAll());
		const query = `prefix=${prefix}&count=${items}`;
		const path = this.paths.get(candidate.name);
		let response = await fetch(`${this.n8n?.url}/webhook/${path}?${query}`);
		// n8n goes on registering after it has said that a workflow is active.
		for (let wait = 0; response.status === 404 && wait < 10_000; wait += 200) {
			await sleep(200);
			response = await fetch(`${this.n8n?.url}/webhook/${path}?${query}`);
		}
		if (!response.ok) throw new Error(`${candidate.name}: ${await response.text()}`);
		await ending;
		return (await response.json()) as Marked;
	}

	private async add(candidate: Candidate, baseUrl: string) {
		const { api } = (this.n8n ??= await this.launch());
		const { id, name } = await api.createCredential({
			name: 'Gcore',
			type: 'gcoreApi',
			data: { apiKey: API_KEY, baseUrl },
		});
		const target: Target = { baseUrl, credential: { id, name } };
		const path = `${candidate.name}-${++this.runs}`;
		const workflow = await api.createWorkflow(workflowOf(candidate, target, path));
		await api.activate(workflow.id);
		this.paths.set(candidate.name, path);
	}

	private async launch(): Promise<RunningN8n> {
		this.userFolder = await mkdtemp(join(tmpdir(), 'gcore-bench-'));
		await installTarball(this.tarball, this.userFolder);
		const { userFolder } = this;
		return await launchN8n({ userFolder, env: { N8N_CUSTOM_EXTENSIONS: NODES } });
	}
}
