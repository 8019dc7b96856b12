import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { loadPackage, PACKAGE, workflowOf } from '../engine';
import { outputLabels } from '../engine/outputs';

const description = async (name = 'gcoreStreamingAi'): Promise<INodeTypeDescription> =>
	(await loadPackage()).nodes[`${PACKAGE}.${name}`].description;

const OPERATIONS = RESOURCES.flatMap(({ value: resource, operations }) =>
	operations.map(({ option, outcomes }) => ({ resource, operation: option.value, outcomes })),
);

const isShownFor = ({ displayOptions }: INodeProperties, resource: string, operation?: string) =>
	displayOptions?.show?.resource?.includes(resource) === true &&
	(operation === undefined || displayOptions.show.operation?.includes(operation) === true);

/** What a builder is told of an operation: in n8n's list of operations, and at the field that decides the outputs. */
async function hintsFor(resource: string, operation: string) {
	const { properties } = await description();
	const [list] = properties.filter(
		(property) => property.name === 'operation' && isShownFor(property, resource),
	);
	const handling = properties.filter(
		(property) => property.name === 'outcomeHandling' && isShownFor(property, resource, operation),
	);
	const options = (list.options as INodePropertyOptions[]).filter(
		({ value }) => value === operation,
	);
	return [...options, ...handling].flatMap(({ builderHint }) => builderHint?.propertyHint ?? []);
}

/** The outputs that a hint tells of, by their numbers. */
const outputsTold = (hint: string) =>
	[...hint.matchAll(/(\d) ([A-Z][A-Za-z ]+)[,.]/g)].map(([, number, label]) => [
		Number(number),
		label,
	]);

const everyHint = ({ builderHint, properties }: INodeTypeDescription): string[] => [
	builderHint?.searchHint ?? '',
	...(builderHint?.relatedNodes ?? []).map(({ relationHint }) => relationHint),
	...properties.flatMap((property) => [
		property.builderHint?.propertyHint ?? '',
		...(property.options ?? []).map((option) => option.builderHint?.propertyHint ?? ''),
	]),
];

const nameIn = ({ properties }: INodeTypeDescription): string[] =>
	properties.flatMap(({ name, options = [] }) => [
		name,
		...options.map((option) => ('value' in option ? String(option.value) : option.name)),
	]);

describe("hints for n8n's workflow builder", () => {
	it.each(OPERATIONS)(
		'number the outputs of $operation as n8n does',
		async ({ resource, operation, outcomes }) => {
			const hints = await hintsFor(resource, operation);
			expect(hints).toHaveLength(outcomes ? 2 : 0);
			const { when } = outcomes ?? {};
			const labels = async (outcomeHandling: string) => {
				const chosen = { resource, operation, outcomeHandling };
				const parameters = { ...chosen, ...(when && { [when.parameter]: when.is }) };
				return await outputLabels(workflowOf({ items: [], parameters }), 'Gcore');
			};
			for (const hint of hints) {
				const numbered = (await labels('separate')).map((label, number) => [number, label]);
				expect(outputsTold(hint)).toEqual(numbered);
				expect(hint).toContain('With outcomeHandling same or fail there is output 0 alone.');
			}
			for (const handling of ['same', 'fail']) expect(await labels(handling)).toHaveLength(1);
			if (when) expect(hints[0]).toContain(`With ${when.parameter} ${when.is}, `);
		},
	);

	it.each(['gcoreStreamingAi', 'gcoreStreamingAiTrigger'])(
		'name fields and nodes that are there: %s',
		async (name) => {
			const node = await description(name);
			const names = everyHint(node).flatMap((hint) => hint.match(/\b[a-z]+[A-Z]\w*/g) ?? []);
			expect(nameIn(node)).toEqual(expect.arrayContaining(names));
			const related = (node.builderHint?.relatedNodes ?? []).map(({ nodeType }) => nodeType);
			const ours = related.filter((type) => type.startsWith(PACKAGE));
			expect(Object.keys((await loadPackage()).nodes)).toEqual(expect.arrayContaining(ours));
			expect(ours).toHaveLength(1);
			// Those of n8n-nodes-base are looked for in a real n8n: test/e2e/schemas.spec.ts.
			expect(
				related.filter((type) => !/^n8n-nodes-(base|gcore-streaming-ai)\./.test(type)),
			).toEqual([]);
		},
	);
});
