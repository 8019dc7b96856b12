import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { type Shown, shown } from '../gcore/shown';

/**
 * The items of the agent whose tool the node is. Agents 1 and 2 call a tool themselves: its input is what the model has
 * filled in, and $json is the agent's first item, whichever it is at. Agents 3 have n8n's engine run the tool, with the
 * item that the agent is at as its input (1.123 and 2.41, run).
 */
export class AgentItems {
	/** How many $json may mean; 0 where there are none, as behind an MCP Server Trigger. */
	private readonly count: number;

	/** Whether n8n tells which item is meant. */
	readonly isTold: boolean;

	constructor(private readonly context: IExecuteFunctions) {
		this.count = Number(this.evaluated('{{ $input.all().length }}', 0) ?? 0);
		this.isTold = this.count === context.getInputData().length;
	}

	/** Why no item's own field is taken. */
	get why(): Shown | undefined {
		if (this.isTold || this.count === 0) return undefined;
		return shown`The agent has ${this.count} items, and n8n does not tell its tools which of them it is at, so that none's own ID is taken`;
	}

	/** What $json means. */
	jsonOf(item: number): IDataObject {
		const json = this.evaluated('{{ $json }}', item);
		return isJsonObject(json) ? json : {};
	}

	/** Undefined where there is no item, over which n8n throws. */
	private evaluated(expression: string, item: number): unknown {
		try {
			return this.context.evaluateExpression(expression, item);
		} catch {
			return undefined;
		}
	}
}
