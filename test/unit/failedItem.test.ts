import {
	aboutFailed,
	aboutSentence,
	type About,
} from '../../nodes/GcoreStreamingAi/task/failedItem';

const INPUT = { task_id: 'old', video_id: 9 };
const details = (more: object) => ({
	...INPUT,
	error: 'What',
	details: { description: 'Do this', ...more },
});
const told = (message: unknown) => ({ ...INPUT, error: 'What', message });

describe('what a failed item is about', () => {
	it.each<[string, unknown, About]>([
		['its task', details({ task_id: 'new' }), { task_id: 'new' }],
		['its video', details({ video_id: 5 }), { video_id: 5 }],
		['both', details({ task_id: 'new', video_id: 5 }), { task_id: 'new', video_id: 5 }],
		[
			'the video of a task that was raised',
			details({ task_id: 'new', task_data: { client_entity_data: '{"video_id":5}' } }),
			{ task_id: 'new', video_id: 5 },
		],
		[
			'its task, where another node has failed since',
			{ ...details({ task_id: 'new' }), error: {} },
			{ task_id: 'new' },
		],
		['nothing', details({}), {}],
		['an ID that was none', details({ task_id: null }), {}],
		['an empty ID', details({ task_id: '' }), {}],
		['a number for an ID', details({ task_id: 7 }), {}],
	])('stands in its details: %s', (_name, json, about) => {
		expect(aboutFailed(json)).toEqual(about);
	});

	it.each<About>([
		{ task_id: 'new' },
		{ task_id: 'a b.c, on videos' },
		{ video_id: 5 },
		{ task_id: 'new', video_id: 5 },
		{},
	])('stands in the message of older n8ns: %j', (about) => {
		expect(aboutFailed(told(`This was bad. Do this. ${aboutSentence(about)}`))).toEqual(about);
	});

	it("stands in that message, where n8n adds the input's details to it", () => {
		const json = { ...details({ task_id: 'old' }), ...told('This was task new.') };
		const abouts = [false, true].map((toldInMessage) => aboutFailed(json, toldInMessage));
		expect(abouts).toEqual([{ task_id: 'old' }, { task_id: 'new' }]);
		expect(aboutFailed(details({ task_id: 'new' }), true)).toEqual({ task_id: 'new' });
	});

	it.each<[string, unknown]>([
		['not failed', INPUT],
		['of another node', { ...INPUT, error: 'What' }],
		['of another node, with details', { ...INPUT, error: 'What', details: { code: 7 } }],
		['of another node, with no reason', { ...details({}), error: '' }],
		['of another node, with a text for details', { ...INPUT, error: 'What', details: 'x' }],
		['of another node, with a message', told('Do this')],
		['of another node, with a number for a message', told(7)],
		['nothing', undefined],
	])('is not told by an item that is %s', (_name, json) => {
		expect(aboutFailed(json)).toBeUndefined();
	});
});
