import { createHash } from 'crypto';

import { LINE_BREAK, readVtt, type Flaw } from './webvtt';

/** Subtitles as they were given, with what is in them, or what keeps them from being used. */
export type ReadText = { text: string; cues: Cue[] } | { flaw: string; remedy: string };

/** What is shown from when to when. */
export interface Cue {
	startMs?: number;
	endMs?: number;
	text: string;
}

/** Gcore takes up to 5 MB; in the larger of the two ways to count them, the last word is Gcore's. */
const MOST_BYTES = 5 * 1024 * 1024;

const isVtt = (text: string) => /^WEBVTT(?:[ \t\r\n]|$)/.test(text);
const isSrt = (text: string) => /^\d+[ \t]*[\r\n]/.test(text);

/** SRT has a comma in its times, and may have an hour of one digit. */
const srtLine = (line: string) =>
	line.includes('-->')
		? line
				.replace(/(^|-->)\s*(\d:)/g, '$1 0$2')
				.replace(/,(?=\d{3})/g, '.')
				.trim()
		: line;

const AHEAD = 'WEBVTT\n\n';

/** How many lines AHEAD takes. */
const LINES_AHEAD = 2;

const told = ({ line, what }: Flaw, linesBefore: number) => `line ${line + linesBefore}: ${what}`;

/** Rounded up: what is too large shall not look as if it fitted. */
const megabytes = (bytes: number) => (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1);

/** Why subtitles are too large for Gcore; undefined when they are not. */
export function tooLarge(text: string): string | undefined {
	const bytes = Buffer.byteLength(text);
	return bytes > MOST_BYTES ? `they have ${megabytes(bytes)} MB, and Gcore takes 5` : undefined;
}

const SHORTEN = 'Leave out what players do not need, such as comments and styles, or shorten them.';
const GIVE = 'Give the subtitles as WebVTT or SRT.';
const CORRECT = 'Correct the text there: players would leave out words.';

/**
 * Reads WebVTT or SRT that is to be put onto a video, as strictly as players do: Gcore takes what begins well, and
 * players then leave out what they cannot read.
 * @returns the text without a mark or blank lines before it and its cues; or what is wrong and in which line
 */
export function readSubtitles(given: string): ReadText {
	const text = given.replace(/^[\s\uFEFF]+/, '');
	if (text === '') return { flaw: 'there is nothing in them', remedy: GIVE };
	const excess = tooLarge(text);
	if (excess) return { flaw: excess, remedy: SHORTEN };
	const before = given.slice(0, given.length - text.length).split(LINE_BREAK).length - 1;
	if (isVtt(text)) {
		const { rows, flaw } = readVtt(text);
		return flaw ? { flaw: told(flaw, before), remedy: CORRECT } : withCues(text, rows);
	}
	if (isSrt(text)) {
		const lines = text.split(LINE_BREAK).map(srtLine);
		const { rows, flaw } = readVtt(AHEAD + lines.join('\n'), false);
		return flaw
			? { flaw: told(flaw, before - LINES_AHEAD), remedy: CORRECT }
			: withCues(text, rows);
	}
	return {
		flaw: told({ line: 1, what: 'there is neither WEBVTT nor the number of a subtitle' }, before),
		remedy: GIVE,
	};
}

const withCues = (text: string, cues: Cue[]): ReadText =>
	cues.length > 0 ? { text, cues } : { flaw: 'there are no words in them', remedy: GIVE };

/** The same for all texts that show the same: Gcore may hand back SRT as WebVTT, or with other line breaks. */
export function whatShows(text: unknown): string {
	const read = readSubtitles(typeof text === 'string' ? text : '');
	const shows = 'cues' in read ? JSON.stringify(read.cues) : String(text);
	return createHash('sha256').update(shows).digest('base64url');
}
