/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool for development, not part of the package */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { NEWEST_N8N } from '../scripts/real-n8n/versions';
import { Figures, readSamples, writeSamples, type Sample } from './figures';
import { printGrowth } from './growth';
import { LINE_UPS } from './lineups';
import { Bench } from './measure';
import { aimsTable, cancelTable, waitTable } from './tables';

const USAGE = `Measures Cancel and Wait against what people use today, in one real n8n, and writes docs/benchmarks.md.

  npm run bench                      everything: 25 minutes on a quiet machine
  npm run bench -- --only NAME ...   these line-ups anew: ${LINE_UPS.map(({ name }) => name).join(', ')}
  npm run bench -- --repeats N       so many runs of each way
  npm run bench -- --quick           100 cancels (or those of --only) once each; nothing is written
  npm run bench -- --growth          how long hostile texts of 10 kB and 1 MB take, and the ratio; nothing is written
  npm run bench -- --report          write the report again, from bench/results.json`;

const DOCUMENT = join(__dirname, '..', 'docs', 'benchmarks.md');
const FIGURES = /(?<=<!-- figures: .* -->\n)[^]*(?=<!-- end -->)/;

/** Writes the figures into the document, whose words stay. */
async function writeReport(samples: Sample[]): Promise<void> {
	const figures = new Figures(samples);
	const loads = samples.map(({ load }) => load);
	const parts = [
		`Measured with n8n ${NEWEST_N8N} on a machine with ${cpus().length} cores (${cpus()[0]?.model.trim()}), which the stand-in shares. The load before a run, the bench's own work within, was ${Math.min(...loads)} to ${Math.max(...loads)}.`,
		`### Aims\n\n${aimsTable(figures)}`,
		`### Cancelling\n\n${cancelTable(figures)}`,
		`### Waiting\n\n${waitTable(figures)}`,
	];
	const text = readFileSync(DOCUMENT, 'utf8').replace(FIGURES, () => `\n${parts.join('\n\n')}\n\n`);
	writeFileSync(DOCUMENT, await format(text, { parser: 'markdown' }));
	console.log(aimsTable(figures));
}

async function main(): Promise<void> {
	const flag = { type: 'boolean' } as const;
	const text = { type: 'string' } as const;
	const only = { ...text, multiple: true } as const;
	const { values } = parseArgs({
		options: { quick: flag, only, repeats: text, report: flag, growth: flag, help: flag },
	});
	if (values.help) return console.log(USAGE);
	if (values.growth) return printGrowth();
	if (values.report) return await writeReport(readSamples());
	const { quick } = values;
	const names = values.only ?? (quick ? ['tls-100-20', 'plain-100-20'] : undefined);

	const bench = await Bench.start();
	try {
		for (const lineUp of LINE_UPS.filter(({ name }) => names?.includes(name) ?? true)) {
			const samples = readSamples().filter((sample) => sample.lineUp !== lineUp.name);
			const repeats = Number(values.repeats ?? (quick ? 1 : lineUp.repeats));
			await bench.measure(lineUp, repeats, (sample) => {
				samples.push(sample);
				console.log(JSON.stringify(sample));
			});
			if (!quick) writeSamples(samples);
		}
	} finally {
		await bench.close();
	}
	if (!quick) await writeReport(readSamples());
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
