import type { IDataObject } from 'n8n-workflow';

import { itemForModel, nothingFound } from '../../nodes/GcoreStreamingAi/task/forModel';

const rows = (count: number) => Array.from({ length: count }, (_, n) => n);
const SAID = { concatenated_text: 'one two', subtitles: [{ text: 'one two' }], vttContent: 'x' };

describe('an item for a model', () => {
	it.each<[string, unknown, string | undefined, unknown]>([
		['no result', null, undefined, null],
		['a text', 'odd', undefined, 'odd'],
		['nothing to leave out', { sport_detected: false }, undefined, { sport_detected: false }],
		[
			'the words once',
			SAID,
			undefined,
			{ concatenated_text: 'one two', leftOut: 'subtitles, vttContent' },
		],
		['the words alone', { concatenated_text: 'one' }, undefined, { concatenated_text: 'one' }],
		[
			'only rows',
			{ subtitles: SAID.subtitles },
			undefined,
			{ concatenated_text: 'one two', leftOut: 'subtitles' },
		],
		[
			'subtitles',
			{ ...SAID, languages: ['eng'] },
			'SRT',
			{ languages: ['eng'], leftOut: 'concatenated_text, subtitles, vttContent' },
		],
		['no words', { subtitles: [], vttContent: '' }, undefined, { subtitles: [], vttContent: '' }],
		['a list of fifty', { frames: rows(50) }, undefined, { frames: rows(50) }],
		[
			'a longer one',
			{ frames: rows(51) },
			undefined,
			{ frames: rows(50), leftOut: 'frames from row 51 to 51' },
		],
	])('%s', (_name, result, subtitlesText, left) => {
		const task = { task_id: 'a', status: 'SUCCESS', result } as IDataObject & { task_id: string };
		const before = structuredClone(task);
		expect(itemForModel(task, { ...task, finished: true }, subtitlesText)).toEqual({
			...task,
			finished: true,
			result: left,
			...(subtitlesText && { subtitlesText }),
		});
		expect(task).toEqual(before);
	});
});

it('is told that nothing was found, by which filters, in a sentence that stays short', () => {
	expect(nothingFound({}, 'task').message).toBe('No task matches: the account has none.');
	// A page of HTML is not repeated to the model.
	expect(nothingFound({ search: '<html>' }, 'task').message).toBe("No task matches search ''.");
	const { count, message } = nothingFound({ search: 'x'.repeat(5000), status: 7 }, 'task');
	expect(count).toBe(0);
	expect(message).toMatch(/^No task matches search 'x+…?.*' and status '7'\.$/);
	expect(String(message).length).toBeLessThan(150);
});
