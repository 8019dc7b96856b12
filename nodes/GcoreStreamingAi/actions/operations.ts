import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Resource } from './fields';
import type { Run } from './run';
import { cancel } from './task/cancel.operation';

/** One entry of the 'Operation' list: how it is shown, which fields it has, what it does. */
export interface Operation {
	option: INodePropertyOptions & { value: string };
	/** Shown for this operation alone: the display rule is added by `propertiesOf`. */
	fields: INodeProperties[];
	execute(run: Run): Promise<void>;
}

/** In the order of the editor's lists. */
export const RESOURCES: Array<Resource & { operations: Operation[] }> = [
	{ name: 'Task', value: 'task', defaultOperation: 'cancel', operations: [cancel] },
];

/** By resource, then by operation. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> =
	Object.fromEntries(
		RESOURCES.map(({ value, operations }) => [
			value,
			Object.fromEntries(operations.map((operation) => [operation.option.value, operation])),
		]),
	);
