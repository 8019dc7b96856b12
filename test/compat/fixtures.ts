import type { Credential, Execution, WorkflowDefinition } from '../../scripts/real-n8n/types';
import { CancelCases } from '../real/cases';
import { test as base } from '../real/fixtures';
import { overItems, type OverItems } from '../real/workflows';

export { expect } from '../real/fixtures';

type Node = Omit<OverItems, 'credential'> & { credential?: Credential };

interface Compat {
	/** Tasks at the stand-in that answer a cancel as wished. */
	cases: CancelCases;
	/** Runs a workflow to its end. */
	run: (workflow: WorkflowDefinition) => Promise<Execution>;
	/** Runs our node over items, on the usual account unless another credential is given. */
	runOver: (items: object[], node: Node) => Promise<Execution>;
}

/** Tests over n8n's REST API. */
export const test = base.extend<Compat>({
	cases: async ({ gcore }, use) => await use(new CancelCases(gcore)),
	run: async ({ n8n: { api } }, use) => {
		await use(async (workflow) => await api.run((await api.createWorkflow(workflow)).id));
	},
	runOver: async ({ run, credential }, use) => {
		await use(async (items, node) => {
			return await run(overItems(items, { credential: await credential(), ...node }));
		});
	},
});
