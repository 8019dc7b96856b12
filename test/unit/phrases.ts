import { parseText, tokenizeVTTCue, type VTTCue } from 'media-captions';
import webvtt from 'node-webvtt';
import subsrt from 'subsrt-ts';
import { parseSync } from 'subtitle';
import { WebVTTParser } from 'webvtt-parser';
import entities from 'webvtt-parser/html-entities.json';

import {
	subtitlesFile,
	subtitlesOf,
	type SubtitlesFormat,
} from '../../nodes/GcoreStreamingAi/task/subtitles';

/** Start and end in ms, and the text. */
export type Phrase = [number, number, string];

const ms = (seconds: number) => Math.round(seconds * 1000);

export function readSrt(text: string): Phrase[] {
	return parseSync(text).map((node) => {
		if (node.type !== 'cue') throw new Error('SRT has nothing but phrases');
		return [node.data.start, node.data.end, node.data.text];
	});
}

export function readVtt(text: string): Phrase[] {
	const { cues, errors } = new WebVTTParser(entities).parse(text, 'captions');
	expect(errors).toEqual([]);
	return cues.map(({ startTime, endTime, tree }) => {
		// Markup would be more than a text.
		expect(tree.children.every(({ type }) => type === 'text')).toBe(true);
		const words = tree.children.map(({ value }) => value).join('');
		return [ms(startTime), ms(endTime), words];
	});
}

interface Caption {
	start: number;
	end: number;
	text: string;
}

/** What is left without all that it takes for a code, which is more than most. */
const readBySubsrt = (text: string): Phrase[] =>
	(subsrt.parse(text, { format: 'srt', eol: '\n' }) as Caption[]).map((caption) => [
		caption.start,
		caption.end,
		caption.text,
	]);

async function readByMediaCaptions(text: string, type: 'srt' | 'vtt'): Promise<Phrase[]> {
	const { cues, errors } = await parseText(text, { type, errors: false });
	expect(errors).toEqual([]);
	return cues.map((cue) => {
		const tokens = tokenizeVTTCue(cue as VTTCue);
		expect(tokens.every(({ type: kind }) => kind === 'text')).toBe(true);
		const words = tokens.map((token) => (token.type === 'text' ? token.data : '')).join('');
		// SRT is shown as it is: there only tags would be taken out.
		return [ms(cue.startTime), ms(cue.endTime), type === 'vtt' ? words : cue.text];
	});
}

/** It leaves entities as they are. */
const readByNodeWebvtt = (text: string): Phrase[] =>
	webvtt.parse(text, { meta: true }).cues.map(({ start, end, text: words }) => {
		const plain = words.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
		return [ms(start), ms(end), plain];
	});

type Reader = (text: string) => Phrase[] | Promise<Phrase[]>;

/** Other people's parsers. */
export const READERS: Readonly<Record<'srt' | 'vtt', Record<string, Reader>>> = {
	srt: {
		subtitle: readSrt,
		'subsrt-ts': readBySubsrt,
		'media-captions': async (text) => await readByMediaCaptions(text, 'srt'),
	},
	vtt: {
		'webvtt-parser': readVtt,
		'node-webvtt': readByNodeWebvtt,
		'media-captions': async (text) => await readByMediaCaptions(text, 'vtt'),
	},
};

const taskOf = (result: unknown, task_data: object = {}) =>
	({ task_id: 'a', status: 'SUCCESS', task_data, result }) as never;

export const fileOf = (result: object, format: SubtitlesFormat, task_data: object = {}) =>
	subtitlesFile(taskOf(result, task_data), format);

/** What was written, and what is said about it. */
export const written = (result: object, format: SubtitlesFormat, maxCharacters?: number) => {
	const { file, ...about } = subtitlesOf(taskOf(result), format, maxCharacters);
	return { ...about, text: file?.text };
};

export const textOf = (result: object, format: SubtitlesFormat, maxCharacters?: number) =>
	String(written(result, format, maxCharacters).text);

/** A result with these phrases alone, so that WebVTT has to be made from them too. */
export const spoken = (...phrases: Array<[start: unknown, end: unknown, text: unknown]>) => ({
	speech_detected: true,
	subtitles: phrases.map(([start_time, end_time, text]) => ({ start_time, end_time, text })),
});
