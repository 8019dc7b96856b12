/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { parseArgs } from 'node:util';
import { packPackage } from '../scripts/real-n8n/package';
import { CONDITIONS } from './conditions';
import { Bench } from './measure';
import { readSamples, writeReport, writeSamples } from './report';

const USAGE = `Measures Cancel against HTTP Request and the bare floor in one real n8n, and writes docs/benchmarks.md.

  npm run bench                      everything: 40 minutes on a quiet machine
  npm run bench -- --quick           100 and 1,000 items at 20 ms, once each; nothing is written
  npm run bench -- --only NAME ...   these line-ups anew: ${CONDITIONS.map(({ name }) => name).join(', ')}
  npm run bench -- --repeats N       paired runs of each (default 5)
  npm run bench -- --report          write the report again, from bench/results.json`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean' },
			only: { type: 'string', multiple: true },
			repeats: { type: 'string', default: '5' },
			report: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return console.log(USAGE);
	if (values.report) return await writeReport(readSamples());
	const names = values.quick ? ['100-20ms', '1000-20ms'] : values.only;
	const chosen = CONDITIONS.filter(({ name }) => !names || names.includes(name));
	const repeats = values.quick ? 1 : Number(values.repeats);

	const bench = new Bench(await packPackage());
	try {
		for (const condition of chosen) {
			const samples = readSamples().filter((sample) => sample.condition !== condition.name);
			await bench.line(condition, repeats, (sample) => {
				samples.push(sample);
				const { candidate, ms, cpuMs, extraMb, requests, cancelled, load } = sample;
				console.log(
					`${condition.name} ${candidate}: ${ms.toFixed(0)} ms, CPU ${cpuMs.toFixed(0)} ms, +${extraMb?.toFixed(0)} MB, ${requests} requests, ${cancelled} cancelled (load ${load.toFixed(1)})`,
				);
			});
			if (!values.quick) writeSamples(samples);
		}
	} finally {
		await bench.close();
	}
	if (!values.quick) await writeReport(readSamples());
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
