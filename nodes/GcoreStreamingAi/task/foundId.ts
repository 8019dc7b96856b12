import { isJsonObject } from '../gcore/answers';
import { inert, type Shown, shown } from '../gcore/shown';
import { isUuid, parseTaskId } from './taskId';

/** Items may hold anything: whole answers of servers, with thousands of fields. */
const MOST_FIELDS = 2_000;
const DEEPEST = 4;
const LONGEST_PATH = 200;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

const stepTo = (key: string) => {
	if (IDENTIFIER.test(key)) return `.${key}`;
	return /^\d+$/.test(key) ? `[${key}]` : `[${JSON.stringify(key)}]`;
};

/** How surely a field holds a task's ID: the less the better; Infinity when it does not. */
function rankOf(key: string, parent: string, value: unknown): number {
	const { id } = typeof value === 'string' ? parseTaskId(value) : {};
	if (id === undefined) return Infinity;
	const name = key.replace(/[_-]/g, '').toLowerCase();
	if (name === 'taskid') return 0;
	if (name === 'id' && /^task$/i.test(parent)) return 1;
	return (name === 'id' || name === 'task') && isUuid(id) ? 2 : Infinity;
}

/**
 * Where an item has what looks like a task's ID, as an n8n expression reads it, for example `$json.body.task_id`:
 * webhooks and HTTP answers carry it deeper than a node does.
 * @returns undefined when it has none
 */
export function whereTaskIdIs(json: unknown): string | undefined {
	let best: { path?: string; rank: number } = { rank: Infinity };
	let fields = 0;
	const places = [{ path: '$json', name: '', value: json, depth: 1 }];
	// It grows on the way: what lies deeper comes behind.
	for (const { path, name, value, depth } of places) {
		if (depth > DEEPEST || (!isJsonObject(value) && !Array.isArray(value))) continue;
		// Of a list, the first stands for all.
		const most = Array.isArray(value) ? 1 : undefined;
		for (const [key, inner] of Object.entries(value).slice(0, most)) {
			if (++fields > MOST_FIELDS) return best.path;
			const here = `${path}${stepTo(key)}`;
			if (here.length > LONGEST_PATH) continue;
			const rank = rankOf(key, name, inner);
			if (rank < best.rank) best = { path: here, rank };
			places.push({ path: here, name: key, value: inner, depth: depth + 1 });
		}
	}
	return best.path;
}

/** A sentence that helps with an unusable 'Task': where the item has an ID, or why it has none. */
export function adviceForTask(json: unknown): Shown | undefined {
	const path = whereTaskIdIs(json);
	// With anything taken out of it, it would no longer lead there.
	if (path && path !== inert(path)) {
		return shown`This item has a task's ID elsewhere: choose its field in 'Task'`;
	}
	if (path) return shown`This item has a task's ID elsewhere: put {{ ${path} }} into 'Task'`;
	return isJsonObject(json) && Object.keys(json).length === 0
		? shown`The item is empty; the node before may have 'Always Output Data' on`
		: undefined;
}
