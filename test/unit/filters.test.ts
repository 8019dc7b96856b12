import { filterQuery } from '../../nodes/GcoreStreamingAi/actions/task/filters';

it.each([
	['none', {}, {}],
	['empty ones', { status: '', search: '  ', taskId: null, dateCreated: '' }, {}],
	[
		'all',
		{
			status: 'STARTED',
			taskName: 'transcription',
			search: ' nsfw ',
			taskId: 'a',
			dateCreated: '2026-01-31',
		},
		{
			status: 'STARTED',
			task_name: 'transcription',
			search: 'nsfw',
			task_id: 'a',
			date_created: '2026-01-31',
		},
	],
	['a number', { search: 5 }, { search: '5' }],
	['one there is not', { other: 'x' }, {}],
])('filters: %s', (_name, filters, query) => {
	expect(filterQuery(filters as never)).toEqual(query);
});

it.each([
	'2026-01-31',
	'2026-01-31T10:20',
	'2026-01-31T10:20:30',
	'2026-01-31 10:20:30',
	'2026-01-31T10:20:30.123Z',
	'2026-01-31T10:20:30.123+02:00',
	'2026-01-31T10:20:30-0530',
])('Date Created: %s is sent as it is', (dateCreated) => {
	expect(filterQuery({ dateCreated })).toEqual({ date_created: dateCreated });
});

it("Date Created: JavaScript's dates are sent as text", () => {
	const dateCreated = new Date('2026-01-31T10:20:30Z') as never;
	expect(filterQuery({ dateCreated })).toEqual({ date_created: '2026-01-31T10:20:30.000Z' });
});

it.each(['yesterday', '5', 'May', '31.01.2026', '2026-1-5', '2026-13-01', {}, new Date(NaN)])(
	'Date Created: %p is refused',
	(dateCreated) => {
		expect(() => filterQuery({ dateCreated } as never)).toThrow("'Date Created' is not a date");
	},
);
