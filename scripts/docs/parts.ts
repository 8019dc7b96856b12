import { answersTable } from './answers';
import { items } from './items';
import { tables } from './tables';

/** Those that have parts made from the code. */
export const DOCUMENTS = ['README.md', 'docs/reference.md'];

/** Everything in the documents that is made from the code, by its marker. Needs a build. */
export const parts = async (): Promise<Record<string, string>> => ({
	...tables(),
	'table: answers': await answersTable(),
	...(await items()),
});
