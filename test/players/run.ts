/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { subtitlesOf, type SubtitlesFormat } from '../../nodes/GcoreStreamingAi/task/subtitles';
import type { Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { PROJECT_FOLDER } from '../../scripts/real-n8n/package';
import { Checks } from '../compat/checks';
import { Report } from '../e2e/report';
import { lettersOf } from '../unit/letters';
import { ffmpeg, wordsByFfmpeg } from './ffmpeg';
import { AWKWARD, resultOf, SHOWN } from './results';

/**
 * What ffmpeg and libass, which most players are made of, read from our files. Needs Debian's ffmpeg, and for the
 * picture fonts-dejavu-core and fonts-noto-cjk. `npm run test:players -- picture` puts the
 * picture into docs/images.
 */

const textOf = (result: Task['result'], format: SubtitlesFormat, maxCharacters = 0): string => {
	const task = { task_id: 'a', status: 'SUCCESS', result };
	const { file, skipped } = subtitlesOf(task, format, maxCharacters);
	assert.equal(skipped, 0);
	return file!.text;
};

async function main(checks: Checks, report: Report): Promise<void> {
	for (const [name, { rows, words }] of Object.entries(AWKWARD)) {
		for (const format of ['srt', 'vtt'] as const) {
			if (format === 'vtt' && name.endsWith('in SRT')) continue;
			await checks.check(`${format}: ${name}`, async () => {
				const file = report.pathOf(`${name.replace(/\W/g, '-')}.${format}`);
				await writeFile(file, textOf(resultOf(rows), format));
				assert.deepEqual((await wordsByFfmpeg(file)).map(lettersOf), words.map(lettersOf));
			});
		}
	}
	const text = 'The quick brown fox jumps over the lazy dog. '.repeat(9).trim();
	await checks.check('srt and vtt: a long phrase in lines', async () => {
		for (const format of ['srt', 'vtt'] as const) {
			const file = report.pathOf(`lines.${format}`);
			await writeFile(file, textOf(resultOf([[0, 60, text]]), format, 42));
			const cues = await wordsByFfmpeg(file);
			assert.ok(cues.length >= 5);
			assert.equal(cues.join(' '), text);
		}
	});
	await checks.check('a picture', async () => {
		const [file, picture] = [report.pathOf('shown.srt'), report.pathOf('subtitles.png')];
		await writeFile(file, textOf(resultOf(SHOWN), 'srt'));
		const blank = `color=c=0x203040:s=720x110:r=1:d=${SHOWN.length}`;
		const burnt = `subtitles=${file}:force_style='Fontname=DejaVu Sans,Fontsize=88,MarginV=60',tile=1x${SHOWN.length}`;
		await ffmpeg(
			'-f',
			'lavfi',
			'-i',
			blank,
			'-vf',
			burnt,
			'-frames:v',
			'1',
			'-update',
			'1',
			picture,
		);
		assert.ok((await stat(picture)).size < 150_000);
		if (process.argv.includes('picture')) {
			const to = join(PROJECT_FOLDER, 'docs', 'images', 'subtitles.png');
			await ffmpeg('-i', picture, '-update', '1', to);
		}
	});
}

void (async () => {
	const report = await Report.start('players');
	await main(new Checks(report), report).then(
		() => report.finish(),
		(error: Error) => report.finish(error),
	);
})();
