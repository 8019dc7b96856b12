import { parseSync } from 'subtitle';
import { WebVTTParser } from 'webvtt-parser';
import entities from 'webvtt-parser/html-entities.json';

import { subtitlesFile, type SubtitlesFormat } from '../../nodes/GcoreStreamingAi/task/subtitles';

/** Start and end in ms, and the text. */
export type Phrase = [number, number, string];

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
		return [Math.round(startTime * 1000), Math.round(endTime * 1000), words];
	});
}

export function fileOf(result: object, format: SubtitlesFormat, task_data: object = {}) {
	const task = { task_id: 'a', status: 'SUCCESS', task_data, result };
	return subtitlesFile(task as never, format);
}

export const textOf = (result: object, format: SubtitlesFormat) =>
	String(fileOf(result, format)?.text);

/** A result with these phrases alone, so that WebVTT has to be made from them too. */
export const spoken = (...phrases: Array<[start: string, end: string, text: unknown]>) => ({
	speech_detected: true,
	subtitles: phrases.map(([start_time, end_time, text]) => ({ start_time, end_time, text })),
});
