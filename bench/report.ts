/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for development, not part of the package */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { NEWEST_N8N } from '../scripts/real-n8n/versions';
import { AIMS } from './aims';
import { CONDITIONS, type Condition } from './conditions';
import { Figures } from './figures';
import type { Sample } from './measure';
import { plot } from './plot';

const ROOT = join(__dirname, '..');
const RESULTS = join(__dirname, 'results.json');
const DOCUMENT = join(ROOT, 'docs', 'benchmarks.md');
const PLOT = join(ROOT, 'docs', 'images', 'benchmarks.svg');
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

export const readSamples = (): Sample[] =>
	existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Sample[]) : [];

export function writeSamples(samples: Sample[]): void {
	writeFileSync(RESULTS, `[\n${samples.map((sample) => JSON.stringify(sample)).join(',\n')}\n]\n`);
}

/** Writes the figures into the document, whose words stay, and the plot beside it. */
export async function writeReport(samples: Sample[]): Promise<void> {
	const figures = new Figures(samples);
	const text = readFileSync(DOCUMENT, 'utf8');
	const [before] = text.split(BEGIN);
	const after = text.split(END)[1];
	const parts = [
		BEGIN,
		machine(samples),
		aims(figures),
		...CONDITIONS.map((condition) => table(condition, figures)),
		END,
	];
	const written = `${before}${parts.filter(Boolean).join('\n\n')}${after}`;
	writeFileSync(DOCUMENT, await format(written, { parser: 'markdown' }));
	mkdirSync(join(PLOT, '..'), { recursive: true });
	writeFileSync(PLOT, plot(figures));
}

const number = (value: number, digits = 0) =>
	Number.isFinite(value)
		? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
		: '–';

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;

const rows = (head: string[], body: string[][]) =>
	[row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');

function machine(samples: Sample[]): string {
	const loads = samples.map(({ load }) => load);
	return [
		`Measured with n8n ${NEWEST_N8N} on a machine with ${cpus().length} cores (${cpus()[0]?.model.trim()}), which the`,
		`stand-in shares. Its load was ${number(Math.min(...loads), 1)} to ${number(Math.max(...loads), 1)} before a run, the bench's own work within.`,
	].join(' ');
}

function aims(figures: Figures): string {
	const body = AIMS.map(({ what, aim, most, figure }) => {
		const value = figure(figures);
		const reached = Number.isNaN(value) ? 'not measured' : value <= most ? 'yes' : 'no';
		return [what, aim, number(value, value > 10 ? 1 : 2), reached];
	});
	return `### Aims\n\n${rows(['measure', 'aim', 'measured', 'reached'], body)}`;
}

function table(condition: Condition, figures: Figures): string {
	const { name, items, latencyMs, perSecond, taskMs, candidates, fresh } = condition;
	const measured = figures.candidates(name);
	if (measured.length === 0) return '';
	const median = (candidate: string, measure: Parameters<Figures['median']>[2]) =>
		figures.median(name, candidate, measure);
	const body = candidates
		.filter((candidate) => measured.includes(candidate.name))
		.map((candidate) => [
			candidate.label,
			number(median(candidate.name, 'ms')),
			number(figures.ratio(name, candidate.name, 'http', 'ms'), 2),
			number((median(candidate.name, 'cpuMs') / items) * 1000),
			number(figures.ratio(name, candidate.name, 'floor', 'cpuMs'), 2),
			...(fresh ? [number(median(candidate.name, 'extraMb'))] : []),
			number(median(candidate.name, 'requests')),
			number(median(candidate.name, 'cancelled')),
		]);
	const title = [
		`${number(items)} items`,
		`${latencyMs} ms`,
		...(perSecond ? [`a server that allows ${perSecond} a second`] : []),
		...(taskMs ? [`waiting for tasks that end after ${taskMs / 1000} s`] : []),
	].join(', ');
	const head = [
		'',
		'time, ms',
		'against HTTP Request',
		'CPU per item, µs',
		'against the floor',
		...(fresh ? ['memory, MB more'] : []),
		'requests',
		'cancelled',
	];
	const runs = figures.of(name, measured[0]).length;
	return `### ${title}\n\nMedians of ${runs} paired run${runs === 1 ? '' : 's'}.\n\n${rows(head, body)}`;
}
