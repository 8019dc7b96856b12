/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import { OLDER_N8N } from '../../scripts/real-n8n/versions';
import { NODE_TYPE, TRIGGER_TYPE } from './workflows';
import { KEYS, type World } from './world';

const OUR_TEXTS = {
	refused: /^Gcore refused the API key\./,
	forbidden: /role may not use Streaming/,
	disabled: /Streaming AI is not enabled/,
};

/** This version loses the cause of what went wrong on the way to a credential's rules, so those of no package apply. */
const STOCK_TEXTS: typeof OUR_TEXTS = {
	refused: /^Authorization failed/,
	forbidden: /^Forbidden/,
	disabled: /unprocessable|422|request/i,
};

/** The node, its trigger and its credential are there, and the credential dialog says what is the matter. */
export async function checkLoaded({ checks, n8n, gcore, credential }: World): Promise<void> {
	await checks.check('node and trigger are loaded', async () => {
		const names = (await n8n.api.nodeTypes(PACKAGE_NAME)).map(({ name }) => name);
		assert.ok(names.includes(NODE_TYPE) && names.includes(TRIGGER_TYPE), names.join(', '));
	});

	const texts = n8n.version === OLDER_N8N ? STOCK_TEXTS : OUR_TEXTS;
	const dialog: Array<[key: string, status: string, message: RegExp]> = [
		[KEYS.usual, 'OK', /success/i],
		['9$unknown', 'Error', texts.refused],
		[KEYS.forbidden, 'Error', texts.forbidden],
		[KEYS.disabled, 'Error', texts.disabled],
	];
	for (const [apiKey, status, message] of dialog) {
		await checks.check(`the credential test says ${message.source}`, async () => {
			const answer = await n8n.api.testCredential({
				...(await credential(apiKey)),
				type: 'gcoreApi',
				data: { apiKey, baseUrl: gcore.url },
			});
			assert.equal(answer.status, status);
			assert.match(answer.message, message);
		});
	}
}

/** The list of the 'Task' field: all tasks a page at a time, and those that match a text. */
export async function checkListSearch({ checks, n8n, gcore, credential }: World): Promise<void> {
	await checks.check('the task list has pages and can be searched', async () => {
		const { tasks } = gcore.account(KEYS.list);
		for (let n = 0; n < 60; n++) tasks.add();
		const wanted = tasks.add({ task_data: { url: 'https://video.example/wanted.mp4' } });
		const query = {
			nodeType: NODE_TYPE,
			parameter: 'taskId',
			method: 'searchTasks',
			credentials: { gcoreApi: await credential(KEYS.list) },
		};
		const first = await n8n.api.listSearch(query);
		assert.equal(first.results.length, 50);
		const { paginationToken } = first;
		const second = await n8n.api.listSearch({ ...query, paginationToken });
		assert.equal(second.results.length, 11);
		assert.equal(second.paginationToken, undefined);
		const found = await n8n.api.listSearch({ ...query, filter: 'wanted' });
		assert.deepEqual(
			found.results.map(({ name, value }) => [name, value]),
			[['wanted.mp4 · transcription · STARTED', wanted.task_id]],
		);
	});
}
