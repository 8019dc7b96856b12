import { itemsOf } from '../../scripts/real-n8n/api';
import type { Execution, Item } from '../../scripts/real-n8n/types';
import { expect } from './fixtures';
import { GCORE } from './workflows';

/** @throws with what n8n tells of an execution that should have gone well */
export function expectSuccess({ status, data: { resultData } }: Execution): void {
	const { lastNodeExecuted, error } = resultData;
	const reason = `${lastNodeExecuted}: ${error?.message} ${error?.description ?? ''}`;
	expect(status, reason).toBe('success');
}

/** The items on each of the first `count` outputs of our node. */
export const outputsOf = (execution: Execution, count: number): Item[][] =>
	Array.from({ length: count }, (_, output) => itemsOf(execution, GCORE, output));

/** Likewise, as the values of a field. */
export const valuesOf = (execution: Execution, count: number, field: string): unknown[][] =>
	outputsOf(execution, count).map((items) => items.map(({ json }) => json[field]));
