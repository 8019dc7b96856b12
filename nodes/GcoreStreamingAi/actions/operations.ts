import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Resource } from './fields';
import type { Run } from './run';
import { checkSupport } from './language/checkSupport.operation';
import { cancel } from './task/cancel.operation';
import { cancelMany } from './task/cancelMany.operation';
import { create } from './task/create.operation';
import { get } from './task/get.operation';
import { getAll } from './task/getAll.operation';
import { wait } from './task/wait.operation';

/** One entry of the 'Operation' list: how it is shown, which fields it has, what it does. */
export interface Operation {
	option: INodePropertyOptions & { value: string };
	/** Shown for this operation alone: the display rule is added by `propertiesOf`. */
	fields: INodeProperties[];
	execute(run: Run): Promise<void>;
}

/** In the order of the editor's lists, which n8n wants by name. */
export const RESOURCES: Array<Resource & { operations: Operation[] }> = [
	{
		name: 'Language',
		value: 'language',
		defaultOperation: 'checkSupport',
		operations: [checkSupport],
	},
	{
		name: 'Task',
		value: 'task',
		defaultOperation: 'cancel',
		operations: [cancel, cancelMany, create, get, getAll, wait],
	},
];

/** By resource, then by operation. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> =
	Object.fromEntries(
		RESOURCES.map(({ value, operations }) => [
			value,
			Object.fromEntries(operations.map((operation) => [operation.option.value, operation])),
		]),
	);
