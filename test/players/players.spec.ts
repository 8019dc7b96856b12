/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-empty-pattern -- a test, not part of the package */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { subtitlesOf, type SubtitlesFormat } from '../../nodes/GcoreStreamingAi/task/subtitles';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { PROJECT_FOLDER } from '../../scripts/real-n8n/package';
import { lettersOf } from '../unit/letters';
import { ffmpeg, wordsByFfmpeg } from './ffmpeg';
import { AWKWARD, resultOf, SHOWN } from './results';

/**
 * What ffmpeg and libass, which most players are made of, read from our files. Needs Debian's ffmpeg, and for the
 * picture fonts-dejavu-core and fonts-noto-cjk. `npm run pictures` puts the picture into docs/images.
 */

const textOf = (result: Task['result'], format: SubtitlesFormat, maxCharacters = 0): string => {
	const task = { task_id: 'a', status: 'SUCCESS', result };
	const { file, skipped } = subtitlesOf(task, format, maxCharacters);
	expect(skipped).toBe(0);
	return file!.text;
};

for (const [name, { rows, words }] of Object.entries(AWKWARD)) {
	for (const format of ['srt', 'vtt'] as const) {
		if (format === 'vtt' && name.endsWith('in SRT')) continue;
		test(`${format}: ${name}`, async ({}, testInfo) => {
			const file = testInfo.outputPath(`subtitles.${format}`);
			await writeFile(file, textOf(resultOf(rows), format));
			expect((await wordsByFfmpeg(file)).map(lettersOf)).toEqual(words.map(lettersOf));
		});
	}
}

for (const format of ['srt', 'vtt'] as const) {
	test(`${format}: a long phrase in lines`, async ({}, testInfo) => {
		const text = 'The quick brown fox jumps over the lazy dog. '.repeat(9).trim();
		const file = testInfo.outputPath(`subtitles.${format}`);
		await writeFile(file, textOf(resultOf([[0, 60, text]]), format, 42));
		const cues = await wordsByFfmpeg(file);
		expect(cues.length).toBeGreaterThanOrEqual(5);
		expect(cues.join(' ')).toBe(text);
	});
}

test('a picture', async ({}, testInfo) => {
	const [file, picture] = [testInfo.outputPath('shown.srt'), testInfo.outputPath('subtitles.png')];
	await writeFile(file, textOf(resultOf(SHOWN), 'srt'));
	const blank = `color=c=0x203040:s=720x110:r=1:d=${SHOWN.length}`;
	const burnt = `subtitles=${file}:force_style='Fontname=DejaVu Sans,Fontsize=88,MarginV=60',tile=1x${SHOWN.length}`;
	await ffmpeg('-f', 'lavfi', '-i', blank, '-vf', burnt, '-frames:v', '1', '-update', '1', picture);
	expect((await stat(picture)).size).toBeLessThan(150_000);
	if (process.env.PICTURES) {
		await ffmpeg(
			'-i',
			picture,
			'-update',
			'1',
			join(PROJECT_FOLDER, 'docs', 'images', 'subtitles.png'),
		);
	}
});
