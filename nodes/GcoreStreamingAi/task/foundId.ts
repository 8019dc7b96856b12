import { isJsonObject } from '../gcore/answers';
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

/** How surely a field holds a task's ID: the less the better; undefined when it does not. */
function rankOf(key: string, parent: string, value: unknown): number | undefined {
	const { id } = typeof value === 'string' ? parseTaskId(value) : {};
	if (id === undefined) return;
	const name = key.replace(/[_-]/g, '').toLowerCase();
	if (name === 'taskid') return 0;
	if (name === 'id' && /^task$/i.test(parent)) return 1;
	return (name === 'id' || name === 'task') && isUuid(id) ? 2 : undefined;
}

/**
 * Where an item has what looks like a task's ID, as an n8n expression reads it, for example `$json.body.task_id`:
 * webhooks and HTTP answers carry it deeper than a node does.
 * @returns undefined when it has none
 */
export function whereTaskIdIs(json: unknown): string | undefined {
	let best: { path: string; rank: number } | undefined;
	let fields = 0;
	let level = [{ path: '$json', name: '', value: json }];
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
		const below: typeof level = [];
		for (const { path, name, value } of level) {
			if (!isJsonObject(value) && !Array.isArray(value)) continue;
			// Of a list, the first stands for all.
			for (const [key, inner] of Object.entries(value).slice(
				0,
				Array.isArray(value) ? 1 : undefined,
			)) {
				if (++fields > MOST_FIELDS) return best?.path;
				const here = `${path}${stepTo(key)}`;
				if (here.length > LONGEST_PATH) continue;
				const rank = rankOf(key, name, inner);
				if (rank !== undefined && rank < (best?.rank ?? Infinity)) best = { path: here, rank };
				below.push({ path: here, name: key, value: inner });
			}
		}
		level = below;
	}
	return best?.path;
}

/** A sentence that helps with an unusable 'Task': where the item has an ID, or why it has none. */
export function adviceForTask(json: unknown): string | undefined {
	const path = whereTaskIdIs(json);
	if (path) return `This item has a task's ID elsewhere: put {{ ${path} }} into 'Task'`;
	return isJsonObject(json) && Object.keys(json).length === 0
		? "The item is empty; the node before may have 'Always Output Data' on"
		: undefined;
}
