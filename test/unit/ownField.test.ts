import { fromModel } from '../../nodes/GcoreStreamingAi/fields/tool';
import { takenBy, type Taken } from '../../nodes/GcoreStreamingAi/task/ownField';

const MODEL = { name: 'task_id', description: 'An ID (a UUID) || $json.x' };

it.each<[string, Taken]>([
	['={{ $json.task_id }}', { own: 'task_id', readsItem: false }],
	['={{$json.task_id}}', { own: 'task_id', readsItem: false }],
	['={{ $json["task_id"] }}', { own: 'task_id', readsItem: false }],
	["={{ $json[ 'task_id' ] }}", { own: 'task_id', readsItem: false }],
	['={{ $json["task id"] }}', { readsItem: true }],
	[
		fromModel({ name: 'a', description: 'b', otherwise: '$json.task_id' }),
		{
			own: 'task_id',
			first: fromModel({ name: 'a', description: 'b' }).replace("')", "', '')"),
			readsItem: false,
		},
	],
	[
		"={{ $fromAI('a')||$json.task_id}}",
		{ own: 'task_id', first: "={{ $fromAI('a') }}", readsItem: false },
	],
	[
		'={{ f($json.a) || $json.task_id }}',
		{ own: 'task_id', first: '={{ f($json.a) }}', readsItem: true },
	],
	['={{ $json.body.task_id }}', { readsItem: true }],
	['={{ $input.item.json.task_id }}', { readsItem: true }],
	["={{ $('Start').item.json.task_id }}", { readsItem: true }],
	['={{ $node["Start"].json.task_id }}', { readsItem: true }],
	["={{ $('Start').first().json.task_id }}", { readsItem: false }],
	["={{ $fromAI('Task', ``, 'string') }}", { readsItem: false }],
	['$json.task_id', { readsItem: false }],
	['', { readsItem: false }],
])('%s takes %j', (text, taken) => {
	expect(takenBy(text)).toEqual(taken);
});

it('a description for the model is no part of the item', () => {
	expect(takenBy(fromModel({ ...MODEL, otherwise: '$json.task_id' }))).toMatchObject({
		own: 'task_id',
	});
	expect(takenBy(fromModel(MODEL)).own).toBeUndefined();
});
