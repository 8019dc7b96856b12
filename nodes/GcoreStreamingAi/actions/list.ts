import { deepCopy, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { filterQuery } from '../fields/filters';
import { mostRows, simplifyRowsField } from '../fields/list';
import type { Reader } from '../fields/reader';
import type { GcoreClient } from '../gcore/client';
import { shown } from '../gcore/shown';
import { nothingFound } from '../task/forModel';
import type { Operation } from './operation';
import type { Run } from './run';

/** What a Get Many lists, and how its rows look as items. */
interface Listing<Row> {
	/** What a model is told it has not found. */
	noun: string;
	/** Its Filters collection. */
	filters: INodeProperties;
	/** What else the query has, by the fields of an item. */
	more?(reader: Reader): IDataObject;
	/** @param most how many rows are wanted; Infinity for all */
	read(client: GcoreClient, query: IDataObject, most: number): Promise<Row[]>;
	simple(row: Row): IDataObject;
	/** As Gcore gives it. */
	raw(row: Row): IDataObject;
}

/** Lists that the items of a run ask for: equal ones are read once. */
const listsOfRuns = new WeakMap<Run, Map<string, Promise<unknown[]>>>();

const askedAgain = (noun: string) =>
	shown`Several items have asked for the same list, and each has put out all of its ${noun}s. To have each ${noun} once, switch on 'Execute Once' in the node's settings`;

/** What a Get Many does for an item: reads the list that it asks for, and makes an item of each row. */
export const listing = <Row extends IDataObject>({
	noun,
	filters: field,
	more = () => ({}),
	read,
	simple,
	raw,
}: Listing<Row>): Operation['item'] =>
	async function (run, item) {
		const reader = run.parameters.of(item);
		const most = mostRows(reader);
		const filters = filterQuery(reader, field);
		const query = { ...filters, ...more(reader) };
		const view = reader.switch(simplifyRowsField) ? simple : raw;
		const { number, client } = await run.account(item);
		const lists = listsOfRuns.get(run) ?? new Map<string, Promise<unknown[]>>();
		listsOfRuns.set(run, lists);
		const name = JSON.stringify([number, query, String(most)]);
		const isFirst = !lists.has(name);
		if (!isFirst) run.hints.add(askedAgain(noun));
		const reading = (lists.get(name) as Promise<Row[]> | undefined) ?? read(client, query, most);
		lists.set(name, reading);
		const rows = await reading;
		if (run.isTool && rows.length === 0) return [{ json: nothingFound(filters, noun) }];
		// Each item has its own: nodes may change what they are handed.
		return rows.map((row) => ({ json: view(isFirst ? row : deepCopy(row)) }));
	};
