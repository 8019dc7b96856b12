import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import type { Task } from '../gcore/task';
import { apiText } from '../gcore/shown';
import { subtitlesFile } from './subtitles';

/** What Gcore gives for speech, each of it with every word. */
const SPEECH = ['subtitles', 'vttContent', 'concatenated_text'];

/** Of a list in a result: a moderation of two hours may name thousands of frames. */
const MOST_ROWS = 50;

/**
 * A finished task's item for a model, which pays for every character: what was said stands in it once, and long lists
 * are cut. The result's `leftOut` tells what is missing.
 * @param item what `taskItem` has made of the task
 * @param subtitlesText the subtitles, where they were asked for: they stand in place of the words
 */
export function itemForModel(task: Task, item: IDataObject, subtitlesText?: string): IDataObject {
	if (!isJsonObject(item.result)) return item;
	const words = subtitlesText ?? subtitlesFile(task, 'txt')?.text;
	const result: IDataObject = {};
	const leftOut: string[] = [];
	for (const [name, value] of Object.entries(item.result)) {
		const isList = Array.isArray(value);
		if (words !== undefined && SPEECH.includes(name)) {
			if (name !== 'concatenated_text' || subtitlesText) leftOut.push(name);
		} else if (isList && value.length > MOST_ROWS) {
			result[name] = value.slice(0, MOST_ROWS);
			leftOut.push(`${name} from row ${MOST_ROWS + 1} to ${value.length}`);
		} else result[name] = value;
	}
	if (words !== undefined && subtitlesText === undefined) result.concatenated_text = words;
	if (leftOut.length > 0) result.leftOut = leftOut.join(', ');
	return { ...item, result, ...(subtitlesText !== undefined && { subtitlesText }) };
}

const LONGEST_FILTER = 100;

/**
 * What a model is told in place of no items, from which it would make something up.
 * @param query the list call's, with the filters that were set
 * @param noun what was looked for
 */
export function nothingFound(query: IDataObject, noun: string): IDataObject {
	const filters = Object.entries(query).map(
		([name, value]) => `${name} '${apiText(String(value), LONGEST_FILTER) ?? ''}'`,
	);
	const message =
		filters.length > 0
			? `No ${noun} matches ${filters.join(' and ')}.`
			: `No ${noun} matches: the account has none.`;
	return { count: 0, message };
}
