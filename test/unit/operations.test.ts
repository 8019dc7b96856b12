import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { namesOf, OPERATIONS, type Row } from '../operations';

/** What keeps the node's operations from being all in the table; nothing, if they are. */
const missingRows = (resources = RESOURCES): string[] =>
	resources
		.flatMap(({ value, operations }) => operations.map(({ option }) => [value, option.value]))
		.filter(
			([resource, operation]) =>
				!Object.values(OPERATIONS).some(
					({ parameters: of }) => of.resource === resource && of.operation === operation,
				),
		)
		.map(
			([resource, operation]) =>
				`The operation '${operation}' of '${resource}' has no row in test/operations.ts: add one to OPERATIONS there`,
		);

it('every operation of the node is in the table of tests', () => {
	expect(missingRows()).toEqual([]);
});

it('tells of one that is not where to add it', () => {
	const operations = [
		{ option: { value: 'forgotten', name: 'Forgotten' }, toolDescription: '', fields: [] },
	];
	expect(
		missingRows([{ name: 'Task', value: 'task', defaultOperation: 'forgotten', operations }]),
	).toEqual([
		expect.stringMatching(/'forgotten' of 'task' has no row in test\/operations\.ts: add/),
	]);
});

it('every operation has an item in the contract, and fields in the editor', () => {
	const rowsOf = ({ parameters: of }: Row) =>
		Object.values(OPERATIONS).filter(({ parameters }) => parameters.operation === of.operation);
	const without = (part: 'items' | 'fields') =>
		namesOf((row) => rowsOf(row).every((one) => Object.keys(one[part]).length === 0));
	expect([without('items'), without('fields')]).toEqual([[], []]);
});
