import type { NodeParameterValueType } from 'n8n-workflow';

import type { Outcome, OutcomeValue } from './outcomes';

/** How an operation can end, and when it does. */
export interface Outcomes {
	table: readonly Outcome[];
	/** A switch of the operation that must stand so; without it the operation always ends in one of its outcomes. */
	when?: { parameter: string; is: boolean };
}

/** What outputs are made from. */
interface ResourceWithOutcomes {
	value: string;
	defaultOperation: string;
	operations: Array<{ option: { value: string }; outcomes?: Outcomes }>;
}

/** The outcomes of all operations, in the form in which they go into an expression. */
export interface OutputTable {
	/** What stands for a resource, and for an operation of one, that was not saved. */
	resource: string;
	operations: Record<string, string>;
	/** By resource and operation; each row is an outcome and its label, in output order. */
	outcomes: Record<string, { when?: Outcomes['when']; rows: string[][] }>;
}

/** The node's parameters as saved: any of them may be missing. */
export type Parameters = Record<string, NodeParameterValueType | undefined>;

/**
 * The label as n8n's canvas shows it uncut. It has room for 76 px, and "Already Done" takes 76.8 (n8n 2.40 and
 * 1.123, measured); with a narrow space in place of a full one it takes 75.6.
 */
const onCanvas = (label: string) => (label.length > 11 ? label.replace(' ', '\u202f') : label);

/** @param resource the default one */
export const outputTable = (
	resources: readonly ResourceWithOutcomes[],
	resource: string,
): OutputTable => ({
	resource,
	operations: Object.fromEntries(
		resources.map(({ value, defaultOperation }) => [value, defaultOperation]),
	),
	outcomes: Object.fromEntries(
		resources.flatMap(({ value: of, operations }) =>
			operations.flatMap(({ option, outcomes }) => {
				if (!outcomes) return [];
				const rows = outcomes.table.map(({ value, label }) => [value, onCanvas(label)]);
				return [[`${of}/${option.value}`, { when: outcomes.when, rows }]];
			}),
		),
	),
});

/**
 * The outcomes that have an output of their own, in output order; none when the node has one plain output.
 * n8n evaluates this function's source in its expression sandbox (editor and engine alike), so it has to
 * stand alone: no imports, no optional chaining, and every parameter may be missing.
 */
export function outcomesWithOutput(parameters: Parameters, table: OutputTable): string[][] {
	const resource = String(parameters.resource || table.resource);
	const operation = String(parameters.operation || table.operations[resource]);
	const outcomes = table.outcomes[resource + '/' + operation];
	if (!outcomes || (parameters.outcomeHandling || 'separate') !== 'separate') return [];
	const when = outcomes.when;
	if (when && (parameters[when.parameter] === true) !== when.is) return [];
	const all = outcomes.rows;
	const chosen = parameters.separateOutcomes;
	if (!Array.isArray(chosen)) return all;
	const own = all.filter(function (row, index) {
		return index === 0 || (chosen as unknown[]).indexOf(row[0]) !== -1;
	});
	const isForeign = (chosen as unknown[]).some(function (value) {
		return !all.some(function (row) {
			return row[0] === value;
		});
	});
	// The editor keeps a choice when another operation is chosen, whose outcomes are others.
	return isForeign && own.length === 1 ? all : own;
}

/** A brace pair would end an expression early. */
const withoutBracePairs = (source: string) => source.replace(/}(?=})/g, '} ');

/** The value of a node description's `outputs`. */
export const outputsExpression = (table: OutputTable): `={{${string}}}` =>
	`={{ ${withoutBracePairs(`(function () {
	const rows = (${outcomesWithOutput.toString()})($parameter, ${JSON.stringify(table)});
	if (rows.length === 0) return [{ type: 'main' }];
	return rows.map(function (row) { return { type: 'main', displayName: row[1] }; });
})()`)} }}`;

/** The outputs of an operation by number and name, for whoever builds a workflow without seeing its canvas. */
export const outputsHint = ({ table, when }: Outcomes): string => {
	const outputs = table.map(({ label }, number) => `${number} ${label}`).join(', ');
	const condition = when ? `With ${when.parameter} ${when.is}, outputs` : 'Outputs';
	return `${condition} by number: ${outputs}. With outcomeHandling same or fail there is output 0 alone.`;
};

/** Where a node with certain parameters hands its items on. */
export interface Outputs {
	/** How many there are, the Error output not counted. */
	count: number;
	/** Their names, where they have any. */
	names: string[];
	/** The number of the output that an outcome has, or 'raise' when it has none. */
	of(outcome: OutcomeValue): number | 'raise';
}

/** @param outcomes of the operation that the parameters name */
export function outputsFor(
	parameters: Parameters,
	table: OutputTable,
	outcomes: Outcomes | undefined,
): Outputs {
	const rows = outcomesWithOutput(parameters, table);
	return {
		count: Math.max(1, rows.length),
		names: rows.map(([, label]) => label),
		of(outcome) {
			const isWished = outcome === outcomes?.table[0].value;
			if (parameters.outcomeHandling === 'fail') return isWished ? 0 : 'raise';
			const index = rows.findIndex(([value]) => value === outcome);
			return rows.length > 0 && index === -1 ? 'raise' : Math.max(0, index);
		},
	};
}
