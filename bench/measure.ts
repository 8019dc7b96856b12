/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
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

/** Before each run: a server with a limit has saved up all that it can then, and n8n has cleared up. */
const REST_MS = 1500;

/** n8n goes on registering a webhook after it has said that its workflow is active. */
const REGISTERING_MS = 10_000;

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
		await mkdir(userFolder);
		await writeFile(ca, certificate.ca);
		await writeFile(pem, certificate.server);
		await installTarball(await packPackage({ target: folder }), userFolder);
		const env = { N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes'), NODE_EXTRA_CA_CERTS: ca };
		return new Bench(await launchN8n({ userFolder, env }), folder, pem);
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	/** Lets the ways run in turn, so that a disturbance of the machine meets all of them. */
	async measure(lineUp: LineUp, repeats: number, onSample: (sample: Sample) => void) {
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
					const sample = await this.run(standIn, path, lineUp);
					onSample({ lineUp: lineUp.name, way: way.name, ...sample });
				}
			}
		} finally {
			await standIn.stop();
		}
	}

	private async run(standIn: BenchStandIn, path: string, lineUp: LineUp) {
		const prefix = `task-${++this.runs}`;
		await standIn.prepare(prefix, lineUp);
		const load = loadavg()[0];
		await sleep(lineUp.taskMs ? 0 : REST_MS);
		const call = `${this.n8n.url}/webhook/${path}?prefix=${prefix}&count=${lineUp.items}`;
		let response = await fetch(call);
		for (let waited = 0; response.status === 404 && waited < REGISTERING_MS; waited += 200) {
			await sleep(200);
			response = await fetch(call);
		}
		// HTTP Request stops when one of a thousand connections fails, as happens on a busy machine.
		if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
		const marked = (await response.json()) as { ms: number; cpuMs: number; arrived: number };
		const { requests, cancelled } = await standIn.stats();
		return {
			ms: Math.round(marked.ms),
			cpuMs: Math.round(marked.cpuMs),
			requests,
			done: lineUp.taskMs ? marked.arrived : cancelled,
			load,
			...(lineUp.taskMs && (await standIn.lateness(prefix))),
		};
	}

	/** @returns the path of the webhook that starts it */
	private async add(way: Way, baseUrl: string): Promise<string> {
		const { api } = this.n8n;
		const data = { apiKey: '1234$abcdef', baseUrl };
		const credential = await api.createCredential({ name: 'Gcore', type: 'gcoreApi', data });
		const path = `${way.name}-${++this.runs}`;
		const { id } = await api.createWorkflow(workflowOf(way, { baseUrl, credential }, path));
		await api.activate(id);
		return path;
	}
}
