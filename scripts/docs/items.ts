import { exampleItems } from '../../test/gate/items';

const MOST_ON_ONE_LINE = 100;

/** JSON as a person would write it: short lists and items on one line. */
function written(value: unknown): string {
	const lines = JSON.stringify(value, null, 2).replace(/\[\s+("[^"]*")\s+\]/g, '[$1]');
	const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
	return line.length > MOST_ON_ONE_LINE ? lines : line;
}

/** The README's example items, by their markers, from runs on n8n's engine against the stand-in. Needs a build. */
export async function items(): Promise<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(await exampleItems()).map(([name, item]) => [
			`item: ${name}`,
			`\`\`\`json\n${written(item)}\n\`\`\``,
		]),
	);
}
