import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Outcomes } from '../outputs';
import type { About } from '../task/failedItem';
import type { ItemParameters } from './parameters';
import type { Result, Run } from './run';

/** One entry of the 'Operation' list: how it is shown, which fields it has, how it can end, what it does. */
export interface Operation {
	option: INodePropertyOptions & { value: string };
	/** What a model is told about it as a tool: what it does, what is asynchronous or may cost money, what it answers with. */
	toolDescription: string;
	/** Shown for this operation alone: the display rule is added by `propertiesOf`. */
	fields: INodeProperties[];
	/** How it can end, for operations that tell their ends apart. */
	outcomes?: Outcomes;
	/** What it does for one item: what the item leads to, or throws why there is nothing. */
	item?(run: Run, item: number): Promise<Result | Result[]>;
	/** What an item's fields say that it is about, for an item that fails. Sends nothing; may throw. */
	about?(parameters: ItemParameters, item: number): About;
	/** In place of `item`, for operations that look at all items at once. */
	execute?(run: Run): Promise<void>;
}

/** A kind of thing that the node works on. */
export interface Resource {
	name: string;
	value: string;
	defaultOperation: string;
	operations: Operation[];
}
