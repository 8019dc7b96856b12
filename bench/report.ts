/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { NEWEST_N8N } from '../scripts/real-n8n/versions';
import type { Figures } from './figures';
import { aimsTable, cancelTable, waitTable } from './tables';

const DOCUMENT = join(__dirname, '..', 'docs', 'benchmarks.md');
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** Writes the figures into the document, whose words stay. */
export async function writeReport(figures: Figures): Promise<void> {
	const text = readFileSync(DOCUMENT, 'utf8');
	const parts = [
		text.split(BEGIN)[0] + BEGIN,
		machine(figures),
		`### Aims\n\n${aimsTable(figures)}`,
		`### Cancelling\n\n${cancelTable(figures)}`,
		`### Waiting\n\n${waitTable(figures)}`,
		END + text.split(END)[1],
	];
	writeFileSync(DOCUMENT, await format(parts.join('\n\n'), { parser: 'markdown' }));
}

function machine({ samples }: Figures): string {
	const loads = samples.map(({ load }) => load.toFixed(1)).sort((a, b) => Number(a) - Number(b));
	return [
		`Measured with n8n ${NEWEST_N8N} on a machine with ${cpus().length} cores (${cpus()[0]?.model.trim()}), which the`,
		`stand-in shares. Its load was ${loads[0]} to ${loads[loads.length - 1]} before a run, the bench's own work within.`,
	].join(' ');
}
