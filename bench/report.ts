/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from './measure';
const RESULTS = join(__dirname, 'results.json');
export const readSamples = (): Sample[] =>
	existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Sample[]) : [];
export function writeSamples(samples: Sample[]): void {
	writeFileSync(RESULTS, `[\n${samples.map((sample) => JSON.stringify(sample)).join(',\n')}\n]\n`);
}
export function writeReport(_samples: Sample[]): void {}
