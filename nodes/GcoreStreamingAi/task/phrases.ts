import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { isBlank } from '../gcore/text';
import { parseTime } from './times';

/** What is said, as Gcore tells it: a time that cannot be read is left out. */
export interface Row {
	startMs?: number;
	endMs?: number;
	/** Lines without white space around them, none of them empty. */
	text: string;
}

/** What is said and when: it ends after it starts. */
export interface Phrase extends Row {
	startMs: number;
	endMs: number;
}

/** How long a phrase of unknown length stays when nothing follows it. */
const READABLE_MS = 1000;

/** What breaks a line, but for the one that is written. */
const OTHER_LINE_BREAK = /\r\n?|[\v\f\x85\u2028\u2029]/g;

/** Also a byte order mark, which is no character within a text. */
const CONTROLS = /(?![\t\n\r])[\p{Cc}\uFEFF]/gu;

/** Half a character, and what Unicode keeps free of characters: ffmpeg refuses a phrase with U+FFFE in it. */
const NO_CHARACTER = /[\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** A text that every reader takes: without control characters other than line breaks and tabs, and well-formed. */
export const cleaned = (text: string): string =>
	text.replace(CONTROLS, '').replace(NO_CHARACTER, '\uFFFD');

/** What was said as lines: without blank ones, which would end a phrase early. @returns '' for what is no text */
export function phraseText(text: unknown): string {
	if (typeof text === 'number' || typeof text === 'boolean') return String(text);
	if (typeof text !== 'string') return '';
	return cleaned(text.replace(OTHER_LINE_BREAK, '\n').replace(/\t/g, ' '))
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => !isBlank(line))
		.join('\n');
}

/** The rows of a result that say something, in the order given. */
export function rowsOf({ subtitles }: IDataObject): Row[] {
	const rows: unknown[] = Array.isArray(subtitles) ? subtitles : [];
	return rows
		.map((row): Row => {
			if (!isJsonObject(row)) return { text: phraseText(row) };
			const { start_time, end_time, text } = row;
			return {
				startMs: parseTime(start_time),
				endMs: parseTime(end_time),
				text: phraseText(text),
			};
		})
		.filter(({ text }) => text !== '');
}

/** By start, as WebVTT demands; what starts together stays in its order. */
export const byStart = <T extends { startMs: number }>(phrases: T[]): T[] =>
	phrases.sort((a, b) => a.startMs - b.startMs);

/**
 * The rows that have a time, in order. Whisper leaves out ends, or puts them at the start or before: such a phrase
 * lasts until the next one starts, or for a second. Ends that come after the next start are right: two may speak.
 */
export function phrasesOf(rows: Row[]): Phrase[] {
	const timed = byStart(
		rows.filter((row): row is Row & { startMs: number } => row.startMs !== undefined),
	);
	return timed.map(({ startMs, endMs = 0, text }, index) => {
		const next = timed[index + 1]?.startMs ?? 0;
		const repaired = next > startMs ? next : startMs + READABLE_MS;
		return { startMs, endMs: endMs > startMs ? endMs : repaired, text };
	});
}

/** The words of rows in order of time, with what has no time behind what it was told behind. */
export function textOf(rows: Row[]): string {
	let latest = 0;
	const placed = rows.map(({ startMs, text }) => {
		latest = startMs ?? latest;
		return { startMs: latest, text };
	});
	return byStart(placed)
		.map(({ text }) => text)
		.join('\n');
}

/** One after the other: a list of all words of a long text takes ten times as long as to read it. */
function* wordsOf(rows: Row[]): Generator<string> {
	for (const { text } of rows) for (const [word] of text.matchAll(/\S+/g)) yield word;
}

/** Whether all words of some phrases stand in others, in the same order. */
export function holds(others: Row[], phrases: Row[]): boolean {
	const words = wordsOf(phrases);
	let wanted = words.next();
	for (const word of wordsOf(others)) {
		if (word === wanted.value) wanted = words.next();
		if (wanted.done) return true;
	}
	return wanted.done === true;
}
