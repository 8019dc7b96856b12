/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for development, not part of the package */
import { join } from 'node:path';
import { Chat } from '../test/e2e/chat';
import { test } from '../test/e2e/fixtures';
import { modelCredential } from '../test/real/agents';
import { ASSISTANT, beforeChat, take, TURNS, withModel } from '../test/real/assistant';
import { KEYS } from '../test/real/fixtures';
import { startModel } from '../test/real/model';
import { readExamples, withCredential } from './real-n8n/examples';
import { PROJECT_FOLDER } from './real-n8n/package';

/** Makes the picture of the assistant anew, after its first answer: `npm run pictures`. */

const SIZE = { width: 1520, height: 1360 };
/** What stands over the canvas and leads elsewhere; the tabs on top are as high as `TABS`. */
const ASIDE = [
	'.el-notification',
	'[class*="nodeButtonsWrapper"]',
	'[data-test-id="canvas-controls"]',
	'[data-test-id="workflow-chat-button"]',
];
const TABS = 24;

test('picture of the assistant', async ({ editor, n8n: { api }, gcore, credential }) => {
	const { page } = editor;
	const model = await startModel();
	beforeChat(gcore.account(KEYS.examples).tasks);
	const example = (await readExamples())[ASSISTANT];
	const account = await credential('examples');
	const workflow = withModel(withCredential(example, account), await modelCredential(api, model));
	await page.setViewportSize(SIZE);
	await editor.openWorkflow(workflow);
	const chat = new Chat(editor, api);
	await chat.open();
	await page.getByTestId('zoom-to-fit').click();
	await take(TURNS[0], model, async (text) => await chat.say(workflow.name, text));
	await page.addStyleTag({ content: `${ASIDE.join()} { visibility: hidden }` });
	await page.mouse.move(0, 0);
	const { x, y } = (await page.getByTestId('canvas-wrapper').boundingBox())!;
	const top = y + TABS;
	const clip = { x, y: top, width: SIZE.width - x, height: SIZE.height - top };
	const path = join(PROJECT_FOLDER, 'docs', 'images', 'agent.png');
	await page.screenshot({ path, clip, animations: 'disabled' });
	await model.close();
});
