import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import { OLDER_N8N } from '../../scripts/real-n8n/versions';
import { KEYS, type Account } from '../real/fixtures';
import { NODE_TYPE, TRIGGER_TYPE } from '../real/workflows';
import { expect, test } from './fixtures';

test('node and trigger are loaded', async ({ n8n }) => {
	const names = (await n8n.api.nodeTypes(PACKAGE_NAME)).map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining([NODE_TYPE, TRIGGER_TYPE]));
});

/**
 * What the credential dialog says, by account; and what the last n8n 1 says: it loses the cause of what went wrong on the
 * way to a credential's rules, so those of no package apply.
 */
const DIALOG: Array<[Account, status: string, message: RegExp, inOne?: RegExp]> = [
	['usual', 'OK', /success/i],
	['refused', 'Error', /^Gcore refused the API key\./, /^Authorization failed/],
	['forbidden', 'Error', /not allowed to use Streaming AI/, /^Forbidden/],
	['disabled', 'Error', /Streaming AI is not enabled/, /unprocessable|422|request/i],
];

for (const [account, status, message, inOne = message] of DIALOG) {
	test(`the credential test says ${message.source}`, async ({ n8n, gcore, credential }) => {
		const answer = await n8n.api.testCredential({
			...(await credential(account)),
			data: { apiKey: KEYS[account], baseUrl: gcore.url },
		});
		expect(answer.status).toBe(status);
		expect(answer.message).toMatch(n8n.version === OLDER_N8N ? inOne : message);
	});
}

test('the task list has pages and can be searched', async ({ n8n, gcore, credential }) => {
	const { tasks } = gcore.account(KEYS.list);
	for (let n = 0; n < 60; n++) tasks.add();
	const wanted = tasks.add({ task_data: { url: 'https://video.example/wanted.mp4' } });
	const query = {
		nodeType: NODE_TYPE,
		parameter: 'taskId',
		method: 'searchTasks',
		credentials: { gcoreApi: await credential('list') },
	};
	const { results, paginationToken } = await n8n.api.listSearch(query);
	expect(results).toHaveLength(50);
	const second = await n8n.api.listSearch({ ...query, paginationToken });
	expect(second.results).toHaveLength(11);
	expect(second.paginationToken).toBeUndefined();
	const found = await n8n.api.listSearch({ ...query, filter: 'wanted' });
	expect(found.results.map(({ name, value }) => [name, value])).toEqual([
		['wanted.mp4 · transcription · STARTED', wanted.task_id],
	]);
});
