import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Page } from '../gcore/calls';
import type { GcoreClient } from '../gcore/client';
import { badParameter } from '../gcore/failures';
import { inert, shown } from '../gcore/shown';
import { halfCharacter, trimmed } from '../gcore/text';
import { nodeError } from '../n8n/errors';
import { accountOf, openClient } from '../n8n/open';

export const PAGE_SIZE = 50;

/** Somebody looks at the open list: a busy API gets one more try and not long to answer. */
const SETTINGS = { maxConcurrency: 1, maxRetries: 1, timeoutMs: 15_000 };

/** Nobody scrolls further; who looks for an older row searches for it. */
const MOST_PAGES = 100;

/** The next page, and how many rows came before it: a server may give shorter pages than it is asked for. */
const tokenOf = (page: number, received: number) => `${page}/${received}`;

/** How a field's list is read, and what it shows of a row. */
interface Source<Row> {
	/** @param search what the user has typed; Gcore's own search goes by it */
	read(client: GcoreClient, page: number, search: string): Promise<Page<Row>>;
	show(row: Row): { name: string; value: string };
}

/** What n8n calls for the list of a field, a page at a time, with what has been typed and the page before's token. */
export type SearchMethod = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** @returns a method that throws NodeApiError or NodeOperationError, whose message and description the list shows */
export const searchList = <Row>(source: Source<Row>): SearchMethod =>
	async function (filter = '', paginationToken = tokenOf(1, 0)) {
		try {
			return await pageOf(this, source, searchOf(filter), paginationToken);
		} catch (reason) {
			throw nodeError(this, reason);
		}
	};

function searchOf(filter: string): string {
	const search = trimmed(filter);
	const half = halfCharacter(search);
	if (!half) return search;
	throw badParameter('Search', shown`holds ${half}`, 'Type the text anew.');
}

async function pageOf<Row>(
	context: ILoadOptionsFunctions,
	{ read, show }: Source<Row>,
	search: string,
	token: string,
): Promise<INodeListSearchResult> {
	const [page, before] = token.split('/').map(Number);
	const client = openClient(context, await accountOf(context), SETTINGS);
	const {
		rows,
		length = rows.length,
		count = Infinity,
		hasNext,
	} = await read(client, page, search);
	const received = before + length;
	const hasMore = length > 0 && (received < count || hasNext) && page < MOST_PAGES;
	return {
		results: rows.slice(0, PAGE_SIZE).map((row) => {
			const { name, value } = show(row);
			// n8n saves the label of a row that is picked.
			return { name: inert(name), value };
		}),
		...(hasMore && { paginationToken: tokenOf(page + 1, received) }),
	};
}
