import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { isBlank } from '../gcore/text';
import { srtOf, vttOf } from './cues';
import { fitLines } from './lines';
import { cleaned, holds, phrasesOf, rowsOf, textOf } from './phrases';
import { endOf, type Task } from '../gcore/task';
import { taskType } from './task';
import { readVtt } from './webvtt';

export type SubtitlesFormat = 'vtt' | 'srt' | 'txt';

export interface SubtitlesFile {
	fileName: string;
	mimeType: string;
	text: string;
	/** How many subtitles it has; 0 in TXT, which has none. */
	cues: number;
}

/** The subtitles that were asked for, and what is to be said about them. */
export interface Subtitles {
	file?: SubtitlesFile;
	/** Why there is no file, though there might have been one. */
	note?: string;
	/** How many phrases are not in the file, because nobody can say when they were spoken. */
	skipped: number;
}

const MIME_TYPES: Readonly<Record<SubtitlesFormat, string>> = {
	vtt: 'text/vtt',
	srt: 'application/x-subrip',
	txt: 'text/plain',
};

/** The language that the words are in: the one they were translated into, else the one that was heard. */
export function languageOf(task: Task, result: IDataObject): string | undefined {
	const data = isJsonObject(task.task_data) ? task.task_data : {};
	const heard: unknown = Array.isArray(result.languages) ? result.languages[0] : undefined;
	const language = data.subtitles_language ?? data.audio_language ?? heard;
	return typeof language === 'string' && /^[\w-]{1,35}$/.test(language) ? language : undefined;
}

/** What Gcore gives for speech: its own guide shows answers that have three of these, its schema asks for none. */
const TRANSCRIPTION = ['speech_detected', 'subtitles', 'vttContent', 'concatenated_text'];

export const isTranscription = (result: unknown): result is IDataObject =>
	isJsonObject(result) && TRANSCRIPTION.some((field) => (result[field] ?? null) !== null);

const SPEECH_TASKS = ['transcription', 'translation'];

const NO_WORDS = 'The result has no words, so there are no subtitles';

const wholeText = ({ concatenated_text: text }: IDataObject): string =>
	typeof text === 'string' && !isBlank(text) ? cleaned(text) : '';

interface Written {
	text?: string;
	cues?: number;
	note?: string;
	skipped: number;
}

const wordless = ({ speech_detected: isSpoken }: IDataObject): string =>
	isSpoken === false ? 'No speech was detected, so there are no subtitles' : NO_WORDS;

function timeless(result: IDataObject, rows: number): string {
	if (rows > 0) {
		return 'No phrase has a time that can be read, so there is no SRT or VTT. TXT has the words';
	}
	return wholeText(result)
		? 'The result has no times, so there is no SRT or VTT. TXT has the words'
		: wordless(result);
}

function writeText(result: IDataObject): Written {
	const rows = rowsOf(result);
	const text =
		wholeText(result) || textOf(rows.length > 0 ? rows : readVtt(result.vttContent).rows);
	return text ? { text, skipped: 0 } : { note: wordless(result), skipped: 0 };
}

function writeCues(result: IDataObject, format: 'srt' | 'vtt', maxCharacters: number): Written {
	const vtt = readVtt(result.vttContent);
	const vttPhrases = phrasesOf(vtt.rows);
	const rows = rowsOf(result);
	const rowPhrases = phrasesOf(rows);
	// Rows come first, unless Gcore's own WebVTT has the same words and more, for example times where rows have none.
	const isFuller = holds(vttPhrases, rowPhrases) && !holds(rowPhrases, vttPhrases);
	const usesVtt = rowPhrases.length === 0 || isFuller;
	const phrases = usesVtt ? vttPhrases : rowPhrases;
	const all = usesVtt && holds(vtt.rows, rows) ? vtt.rows : rows;
	const skipped = Math.max(0, all.length - phrases.length);
	if (phrases.length === 0) return { note: timeless(result, skipped), skipped };
	const isOwn = format === 'vtt' && maxCharacters === 0 && vtt.isWellFormed;
	if (isOwn && holds(vttPhrases, phrases)) {
		return { text: String(result.vttContent), cues: vtt.rows.length, skipped };
	}
	const fitting = fitLines(phrases, maxCharacters);
	const text = format === 'srt' ? srtOf(fitting) : vttOf(fitting, vtt.metadata);
	return { text, cues: fitting.length, skipped };
}

/**
 * The subtitles of a finished transcription or translation.
 * @param maxCharacters of a line of SRT and VTT; 0 leaves lines as they come, and Gcore's own WebVTT too
 */
export function subtitlesOf(task: Task, format: SubtitlesFormat, maxCharacters = 0): Subtitles {
	const { result } = task;
	if (!isTranscription(result)) {
		const isLacking = endOf(task.status) === 'succeeded' && SPEECH_TASKS.includes(taskType(task));
		return { skipped: 0, ...(isLacking && { note: NO_WORDS }) };
	}
	const {
		text,
		cues = 0,
		...about
	} = format === 'txt' ? writeText(result) : writeCues(result, format, maxCharacters);
	if (text === undefined) return about;
	const name = task.task_id.replace(/[^\w.-]/g, '_');
	const fileName = [name, languageOf(task, result), format].filter(Boolean).join('.');
	return { ...about, file: { fileName, mimeType: MIME_TYPES[format], text, cues } };
}

/** The file alone. @returns undefined where there is none: another type of task, not ended well, or nothing said */
export const subtitlesFile = (
	task: Task,
	format: SubtitlesFormat,
	maxCharacters = 0,
): SubtitlesFile | undefined => subtitlesOf(task, format, maxCharacters).file;
