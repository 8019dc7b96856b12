import { adviceForTask, whereTaskIdIs } from '../../nodes/GcoreStreamingAi/task/foundId';

const UUID = 'aafe70c6-0000-4000-8000-327b65f7670f';
const LONG = 'x'.repeat(186);

it.each<[string, unknown, string | undefined]>([
	['its own field', { task_id: 't' }, '$json.task_id'],
	['a body', { body: { task_id: 't' } }, '$json.body.task_id'],
	['another spelling', { 'Task-ID': 't' }, '$json["Task-ID"]'],
	['a name that is no identifier', { 'a b': { taskId: 't' } }, '$json["a b"].taskId'],
	[
		'the first of a list',
		{ results: [{ task_id: 'a' }, { task_id: 'b' }] },
		'$json.results[0].task_id',
	],
	['the second of a list', { results: [{}, { task_id: 'b' }] }, undefined],
	['a name that is a number', { 12: { taskId: 't' } }, '$json[12].taskId'],
	['a name that begins with one', { '1a': { taskId: 't' } }, '$json["1a"].taskId'],
	['a name that ends with one', { 'a 1': { taskId: 't' } }, '$json["a 1"].taskId'],
	['a task with an ID', { task: { id: 't' } }, '$json.task.id'],
	['a task that is its ID', { task: UUID }, '$json.task'],
	['an ID alone', { id: UUID }, '$json.id'],
	['the surest field, however deep', { id: UUID, a: { b: { task_id: 't' } } }, '$json.a.b.task_id'],
	['the field that comes first', { task_id: 'a', body: { task_id: 'b' } }, '$json.task_id'],
	['an ID that is no UUID', { id: 't' }, undefined],
	['another ID', { user: { id: 't' } }, undefined],
	['the ID of a subtask', { subtask: { id: 't' } }, undefined],
	['the ID of a list of tasks', { tasks: { id: 't' } }, undefined],
	['another field of a task', { task: { name: 't' } }, undefined],
	['a UUID of something else', { trace: UUID }, undefined],
	["a node's parameter", { task_id: { mode: 'id', value: 't' } }, undefined],
	['no text', { task_id: 7 }, undefined],
	['a blank text', { task_id: ' ' }, undefined],
	['a UUID with what cannot be seen around it', { id: `\u200b<${UUID}>` }, '$json.id'],
	['a UUID with such within', { id: UUID.replace('-', '\u200b-') }, undefined],
	['an unusable ID', { task_id: '../x' }, undefined],
	['as deep as may be', { a: { b: { c: { task_id: 't' } } } }, '$json.a.b.c.task_id'],
	['too deep', { a: { b: { c: { d: { task_id: 't' } } } } }, undefined],
	['as long a way as may be', { [LONG]: { task_id: 't' } }, `$json.${LONG}.task_id`],
	['a long way', { [`${LONG}x`]: { task_id: 't' } }, undefined],
	[
		'behind nearly as many fields as are looked at',
		{ ...Array.from({ length: 1999 }, () => 0), task_id: 't' },
		'$json.task_id',
	],
	[
		'behind thousands of fields',
		{ ...Array.from({ length: 2000 }, () => 0), task_id: 't' },
		undefined,
	],
	['nothing', null, undefined],
])('a task ID in %s', (_name, json, path) => {
	expect(whereTaskIdIs(json)).toBe(path);
});

it('what was found among the first of thousands of fields is told', () => {
	const fields = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`f${n}`, n]));
	expect(whereTaskIdIs({ task_id: 't', ...fields })).toBe('$json.task_id');
});

const ELSEWHERE = "This item has a task's ID elsewhere: choose its field in 'Task'";

it.each<[string, unknown, string | undefined]>([
	[
		'with an ID',
		{ id: UUID },
		"This item has a task's ID elsewhere: put {{ $json.id }} into 'Task'",
	],
	[
		'with an ID under a name in other letters',
		{ 'étape < 2': { task_id: 't' } },
		`This item has a task's ID elsewhere: put {{ $json["étape < 2"].task_id }} into 'Task'`,
	],
	['with an ID under a link', { '<a href="//e.example">': { task_id: 't' } }, ELSEWHERE],
	['with an ID under the end of an expression', { '}} a': { task_id: 't' } }, ELSEWHERE],
	['with an ID under what a model would fill in', { "$fromAI('a')": { task_id: 't' } }, ELSEWHERE],
	['that is empty', {}, "The item is empty; the node before may have 'Always Output Data' on"],
	['with other fields', { a: 1 }, undefined],
	['that is a list', [], undefined],
])('advice for an item %s', (_name, json, advice) => {
	expect(adviceForTask(json)).toBe(advice);
});
