/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { parseArgs } from 'node:util';
import { Figures, readSamples, writeSamples } from './figures';
import { LINE_UPS } from './lineups';
import { Bench } from './measure';
import { writeReport } from './report';
import { aimsTable } from './tables';

const USAGE = `Measures Cancel and Wait against what people use today, in one real n8n, and writes docs/benchmarks.md.

  npm run bench                      everything: 25 minutes on a quiet machine
  npm run bench -- --quick           100 items at 20 ms, once each; nothing is written
  npm run bench -- --only NAME ...   these line-ups anew: ${LINE_UPS.map(({ name }) => name).join(', ')}
  npm run bench -- --repeats N       runs of each way
  npm run bench -- --report          write the report again, from bench/results.json

With --quick and --only, these line-ups once; nothing is written. After it, npm run docs brings the README up to date.`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean' },
			only: { type: 'string', multiple: true },
			repeats: { type: 'string' },
			report: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return console.log(USAGE);
	const { quick, only = quick ? ['tls-100-20', 'plain-100-20'] : undefined } = values;
	const chosen = values.report ? [] : LINE_UPS.filter(({ name }) => !only || only.includes(name));

	const bench = chosen.length ? await Bench.start() : undefined;
	try {
		for (const lineUp of chosen) {
			const samples = readSamples().filter((sample) => sample.lineUp !== lineUp.name);
			const repeats = Number(values.repeats ?? (quick ? 1 : lineUp.repeats));
			await bench?.lineUp(lineUp, repeats, (sample) => {
				samples.push(sample);
				console.log(JSON.stringify(sample));
			});
			if (!quick) writeSamples(samples);
		}
	} finally {
		await bench?.close();
	}
	if (quick) return;
	const figures = new Figures(readSamples());
	await writeReport(figures);
	console.log(aimsTable(figures));
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
