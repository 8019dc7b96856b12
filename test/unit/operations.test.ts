import { requestOf } from '../faults/request';
import { missingRows, NAMES, namesOf, OPERATIONS, type Row } from '../operations';

it('every operation of the node is in the table of tests', () => {
	expect(missingRows()).toEqual([]);
});

it('tells of one that is not where to add it', () => {
	const operations = [{ option: { value: 'forgotten', name: 'Forgotten' }, fields: [] }];
	expect(
		missingRows([{ name: 'Task', value: 'task', defaultOperation: 'forgotten', operations }]),
	).toEqual([
		expect.stringMatching(/'forgotten' of 'task' has no row in test\/operations\.ts: add/),
	]);
});

it.each(NAMES)('%s: its call is one to the API', async (name) => {
	const { method, path } = await requestOf(OPERATIONS[name], 'a b');
	expect(`${method} ${path}`).toMatch(/^(GET|POST) \/streaming\/[^?# ]+$/);
});

it('every operation has an item in the contract, and fields in the editor', () => {
	const rowsOf = ({ parameters: of }: Row) =>
		Object.values(OPERATIONS).filter(({ parameters }) => parameters.operation === of.operation);
	const without = (part: 'items' | 'fields') =>
		namesOf((row) => rowsOf(row).every((one) => Object.keys(one[part]).length === 0));
	expect([without('items'), without('fields')]).toEqual([[], []]);
});
