import { KEYS } from '../real/fixtures';
import { chain, gcoreNode, startNode } from '../real/workflows';
import { expect, test } from './fixtures';

test('a video is picked from the list, transcribed, and has its subtitles', async ({
	editor,
	gcore,
	credential,
}, info) => {
	const { videos } = gcore.account(KEYS.many);
	videos.clear();
	const wanted = videos.add({ name: 'Coffee Run', duration: 184_669 });
	const other = videos.add({ name: 'A longer film', status: 'pending', duration: 7_384_000 });
	const account = await credential('many');
	const transcribe = {
		operation: 'create',
		videoSource: 'gcoreVideo',
		waitForCompletion: true,
		options: { pollInterval: 0.2 },
	};
	const put = { resource: 'video', operation: 'addSubtitles' };
	await editor.openWorkflow({
		name: 'Subtitles onto a video',
		nodes: [
			startNode(),
			gcoreNode('Transcribe', [220, 0], account, transcribe),
			gcoreNode('Add Subtitles', [560, 0], account, put),
		],
		connections: chain('Start', 'Transcribe', 'Add Subtitles'),
	});
	const { view, page } = editor;
	const items = page.getByTestId('rlc-item');
	await test.step('the list shows name, status and length, and can be searched', async () => {
		await editor.openNode('Transcribe');
		await view.getByTestId('rlc-input-container').click();
		await expect(items).toHaveText([
			'A longer film · pending · 2:03:04',
			'Coffee Run · ready · 3:05',
		]);
		await page.screenshot({ path: info.outputPath('list.png') });
		await page.getByTestId('rlc-search').fill('coffee');
		await expect(items).toHaveCount(1);
		await items.first().click();
		await expect(view.getByTestId('rlc-input')).toHaveValue('Coffee Run · ready · 3:05');
		await editor.closeNode();
	});
	await test.step('the item tells what is on the video now', async () => {
		await editor.execute();
		await editor.openNode('Add Subtitles');
		const row = editor.output.locator('table tbody tr').filter({ hasText: /\S/ });
		await expect(row).toHaveCount(1);
		const [subtitle] = videos.subtitles(wanted.id)!;
		for (const text of [String(wanted.id), String(subtitle.id), 'eng', 'English', 'false', '2']) {
			await expect(row).toContainText(text);
		}
		await page.screenshot({ path: info.outputPath('item.png') });
		expect(videos.subtitles(other.id)).toEqual([]);
	});
});
