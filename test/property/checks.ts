import type { INodeExecutionData } from 'n8n-workflow';

export const KEY = '1234$abcdef';

/**
 * How fast-check tries: the same examples in each run, so that CI does not turn red by chance. A red run prints the
 * seed and the smallest example.
 */
export const CHECKED = { seed: 20_260_626, verbose: 1 } as const;

/** That the items 0 to count - 1 have led to one item each, in their order within each output. */
export function expectEachItemOnce(outputs: INodeExecutionData[][], count: number) {
	const paired = outputs.map((items) =>
		items.map(({ pairedItem }) => (pairedItem as { item: number }).item),
	);
	for (const items of paired) expect(items).toEqual([...items].sort((a, b) => a - b));
	expect(paired.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
}
