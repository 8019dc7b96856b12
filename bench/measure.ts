/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console, @n8n/community-nodes/require-node-api-error -- a tool for development, not part of the package */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchN8n, type RunningN8n } from '../scripts/real-n8n/launch';
import { installTarball, packPackage } from '../scripts/real-n8n/package';
import { makeCertificate } from '../test/standin/certificate';
import type { Sample } from './figures';
import type { LineUp } from './lineups';
import { BenchStandIn } from './standin';
import { workflowOf, type Way } from './ways';

/** Before anything is measured, so that all code is loaded and compiled. */
const WARM_UP_ITEMS = 300;

/** A server with a limit has saved up all that it can by then. */
const REST_MS = 1500;

const MOST_TRIES = 3;
const API_KEY = '1234$abcdef';

interface Marked {
	ms: number;
	cpuMs: number;
	arrived: number;
}

/** A real n8n with the packed node and the node of the bench, which trusts the stand-in's certificate. */
export class Bench {
	private runs = 0;

	private constructor(
		private readonly n8n: RunningN8n,
		private readonly folder: string,
		private readonly pem: string,
	) {}

	static async start(): Promise<Bench> {
		const folder = await mkdtemp(join(tmpdir(), 'gcore-bench-'));
		const [userFolder, ca, pem] = ['n8n', 'ca.pem', 'server.pem'].map((name) => join(folder, name));
		const certificate = await makeCertificate();
		await Promise.all([
			mkdir(userFolder),
			writeFile(ca, certificate.ca),
			writeFile(pem, certificate.server),
		]);
		await installTarball(await packPackage(), userFolder);
		const env = { N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes'), NODE_EXTRA_CA_CERTS: ca };
		return new Bench(await launchN8n({ userFolder, env }), folder, pem);
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	/** Lets the ways run in turn, each as often as asked for, so that a disturbance of the machine meets all of them. */
	async lineUp(lineUp: LineUp, repeats: number, onSample: (sample: Sample) => void) {
		const standIn = await BenchStandIn.start(lineUp, this.pem);
		try {
			const paths = new Map<Way, string>();
			for (const way of lineUp.ways) {
				const path = await this.add(way, standIn.url);
				paths.set(way, path);
				const taskMs = lineUp.taskMs && ([0, 0] as const);
				await this.run(standIn, path, { ...lineUp, items: WARM_UP_ITEMS, taskMs });
			}
			for (let repeat = 0; repeat < repeats; repeat++) {
				for (const [way, path] of paths) {
					const sample = await this.runAgain(standIn, path, lineUp);
					onSample({ lineUp: lineUp.name, way: way.name, ...sample });
				}
			}
		} finally {
			await standIn.stop();
		}
	}

	/** HTTP Request stops the workflow when one of a thousand connections fails, as happens on a loaded machine. */
	private async runAgain(standIn: BenchStandIn, path: string, lineUp: LineUp) {
		for (let tries = 1; ; tries++) {
			try {
				if (lineUp.rate) await sleep(REST_MS);
				return await this.run(standIn, path, lineUp);
			} catch (error) {
				if (tries === MOST_TRIES) throw error;
				console.log(`${lineUp.name}: ${(error as Error).message}; measured again`);
			}
		}
	}

	private async run(standIn: BenchStandIn, path: string, lineUp: LineUp) {
		const { items, taskMs } = lineUp;
		const prefix = `task-${++this.runs}`;
		const load = loadavg()[0];
		await standIn.prepare(prefix, items, lineUp);
		const response = await this.call(`${path}?prefix=${prefix}&count=${items}`);
		if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
		const { ms, cpuMs, arrived } = (await response.json()) as Marked;
		const { requests, cancelled } = await standIn.stats();
		const common = { ms: Math.round(ms), cpuMs: Math.round(cpuMs), requests, load };
		if (!taskMs) return { ...common, done: cancelled };
		return { ...common, done: arrived, ...(await standIn.lateness(prefix)) };
	}

	/** n8n goes on registering a webhook after it has said that its workflow is active. */
	private async call(webhook: string): Promise<Response> {
		for (let waited = 0; ; waited += 200) {
			const response = await fetch(`${this.n8n.url}/webhook/${webhook}`);
			if (response.status !== 404 || waited > 10_000) return response;
			await sleep(200);
		}
	}

	/** @returns the path of the webhook that starts it */
	private async add(way: Way, baseUrl: string): Promise<string> {
		const { api } = this.n8n;
		const credential = await api.createCredential({
			name: 'Gcore',
			type: 'gcoreApi',
			data: { apiKey: API_KEY, baseUrl },
		});
		const path = `${way.name}-${++this.runs}`;
		const { id } = await api.createWorkflow(workflowOf(way, { baseUrl, credential }, path));
		await api.activate(id);
		return path;
	}
}
