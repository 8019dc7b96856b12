import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../api/answers';
import type { Task } from './task';

export type SubtitlesFormat = 'vtt' | 'srt' | 'txt';

export interface SubtitlesFile {
	fileName: string;
	mimeType: string;
	text: string;
}

const MIME_TYPES: Readonly<Record<SubtitlesFormat, string>> = {
	vtt: 'text/vtt',
	srt: 'application/x-subrip',
	txt: 'text/plain',
};

interface Phrase {
	startMs: number;
	endMs: number;
	text: string;
}

/** "HH:mm:ss.fff", with the hours or the fraction left out at times. @returns milliseconds */
export function parseTime(time: unknown): number | undefined {
	const match = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d+))?$/.exec(String(time).trim());
	if (!match) return undefined;
	const [, hours = '0', minutes, seconds, fraction = ''] = match;
	const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
	return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
}

/** @param separator between seconds and milliseconds: "," in SRT, "." in WebVTT */
export function formatTime(ms: number, separator: ',' | '.'): string {
	const pad = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
	const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) => pad(part, 2));
	return `${clock.join(':')}${separator}${pad(ms % 1000, 3)}`;
}

function phrasesOf(result: IDataObject): Phrase[] {
	const rows = Array.isArray(result.subtitles) ? result.subtitles : [];
	return rows.flatMap((row) => {
		if (!isJsonObject(row)) return [];
		const startMs = parseTime(row.start_time);
		const endMs = parseTime(row.end_time);
		if (startMs === undefined || endMs === undefined) return [];
		// An empty line would end the phrase early.
		const text = String(row.text ?? '')
			.replace(/\r\n?/g, '\n')
			.replace(/\n\s*\n/g, '\n')
			.trim();
		return [{ startMs, endMs, text }];
	});
}

const cues = (phrases: Phrase[], separator: ',' | '.', textOf: (text: string) => string) =>
	phrases
		.map(
			({ startMs, endMs, text }, index) =>
				`${index + 1}\n${formatTime(startMs, separator)} --> ${formatTime(endMs, separator)}\n${textOf(text)}\n`,
		)
		.join('\n');

/** A line of speech like this would begin a new phrase; SRT knows no escapes. */
const LINE_OF_TIMES = /^([ \t]*[\d:.,]+[ \t]*)-->(?=[ \t]*\d)/gm;

/** WebVTT takes these for markup. */
const escapeVtt = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A first line with times in it has swallowed the line breaks behind it. */
const VTT_HEADER = /^\uFEFF?WEBVTT(?:[ \t](?!.*-->).*)?(?:[\r\n]|$)/;

const WRITERS: Readonly<Record<SubtitlesFormat, (result: IDataObject) => string>> = {
	vtt: (result) =>
		typeof result.vttContent === 'string' && VTT_HEADER.test(result.vttContent)
			? result.vttContent
			: `WEBVTT\n\n${cues(phrasesOf(result), '.', escapeVtt)}`,
	srt: (result) => cues(phrasesOf(result), ',', (text) => text.replace(LINE_OF_TIMES, '$1->')),
	txt: (result) =>
		typeof result.concatenated_text === 'string' && result.concatenated_text
			? result.concatenated_text
			: phrasesOf(result)
					.map(({ text }) => text)
					.join('\n'),
};

/** The language that the subtitles are in: the one they were translated into, else the one that was heard. */
function languageOf(task: Task, result: IDataObject): string | undefined {
	const data = isJsonObject(task.task_data) ? task.task_data : {};
	const heard: unknown = Array.isArray(result.languages) ? result.languages[0] : undefined;
	const language = data.subtitles_language ?? data.audio_language ?? heard;
	return typeof language === 'string' && /^[\w-]+$/.test(language) ? language : undefined;
}

/**
 * The subtitles of a finished transcription or translation as a file.
 * @returns undefined for a task that has none: another type, or not ended well
 */
export function subtitlesFile(task: Task, format: SubtitlesFormat): SubtitlesFile | undefined {
	const { result } = task;
	if (!isJsonObject(result) || typeof result.speech_detected !== 'boolean') return undefined;
	const name = task.task_id.replace(/[^\w.-]/g, '_');
	return {
		fileName: [name, languageOf(task, result), format].filter(Boolean).join('.'),
		mimeType: MIME_TYPES[format],
		text: WRITERS[format](result),
	};
}
