import './settings.js';

import { PollContext, TriggersAndPollers } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { activeFile, type TriggerSetup } from './activeTrigger';
import { additionalData, toWorkflow } from './index';

export interface DurableSetup extends TriggerSetup {
	/** The workflow's static data as its activation has saved it. */
	saved: string;
	/** Durable cursors: what a poll without items has learnt is saved too. */
	cursors?: boolean;
	/** What n8n gives a poll. Its own is 36 s; tests of what comes at its end have less. */
	budgetMs?: number;
	/** An n8n that tells no budget. */
	olderN8n?: boolean;
}

/**
 * Our trigger on n8n's durable scheduler, as in its poll-trigger-task-handler (2.40): each poll has a new workflow with
 * the saved static data and a new context of mode 'update'; a poll that takes too long is dropped with all it has.
 */
export class DurableTrigger {
	readonly started: IDataObject[][] = [];
	readonly errors: Error[] = [];
	saved: string;

	constructor(private readonly setup: DurableSetup) {
		this.saved = setup.saved;
	}

	/** One poll. @returns the items of the execution it has started */
	async poll({ dropped = false } = {}): Promise<IDataObject[]> {
		const { credential, cursors = false, budgetMs = 36_000 } = this.setup;
		const file = activeFile(this.setup, this.saved);
		const workflow = await toWorkflow(file);
		const [node] = workflow.getPollNodes();
		const context = new PollContext(
			workflow,
			node,
			await additionalData(credential, 'trigger', file),
			'trigger',
			'update',
			undefined,
			undefined,
			undefined,
			undefined,
			undefined,
			() => budgetMs,
		);
		if (this.setup.olderN8n) Object.assign(context, { getPollBudgetMs: undefined });
		let items: INodeExecutionData[][] | null;
		try {
			items = await new TriggersAndPollers().runPollFunction(workflow, node, context);
		} catch (error) {
			this.errors.push(error as Error);
			return [];
		}
		if (dropped) return [];
		if (items || cursors) this.saved = JSON.stringify(workflow.staticData);
		if (!items) return [];
		this.started.push(items.flat().map(({ json }) => json));
		return this.started.at(-1)!;
	}
}
