import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { Watched } from '../real/watched';
import { expect, test } from './fixtures';

test('the trigger, published, fires once for each task that ends, and not for one that had ended', async ({
	editor,
	n8n: { api },
}) => {
	const activate = async (definition: WorkflowDefinition) => {
		const id = await editor.openWorkflow(definition);
		await editor.page.getByTestId('workflow-open-publish-modal-button').click();
		await editor.page.getByTestId('workflow-publish-button').click();
		await expect.poll(async () => (await api.getWorkflow(id)).active).toBe(true);
		return id;
	};
	const watched = await Watched.start(api, { activate });
	for (const status of ['SUCCESS', 'FAILURE', 'REVOKED'] as const) watched.end(status);
	await watched.expectTold();
	await api.deactivate(watched.workflowId);
	await watched.close();
});
